import { html, nothing, type TemplateResult } from 'lit';

import type { FileValue } from '../../chat/field.ts';
import { icons } from '../icons.ts';
import type { FieldProps } from './field-view.ts';
import { textField } from './text-field.ts';

/** What fits into one message of the wire, in bytes. */
const MAX_BYTES = 56_000;

/** A file: dropped, pasted or picked. */
export function fileField(props: FieldProps): TemplateResult {
  const { question, field, context, id } = props;
  const limit = Math.min(question.maxSize ?? MAX_BYTES, MAX_BYTES);
  const take = async (file: File | undefined | null): Promise<void> => {
    if (!file || props.resting) return;
    field.file = null;
    const content = await readText(props, file, limit);
    if (content === null) return;
    field.file = { name: file.name, type: file.type, size: file.size, content };
    props.changed('draw');
  };
  const drop = (event: DragEvent): void => {
    event.preventDefault();
    void take(event.dataTransfer?.files.item(0));
  };
  const paste = (event: ClipboardEvent): void => {
    const pasted = event.clipboardData?.files.item(0);
    const text = event.clipboardData?.getData('text/plain') ?? '';
    if (pasted) void take(pasted);
    else if (text !== '') void take(new File([text], 'pasted.txt', { type: 'text/plain' }));
    else return;
    event.preventDefault();
  };
  return html`<div class="drop" @dragover=${(event: DragEvent) => event.preventDefault()} @drop=${drop} @paste=${paste}>
      ${icons.file}
      <div class="drop-text">
        <p>
          ${context.t('file.drop')}
          <label class="pick">
            <input
              class="unseen"
              id=${id}
              type="file"
              name=${question.slot}
              accept=${question.accept?.join(',') ?? nothing}
              aria-labelledby="${props.labelledBy} ${id}-pick"
              aria-describedby="${props.describedBy} ${id}-limit"
              aria-invalid=${field.error !== null}
              @change=${(event: Event) => event.target instanceof HTMLInputElement && void take(event.target.files?.item(0))}
            />
            <span id="${id}-pick">${context.t('file.pick')}</span>
          </label>
        </p>
        <p class="small" id="${id}-limit">${context.t('file.limit', { size: bytes(limit, context.lang) })} ${question.accept?.join(', ')}</p>
      </div>
    </div>
    ${field.file === null ? nothing : chosenRow(props, field.file)}`;
}

/** What was chosen, with a way to take it back. */
export function chosenRow({ context, field, changed }: FieldProps, { name, size }: FileValue): TemplateResult {
  const remove = (): void => {
    field.text = '';
    field.file = null;
    changed('draw');
  };
  return html`<p class="row chosen">
    ${icons.check}<span class="value" dir=${context.dirOf(name)}>${context.text(name)}</span><span class="small">${bytes(size, context.lang)}</span>
    <button type="button" class="quiet" aria-label=${context.t('file.remove')} @click=${remove}>${icons.cross}</button>
  </p>`;
}

/** The text of a file that can be sent; null, and said at the field, where it cannot. */
export async function readText(props: FieldProps, file: File, limit = MAX_BYTES): Promise<string | null> {
  const { context } = props;
  const problem = problemOf(props, file, limit);
  const content = problem === null ? await file.text() : '';
  // What is not text, or grows too large on its way, is known only now.
  if (problem !== null) props.wrong(problem);
  else if (/[\u0000\ufffd]/u.test(content)) props.wrong(context.t('file.text', { name: file.name }));
  else if (JSON.stringify(content).length > MAX_BYTES) props.wrong(tooBig(props, file, limit));
  else return content;
  return null;
}

/** A word that opens the choice of a file. */
export function fromFile({ context, id, labelledBy }: FieldProps, accept: string, take: TakeFile): TemplateResult {
  return html`<label class="pick">
    <input
      class="unseen"
      id="${id}-file"
      type="file"
      accept=${accept === '' ? nothing : accept}
      aria-labelledby="${labelledBy} ${id}-pick"
      @change=${(event: Event) => event.target instanceof HTMLInputElement && void take(event.target.files?.item(0))}
    />
    <span id="${id}-pick">${context.t('key.fromFile')}</span>
  </label>`;
}

type TakeFile = (file: File | undefined | null) => Promise<void>;

/** A public key: pasted, or from its file. */
export function keyField(props: FieldProps): TemplateResult {
  const { field, context } = props;
  const take = async (file: File | undefined | null): Promise<void> => {
    if (!file || file.size > MAX_BYTES) return;
    field.text = (await file.text()).trim();
    props.changed('draw');
  };
  const drop = (event: DragEvent): void => {
    const file = event.dataTransfer?.files.item(0);
    if (!file) return;
    event.preventDefault();
    void take(file);
  };
  return html`<div @dragover=${(event: DragEvent) => event.preventDefault()} @drop=${drop}>
    ${textField(props, { placeholder: context.t('key.placeholder'), code: true })}
    ${fromFile(props, '.pub,text/plain', take)}
  </div>`;
}

function problemOf({ question, context }: FieldProps, file: File, limit: number): string | null {
  if (file.size > limit) return tooBig({ context }, file, limit);
  const kinds = question.accept ?? [];
  const fits = kinds.some((kind) => {
    if (kind.startsWith('.')) return file.name.toLowerCase().endsWith(kind.toLowerCase());
    return kind.endsWith('/*') ? file.type.startsWith(kind.slice(0, -1)) : file.type === kind;
  });
  return kinds.length > 0 && !fits ? context.t('file.kind', { name: file.name, kinds: kinds.join(', ') }) : null;
}

function tooBig({ context }: Pick<FieldProps, 'context'>, file: File, limit: number): string {
  const { t, lang } = context;
  return t('file.tooBig', { name: file.name, size: bytes(file.size, lang), max: bytes(limit, lang) });
}

function bytes(count: number, lang: string): string {
  const [value, unit] =
    count < 1_000 ? [count, 'byte'] : count < 1_000_000 ? [count / 1_000, 'kilobyte'] : [count / 1_000_000, 'megabyte'];
  return new Intl.NumberFormat(lang, { style: 'unit', unit, maximumFractionDigits: 1 }).format(value);
}
