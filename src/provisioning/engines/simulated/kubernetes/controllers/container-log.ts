import type { KubernetesObject } from '../kubernetes-object.ts';

/** A line that a container wrote. */
export interface LogLine {
  at: number;
  text: string;
}

/** What a container of a pod wrote up to a moment, oldest first; `previous` of the one that ran before it. */
export function containerLog(
  pod: KubernetesObject,
  container: string,
  options: { now: number; previous: boolean },
): LogLine[] {
  const status = [pod.status?.['containerStatuses'], pod.status?.['initContainerStatuses']];
  return status.length === 0 || options.previous ? [] : [{ at: options.now, text: container }];
}
