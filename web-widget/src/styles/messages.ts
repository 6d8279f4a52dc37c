import { css } from 'lit';

/** Bubbles of the person, words of the wizard, and the markdown in them. */
export const messages = css`
  .message {
    position: relative;
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    border-radius: var(--_radius);
    animation: arrive 0.25s ease-out;
  }
  @keyframes arrive {
    from {
      opacity: 0;
      transform: translateY(4px);
    }
  }
  .message:focus-visible {
    outline-offset: 6px;
  }
  .message > .body {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 8px;
    min-inline-size: 0;
    overflow-wrap: anywhere;
  }
  /* Another person: on the wizard's side, and a person all the same. */
  .message.other > .body {
    justify-items: start;
    gap: 3px;
  }
  .message.other .bubble {
    border-end-end-radius: 20px;
    border-end-start-radius: 6px;
    background: var(--_accent-soft);
    color: var(--_text);
  }
  .message.other .avatar {
    inline-size: 30px;
    block-size: 30px;
    border-radius: 50%;
    background: var(--_accent-soft);
    color: var(--_accent);
    line-height: 30px;
    text-align: center;
  }
  .message.wizard[data-follows='true'] {
    margin-block-start: -2px;
  }
  .avatar {
    display: none;
  }
  @container (min-width: 640px) {
    .message.wizard,
    .message.other {
      grid-template-columns: 30px minmax(0, 1fr);
      gap: 14px;
    }
    .avatar {
      display: block;
    }
    .avatar .icon {
      display: block;
      inline-size: 30px;
      block-size: 30px;
      padding: 7px;
      border-radius: 10px;
      background: var(--_accent-soft);
      color: var(--_accent);
      fill: currentColor;
      stroke: none;
    }
    .avatar + .unseen + .body {
      padding-block-start: 3px;
    }
  }
  .message.person > .body {
    justify-items: end;
    gap: 3px;
  }
  .said-row {
    display: flex;
    align-items: center;
    justify-content: flex-end;
    gap: 6px;
    inline-size: 100%;
  }
  .bubble {
    max-inline-size: min(85%, 560px);
    padding: 9px 15px;
    border-radius: 20px;
    border-end-end-radius: 6px;
    background: var(--_person);
    color: var(--_person-text);
    white-space: pre-wrap;
  }
  .bubble .said {
    display: block;
    text-align: start;
  }
  .bubble[data-changed='true'] .said {
    text-decoration: line-through;
    text-decoration-color: var(--_muted);
    color: var(--_muted);
  }
  .pending .bubble {
    opacity: 0.85;
  }
  .pending[data-state='refused'] .bubble {
    background: var(--_bad-soft);
    color: var(--_text);
    opacity: 1;
  }
  .sending,
  .mark-changed {
    padding-inline: 4px;
  }
  .sending {
    animation: appear 0.2s 0.4s both;
  }
  /* Beside the bubble, on its inner side. */
  .edit {
    order: -1;
  }
  @container (max-width: 460px) {
    .edit span {
      display: none;
    }
  }
  @media (hover: hover) and (pointer: fine) {
    .message .edit {
      opacity: 0;
      transition: opacity 0.12s;
    }
    .message:hover .edit,
    .message:focus-within .edit {
      opacity: 1;
    }
  }
  .md {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 0.6em;
  }
  .md ul,
  .md ol {
    display: grid;
    gap: 0.25em;
    padding-inline-start: 1.4em;
  }
  .md li::marker {
    color: var(--_muted);
  }
  .md-heading {
    font-size: 1.06em;
    letter-spacing: -0.01em;
  }
  .md-heading[data-level='1'] {
    font-size: 1.2em;
  }
  code {
    font: 0.9em / 1.4 var(--_mono);
    padding: 0.12em 0.36em;
    border-radius: 6px;
    background: var(--_sunken);
    overflow-wrap: anywhere;
  }
  pre {
    overflow: auto;
    padding: 4px 14px 12px;
    max-block-size: 22em;
    font: 0.86em / 1.55 var(--_mono);
    white-space: pre;
    text-align: start;
    tab-size: 2;
    scrollbar-width: thin;
  }
  pre code {
    font: inherit;
    padding: 0;
    background: none;
    overflow-wrap: normal;
  }
  .sheet {
    border: 1px solid var(--_line);
    border-radius: var(--_radius);
    background: var(--_sunken);
    overflow: clip;
  }
  .sheet-head {
    display: flex;
    align-items: center;
    justify-content: space-between;
    gap: 8px;
    padding-inline: 14px 4px;
  }
  .sheet-head > .small:first-child {
    flex: 1;
    min-inline-size: 0;
  }
  .sheet-head .row {
    flex-wrap: nowrap;
    gap: 0;
  }
  .log-state::before {
    content: '';
    display: inline-block;
    inline-size: 0.55em;
    block-size: 0.55em;
    margin-inline-end: 0.5em;
    border-radius: 50%;
    background: var(--_line-strong);
  }
  .log-state[data-state='on']::before {
    background: var(--_good);
  }
  .missing {
    padding-inline: 14px;
  }
  /* The last line stays in sight, unless somebody scrolls up to read. */
  .tail {
    display: flex;
    flex-direction: column-reverse;
  }
  @container (max-width: 460px) {
    .sheet-head {
      flex-wrap: wrap;
    }
    .sheet-head:has(.log-state) > .small:first-child {
      flex-basis: 100%;
    }
  }
  blockquote {
    padding-inline-start: 14px;
    border-inline-start: 3px solid var(--_line-strong);
    color: var(--_muted);
  }
  hr {
    inline-size: 100%;
    margin: 0.2em 0;
    border: 0;
    border-block-start: 1px solid var(--_line);
  }
  a:not(.button) {
    color: var(--_accent);
    text-underline-offset: 0.18em;
    text-decoration-thickness: from-font;
  }
  .host {
    font-size: 0.86em;
    color: var(--_muted);
  }
  .blocked {
    color: var(--_muted);
    text-decoration: underline dotted;
  }
  .note {
    position: relative;
    padding: 10px 14px;
    padding-inline-start: 34px;
    border-radius: var(--_radius);
    background: var(--_sunken);
    --_tone: var(--_muted);
  }
  .note::before {
    content: '';
    position: absolute;
    inset-block-start: calc(10px + 0.5em);
    inset-inline-start: 14px;
    inline-size: 9px;
    block-size: 9px;
    border-radius: 50%;
    background: var(--_tone);
    forced-color-adjust: none;
  }
  .note[data-tone='info'] {
    background: var(--_accent-soft);
    --_tone: var(--_accent);
  }
  .note[data-tone='success'] {
    background: var(--_good-soft);
    --_tone: var(--_good);
  }
  .note[data-tone='warning'] {
    background: var(--_warn-soft);
    --_tone: var(--_warn);
  }
  .note[data-tone='error'] {
    background: var(--_bad-soft);
    --_tone: var(--_bad);
  }
  .working {
    padding-block: 4px;
  }
  .dots {
    display: inline-flex;
    gap: 5px;
    padding: 12px 14px;
    border-radius: 18px;
    background: var(--_sunken);
  }
  .dots i {
    inline-size: 7px;
    block-size: 7px;
    border-radius: 50%;
    background: var(--_muted);
    animation: breathe 1.1s infinite;
  }
  .dots i:nth-child(2) {
    animation-delay: 0.15s;
  }
  .dots i:nth-child(3) {
    animation-delay: 0.3s;
  }
  .older {
    justify-self: center;
  }
`;
