import { html, nothing, type TemplateResult } from 'lit';

import type { ConnectionState } from '../chat/connection.ts';
import type { ChatSession } from '../chat/session.ts';
import { answeredInComposer } from './ask-view.ts';
import { icons } from './icons.ts';
import { explanationIds } from './prompt-ids.ts';
import type { ViewContext } from './view-context.ts';

const MAX_TEXT = 4_000;

/** The line at the top: who one talks to, how the line stands, and the buttons that are always in the same place. */
export function headerView(
  context: ViewContext,
  state: { title: string; connection: ConnectionState; closable: boolean; fresh(): void; close(): void },
): TemplateResult {
  const { t } = context;
  return html`<header class="header" part="header">
    <span class="logo" aria-hidden="true">${icons.spark}</span>
    <div class="who">
      <h2 class="title" id="title">${state.title}</h2>
      <p class="line" data-state=${state.connection} role="status">${connectionText(context, state.connection)}</p>
    </div>
    <button type="button" class="round" data-new aria-label=${t('widget.new')} title=${t('widget.new')} @click=${() => state.fresh()}>${icons.fresh}</button>
    ${
      state.closable
        ? html`<button type="button" class="round" data-close aria-label=${t('widget.close')} title=${t('widget.close')} @click=${() => state.close()}>${icons.close}</button>`
        : nothing
    }
  </header>`;
}

function connectionText({ t }: ViewContext, state: ConnectionState): string {
  const wasThere = state === 'reconnecting' || state === 'offline';
  return t(state === 'online' ? 'connection.online' : wasThere ? 'connection.reconnecting' : 'connection.connecting');
}

/** Asks once more before the conversation is left. */
export function freshQuestion({ t }: ViewContext, decide: (yes: boolean) => void): TemplateResult {
  return html`<div class="strip" role="group" aria-label=${t('widget.new')}>
    <p>${t('widget.newAsk')}</p>
    <div class="buttons">
      <button type="button" class="button" data-style="primary" data-new-yes @click=${() => decide(true)}>${t('widget.newYes')}</button>
      <button type="button" class="button" @click=${() => decide(false)}>${t('widget.newNo')}</button>
    </div>
  </div>`;
}

/** What is wrong with the line, and what can be done about it. */
export function bannerView(context: ViewContext, session: ChatSession): TemplateResult | typeof nothing {
  const { t } = context;
  const { state } = session.connection;
  if (session.replaced) return html`<div class="strip" role="status"><p>${t('error.lostConversation')}</p></div>`;
  if (state === 'idle' || (state === 'online' && session.notice === null)) return nothing;
  if (state === 'online') return html`<div class="strip" role="status"><p>${session.notice}</p></div>`;
  if (state === 'refused') return refusedView(context, session);
  const isOffline = state === 'offline';
  return html`<div class="strip late" data-banner=${state} role="status">
    <p>${isOffline ? t('connection.offline') : (session.notice ?? t('connection.lost'))}</p>
    ${isOffline ? nothing : html`<button type="button" class="quiet" @click=${() => session.connection.retryNow()}>${t('connection.tryNow')}</button>`}
  </div>`;
}

function refusedView({ t }: ViewContext, { connection, notice }: ChatSession): TemplateResult {
  const signIn = (event: Event): void => {
    event.preventDefault();
    const form = event.currentTarget;
    const token = form instanceof Element && form.querySelector('input')?.value.trim();
    if (token) connection.identify(token);
    else connection.retryNow();
  };
  return html`<form class="strip" data-banner="refused" @submit=${signIn}>
    <p role="alert" dir="auto">${notice}</p>
    ${
      // No token opens a page that may not connect.
      connection.barred
        ? nothing
        : html`<div class="joined">
            <input class="input" type="password" autocomplete="current-password" aria-label=${t('connection.token')} placeholder=${t('connection.token')} />
            <button type="submit" class="button" data-style="primary">${t('connection.signIn')}</button>
          </div>`
    }
  </form>`;
}

/** The box to type in. */
export function composerView(
  context: ViewContext,
  state: { text: string; typed(text: string): void; send(): void },
): TemplateResult {
  const { t } = context;
  const { open } = context.reading;
  const question = open?.kind === 'ask' ? open.question : undefined;
  if (question?.type === 'secret')
    return html`<p class="composer-note small" part="composer">${t('composer.secret')}</p>`;
  const typing = question && answeredInComposer(question) ? question : undefined;
  const left = MAX_TEXT - state.text.length;
  const modes = { email: 'email', url: 'url', cidr: 'text' } as const;
  const mode = typing && typing.type in modes ? modes[typing.type as keyof typeof modes] : nothing;
  const placeholder = typing?.placeholder ?? t(typing ? 'composer.answer' : 'composer.placeholder');
  return html`<form
    class="composer"
    part="composer"
    @submit=${(event: Event) => {
      event.preventDefault();
      state.send();
    }}
  >
    <textarea
      class="box"
      id="composer"
      rows="1"
      dir=${context.dirOf(state.text || placeholder)}
      enterkeyhint="send"
      autocomplete=${typing?.type === 'email' || typing?.type === 'url' ? typing.type : 'off'}
      autocapitalize=${typing && typing.type !== 'text' ? 'none' : 'sentences'}
      spellcheck=${typing && typing.type !== 'text' ? 'false' : 'true'}
      inputmode=${mode}
      maxlength=${MAX_TEXT}
      aria-label=${t('composer.label')}
      aria-describedby=${open?.kind === 'ask' ? explanationIds(open) : nothing}
      placeholder=${placeholder}
      .value=${state.text}
      @input=${(event: Event) => event.target instanceof HTMLTextAreaElement && state.typed(event.target.value)}
      @keydown=${(event: KeyboardEvent) => {
        if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
        event.preventDefault();
        state.send();
      }}
    ></textarea>
    <button type="submit" class="send" aria-label=${t('composer.send')} aria-disabled=${state.text.trim() === ''}>${icons.send}</button>
    ${left <= 200 ? html`<p class="small left" role="status">${t('composer.left', { count: left })}</p>` : nothing}
  </form>`;
}

/** The button that floats over a page, with the number of messages not seen yet. */
export function launcherView(
  context: ViewContext,
  state: { unread: number; open: boolean; toggle(): void },
): TemplateResult {
  const { t } = context;
  const label = state.open
    ? t('widget.close')
    : state.unread > 0
      ? t('widget.openUnread', { count: state.unread })
      : t('widget.open');
  return html`<button
    type="button"
    class="launcher"
    part="launcher"
    aria-label=${label}
    aria-expanded=${state.open}
    aria-controls="panel"
    @click=${() => state.toggle()}
  >
    ${state.open ? icons.close : icons.chat}
    ${state.unread > 0 && !state.open ? html`<span class="unread" aria-hidden="true">${Math.min(state.unread, 99)}</span>` : nothing}
  </button>`;
}
