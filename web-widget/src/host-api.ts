import type { Json } from '#src/protocol/index.ts';

import type { Texts } from './texts/texts.ts';

/** What a host page can ask of the chat. The same on `window.ThreebotChat` and on `<threebot-chat>`. */
export interface ChatMethods {
  open(): void;
  close(): void;
  toggle(): void;
  /** Shows or hides the launcher. */
  show(): void;
  hide(): void;
  /** Starts a flow, with answers that are known already. */
  start(flow: string, options?: { slots?: { [slot: string]: Json } }): void;
  send(text: string): void;
  /** Signs in with a token; it is kept in the page's memory only. */
  identify(token: string): void;
  setLocale(tag: string): void;
  setTheme(theme: 'auto' | 'light' | 'dark'): void;
  /** Begins a new conversation. */
  reset(): void;
  /** Takes the chat off the page. */
  destroy(): void;
  /** Listens; the answer stops listening. */
  on<E extends keyof ChatEvents>(event: E, listener: (detail: ChatEvents[E]) => void): () => void;
}

/** What the chat tells a host page; as DOM events they are called `threebot-<name>`. */
export interface ChatEvents {
  ready: { conversation: string };
  open: object;
  close: object;
  message: { revision: number; texts: string[] };
  unread: { count: number };
  connection: { state: string };
  error: { code: string; message: string };
}

/** What a script tag says in its data attributes. */
export interface LoaderOptions {
  server: string;
  flow?: string;
  position?: string;
  lang?: string;
  theme?: string;
  open: boolean;
}

const methods = [
  'open',
  'close',
  'toggle',
  'show',
  'hide',
  'start',
  'send',
  'identify',
  'setLocale',
  'setTheme',
  'reset',
  'destroy',
] as const;

type Call = (target: ChatMethods) => void;

/** The page's handle to the chat. Calls made before the chat is there wait for it. */
export interface ChatHandle extends ChatMethods {
  /** @internal Between the loader and the core. */
  readonly link: {
    waiting: Call[];
    target: ChatMethods | null;
    options: LoaderOptions | null;
    wake: () => void;
    /** Names scripts on pages with Trusted Types. */
    policy?: { createScriptURL(url: string): string };
    /** Takes the texts of a language, once their script is there. */
    languages?: (tag: string, texts: Texts) => void;
  };
}

/** Makes a handle that queues until it has a target. */
export function createHandle(options: LoaderOptions | null, wake: () => void): ChatHandle {
  const link: ChatHandle['link'] = { waiting: [], target: null, options, wake };
  const call = (action: Call): void => {
    if (link.target) action(link.target);
    else {
      link.waiting.push(action);
      link.wake();
    }
  };
  const handle: Record<string, unknown> = { link };
  for (const name of methods) {
    handle[name] = (...given: unknown[]) =>
      call((target) => (target[name] as (...values: unknown[]) => void)(...given));
  }
  handle['on'] = (event: keyof ChatEvents, listener: () => void) => {
    let stop: (() => void) | undefined;
    let stopped = false;
    // Listening alone is no reason to load the chat.
    const listen: Call = (target) => {
      if (!stopped) stop = target.on(event, listener);
    };
    if (link.target) listen(link.target);
    else link.waiting.push(listen);
    return () => {
      stopped = true;
      stop?.();
    };
  };
  return handle as unknown as ChatHandle;
}

declare global {
  var ThreebotChat: ChatHandle | undefined;
}
