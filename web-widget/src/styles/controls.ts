import { css } from 'lit';

/** Buttons, chips, fields, lists: everything an answer is given with. */
export const controls = css`
  .prompt,
  .control {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 10px;
  }
  .control > p:empty,
  .field > :is(p, div):empty {
    display: none;
  }
  .hint {
    font-size: 0.88em;
    color: var(--_muted);
  }
  .control:has(> .hint:not(:empty)) {
    margin-block-start: -6px;
  }
  .wrong {
    display: flex;
    gap: 6px;
    align-items: baseline;
    font-size: 0.9em;
    color: var(--_bad);
  }
  .wrong .icon {
    align-self: center;
  }
  .wrong:empty {
    display: none;
  }
  .summary {
    padding: 8px 12px;
    border-radius: 10px;
    background: var(--_bad-soft);
  }
  .help {
    padding: 10px 14px;
    border-radius: var(--_radius);
    background: var(--_sunken);
    font-size: 0.94em;
  }
  .button {
    display: inline-flex;
    align-items: center;
    justify-content: center;
    gap: 8px;
    min-block-size: 42px;
    padding: 7px 18px;
    border: 1px solid var(--_edge);
    border-radius: 12px;
    background: var(--_raised);
    color: var(--_text);
    font-weight: 550;
    line-height: 1.3;
    text-decoration: none;
    text-align: center;
    cursor: pointer;
    transition: background 0.15s, border-color 0.15s, transform 0.08s;
  }
  .button:hover {
    border-color: var(--_accent);
    background: color-mix(in srgb, var(--_accent) 7%, var(--_raised));
  }
  .button:active {
    transform: translateY(1px);
  }
  .button[data-style='primary'] {
    border-color: var(--_accent);
    background: var(--_accent);
    color: var(--_on-accent);
  }
  .button[data-style='primary']:hover {
    background: var(--_accent-strong);
    border-color: var(--_accent-strong);
  }
  .button[data-style='danger'] {
    border-color: var(--_bad-strong);
    background: var(--_bad-strong);
    color: var(--_on-bad);
  }
  .button[aria-disabled='true'] {
    border-color: var(--_line);
    background: var(--_sunken);
    color: var(--_muted);
    cursor: default;
    transform: none;
  }
  .give {
    justify-self: start;
  }
  .buttons {
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
  }
  .quiet {
    display: inline-flex;
    align-items: center;
    gap: 5px;
    min-block-size: 32px;
    min-inline-size: 32px;
    padding: 3px 9px;
    border: 0;
    border-radius: 9px;
    background: none;
    color: var(--_muted);
    font-size: 0.88em;
    line-height: 1.3;
    white-space: nowrap;
    cursor: pointer;
    transition: background 0.15s, color 0.15s;
  }
  .quiet:hover {
    background: var(--_sunken);
    color: var(--_text);
  }
  .quiet[aria-disabled='true'] {
    cursor: default;
    opacity: 0.7;
  }
  .fact .quiet {
    flex: none;
    margin-block: -6px;
  }
  .quiet .icon {
    inline-size: 1.1em;
    block-size: 1.1em;
  }
  .commands {
    display: flex;
    flex-wrap: wrap;
    gap: 2px 4px;
    margin-inline-start: -9px;
  }
  .chips {
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
  }
  .options {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(min(100%, 200px), 1fr));
    gap: 8px;
  }
  /* Four stand two by two: no lonely one in the last row. */
  .options[data-count='4'] {
    grid-template-columns: repeat(auto-fit, minmax(min(100%, 260px), 1fr));
  }
  .chip-head {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 2px 8px;
  }
  .chip {
    position: relative;
    display: inline-flex;
    align-items: center;
    flex-wrap: wrap;
    gap: 2px 8px;
    min-block-size: 40px;
    padding: 7px 16px;
    border: 1px solid var(--_edge);
    border-radius: 999px;
    background: var(--_raised);
    line-height: 1.35;
    text-align: start;
    cursor: pointer;
    transition: background 0.15s, border-color 0.15s, box-shadow 0.15s, transform 0.08s;
  }
  .options .chip {
    flex-direction: column;
    align-items: flex-start;
    justify-content: center;
    padding: 11px 15px;
    border-radius: var(--_radius);
  }
  .chip:hover {
    border-color: var(--_accent);
    background: color-mix(in srgb, var(--_accent) 7%, var(--_raised));
  }
  .chip:active {
    transform: translateY(1px);
  }
  .chip[aria-checked='true'],
  .chip:has(:checked) {
    border-color: var(--_accent);
    background: var(--_accent-soft);
    box-shadow: inset 0 0 0 1px var(--_accent);
  }
  .chip[aria-disabled='true'],
  .chip:has(:disabled) {
    border-color: var(--_line);
    color: var(--_muted);
    cursor: default;
    transform: none;
  }
  .chip[aria-disabled='true']:not([aria-checked='true']) {
    background: none;
  }
  .chip:has(:focus-visible) {
    outline: 2px solid var(--_accent);
    outline-offset: 2px;
  }
  .chip-label {
    font-weight: 550;
  }
  .chip-more {
    font-size: 0.86em;
    line-height: 1.4;
    color: var(--_muted);
    text-wrap: pretty;
  }
  .chip-note {
    padding: 1px 8px;
    border-radius: 999px;
    background: var(--_accent-soft);
    color: var(--_accent);
    font-size: 0.76em;
    font-weight: 550;
  }
  .rating .chip {
    min-inline-size: 46px;
    justify-content: center;
  }
  .input {
    inline-size: 100%;
    min-inline-size: 0;
    min-block-size: 42px;
    padding: 8px 13px;
    border: 1px solid var(--_line-strong);
    border-radius: 12px;
    background: var(--_raised);
    line-height: 1.4;
    transition: border-color 0.15s, box-shadow 0.15s;
  }
  .input:focus-visible {
    outline: 2px solid transparent;
    border-color: var(--_accent);
    box-shadow: 0 0 0 3px color-mix(in srgb, var(--_accent) 20%, transparent);
  }
  .input[aria-invalid='true'] {
    border-color: var(--_bad);
  }
  .input[readonly] {
    background: var(--_sunken);
    color: var(--_muted);
  }
  .control > .input,
  .control > .joined,
  .secret > .joined,
  .control > .parts {
    max-inline-size: 420px;
  }
  .area {
    resize: vertical;
    min-block-size: 84px;
  }
  .code {
    font: 0.9em / 1.5 var(--_mono);
    font-size: max(16px, 0.9em);
    overflow-wrap: anywhere;
  }
  .joined {
    display: grid;
    grid-template-columns: minmax(0, 1fr) auto;
    gap: 6px;
    align-items: center;
  }
  .stepper {
    display: inline-grid;
    grid-template-columns: 44px minmax(72px, 120px) 44px;
    justify-self: start;
    border: 1px solid var(--_line-strong);
    border-radius: 12px;
    background: var(--_raised);
    overflow: clip;
  }
  .stepper:focus-within {
    border-color: var(--_accent);
    box-shadow: 0 0 0 3px color-mix(in srgb, var(--_accent) 20%, transparent);
  }
  .stepper > button {
    min-block-size: 44px;
    border: 0;
    background: none;
    font-size: 1.25em;
    line-height: 1;
    cursor: pointer;
  }
  .stepper > button:hover {
    background: var(--_sunken);
  }
  .stepper > button:focus-visible {
    outline-offset: -3px;
    border-radius: 10px;
  }
  .stepper > button[aria-disabled='true'] {
    color: var(--_line-strong);
    cursor: default;
  }
  .stepper .input {
    border: 0;
    border-radius: 0;
    border-inline: 1px solid var(--_line);
    text-align: center;
    font-variant-numeric: tabular-nums;
    appearance: textfield;
    box-shadow: none;
  }
  .stepper .input::-webkit-inner-spin-button {
    display: none;
  }
  .finder {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 8px;
  }
  .search {
    position: relative;
  }
  .search .icon {
    position: absolute;
    inset-block-start: 50%;
    inset-inline-start: 13px;
    translate: 0 -50%;
    color: var(--_muted);
    pointer-events: none;
  }
  .search .input {
    padding-inline-start: 42px;
  }
  .more {
    order: 3;
    justify-self: center;
  }
  .list {
    max-block-size: 264px;
    overflow: hidden auto;
    padding: 5px;
    border: 1px solid var(--_line);
    border-radius: var(--_radius);
    background: var(--_raised);
    scrollbar-width: thin;
  }
  .list:empty {
    display: none;
  }
  .list-group {
    padding: 9px 10px 3px;
    font-size: 0.78em;
    font-weight: 600;
    color: var(--_muted);
  }
  .list-item {
    display: grid;
    min-block-size: 40px;
    align-content: center;
    padding: 6px 10px;
    border-radius: 9px;
    cursor: pointer;
  }
  .list-item:hover {
    background: var(--_sunken);
  }
  .finder:focus-within .list-item[aria-selected='true'] {
    background: var(--_accent-soft);
    box-shadow: inset 0 0 0 1px var(--_accent);
  }
  .list-item[aria-disabled='true'] {
    color: var(--_muted);
    cursor: default;
  }
  .checks {
    display: grid;
    gap: 2px;
    list-style: none;
  }
  .check {
    display: flex;
    align-items: flex-start;
    gap: 11px;
    min-block-size: 40px;
    padding: 8px 10px;
    border-radius: 10px;
    cursor: pointer;
  }
  .check:hover {
    background: var(--_sunken);
  }
  .check-text {
    display: grid;
  }
  .check input {
    flex: none;
    inline-size: 20px;
    block-size: 20px;
    margin: 2px 0 0;
    accent-color: var(--_accent);
  }
  .parts {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(min(100%, 130px), 1fr));
    gap: 10px;
  }
  .part {
    display: grid;
    gap: 3px;
  }
  .pairs {
    display: grid;
    gap: 8px;
    justify-items: start;
  }
  .pair {
    display: grid;
    grid-template-columns: minmax(0, 1fr) auto minmax(0, 1fr) 36px;
    gap: 6px;
    align-items: center;
    inline-size: 100%;
  }
  .secret {
    display: grid;
    gap: 6px;
  }
  .drop {
    display: flex;
    align-items: center;
    gap: 14px;
    padding: 16px;
    border: 1.5px dashed var(--_line-strong);
    border-radius: var(--_radius);
    color: var(--_muted);
  }
  .drop > .icon {
    inline-size: 28px;
    block-size: 28px;
  }
  .pick {
    display: inline-flex;
    align-items: center;
    min-block-size: 28px;
    color: var(--_accent);
    font-weight: 550;
    text-decoration: underline;
    text-underline-offset: 0.2em;
    border-radius: 6px;
    cursor: pointer;
  }
  .pick:has(:focus-visible) {
    outline: 2px solid var(--_accent);
    outline-offset: 2px;
  }
  .chosen .icon {
    color: var(--_good);
  }
  @media (pointer: coarse) {
    .chip,
    .button,
    .quiet,
    .check,
    .list-item,
    .pick {
      min-block-size: 44px;
    }
  }
`;
