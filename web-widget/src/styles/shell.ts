import { css } from 'lit';

/** The launcher, the panel, its header and the box to type in. */
export const shell = css`
  :host([mode='inline']) {
    block-size: var(--tc-height, 100%);
    min-block-size: 20rem;
  }
  :host([mode='inline']) .root,
  :host([mode='inline']) .panel {
    block-size: 100%;
    min-block-size: inherit;
  }
  :host(:not([mode='inline'])) {
    position: fixed;
    inset-block-end: calc(20px + env(safe-area-inset-bottom, 0px));
    inset-inline-end: 20px;
    z-index: var(--tc-layer, 2147483000);
  }
  :host([position='start']) {
    inset-inline: 20px auto;
  }
  :host([position='left']) {
    inset-inline: auto;
    left: 20px;
  }
  :host([position='right']) {
    inset-inline: auto;
    right: 20px;
  }
  .root {
    position: relative;
  }
  .panel {
    container-type: inline-size;
    display: grid;
    grid-template-rows: auto auto minmax(0, 1fr) auto;
    grid-template-areas: 'header' 'strip' 'scroll' 'foot';
    background: var(--_page);
    overflow: hidden;
  }
  .panel:focus-visible {
    outline-offset: -2px;
  }
  :host(:not([mode='inline'])) .panel {
    position: absolute;
    inset-block-end: 72px;
    inset-inline-end: 0;
    inline-size: min(var(--tc-width, 420px), calc(100vw - 40px));
    block-size: min(var(--tc-height, 700px), calc(100dvh - 124px));
    border: 1px solid var(--_line);
    border-radius: calc(var(--_radius) + 6px);
    box-shadow: var(--_float);
    animation: rise 0.22s cubic-bezier(0.2, 0.8, 0.2, 1);
  }
  :host([position='start']) .panel,
  :host([position='left']) .panel {
    inset-inline: 0 auto;
  }
  /* The chat stands where the page's direction puts it; the panel keeps to that side in a direction of its own. */
  @media (min-width: 521px) {
    :host(:not([mode='inline']):dir(ltr)) .root[dir='rtl'] .panel,
    :host(:not([mode='inline']):dir(rtl)) .root[dir='ltr'] .panel {
      inset-inline: 0 auto;
    }
    :host([position='start']:dir(ltr)) .root[dir='rtl'] .panel.panel,
    :host([position='start']:dir(rtl)) .root[dir='ltr'] .panel.panel {
      inset-inline: auto 0;
    }
    :host([position='left']) .root .panel.panel {
      inset-inline: auto;
      left: 0;
    }
    :host([position='right']) .root .panel.panel {
      inset-inline: auto;
      right: 0;
    }
  }
  @keyframes rise {
    from {
      opacity: 0;
      transform: translateY(12px) scale(0.985);
    }
  }
  .header {
    grid-area: header;
    display: flex;
    align-items: center;
    gap: 10px;
    padding: 12px 12px 12px 16px;
    padding-inline: 16px 12px;
    border-block-end: 1px solid var(--_line);
  }
  .logo {
    display: grid;
    place-items: center;
    inline-size: 36px;
    block-size: 36px;
    border-radius: 11px;
    background: var(--_accent);
    color: var(--_on-accent);
  }
  .logo .icon {
    inline-size: 20px;
    block-size: 20px;
    fill: currentColor;
    stroke: none;
  }
  .who {
    flex: 1;
    min-inline-size: 0;
  }
  .title {
    font-size: 1rem;
    font-weight: 650;
    line-height: 1.25;
    letter-spacing: -0.01em;
  }
  .line {
    display: flex;
    align-items: center;
    gap: 6px;
    font-size: 0.8rem;
    line-height: 1.3;
    color: var(--_muted);
  }
  .line::before {
    content: '';
    inline-size: 7px;
    block-size: 7px;
    border-radius: 50%;
    background: var(--_warn);
    forced-color-adjust: none;
  }
  .line[data-state='online']::before {
    background: var(--_good);
  }
  .line:not([data-state='online'])::before {
    animation: breathe 1.2s ease-in-out infinite;
  }
  @keyframes breathe {
    50% {
      opacity: 0.25;
    }
  }
  .round {
    display: grid;
    place-items: center;
    inline-size: 40px;
    block-size: 40px;
    padding: 0;
    border: 0;
    border-radius: 12px;
    background: none;
    color: var(--_muted);
    cursor: pointer;
    transition: background 0.15s, color 0.15s;
  }
  .round:hover {
    background: var(--_sunken);
    color: var(--_text);
  }
  .strip {
    display: grid;
    gap: 8px;
    padding: 10px 16px;
    font-size: 0.9rem;
    line-height: 1.4;
    background: var(--_warn-soft);
    color: var(--_text);
  }
  .panel > .strip {
    grid-area: strip;
    background: var(--_sunken);
    border-block-end: 1px solid var(--_line);
  }
  .foot .strip {
    grid-template-columns: 1fr auto;
    align-items: center;
    inline-size: 100%;
    max-inline-size: 760px;
    margin: 0 auto 8px;
    border-radius: var(--_radius);
  }
  .foot form.strip {
    grid-template-columns: 1fr;
  }
  .strip.late {
    animation: appear 0.2s 0.8s both;
  }
  @keyframes appear {
    from {
      opacity: 0;
    }
  }
  .scroll {
    grid-area: scroll;
    position: relative;
    overflow: hidden auto;
    overscroll-behavior: contain;
    scroll-padding-block: 16px;
    scrollbar-width: thin;
    scrollbar-color: var(--_line-strong) transparent;
  }
  .transcript {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    align-content: start;
    gap: 14px;
    min-block-size: 100%;
    max-inline-size: 760px;
    margin-inline: auto;
    padding: 20px 16px 24px;
  }
  .transcript:focus-visible {
    outline-offset: -3px;
    border-radius: var(--_radius);
  }
  .foot {
    grid-area: foot;
    position: relative;
    padding: 4px 12px calc(12px + env(safe-area-inset-bottom, 0px));
    background: var(--_page);
  }
  .newest {
    position: absolute;
    inset-block-end: 100%;
    inset-inline: 0;
    inline-size: max-content;
    margin: 0 auto 8px;
    display: flex;
    align-items: center;
    gap: 6px;
    min-block-size: 36px;
    padding: 0 14px;
    border: 1px solid var(--_line);
    border-radius: 999px;
    background: var(--_raised);
    box-shadow: var(--_shadow);
    font-size: 0.88rem;
    cursor: pointer;
  }
  .composer {
    position: relative;
    display: flex;
    align-items: flex-end;
    gap: 6px;
    max-inline-size: 760px;
    margin-inline: auto;
    padding: 5px;
    border: 1px solid var(--_line-strong);
    border-radius: 22px;
    background: var(--_raised);
    transition: border-color 0.15s, box-shadow 0.15s;
  }
  .composer:focus-within {
    border-color: var(--_accent);
    box-shadow: 0 0 0 3px color-mix(in srgb, var(--_accent) 18%, transparent);
  }
  .box {
    flex: 1;
    min-inline-size: 0;
    min-block-size: 38px;
    max-block-size: 9.5em;
    padding: 7px 6px 7px 12px;
    padding-inline: 12px 6px;
    border: 0;
    background: none;
    resize: none;
    field-sizing: content;
    line-height: 1.5;
  }
  .box:focus-visible {
    outline: 2px solid transparent;
  }
  ::placeholder {
    color: var(--_muted);
    opacity: 1;
  }
  .send {
    display: grid;
    place-items: center;
    flex: none;
    inline-size: 38px;
    block-size: 38px;
    padding: 0;
    border: 0;
    border-radius: 50%;
    background: var(--_accent);
    color: var(--_on-accent);
    cursor: pointer;
    transition: background 0.15s, color 0.15s, transform 0.1s;
  }
  .send[aria-disabled='true'] {
    background: var(--_sunken);
    color: var(--_muted);
  }
  .send:not([aria-disabled='true']):active {
    transform: scale(0.94);
  }
  .left {
    position: absolute;
    inset-block-end: 100%;
    inset-inline-end: 12px;
    padding: 2px 8px;
    background: var(--_page);
    border-radius: 8px;
  }
  .composer-note {
    max-inline-size: 760px;
    margin-inline: auto;
    padding: 12px 16px;
    border: 1px dashed var(--_line-strong);
    border-radius: 22px;
  }
  .launcher {
    position: relative;
    display: grid;
    place-items: center;
    inline-size: 56px;
    block-size: 56px;
    margin-inline-start: auto;
    padding: 0;
    border: 0;
    border-radius: 20px;
    background: var(--_accent);
    color: var(--_on-accent);
    box-shadow: var(--_float);
    cursor: pointer;
    transition: transform 0.15s;
  }
  .launcher:hover {
    transform: translateY(-2px);
  }
  .launcher .icon {
    inline-size: 26px;
    block-size: 26px;
  }
  .unread {
    position: absolute;
    inset-block-start: -5px;
    inset-inline-end: -5px;
    display: grid;
    place-items: center;
    min-inline-size: 22px;
    block-size: 22px;
    padding-inline: 6px;
    border-radius: 999px;
    border: 2px solid var(--_page);
    background: var(--_bad-strong);
    color: var(--_on-bad);
    font-size: 0.75rem;
    font-weight: 700;
    line-height: 1;
  }
  @media (max-width: 520px) {
    :host(:not([mode='inline'])) .panel {
      position: fixed;
      inset: 0 0 auto;
      inline-size: 100%;
      block-size: min(100dvh, var(--_viewport, 100dvh));
      border: 0;
      border-radius: 0;
    }
    :host(:not([mode='inline'])[open]) .launcher {
      visibility: hidden;
    }
  }
  @container (min-width: 640px) {
    .header {
      padding-block: 14px;
    }
    .transcript {
      gap: 18px;
      padding-block: 28px 32px;
    }
    .foot {
      padding-inline: 20px;
      padding-block-end: calc(18px + env(safe-area-inset-bottom, 0px));
    }
  }
  @media (pointer: coarse) {
    .round,
    .send {
      inline-size: 44px;
      block-size: 44px;
    }
    .newest {
      min-block-size: 44px;
    }
    .box {
      min-block-size: 44px;
      padding-block: 10px;
    }
    .composer {
      border-radius: 26px;
    }
  }
`;
