import type { JsonObject } from '#src/protocol/index.ts';

import type { Kind } from '../kinds/kind.ts';
import type { KubernetesObject } from '../kubernetes-object.ts';
import { typeOfKind } from '../schema/kind-type.ts';
import { walkStructs } from '../schema/walk.ts';
import { checkCustom } from './custom-rules.ts';
import { FieldErrors } from './field-errors.ts';
import { checkMetadata } from './metadata-rules.ts';
import { rules } from './rules.ts';
import { checkUnchanged } from './unchangeable.ts';

/** Throws `422 Invalid` with every reason why this object cannot be, or cannot follow the one that is there. */
export function validate(kind: Kind, object: KubernetesObject, before?: KubernetesObject): void {
  const errors = new FieldErrors();
  checkMetadata(kind, object, errors);
  if (before) checkUnchanged(before, object, errors);
  if (kind.custom) checkCustom(kind.custom, object, '', errors);
  walkStructs(typeOfKind(kind), withSpec(kind, object), (type, value, path) => {
    if (path === 'status' || path.startsWith('status.')) return;
    rules[type.name]?.(value, path, errors);
    for (const field of type.fields.values()) {
      const missing = value[field.name] === undefined || value[field.name] === '';
      if (field.required && missing && canMiss(field.type.is))
        errors.required(`${path}${path === '' ? '' : '.'}${field.name}`);
    }
  });
  errors.throwIfAny(kind, object.metadata.name);
}

/** A number that is missing is 0, a list none, a struct one without fields: only texts are missed. */
const canMiss = (is: string): boolean => is === 'string';

/** A kind with a spec is checked as if there were one. */
function withSpec(kind: Kind, object: KubernetesObject): JsonObject {
  if (object.spec !== undefined || typeOfKind(kind).fields.get('spec')?.type.is !== 'struct') return object;
  return { ...object, spec: {} };
}
