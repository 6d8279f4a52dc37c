import { html, LitElement, nothing, type TemplateResult } from 'lit';

import type { Json, LogEnd, OperationView, Turn } from '#src/protocol/index.ts';

import { ChatSession } from './chat/session.ts';
import { spokenMove, spokenTurn } from './chat/spoken.ts';
import { Announcer } from './controllers/announcer.ts';
import { FocusKeeper } from './controllers/focus-keeper.ts';
import { ScrollKeeper } from './controllers/scroll-keeper.ts';
import { wrapTab } from './controllers/tab-trap.ts';
import { moveInTranscript, settleStops } from './controllers/transcript-keys.ts';
import { type Work, WorkSign } from './controllers/work-sign.ts';
import type { ChatEvents, ChatMethods } from './host-api.ts';
import { styles } from './styles/styles.ts';
import { hasLanguage } from './texts/fetch-language.ts';
import { type Language, language } from './texts/texts.ts';
import { isRunning } from './views/operation-view.ts';
import { panelView } from './views/panel-view.ts';
import { launcherView } from './views/shell-view.ts';
import { settingOf } from './views/text-dir.ts';
import type { ViewContext } from './views/view-context.ts';

/** Milliseconds between two words on how many lines have come. */
const LINES_SAID_EVERY = 20_000;

/** Where the chat covers the whole screen. */
const phone = '(max-width: 520px)';

/**
 * `<threebot-chat>`: the chat in a page. Attributes: `server`, `flow`, `mode` (`floating` or `inline`), `position` (`end`,
 * `start`), `lang`, `dir`, `theme` (`auto`, `light`, `dark`), `open`, `heading`.
 */
export class ThreebotChat extends LitElement implements ChatMethods {
  static override styles = styles;

  destroyed = false;
  #session: ChatSession | null = null;
  #language: Language = language('en');
  /** The texts of the person's language are on their way: nothing is said before, in another one. */
  #speechless = false;
  #open = false;
  #unread = 0;
  #sureFresh = false;
  /** Lines of live logs that nobody was told of, and when somebody was. */
  #lines = 0;
  #linesSaidAt = 0;
  readonly #picture = new Map<string, string>();
  readonly #announcer = new Announcer(() => this.renderRoot.querySelector('#announcements'));
  readonly #scroll = new ScrollKeeper(this, () => this.#session?.transcript ?? { first: 0, last: 0 });
  readonly #work = new WorkSign(this, () => this.#workNow());
  readonly #narrow = matchMedia(phone);
  readonly #redraw = (): void => this.requestUpdate();
  readonly #viewport = (): void => {
    this.style.setProperty('--_viewport', `${visualViewport?.height ?? innerHeight}px`);
  };

  static override get observedAttributes(): string[] {
    return [...super.observedAttributes, 'lang', 'dir', 'mode', 'open', 'heading'];
  }

  override attributeChangedCallback(name: string, before: string | null, now: string | null): void {
    super.attributeChangedCallback(name, before, now);
    if (name === 'lang') this.#language = this.#pageLanguage();
    if (name === 'open' && this.isConnected && (now !== null) !== this.#open) this.#setOpen(now !== null);
    this.requestUpdate();
  }

  constructor() {
    super();
    this.addController(new FocusKeeper(this));
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#language = this.#pageLanguage();
    this.#session ??= this.#createSession();
    this.#narrow.addEventListener('change', this.#redraw);
    visualViewport?.addEventListener('resize', this.#viewport);
    this.#viewport();
    if (this.#inline) this.#open = true;
    if (this.#inline || this.#session.conversation !== null) this.#session.begin();
    if (this.hasAttribute('open')) this.#setOpen(true);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#narrow.removeEventListener('change', this.#redraw);
    visualViewport?.removeEventListener('resize', this.#viewport);
    // A page that moves the chat takes it out and puts it in again: only what stays out is over.
    setTimeout(() => {
      if (this.isConnected || !this.#session) return;
      this.#session.close();
      this.#session = null;
    }, 1_000);
  }

  open(): void {
    this.#setOpen(true, true);
  }

  close(): void {
    this.#setOpen(false, true);
  }

  toggle(): void {
    this.#setOpen(!this.#open, true);
  }

  show(): void {
    this.removeAttribute('hidden');
  }

  hide(): void {
    this.setAttribute('hidden', '');
  }

  start(flow: string, options: { slots?: { [slot: string]: Json } } = {}): void {
    this.#session?.start(flow, options.slots);
    this.#setOpen(true);
  }

  send(text: string): void {
    this.#say(text);
  }

  identify(token: string): void {
    this.#session?.connection.identify(token);
  }

  setLocale(tag: string): void {
    this.lang = tag;
  }

  setTheme(theme: 'auto' | 'light' | 'dark'): void {
    this.setAttribute('theme', theme);
  }

  reset(): void {
    this.#picture.clear();
    this.#scroll.toEnd();
    this.#session?.reset();
  }

  destroy(): void {
    this.destroyed = true;
    this.#session?.close();
    this.remove();
  }

  on<E extends keyof ChatEvents>(event: E, listener: (detail: ChatEvents[E]) => void): () => void {
    const hear = (dispatched: Event): void => {
      if (dispatched instanceof CustomEvent) listener(dispatched.detail as ChatEvents[E]);
    };
    this.addEventListener(`threebot-${event}`, hear);
    return () => this.removeEventListener(`threebot-${event}`, hear);
  }

  protected override render(): TemplateResult | typeof nothing {
    const session = this.#session;
    if (!session || this.#speechless) return nothing;
    const context = this.#context(session);
    const { t, tag } = this.#language;
    return html`<section class="root" lang=${tag} dir=${this.#direction} aria-label=${t('widget.label')} @keydown=${this.#keys} @focusin=${this.#settleStops}>
      ${this.#inline || this.#open ? this.#panel(session, context) : nothing}
      ${this.#inline ? nothing : launcherView(context, { unread: this.#unread, open: this.#open, toggle: () => this.toggle() })}
      <div class="unseen" id="announcements" role="log" aria-live="polite" aria-relevant="additions" aria-label=${t('transcript.label')}></div>
    </section>`;
  }

  protected override updated(): void {
    this.#settleStops();
  }

  get #inline(): boolean {
    return this.getAttribute('mode') === 'inline';
  }

  get #direction(): 'ltr' | 'rtl' {
    const own = this.getAttribute('dir');
    return own === 'rtl' || own === 'ltr' ? own : this.#language.dir;
  }

  get #composer(): HTMLTextAreaElement | null {
    return this.renderRoot.querySelector<HTMLTextAreaElement>('#composer');
  }

  #pageLanguage(): Language {
    const near =
      this.lang || this.closest<HTMLElement>('[lang]')?.lang || document.documentElement.lang || navigator.language;
    this.#speechless = !hasLanguage(near, () => {
      this.#language = this.#pageLanguage();
      this.requestUpdate();
    });
    return language(near);
  }

  get #server(): URL {
    return new URL(this.getAttribute('server') ?? '/', document.baseURI);
  }

  #createSession(): ChatSession {
    return new ChatSession({
      server: this.#server,
      flow: this.getAttribute('flow') ?? undefined,
      locale: () => this.#language.tag,
      changed: () => this.requestUpdate(),
      arrived: (turns, live) => this.#arrived(turns, live),
      moved: (before, now) => this.#moved(before, now),
      logged: (title, count, end) => this.#logged(title, count, end),
      connection: (state) => {
        this.#tell('connection', { state });
        const { conversation } = this.#session ?? {};
        if (state === 'online' && conversation) this.#tell('ready', { conversation });
      },
      failed: ({ code, message }) => this.#tell('error', { code, message }),
    });
  }

  #context(session: ChatSession): ViewContext {
    return {
      t: this.#language.t,
      lang: this.#language.tag,
      ...settingOf(this.#direction),
      server: this.#server,
      reading: session.reading,
      drafts: session.drafts,
      busy: session.busy,
      online: session.connection.state === 'online',
      picture: this.#picture,
      update: () => this.requestUpdate(),
      reply: (reply, text, secret) => {
        // One press, one answer: the controls of a prompt rest while its answer is on its way.
        if ('prompt' in reply && session.busy) return;
        this.#scroll.toEnd();
        session.reply(reply, text, secret);
      },
      useAgain: (pending) => {
        session.drafts.composer = pending.text;
        session.dismiss(pending.id);
        this.#composer?.focus();
      },
      dismiss: (pending) => session.dismiss(pending.id),
      choices: (slot, search, page) => session.choices(slot, search, page),
      stop: (operation) => session.stop(operation),
      operation: (view) => this.#newest(session, view),
      log: (id) => session.logs.get(id),
      follow: (show) => void session.logs.follow(show),
      announce: (text) => this.#announcer.say(text),
      now: () => Date.now(),
    };
  }

  #newest(session: ChatSession, view: OperationView): OperationView {
    const live = session.operations.get(view.id);
    return live && live.sequence > view.sequence ? live : view;
  }

  #panel(session: ChatSession, context: ViewContext): TemplateResult {
    const inline = this.#inline;
    return panelView(context, session, {
      heading: this.getAttribute('heading') ?? this.#language.t('widget.name'),
      inline,
      full: !inline && this.#narrow.matches,
      sureFresh: this.#sureFresh,
      missed: this.#scroll.missed,
      working: this.#work.shown,
      close: () => this.close(),
      fresh: () => {
        this.#sureFresh = true;
        this.requestUpdate();
      },
      decideFresh: (yes) => this.#decideFresh(yes),
      older: () => this.#loadOlder(),
      toEnd: () => this.#scroll.toEnd(),
      scrolled: () => {
        if (this.#scroll.scrolled() && session.transcript.older) this.#loadOlder();
      },
      keyInTranscript: (event) => {
        if (!event.defaultPrevented && moveInTranscript(event, () => this.#composer?.focus())) event.preventDefault();
      },
      // A message that was gone into is left: its controls are no stops any more.
      focusLeft: () => setTimeout(() => this.#settleStops()),
      typed: (text) => {
        session.drafts.composer = text;
        this.requestUpdate();
      },
      send: () => this.#sendComposer(),
    });
  }

  #sendComposer(): void {
    const session = this.#session;
    const text = session?.drafts.composer.trim() ?? '';
    if (!session || text === '') return;
    session.drafts.composer = '';
    this.#say(text);
  }

  #say(text: string): void {
    this.#scroll.toEnd();
    this.#session?.reply({ type: 'text', text }, text);
  }

  #decideFresh(yes: boolean): void {
    this.#sureFresh = false;
    if (yes) this.reset();
    this.requestUpdate();
    void this.updateComplete.then(() => this.renderRoot.querySelector<HTMLElement>('[data-new]')?.focus());
  }

  #arrived(turns: Turn[], live: boolean): void {
    if (!live) return;
    const { t } = this.#language;
    for (const turn of turns) {
      const texts = spokenTurn(turn, t);
      if (texts.length === 0) continue;
      if (this.#open) this.#announcer.say(...texts);
      else this.#setUnread(this.#unread + 1);
      this.#tell('message', { revision: turn.revision, texts });
    }
    this.#scroll.came();
  }

  #moved(before: OperationView | undefined, now: OperationView): void {
    if (this.#open) this.#announcer.say(...spokenMove(before, now, this.#language.t));
  }

  /** Lines of a log are not read out one by one: now and then how many there were, and how it ended. */
  #logged(title: string, count: number, end: LogEnd | null): void {
    this.#lines += count;
    const now = Date.now();
    if (!end && now - this.#linesSaidAt < LINES_SAID_EVERY) return;
    const { t } = this.#language;
    const news = end ? (end.message ?? t(`log.ended.${end.why}`)) : t('log.new', { count: this.#lines });
    this.#linesSaidAt = now;
    this.#lines = 0;
    if (this.#open) this.#announcer.say(title === '' ? news : `${title}: ${news}`);
  }

  #setOpen(open: boolean, byPerson = false): void {
    if (this.#inline || open === this.#open) return;
    this.#open = open;
    this.toggleAttribute('open', open);
    this.#tell(open ? 'open' : 'close', {});
    this.requestUpdate();
    if (open) {
      this.#scroll.toEnd();
      this.#setUnread(0);
      this.#session?.begin();
    }
    if (!byPerson) return;
    // The focus follows the person: into the chat, and back to the button it was opened with.
    void this.updateComplete.then(() => {
      const touch = matchMedia('(pointer: coarse)').matches;
      const inside = touch ? null : this.#composer;
      const place = open
        ? (inside ?? this.renderRoot.querySelector<HTMLElement>('#panel'))
        : this.renderRoot.querySelector<HTMLElement>('.launcher');
      place?.focus();
    });
  }

  #setUnread(count: number): void {
    if (count === this.#unread) return;
    this.#unread = count;
    this.#tell('unread', { count });
    this.requestUpdate();
  }

  #tell<E extends keyof ChatEvents>(event: E, detail: ChatEvents[E]): void {
    this.dispatchEvent(new CustomEvent(`threebot-${event}`, { detail, bubbles: true, composed: true }));
  }

  #keys(event: KeyboardEvent): void {
    if (event.defaultPrevented) return;
    if (event.key === 'Escape' && !this.#inline && this.#open) {
      event.preventDefault();
      this.close();
    } else if (event.key === 'Tab' && !this.#inline && this.#open && this.#narrow.matches) {
      // Over the whole screen the chat is a dialog of its own.
      if (this.shadowRoot) wrapTab(event, this.shadowRoot);
    }
  }

  #loadOlder(): void {
    this.#scroll.atEnd = false;
    if (!this.#session?.loadingOlder) void this.#session?.loadOlder();
  }

  #settleStops(): void {
    const transcript = this.renderRoot.querySelector('.transcript');
    if (transcript) settleStops(transcript);
  }

  #workNow(): Work {
    const session = this.#session;
    if (!session) return { running: false, waiting: false };
    const { turns, open } = session.transcript;
    const operations = [...session.reading.operations.values()];
    const running = operations.some(({ view }) => isRunning(this.#newest(session, view)));
    const seeking = open === null && !running && endsWithPerson(turns);
    const waiting = session.connection.state === 'online' && (session.outbox.next() !== undefined || seeking);
    return { running, waiting };
  }
}

/** The person spoke last and nothing is asked: the wizard is finding something out. */
function endsWithPerson(turns: readonly Turn[]): boolean {
  return turns.at(-1)?.entries.at(-1)?.by === 'person';
}
