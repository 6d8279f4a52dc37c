import type { Conversation, StoredConversation } from '#src/conversation/index.ts';

/** Grows when a stored conversation can no longer be read by the release before. */
const FORMAT = 1;

/** A conversation as one Redis string: `<revision> <format> <json>`. */
export function toStored(revision: number, conversation: Conversation): string {
  return `${revision} ${FORMAT} ${JSON.stringify(conversation)}`;
}

/** The way back. Null for what is no conversation of ours; a newer release's is an error, and left alone. */
export function fromStored(id: string, value: string): StoredConversation | null {
  const first = value.indexOf(' ');
  const second = value.indexOf(' ', first + 1);
  const revision = Number(value.slice(0, first));
  const format = Number(value.slice(first + 1, second));
  if (second < 0 || !Number.isSafeInteger(revision) || !Number.isSafeInteger(format)) return null;
  if (format > FORMAT) throw new NewerConversation(id, format);
  const conversation = parse(value.slice(second + 1));
  return isConversation(conversation) && conversation.id === id ? { revision, conversation } : null;
}

/** A newer release wrote this conversation, as happens while several replicas are being upgraded. */
export class NewerConversation extends Error {
  readonly code = 'NEWER_CONVERSATION';

  constructor(id: string, format: number) {
    super(
      `Conversation ${id} was stored by a newer release (format ${format}, this one reads ${FORMAT}): upgrade this one.`,
    );
    this.name = 'NewerConversation';
  }
}

function parse(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}

/** Only what every turn relies on: a whole schema would cost more than the turn itself, and only we write these keys. */
function isConversation(value: unknown): value is Conversation {
  if (typeof value !== 'object' || value === null) return false;
  const { id, owner, stack, runs } = value as { [key in keyof Conversation]?: unknown };
  return (
    typeof id === 'string' &&
    typeof owner === 'string' &&
    Array.isArray(stack) &&
    Array.isArray(runs) &&
    stack.length === runs.length &&
    stack.every((frame: unknown) => typeof frame === 'object' && frame !== null && 'hash' in frame && 'slots' in frame)
  );
}
