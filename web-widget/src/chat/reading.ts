import type { Entry, OperationView, Prompt, Turn } from '#src/protocol/index.ts';

/** What the transcript means as a whole: what was answered, what may be edited, what no longer holds. */
export interface Reading {
  /** The prompt that is open now. */
  open: Prompt | null;
  /** What was answered to a prompt, in words. */
  answers: ReadonlyMap<string, string>;
  /** Entries that say an answer which no longer holds. */
  changed: ReadonlySet<string>;
  /** Entries whose answer may still be edited. */
  editable: ReadonlySet<string>;
  /** Operations as the transcript tells them: where each is drawn, and its newest view. */
  operations: ReadonlyMap<string, { entry: string; view: OperationView }>;
}

/** Reads a transcript from its beginning. Pure. */
export function read(turns: readonly Turn[]): Reading {
  const answers = new Map<string, string>();
  const changed = new Set<string>();
  const operations = new Map<string, { entry: string; view: OperationView }>();
  /** The newest answer to each slot that can still be taken back. */
  const current = new Map<string, string>();
  const openId = turns.at(-1)?.open ?? null;
  let open: Prompt | null = null;

  for (const entry of turns.flatMap((turn) => turn.entries)) {
    if (entry.type === 'said') {
      if (entry.prompt !== undefined) answers.set(entry.prompt, entry.text);
      if (entry.slot !== undefined) current.set(entry.slot, entry.id);
    } else if (entry.type === 'changed') {
      for (const slot of entry.slots) {
        const said = current.get(slot);
        if (said !== undefined) changed.add(said);
        current.delete(slot);
      }
    } else if (entry.type === 'operation') {
      const known = operations.get(entry.operation.id);
      operations.set(entry.operation.id, {
        entry: known?.entry ?? entry.id,
        view: known && known.view.sequence > entry.operation.sequence ? known.view : entry.operation,
      });
      // What has lasting effects locks the answers it was made of.
      current.clear();
    } else if (entry.type === 'prompt' && entry.prompt.id === openId) {
      open = entry.prompt;
    }
  }
  return { open, answers, changed, editable: new Set(current.values()), operations };
}

/** Whether this entry of the person is what an unacknowledged reply has become. */
export function isEchoOf(entry: Entry, pending: { text: string; prompt: string | null }): boolean {
  if (entry.type !== 'said') return false;
  return entry.text === pending.text || (pending.prompt !== null && entry.prompt === pending.prompt);
}
