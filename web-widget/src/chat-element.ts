import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';

import type { Json, OperationView, Turn } from '#src/protocol/index.ts';

import { Announcer } from './announcer.ts';
import { ChatSession } from './chat/session.ts';
import { spokenMove, spokenTurn } from './chat/spoken.ts';
import type { ChatEvents, ChatMethods } from './host-api.ts';
import { styles } from './styles/styles.ts';
import { type Language, language } from './texts/texts.ts';
import { moveInTranscript, settleStops } from './transcript-keys.ts';
import { messageList } from './views/message-view.ts';
import { isRunning } from './views/operation-view.ts';
import { bannerView, composerView, freshQuestion, headerView, launcherView } from './views/shell-view.ts';
import type { ViewContext } from './views/view-context.ts';
import { icons } from './views/icons.ts';

/** How near to its end a transcript counts as being read at the end. */
const NEAR = 60;
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
  #open = false;
  #unread = 0;
  #sureFresh = false;
  /** The transcript is being read at its end: it follows what comes. */
  #atEnd = true;
  #missed = false;
  #keepTop: number | null = null;
  /** The oldest revision that is drawn. */
  #first = 0;
  /** What had the focus before the picture changed, and the message it was in. */
  #focused: { control: Element; message: string | undefined } | null = null;
  #working = false;
  #workingTimer: ReturnType<typeof setTimeout> | undefined;
  #clock: ReturnType<typeof setInterval> | undefined;
  readonly #picture = new Map<string, string>();
  readonly #announcer = new Announcer(() => this.renderRoot.querySelector('#announcements'));
  readonly #resized = new ResizeObserver(() => this.#followEnd());
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
      this.#resized.disconnect();
      clearInterval(this.#clock);
      this.#clock = undefined;
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
    this.#atEnd = true;
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

  protected override willUpdate(): void {
    const control = this.shadowRoot?.activeElement;
    this.#focused = control ? { control, message: control.closest('.message')?.id } : null;
    const first = this.#session?.transcript.first ?? 0;
    const scroller = this.#scroller;
    // Older turns come in above: what one reads stays where it is.
    if (scroller && first < this.#first) this.#keepTop = scroller.scrollHeight - scroller.scrollTop;
    this.#first = first;
  }

  protected override render(): TemplateResult | typeof nothing {
    const session = this.#session;
    if (!session) return nothing;
    const context = this.#context(session);
    const { t, tag, dir } = this.#language;
    const direction = this.getAttribute('dir') === 'rtl' ? 'rtl' : this.getAttribute('dir') === 'ltr' ? 'ltr' : dir;
    const full = !this.#inline && this.#narrow.matches;
    return html`<section class="root" lang=${tag} dir=${direction} aria-label=${t('widget.label')} @keydown=${this.#keys}>
      ${this.#inline || this.#open ? this.#panel(session, context, full) : nothing}
      ${this.#inline ? nothing : launcherView(context, { unread: this.#unread, open: this.#open, toggle: () => this.toggle() })}
      <div class="unseen" id="announcements" role="log" aria-live="polite" aria-relevant="additions" aria-label=${t('transcript.label')}></div>
    </section>`;
  }

  protected override updated(changed: PropertyValues): void {
    super.updated(changed);
    const scroller = this.#scroller;
    const transcript = this.renderRoot.querySelector('.transcript');
    if (transcript) {
      settleStops(transcript);
      this.#resized.observe(transcript);
    }
    if (scroller && this.#keepTop !== null) {
      scroller.scrollTop = scroller.scrollHeight - this.#keepTop;
      this.#keepTop = null;
    }
    this.#followEnd();
    this.#keepFocus();
    this.#runClock();
  }

  get #inline(): boolean {
    return this.getAttribute('mode') === 'inline';
  }

  get #scroller(): HTMLElement | null {
    return this.renderRoot.querySelector<HTMLElement>('.scroll');
  }

  get #composer(): HTMLTextAreaElement | null {
    return this.renderRoot.querySelector<HTMLTextAreaElement>('#composer');
  }

  #pageLanguage(): Language {
    const near = this.lang || this.closest<HTMLElement>('[lang]')?.lang || document.documentElement.lang || navigator.language;
    return language(near);
  }

  #createSession(): ChatSession {
    const server = new URL(this.getAttribute('server') ?? '/', document.baseURI);
    return new ChatSession({
      server,
      flow: this.getAttribute('flow') ?? undefined,
      locale: () => this.#language.tag,
      changed: () => this.requestUpdate(),
      arrived: (turns, live) => this.#arrived(turns, live),
      moved: (before, now) => this.#moved(before, now),
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
      server: new URL(this.getAttribute('server') ?? '/', document.baseURI),
      reading: session.reading,
      drafts: session.drafts,
      busy: session.busy,
      online: session.connection.state === 'online',
      picture: this.#picture,
      update: () => this.requestUpdate(),
      reply: (reply, text, secret) => {
        // One press, one answer: the controls of a prompt rest while its answer is on its way.
        if ('prompt' in reply && session.busy) return;
        this.#atEnd = true;
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
      announce: (text) => this.#announcer.say(text),
      now: () => Date.now(),
    };
  }

  #newest(session: ChatSession, view: OperationView): OperationView {
    const live = session.operations.get(view.id);
    return live && live.sequence > view.sequence ? live : view;
  }

  #panel(session: ChatSession, context: ViewContext, full: boolean): TemplateResult {
    const { t } = this.#language;
    const { transcript } = session;
    return html`<div
      class="panel"
      id="panel"
      part="panel"
      tabindex="-1"
      role=${this.#inline ? nothing : 'dialog'}
      aria-modal=${full ? 'true' : nothing}
      aria-labelledby=${this.#inline ? nothing : 'title'}
    >
      ${headerView(context, {
        title: this.getAttribute('heading') ?? t('widget.name'),
        connection: session.connection.state,
        closable: !this.#inline,
        fresh: () => {
          this.#sureFresh = true;
          this.requestUpdate();
        },
        close: () => this.close(),
      })}
      ${this.#sureFresh ? freshQuestion(context, (yes) => this.#decideFresh(yes)) : nothing}
      <div class="scroll" part="transcript" @scroll=${this.#scrolled}>
        <div class="transcript" role="group" tabindex="0" aria-label=${t('transcript.label')} aria-describedby="keys" @keydown=${this.#transcriptKeys} @focusout=${this.#focusLeft}>
          <p class="unseen" id="keys">${t('transcript.keys')}</p>
          ${
            transcript.older
              ? html`<button type="button" class="quiet older" @click=${() => void this.#loadOlder()}>${t(session.loadingOlder ? 'transcript.loading' : 'transcript.older')}</button>`
              : nothing
          }
          ${messageList(context, transcript.turns, session.outbox.items)}
          ${this.#working ? html`<div class="working"><span class="dots" aria-hidden="true"><i></i><i></i><i></i></span><span class="unseen">${t('transcript.working')}</span></div>` : nothing}
        </div>
      </div>
      <div class="foot">
        ${this.#missed ? html`<button type="button" class="newest" @click=${this.#toEnd}>${icons.down}${t('transcript.newest')}</button>` : nothing}
        ${bannerView(context, session)}
        ${composerView(context, {
          text: session.drafts.composer,
          typed: (text) => {
            session.drafts.composer = text;
            this.requestUpdate();
          },
          send: () => this.#sendComposer(),
        })}
      </div>
    </div>`;
  }

  #sendComposer(): void {
    const session = this.#session;
    const text = session?.drafts.composer.trim() ?? '';
    if (!session || text === '') return;
    session.drafts.composer = '';
    this.#say(text);
  }

  #say(text: string): void {
    this.#atEnd = true;
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
    if (!this.#atEnd) this.#missed = true;
  }

  #moved(before: OperationView | undefined, now: OperationView): void {
    if (this.#open) this.#announcer.say(...spokenMove(before, now, this.#language.t));
  }

  #setOpen(open: boolean, byPerson = false): void {
    if (this.#inline || open === this.#open) return;
    this.#open = open;
    this.toggleAttribute('open', open);
    this.#tell(open ? 'open' : 'close', {});
    this.requestUpdate();
    if (open) {
      this.#atEnd = true;
      this.#setUnread(0);
      this.#session?.begin();
    }
    if (!byPerson) return;
    // The focus follows the person: into the chat, and back to the button it was opened with.
    void this.updateComplete.then(() => {
      const touch = matchMedia('(pointer: coarse)').matches;
      const inside = touch ? null : this.#composer;
      const place = open ? (inside ?? this.renderRoot.querySelector<HTMLElement>('#panel')) : this.renderRoot.querySelector<HTMLElement>('.launcher');
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
      this.#wrapTab(event);
    }
  }

  /** Over the whole screen the chat is a dialog of its own: Tab stays in it. */
  #wrapTab(event: KeyboardEvent): void {
    const stops = [...this.renderRoot.querySelectorAll<HTMLElement>('#panel :is(button, a[href], input, textarea, select, [tabindex="0"])')].filter(
      (stop) => stop.tabIndex >= 0 && stop.checkVisibility(),
    );
    const edge = event.shiftKey ? stops[0] : stops.at(-1);
    if (this.shadowRoot?.activeElement !== edge) return;
    event.preventDefault();
    (event.shiftKey ? stops.at(-1) : stops[0])?.focus();
  }

  #transcriptKeys(event: KeyboardEvent): void {
    if (!event.defaultPrevented && moveInTranscript(event, () => this.#composer?.focus())) event.preventDefault();
  }

  /** A message that was gone into is left: its controls are no stops any more. */
  #focusLeft(): void {
    setTimeout(() => {
      const transcript = this.renderRoot.querySelector('.transcript');
      if (transcript) settleStops(transcript);
    });
  }

  #scrolled(): void {
    const scroller = this.#scroller;
    if (!scroller) return;
    this.#atEnd = scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight < NEAR;
    if (this.#atEnd && this.#missed) {
      this.#missed = false;
      this.requestUpdate();
    }
    if (scroller.scrollTop < NEAR && this.#session?.transcript.older) void this.#loadOlder();
  }

  async #loadOlder(): Promise<void> {
    if (!this.#session || this.#session.loadingOlder) return;
    this.#atEnd = false;
    await this.#session.loadOlder();
  }

  #toEnd(): void {
    this.#atEnd = true;
    this.#missed = false;
    this.requestUpdate();
  }

  #followEnd(): void {
    const scroller = this.#scroller;
    if (scroller && this.#atEnd) scroller.scrollTop = scroller.scrollHeight;
  }

  /** A control that vanished under the focus leaves it at its message, never at the top of the page. */
  #keepFocus(): void {
    if (!this.#focused || this.#focused.control.isConnected || this.shadowRoot?.activeElement) return;
    const { message } = this.#focused;
    const place = message === undefined ? null : this.shadowRoot?.getElementById(message);
    const heir = place?.querySelector<HTMLElement>('[data-heir]') ?? place ?? this.renderRoot.querySelector<HTMLElement>('.transcript');
    heir?.focus({ preventScroll: true });
  }

  /** Elapsed times run only while something runs; three dots only when it takes a while. */
  #runClock(): void {
    const session = this.#session;
    if (!session) return;
    const running = [...session.reading.operations.values()].some(({ view }) => isRunning(this.#newest(session, view)));
    if (running && this.#clock === undefined) this.#clock = setInterval(() => this.requestUpdate(), 1_000);
    if (!running && this.#clock !== undefined) {
      clearInterval(this.#clock);
      this.#clock = undefined;
    }
    const { turns, open } = session.transcript;
    const waits = session.connection.state === 'online' && (session.outbox.next() !== undefined || (turns.length > 0 && open === null && !running && endsWithPerson(turns)));
    if (waits === this.#working || (waits && this.#workingTimer !== undefined)) return;
    clearTimeout(this.#workingTimer);
    this.#workingTimer = undefined;
    if (!waits) {
      this.#working = false;
      this.requestUpdate();
      return;
    }
    this.#workingTimer = setTimeout(() => {
      this.#workingTimer = undefined;
      this.#working = true;
      this.requestUpdate();
    }, 600);
  }
}

/** The person spoke last and nothing is asked: the wizard is finding something out. */
function endsWithPerson(turns: readonly Turn[]): boolean {
  return turns.at(-1)?.entries.at(-1)?.by === 'person';
}
