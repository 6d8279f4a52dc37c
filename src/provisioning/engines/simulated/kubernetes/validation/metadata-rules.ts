import type { JsonObject } from '#src/protocol/index.ts';

import type { Kind } from '../kinds/kind.ts';
import type { KubernetesObject } from '../kubernetes-object.ts';
import { isObject } from '../schema/conform.ts';
import type { FieldErrors } from './field-errors.ts';
import { labelProblem, labelValueProblem, nameProblem, qualifiedNameProblem } from './names.ts';

const MAX_ANNOTATIONS = 256 * 1_024;

const ownFinalizers = ['foregroundDeletion', 'orphan', 'kubernetes'];

/** What is wrong with name, labels, annotations, finalizers and owners. */
export function checkMetadata(kind: Kind, { metadata }: KubernetesObject, errors: FieldErrors): void {
  if (metadata.name === '') errors.required('metadata.name', 'name or generateName is required');
  else {
    const problem = nameProblem(kind, metadata.name);
    if (problem !== undefined) errors.invalid('metadata.name', metadata.name, problem);
  }
  if (metadata.namespace !== undefined) {
    const problem = labelProblem(metadata.namespace);
    if (problem !== undefined) errors.invalid('metadata.namespace', metadata.namespace, problem);
  }
  checkLabels(metadata.labels, 'metadata.labels', errors);
  let size = 0;
  for (const [key, value] of Object.entries(metadata.annotations ?? {})) {
    size += key.length + value.length;
    const problem = qualifiedNameProblem(key.toLowerCase());
    if (problem !== undefined) errors.invalid('metadata.annotations', key, problem);
  }
  if (size > MAX_ANNOTATIONS) errors.tooLong('metadata.annotations', MAX_ANNOTATIONS);
  for (const [index, finalizer] of (metadata.finalizers ?? []).entries()) {
    const problem = qualifiedNameProblem(finalizer);
    const field = `metadata.finalizers[${index}]`;
    if (problem !== undefined) errors.invalid(field, finalizer, problem);
    else if (!finalizer.includes('/') && !ownFinalizers.includes(finalizer))
      errors.invalid(field, finalizer, 'name is neither a standard finalizer name nor is it fully qualified');
  }
  for (const [index, owner] of (metadata.ownerReferences ?? []).entries()) {
    for (const field of ['apiVersion', 'kind', 'name', 'uid'] as const) {
      if ((owner[field] ?? '') === '')
        errors.invalid(`metadata.ownerReferences[${index}].${field}`, '', 'must not be empty');
    }
  }
}

export function checkLabels(labels: JsonObject[string] | undefined, field: string, errors: FieldErrors): void {
  if (!isObject(labels ?? null)) return;
  for (const [key, value] of Object.entries(labels ?? {})) {
    const keyProblem = qualifiedNameProblem(key);
    if (keyProblem !== undefined) errors.invalid(field, key, keyProblem);
    const valueProblem = labelValueProblem(String(value));
    if (valueProblem !== undefined) errors.invalid(field, value as string, valueProblem);
  }
}
