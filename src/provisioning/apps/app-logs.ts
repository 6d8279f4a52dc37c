import { type Cluster, type ClusterObject, numberAt, objectsAt, textAt } from '#src/cluster/index.ts';

/** One container whose log can be read. */
export interface LogSubject {
  namespace: string;
  pod: string;
  container: string;
}

/** A container of a pod, as one picks it: `web-7d9c/web`. */
export interface LogChoice extends LogSubject {
  id: string;
  running: boolean;
  restarts: number;
}

/** Every container of these pods, main ones first. */
export function containersOf(pods: readonly ClusterObject[]): LogChoice[] {
  return pods.flatMap((pod) => {
    const { name, namespace = 'default' } = pod.metadata;
    const statuses = [
      ...objectsAt(pod, 'status', 'containerStatuses'),
      ...objectsAt(pod, 'status', 'initContainerStatuses'),
    ];
    const containers = [...objectsAt(pod, 'spec', 'containers'), ...objectsAt(pod, 'spec', 'initContainers')];
    return containers.map((spec) => {
      const container = textAt(spec, 'name') ?? '';
      const status = statuses.find((one) => one['name'] === container);
      return {
        id: `${name}/${container}`,
        namespace,
        pod: name,
        container,
        running: textAt(status, 'state', 'running', 'startedAt') !== undefined,
        restarts: numberAt(status, 'restartCount') ?? 0,
      };
    });
  });
}

/** Lines that are read to search in. */
const SEARCHED = 5_000;

/** The last lines of a container's log, oldest first; with `search`, the last ones that hold it. */
export async function lastLines(
  cluster: Cluster,
  subject: LogSubject,
  options: { count: number; previous: boolean; search: string; signal: AbortSignal },
): Promise<string[]> {
  const { count, previous, search, signal } = options;
  const wanted = search.trim().toLowerCase();
  const lines: string[] = [];
  const request = { ...subject, previous, tail: wanted === '' ? count : SEARCHED };
  for await (const line of cluster.logs(request, { signal })) {
    if (wanted !== '' && !line.toLowerCase().includes(wanted)) continue;
    lines.push(line);
    if (lines.length > count) lines.shift();
  }
  return lines;
}
