import { html, nothing, type TemplateResult } from 'lit';

import type { ChatSession } from '../chat/session.ts';
import { icons } from './icons.ts';
import { messageList } from './message-view.ts';
import { bannerView, composerView, freshQuestion, headerView } from './shell-view.ts';
import type { ViewContext } from './view-context.ts';

/** What the panel shows besides the conversation, and what its parts do. */
export interface PanelState {
  heading: string;
  inline: boolean;
  /** It covers the whole screen. */
  full: boolean;
  /** Whether to begin anew is being asked. */
  sureFresh: boolean;
  missed: boolean;
  working: boolean;
  close(): void;
  fresh(): void;
  decideFresh(yes: boolean): void;
  older(): void;
  toEnd(): void;
  scrolled(): void;
  keyInTranscript(event: KeyboardEvent): void;
  focusLeft(): void;
  typed(text: string): void;
  send(): void;
}

/** The chat itself: header, transcript, and the box to type in. */
export function panelView(context: ViewContext, session: ChatSession, state: PanelState): TemplateResult {
  const { t } = context;
  const { transcript } = session;
  return html`<div
    class="panel"
    id="panel"
    part="panel"
    tabindex="-1"
    role=${state.inline ? nothing : 'dialog'}
    aria-modal=${state.full ? 'true' : nothing}
    aria-labelledby=${state.inline ? nothing : 'title'}
  >
    ${headerView(context, {
      title: state.heading,
      connection: session.connection.state,
      closable: !state.inline,
      fresh: () => state.fresh(),
      close: () => state.close(),
    })}
    ${state.sureFresh ? freshQuestion(context, (yes) => state.decideFresh(yes)) : nothing}
    <div class="scroll" part="transcript" @scroll=${() => state.scrolled()}>
      <div
        class="transcript"
        role="group"
        tabindex="0"
        aria-label=${t('transcript.label')}
        aria-describedby="keys"
        @keydown=${(event: KeyboardEvent) => state.keyInTranscript(event)}
        @focusout=${() => state.focusLeft()}
      >
        <p class="unseen" id="keys">${t('transcript.keys')}</p>
        ${transcript.older ? olderButton(context, session.loadingOlder, () => state.older()) : nothing}
        ${messageList(context, transcript.turns, session.outbox.items)} ${state.working ? workingSign(context) : nothing}
      </div>
    </div>
    <div class="foot">
      ${
        state.missed
          ? html`<button type="button" class="newest" @click=${() => state.toEnd()}>${icons.down}${t('transcript.newest')}</button>`
          : nothing
      }
      ${bannerView(context, session)}
      ${composerView(context, {
        text: session.drafts.composer,
        typed: (text) => state.typed(text),
        send: () => state.send(),
      })}
    </div>
  </div>`;
}

function olderButton({ t }: ViewContext, loading: boolean, press: () => void): TemplateResult {
  return html`<button type="button" class="quiet older" @click=${press}>
    ${t(loading ? 'transcript.loading' : 'transcript.older')}
  </button>`;
}

function workingSign({ t }: ViewContext): TemplateResult {
  return html`<div class="working">
    <span class="dots" aria-hidden="true"><i></i><i></i><i></i></span><span class="unseen">${t('transcript.working')}</span>
  </div>`;
}
