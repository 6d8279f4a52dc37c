import { html, nothing, type TemplateResult } from 'lit';

import type { FieldProps } from './field-view.ts';
import { chosenRow, fromFile, readText } from './file-field.ts';
import { inputField } from './text-field.ts';

/** A secret that may be longer than this has lines, as keys and kubeconfigs do: then a file of it may be chosen. */
const ONE_LINE = 500;

/**
 * A secret: dots, with a button to look at them. Several lines, pasted or from a file, are told by their size alone: a
 * field of one line would lose their ends. Its text never leaves this page's memory but to the server.
 */
export function secretField(props: FieldProps): TemplateResult {
  const { field, context, question, id } = props;
  const keep = (text: string, name: string): void => {
    field.text = text;
    field.file = { name, type: '', size: text.length, content: '' };
    props.changed('draw');
  };
  const take = async (file: File | undefined | null): Promise<void> => {
    const text = file && !props.resting ? await readText(props, file) : null;
    if (file && text) keep(text, file.name);
  };
  const paste = (event: ClipboardEvent): void => {
    const text = event.clipboardData?.getData('text/plain') ?? '';
    if (props.resting || !text.trim().includes('\n')) return;
    event.preventDefault();
    keep(text, context.t('said.secret'));
  };
  return html`<div class="secret" @paste=${paste}>
    ${field.file ? chosenRow(props, field.file) : line(props)}
    ${(question.max ?? 0) > ONE_LINE && !field.file ? fromFile(props, '', take) : nothing}
    <p class="small" id="${id}-safe">${context.t('secret.safe')}</p>
  </div>`;
}

function line(props: FieldProps): TemplateResult {
  const { field, context } = props;
  const look = (): void => {
    field.revealed = !field.revealed;
    props.changed('draw');
  };
  return html`<div class="joined">
    ${inputField(
      { ...props, describedBy: `${props.describedBy} ${props.id}-safe` },
      { type: field.revealed ? 'text' : 'password', autocomplete: 'new-password' },
    )}
    <button type="button" class="quiet" aria-pressed=${field.revealed} aria-controls=${props.id} @click=${look}>
      ${context.t(field.revealed ? 'secret.hide' : 'secret.show')}
    </button>
  </div>`;
}
