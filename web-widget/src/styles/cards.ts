import { css } from 'lit';

/** Cards: facts, forms, confirmations, operations, tables, pictures. */
export const cards = css`
  .card {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 14px;
    padding: 18px;
    border: 1px solid var(--_line);
    border-radius: calc(var(--_radius) + 2px);
    background: var(--_raised);
    box-shadow: var(--_shadow);
  }
  .card-head {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 6px 10px;
  }
  .card-title {
    flex: 1 1 auto;
    font-size: 1.03em;
    font-weight: 650;
    line-height: 1.3;
    letter-spacing: -0.01em;
  }
  .badge,
  .status {
    padding: 2px 10px;
    border-radius: 999px;
    font-size: 0.78em;
    font-weight: 600;
    line-height: 1.6;
  }
  .badge {
    border: 1px solid var(--_line-strong);
    color: var(--_muted);
  }
  .status {
    background: var(--_sunken);
    color: var(--_muted);
  }
  .status[data-tone='info'] {
    background: var(--_accent-soft);
    color: var(--_accent);
  }
  .status[data-tone='success'] {
    background: var(--_good-soft);
    color: var(--_good);
  }
  .status[data-tone='warning'] {
    background: var(--_warn-soft);
    color: var(--_warn);
  }
  .status[data-tone='error'] {
    background: var(--_bad-soft);
    color: var(--_bad);
  }
  .facts {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
  }
  .facts:empty {
    display: none;
  }
  .fact {
    display: grid;
    grid-template-columns: minmax(90px, min(30%, 180px)) minmax(0, 1fr);
    gap: 2px 14px;
    align-items: baseline;
    padding-block: 8px;
    border-block-end: 1px solid var(--_line);
  }
  .fact:last-child {
    border-block-end: 0;
  }
  .fact dt {
    font-size: 0.9em;
    color: var(--_muted);
  }
  .fact dd {
    display: flex;
    align-items: baseline;
    justify-content: space-between;
    gap: 6px 10px;
    min-inline-size: 0;
  }
  .fact .value {
    min-inline-size: 0;
    overflow-wrap: anywhere;
    font-variant-numeric: tabular-nums;
  }
  .fact[data-tone='success'] .value {
    color: var(--_good);
  }
  .fact[data-tone='warning'] .value {
    color: var(--_warn);
  }
  .fact[data-tone='error'] .value {
    color: var(--_bad);
  }
  @container (max-width: 360px) {
    .card {
      padding: 14px;
    }
    .fact {
      grid-template-columns: minmax(0, 1fr);
    }
  }
  .confirm[data-danger='true'] {
    border-color: var(--_bad);
  }
  .closed {
    display: flex;
    align-items: center;
    gap: 6px;
  }
  .closed .icon {
    color: var(--_good);
  }
  .form form,
  .field {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 6px;
  }
  .form form {
    gap: 18px;
  }
  .label {
    font-weight: 550;
  }
  .label .small {
    font-weight: 400;
  }
  .stages {
    display: grid;
    gap: 2px;
    list-style: none;
  }
  .stage {
    position: relative;
    display: grid;
    grid-template-columns: 24px minmax(0, 1fr) auto;
    gap: 12px;
    align-items: start;
    padding-block: 5px;
  }
  .stage:not(:last-child)::before {
    content: '';
    position: absolute;
    inset-block: 29px -5px;
    inset-inline-start: 11px;
    inline-size: 2px;
    background: var(--_line);
  }
  .stage[data-state='done']:not(:last-child)::before {
    background: color-mix(in srgb, var(--_good) 45%, transparent);
  }
  .mark {
    display: grid;
    place-items: center;
    inline-size: 24px;
    block-size: 24px;
    border-radius: 50%;
    border: 2px solid var(--_line);
    color: var(--_muted);
  }
  .mark .icon {
    inline-size: 14px;
    block-size: 14px;
    stroke-width: 2.5;
  }
  .stage[data-state='done'] .mark {
    border-color: transparent;
    background: var(--_good-soft);
    color: var(--_good);
  }
  .stage[data-state='failed'] .mark {
    border-color: transparent;
    background: var(--_bad-soft);
    color: var(--_bad);
  }
  .stage[data-state='undone'] .mark {
    border-color: transparent;
    background: var(--_warn-soft);
    color: var(--_warn);
  }
  .stage[data-state='running'] .mark {
    border: 0;
  }
  .spinner {
    inline-size: 24px;
    block-size: 24px;
    border-radius: 50%;
    border: 2.5px solid var(--_accent-soft);
    border-block-start-color: var(--_accent);
    animation: spin 0.9s linear infinite;
  }
  @keyframes spin {
    to {
      rotate: 1turn;
    }
  }
  .stage-text {
    display: grid;
    gap: 3px;
  }
  .stage[data-state='waiting'] .stage-title {
    color: var(--_muted);
  }
  .stage[data-state='running'] .stage-title {
    font-weight: 600;
  }
  .took,
  .elapsed {
    font-variant-numeric: tabular-nums;
    padding-block-start: 2px;
  }
  progress {
    appearance: none;
    display: block;
    inline-size: 100%;
    block-size: 6px;
    margin-block: 3px;
    border: 0;
    border-radius: 999px;
    background: var(--_accent-soft);
    overflow: hidden;
  }
  progress::-webkit-progress-bar {
    background: var(--_accent-soft);
  }
  progress::-webkit-progress-value {
    background: var(--_accent);
    border-radius: 999px;
    transition: inline-size 0.4s;
  }
  progress::-moz-progress-bar {
    background: var(--_accent);
  }
  .card-foot {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: space-between;
    gap: 8px;
  }
  .card-foot:empty {
    display: none;
  }
  .sure {
    display: grid;
    gap: 8px;
    inline-size: 100%;
  }
  .table {
    max-inline-size: 100%;
    overflow-x: auto;
    border: 1px solid var(--_line);
    border-radius: var(--_radius);
    background: var(--_raised);
    scrollbar-width: thin;
  }
  table {
    inline-size: 100%;
    border-collapse: collapse;
    font-size: 0.93em;
    font-variant-numeric: tabular-nums;
  }
  caption {
    padding: 12px 14px 8px;
    font-weight: 600;
    text-align: start;
  }
  th,
  td {
    padding: 9px 14px;
    text-align: start;
    vertical-align: top;
    overflow-wrap: normal;
  }
  th {
    font-size: 0.86em;
    font-weight: 600;
    color: var(--_muted);
    white-space: nowrap;
  }
  tbody tr {
    border-block-start: 1px solid var(--_line);
  }
  @container (max-width: 460px) {
    table,
    tbody,
    tr,
    td,
    caption {
      display: block;
    }
    thead {
      position: absolute;
      clip-path: inset(50%);
      block-size: 1px;
      overflow: hidden;
    }
    tbody tr {
      padding-block: 6px;
    }
    td {
      display: grid;
      grid-template-columns: 38% minmax(0, 1fr);
      gap: 10px;
      padding-block: 3px;
      overflow-wrap: anywhere;
    }
    td > span {
      justify-self: start;
    }
    td::before {
      content: attr(data-column);
      font-size: 0.9em;
      color: var(--_muted);
    }
  }
  .picture,
  .qr {
    display: grid;
    gap: 8px;
    justify-items: start;
  }
  img {
    display: block;
    max-inline-size: 100%;
    block-size: auto;
    border-radius: var(--_radius);
  }
  /* Drawn for a white sheet, in the dark too. */
  .picture img,
  .qr img {
    padding: 12px;
    border: 1px solid var(--_line);
    background: #fff;
  }
  figcaption {
    font-size: 0.88em;
    color: var(--_muted);
  }
`;
