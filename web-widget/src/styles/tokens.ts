import { css } from 'lit';

/** The values a host page may set (`--tc-*`), and what follows from them. */
export const tokens = css`
  :host {
    all: initial;
    color-scheme: light dark;
    --_accent: var(--tc-accent, light-dark(#0f766e, #5fd3c4));
    --_accent-strong: var(--tc-accent-strong, light-dark(#0b5f58, #8be4d8));
    --_on-accent: var(--tc-on-accent, light-dark(#ffffff, #04201d));
    --_accent-soft: var(--tc-accent-soft, light-dark(#e3f2f0, #17332f));
    --_page: var(--tc-surface, light-dark(#ffffff, #15191d));
    --_raised: var(--tc-surface-raised, light-dark(#ffffff, #1b2026));
    --_sunken: var(--tc-surface-sunken, light-dark(#f4f6f7, #101316));
    --_text: var(--tc-text, light-dark(#15191e, #e8ebee));
    --_muted: var(--tc-muted, light-dark(#59636e, #a0aab4));
    --_line: var(--tc-border, light-dark(#e2e6ea, #2b323a));
    --_edge: light-dark(#cbd2d8, #3a434c);
    --_line-strong: var(--tc-border-strong, light-dark(#7d8791, #77828d));
    --_person: var(--tc-person, light-dark(#e3f2f0, #1a3b37));
    --_person-text: var(--tc-person-text, light-dark(#0a2825, #e2f4f1));
    --_good: light-dark(#0b6b45, #6fd6a2);
    --_good-soft: light-dark(#e4f5ec, #15301f);
    --_warn: light-dark(#84530a, #f0bd6a);
    --_warn-soft: light-dark(#fdf3e1, #342711);
    --_bad: light-dark(#b3261e, #ff9a91);
    --_bad-soft: light-dark(#fcebea, #3b1a18);
    --_bad-strong: light-dark(#b3261e, #ff9a91);
    --_on-bad: light-dark(#ffffff, #310806);
    --_radius: var(--tc-radius, 14px);
    --_font: var(--tc-font, ui-sans-serif, system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', Arial, sans-serif);
    --_mono: var(--tc-font-mono, ui-monospace, SFMono-Regular, Menlo, 'DejaVu Sans Mono', monospace);
    --_shadow: light-dark(0 1px 2px #0f172a0d, 0 1px 2px #0006), light-dark(0 4px 16px -6px #0f172a14, 0 4px 16px -6px #0006);
    --_float: 0 4px 12px #0f172a1f, 0 18px 48px -8px #0f172a40;
    display: block;
  }
  :host([theme='light']) {
    color-scheme: light;
  }
  :host([theme='dark']) {
    color-scheme: dark;
  }
  :host([hidden]) {
    display: none;
  }
  .root {
    box-sizing: border-box;
    color: var(--_text);
    font: 400 1rem / 1.5 var(--_font);
    font-size: max(16px, 1rem);
    text-align: start;
    -webkit-text-size-adjust: 100%;
  }
  *,
  *::before,
  *::after {
    box-sizing: inherit;
  }
  h2,
  h3,
  p,
  dl,
  dd,
  ol,
  ul,
  figure,
  pre,
  blockquote {
    margin: 0;
    padding: 0;
  }
  button,
  input,
  textarea,
  select {
    font: inherit;
    color: inherit;
    letter-spacing: inherit;
    text-align: inherit;
  }
  .icon {
    inline-size: 1.25em;
    block-size: 1.25em;
    flex: none;
    fill: none;
    stroke: currentColor;
    stroke-width: 1.75;
    stroke-linecap: round;
    stroke-linejoin: round;
  }
  .unseen {
    position: absolute;
    inline-size: 1px;
    block-size: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
    opacity: 0;
    pointer-events: none;
  }
  .small {
    font-size: 0.84em;
    line-height: 1.45;
    color: var(--_muted);
  }
  .strong {
    font-weight: 600;
    color: var(--_text);
  }
  .row {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 6px;
  }
  .stack {
    display: grid;
    gap: 6px;
    justify-items: start;
  }
  :focus {
    outline: none;
  }
  :focus-visible {
    outline: 2px solid var(--_accent);
    outline-offset: 2px;
  }
  @media (prefers-reduced-motion: reduce) {
    *,
    *::before,
    *::after {
      animation-duration: 0.01ms !important;
      animation-iteration-count: 1 !important;
      transition-duration: 0.01ms !important;
      scroll-behavior: auto !important;
    }
  }
  @media (forced-colors: active) {
    :focus-visible {
      outline-color: Highlight;
    }
    button,
    .card,
    .bubble,
    .badge,
    .status,
    .note {
      border: 1px solid;
    }
    [aria-checked='true'],
    [aria-selected='true'],
    label:has(:checked) {
      outline: 2px solid Highlight;
    }
    [aria-disabled='true'] {
      color: GrayText;
    }
  }
`;
