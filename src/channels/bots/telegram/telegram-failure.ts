import { DeliveryFailure } from '../bot-channel.ts';

/** What the Bot API answered with when it refused. */
interface Refusal {
  error_code: number;
  description: string;
  parameters?: { retry_after?: number; migrate_to_chat_id?: number };
}

/** What a failed call to Telegram means: for the hub, or `done` when nothing was to do. Anything unknown is the network. */
export function telegramFailure(error: unknown): DeliveryFailure | 'done' | 'network' {
  if (!isRefusal(error)) return 'network';
  const { error_code: code, description, parameters } = error;
  if (code === 429) return new DeliveryFailure('later', description, (parameters?.retry_after ?? 1) * 1_000);
  if (/message is not modified/i.test(description)) return 'done';
  if (code === 403 || /chat not found|user is deactivated|group chat was upgraded|PEER_ID_INVALID/i.test(description)) {
    return new DeliveryFailure('gone', description);
  }
  // 401 and 404 say that the token is wrong: for the operator to mend, and then to be told.
  if (code === 400 || code === 413) return new DeliveryFailure('refused', description);
  return 'network';
}

/** Telegram could not read the marks of a text. */
export function isUnreadable(error: unknown): boolean {
  return isRefusal(error) && error.error_code === 400 && /can't parse entities/i.test(error.description);
}

/** Telegram could not make a photo of a picture. */
export function isNoPhoto(error: unknown): boolean {
  return isRefusal(error) && error.error_code === 400 && /IMAGE_PROCESS_FAILED|PHOTO_/.test(error.description);
}

function isRefusal(error: unknown): error is Refusal {
  return (
    error instanceof Error && 'error_code' in error && typeof error.error_code === 'number' && 'description' in error
  );
}
