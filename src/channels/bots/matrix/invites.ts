/** An invitation as it reached the bot. */
export interface Invite {
  room: string;
  /** Who sent it; unknown where the server does not say. */
  by: string | undefined;
  encrypted: boolean;
}

/**
 * Why an invitation is declined, or undefined when it is taken. `allowed` names people (`@mary:example.org`), rooms
 * (`!abc:example.org`) and whole servers (`example.org`).
 */
export function declineReason(invite: Invite, allowed: readonly string[], canEncrypt: boolean): string | undefined {
  const { room, by } = invite;
  const server = by?.slice(by.indexOf(':') + 1);
  const known = [by, room, server].some((one) => one !== undefined && allowed.includes(one));
  if (!known) {
    return `add "${by ?? room}", the room or the server to channels.matrix.invites if this bot shall go there`;
  }
  if (invite.encrypted && !canEncrypt) {
    return 'the room is encrypted, which needs channels.matrix.encryption and MATRIX_PASSWORD in the place of an access token';
  }
  return undefined;
}
