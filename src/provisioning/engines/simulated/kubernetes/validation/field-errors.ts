import type { Json } from '#src/protocol/index.ts';

import { ApiError } from '../api-error.ts';
import type { Kind } from '../kinds/kind.ts';
import { resourceOf } from '../kinds/kind.ts';

type Reason =
  | 'FieldValueRequired'
  | 'FieldValueInvalid'
  | 'FieldValueDuplicate'
  | 'FieldValueNotSupported'
  | 'FieldValueForbidden'
  | 'FieldValueNotFound'
  | 'FieldValueTypeInvalid'
  | 'FieldValueTooLong'
  | 'FieldValueTooMany';

interface FieldError {
  reason: Reason;
  field: string;
  message: string;
}

/** What is wrong with an object, field by field: collected, so that its author learns of everything at once. */
export class FieldErrors {
  /** Volumes that its pods get beside those of their template: the claims of a StatefulSet. */
  readonly volumes = new Set<Json>();
  readonly #errors: FieldError[] = [];

  required(field: string, detail = ''): void {
    // Whatever was said about the field before says more.
    if (this.#errors.some((known) => known.field === field)) return;
    this.#add('FieldValueRequired', field, `Required value${detail === '' ? '' : `: ${detail}`}`);
  }

  invalid(field: string, value: Json | undefined, detail: string): void {
    this.#add('FieldValueInvalid', field, `Invalid value: ${shown(value)}: ${detail}`);
  }

  wrongType(field: string, found: string, wanted: string): void {
    const what = JSON.stringify(found);
    this.#add(
      'FieldValueTypeInvalid',
      field,
      `Invalid value: ${what}: ${field} in body must be of type ${wanted}: ${what}`,
    );
  }

  duplicate(field: string, value: Json | undefined): void {
    this.#add('FieldValueDuplicate', field, `Duplicate value: ${shown(value)}`);
  }

  notSupported(field: string, value: Json | undefined, supported: readonly string[]): void {
    const list = [...supported].sort().map((one) => JSON.stringify(one));
    this.#add(
      'FieldValueNotSupported',
      field,
      `Unsupported value: ${shown(value)}: supported values: ${list.join(', ')}`,
    );
  }

  forbidden(field: string, detail: string): void {
    this.#add('FieldValueForbidden', field, `Forbidden: ${detail}`);
  }

  notFound(field: string, value: Json | undefined): void {
    this.#add('FieldValueNotFound', field, `Not found: ${shown(value)}`);
  }

  tooLong(field: string, limit: number): void {
    this.#add('FieldValueTooLong', field, `Too long: may not be more than ${limit} bytes`);
  }

  /** Throws `422 Invalid` where there is anything. */
  throwIfAny(kind: Kind, name: string): void {
    if (this.#errors.length > 0) throw this.refusal(kind, name);
  }

  /** All of it as one refusal. */
  refusal(kind: Kind, name: string): ApiError {
    const texts = this.#errors.map(({ field, message }) => `${field}: ${message}`);
    const what = kind.group === '' ? kind.kind : `${kind.kind}.${kind.group}`;
    return new ApiError(
      422,
      'Invalid',
      `${what} "${name}" is invalid: ${texts.length === 1 ? texts[0] : `[${texts.join(', ')}]`}`,
      {
        ...(name === '' ? {} : { name }),
        ...(kind.group === '' ? {} : { group: kind.group }),
        kind: kind.kind,
        causes: this.#errors.map(({ reason, field, message }) => ({ reason, message, field })),
      },
    );
  }

  #add(reason: Reason, field: string, message: string): void {
    if (!this.#errors.some((known) => known.field === field && known.message === message))
      this.#errors.push({ reason, field, message });
  }
}

const shown = (value: Json | undefined): string => (value === undefined ? 'null' : JSON.stringify(value));

/** `403 Forbidden`, as quotas and other guards of admission say it. */
export function forbidden(kind: Kind, name: string, why: string): ApiError {
  const details = { name, ...(kind.group === '' ? {} : { group: kind.group }), kind: kind.plural };
  return new ApiError(403, 'Forbidden', `${resourceOf(kind)} ${JSON.stringify(name)} is forbidden: ${why}`, details);
}
