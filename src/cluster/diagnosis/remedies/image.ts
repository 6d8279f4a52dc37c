import type { JsonObject } from '#src/protocol/index.ts';

import type { ClusterObject } from '../../cluster-object.ts';
import { objectsAt, textAt, textsAt } from '../../fields.ts';
import type { Finding } from '../finding.ts';
import type { Remedies, Remedy } from '../remedy.ts';
import type { Snapshot } from '../snapshot.ts';
import { containerPatch, earlierRevisions, podPatch, podSpecOf, replacing, rollBack, workloadOf } from './workload.ts';

/** An image that cannot be had: back to the one before, another one that the person names, or the way to be let in. */
export const imageRemedies: Remedies = function* imageRemedies(finding, snapshot) {
  yield* rollBack(finding, snapshot);
  const workload = workloadOf(finding, snapshot);
  const container = textAt(finding.facts, 'container');
  const image = textAt(finding.facts, 'image') ?? '';
  if (!workload || container === undefined) return;
  if (finding.cause === 'unauthorized') {
    yield* pullSecrets(finding, snapshot, workload);
    yield signIn(finding, workload);
  }
  if (finding.cause === 'never-pull') {
    yield {
      id: 'pull-if-missing',
      title: 'Let the node fetch the image when it has none',
      ...replacing(workload),
      changes: () =>
        containerPatch(finding, workload, container, (one) => ({ ...one, imagePullPolicy: 'IfNotPresent' })),
    };
  }
  yield {
    id: 'set-image',
    title: 'Use another image',
    ...replacing(workload),
    question: {
      text: `Which image instead of ${image}?`,
      type: 'text',
      suggestions: ranBefore(snapshot, workload, container, image),
    },
    changes: (answer = '') => {
      if (!/^[\w][\w.\-/:@]{0,300}$/.test(answer))
        throw new RangeError('An image is named like "nginx:1.29" or "ghcr.io/me/app:2".');
      return containerPatch(finding, workload, container, (one) => ({ ...one, image: answer }));
    },
  };
};

/** Images that ran: of this very container before, and of the same name elsewhere. Never one that is invented. */
function ranBefore(snapshot: Snapshot, workload: ClusterObject, container: string, image: string): string[] {
  const before = earlierRevisions(snapshot, workload).flatMap((set) =>
    objectsAt(set, 'spec', 'template', 'spec', 'containers')
      .filter((one) => textAt(one, 'name') === container)
      .flatMap((one) => textAt(one, 'image') ?? []),
  );
  const elsewhere = snapshot
    .all('Pod')
    .filter((pod) => textAt(pod, 'status', 'phase') === 'Running')
    .flatMap((pod) => objectsAt(pod, 'status', 'containerStatuses'))
    .filter((status) => status['ready'] === true)
    .flatMap((status) => textAt(status, 'image') ?? [])
    .filter((one) => repositoryOf(one) === repositoryOf(image));
  return [...new Set([...before, ...elsewhere])].filter((one) => one !== image).slice(0, 5);
}

/** Pull secrets that are there and that the workload does not name. */
function* pullSecrets(finding: Finding, snapshot: Snapshot, workload: ClusterObject): Generator<Remedy> {
  const named = textsAt(finding.facts, 'pullSecrets');
  const there = snapshot
    .all('Secret')
    .filter(({ metadata }) => metadata.namespace === workload.metadata.namespace)
    .filter((secret) => textAt(secret, 'type') === 'kubernetes.io/dockerconfigjson')
    .map(({ metadata }) => metadata.name)
    .filter((name) => !named.includes(name));
  for (const name of there.slice(0, 2)) {
    yield {
      id: `sign-in-with-${name}`,
      title: `Sign in with the Secret "${name}" that is there`,
      ...replacing(workload),
      changes: () => podPatch(finding, workload, withPullSecret(workload, name)),
    };
  }
}

/** A new pull secret; its name and token are for the person alone. */
function signIn(finding: Finding, workload: ClusterObject): Remedy {
  const registry = textAt(finding.facts, 'registry') ?? 'docker.io';
  const { namespace = 'default' } = workload.metadata;
  const name = `${workload.metadata.name.slice(0, 50)}-pull`;
  return {
    id: 'sign-in',
    title: `Sign in to ${registry}`,
    ...replacing(workload),
    question: {
      text: `With which name and token, written as name:token, at ${registry}?`,
      type: 'secret',
      suggestions: [],
    },
    undo: 'The present settings come back, and the new Secret is deleted.',
    changes: (answer = '') => {
      const [user = '', ...rest] = answer.split(':');
      const password = rest.join(':');
      if (user === '' || password === '')
        throw new RangeError('Write the name and the token with a colon between, like me:token.');
      const host = registry === 'docker.io' ? 'https://index.docker.io/v1/' : registry;
      const auth = btoa(String.fromCharCode(...new TextEncoder().encode(`${user}:${password}`)));
      const config = JSON.stringify({ auths: { [host]: { username: user, password, auth } } });
      return {
        objects: [
          {
            apiVersion: 'v1',
            kind: 'Secret',
            metadata: { name, namespace },
            type: 'kubernetes.io/dockerconfigjson',
            stringData: { '.dockerconfigjson': config },
          },
        ],
        ...podPatch(finding, workload, withPullSecret(workload, name)),
      };
    },
  };
}

function withPullSecret(workload: ClusterObject, name: string): JsonObject {
  const others = objectsAt(podSpecOf(workload), 'imagePullSecrets').filter((one) => textAt(one, 'name') !== name);
  return { imagePullSecrets: [...others, { name }] };
}

/** `nginx` for `docker.io/library/nginx:1.29` and `nginx@sha256:…`. */
function repositoryOf(image: string): string {
  return image
    .replace(/@.*$/, '')
    .replace(/:[^:/]*$/, '')
    .replace(/^docker\.io\//, '')
    .replace(/^library\//, '');
}
