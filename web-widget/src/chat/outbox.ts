import type { Reply } from '#src/protocol/index.ts';

import { newId } from './ids.ts';
import { readJson, type Storage } from './storage.ts';

/** One reply on its way: drawn at once, kept until the server has it. */
export interface Pending {
  /** The message id: the same at every attempt, so that the server takes it once. */
  id: string;
  reply: Reply;
  /** What the bubble says. */
  text: string;
  /** The prompt that was open when it was given. */
  prompt: string | null;
  /** Never leaves this page's memory but to the server. */
  secret: boolean;
  state: 'waiting' | 'sending' | 'accepted' | 'refused';
  /** The revision it became. */
  revision?: number;
  /** Why it was refused, in the server's words. */
  error?: string;
  /** Its echo has arrived in the transcript, before the acknowledgement. */
  echoed?: boolean;
}

/** Replies in the order they were given. Survives a reload; secrets do not. */
export class Outbox {
  items: readonly Pending[] = [];
  readonly #storage: Storage;

  constructor(storage: Storage) {
    this.#storage = storage;
  }

  /** Takes back what an earlier page of this tab left unsent for this conversation. */
  restore(conversation: string): void {
    const kept = readJson(this.#storage, 'outbox', isKept);
    if (!kept || (kept.conversation !== conversation && kept.conversation !== '')) return;
    const known = new Set(this.items.map((item) => item.id));
    const left = kept.items.filter((item) => !known.has(item.id));
    this.items = [
      ...left.map((item): Pending => ({ ...item, prompt: null, secret: false, state: 'waiting' })),
      ...this.items,
    ];
  }

  add(reply: Reply, said: { text: string; secret: boolean; prompt: string | null }): Pending {
    const pending: Pending = { ...said, id: newId(), reply, state: 'waiting' };
    this.items = [...this.items, pending];
    return pending;
  }

  /** The next reply to send: one at a time, so that they arrive in order. */
  next(): Pending | undefined {
    return this.items.find((item) => item.state === 'waiting' || item.state === 'sending');
  }

  change(id: string, change: Partial<Pending>): void {
    this.items = this.items.map((item) => (item.id === id ? { ...item, ...change } : item));
  }

  remove(id: string): void {
    this.items = this.items.filter((item) => item.id !== id);
  }

  /** The transcript has come this far: what became part of it is done. */
  settle(revision: number): void {
    this.items = this.items.filter((item) => item.state !== 'accepted' || (item.revision ?? 0) > revision);
  }

  clear(): void {
    this.items = [];
    this.#storage.remove('outbox');
  }

  save(conversation: string | null): void {
    const items = this.items
      .filter((item) => !item.secret && (item.state === 'waiting' || item.state === 'sending'))
      .map(({ id, reply, text }) => ({ id, reply, text }));
    if (items.length === 0) this.#storage.remove('outbox');
    else this.#storage.set('outbox', JSON.stringify({ conversation: conversation ?? '', items }));
  }
}

interface Kept {
  /** Empty when the reply was given before the conversation had an id. */
  conversation: string;
  items: { id: string; reply: Reply; text: string }[];
}

/** Our own writing of an earlier page; the server checks every reply again. */
function isKept(value: unknown): value is Kept {
  if (typeof value !== 'object' || value === null) return false;
  if (!('conversation' in value) || typeof value.conversation !== 'string') return false;
  return 'items' in value && Array.isArray(value.items) && value.items.every(isKeptItem);
}

function isKeptItem(value: unknown): boolean {
  if (typeof value !== 'object' || value === null || !('id' in value) || !('text' in value)) return false;
  if (!('reply' in value) || typeof value.reply !== 'object') return false;
  return typeof value.id === 'string' && typeof value.text === 'string';
}
