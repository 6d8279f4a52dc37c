import { ActionFailure } from '../action.ts';
import type { VdcSpec } from '../engine.ts';
import { sizeOf } from '../sizes.ts';

/** Workers one VDC may have. */
const MAX_WORKERS = 50;

/** What holds for a spec on every engine; the first thing wrong with it is refused with a sentence that says the fix. */
export function checkSpec(spec: VdcSpec, versions: readonly string[]): void {
  if (!/^[a-z][a-z0-9-]{1,18}[a-z0-9]$/.test(spec.name)) {
    refuse(
      `"${spec.name}" cannot be the name of a VDC: take 3 to 20 lower-case letters, digits and dashes, ` +
        'beginning with a letter and not ending with a dash.',
    );
  }
  if (spec.owner === '') refuse('A VDC needs an owner.');
  if (spec.controllers !== 1 && spec.controllers !== 3) refuse('A VDC has 1 controller, or 3 redundant ones.');
  if (!Number.isInteger(spec.workers) || spec.workers < 0 || spec.workers > MAX_WORKERS) {
    refuse(`A VDC has 0 to ${MAX_WORKERS} workers.`);
  }
  sizeOf(spec.controllerSize);
  sizeOf(spec.workerSize);
  if (spec.version !== undefined && !versions.includes(spec.version)) {
    refuse(`Kubernetes ${spec.version} is not on offer. The versions are: ${versions.join(', ')}.`);
  }
}

function refuse(message: string): never {
  throw new ActionFailure('INVALID_SPEC', message);
}
