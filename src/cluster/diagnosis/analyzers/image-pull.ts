import type { ClusterObject } from '../../cluster-object.ts';
import { objectsAt, textAt } from '../../fields.ts';
import type { Analyzer } from '../analyzer.ts';
import { ailingPods, type Container, containersOf, eventEvidence, fieldEvidence } from '../containers.ts';
import { groupByOwner, type PodFinding } from '../group-by-owner.ts';
import { messageOfEvent, type Snapshot } from '../snapshot.ts';

const reasons = new Set([
  'ImagePullBackOff',
  'ErrImagePull',
  'ErrImageNeverPull',
  'InvalidImageName',
  'ImageInspectError',
  'RegistryUnavailable',
  'SignatureValidationFailed',
]);

/** An image that cannot be had, and why: what the registry or the runtime said decides. */
export const imagePull: Analyzer = (snapshot) => groupByOwner(snapshot, found(snapshot));

function* found(snapshot: Snapshot): Generator<PodFinding> {
  for (const pod of ailingPods(snapshot)) {
    for (const container of containersOf(pod)) {
      const reason = textAt(container.status, 'state', 'waiting', 'reason') ?? '';
      if (reasons.has(reason)) yield judge(snapshot, container, reason);
    }
  }
}

function judge(snapshot: Snapshot, container: Container, reason: string): PodFinding {
  const { pod, name, place } = container;
  const image = textAt(container.spec, 'image') ?? textAt(container.status, 'image') ?? '';
  const waiting = textAt(container.status, 'state', 'waiting', 'message') ?? '';
  const event = snapshot
    .eventsOf(pod)
    .find(
      (one) =>
        textAt(one, 'reason') === 'Failed' && messageOfEvent(one).includes(image) && /pull/i.test(messageOfEvent(one)),
    );
  const said = `${waiting}\n${event ? messageOfEvent(event) : ''}`;
  const cause = causeOf(reason, said);
  const pullSecrets = pullSecretsOf(snapshot, pod);
  const missing = snapshot.knows('Secret', pod.metadata.namespace)
    ? pullSecrets.filter((secret) => !snapshot.find('Secret', pod.metadata.namespace, secret))
    : [];
  return {
    pod,
    cause,
    severity: 'error',
    certainty: cause === 'unknown' ? 'possible' : 'certain',
    summary:
      cause === 'unauthorized' && missing.length > 0
        ? `${registryOf(image)} does not give out ${image}: the Secret "${missing[0]}" that should let it in is not there.`
        : sentences[cause](image, registryOf(image)),
    facts: {
      container: name,
      image,
      registry: registryOf(image),
      pullSecrets,
      ...(missing.length === 0 ? {} : { missingSecrets: missing }),
    },
    evidence: [
      fieldEvidence(pod, `${place}.state.waiting.reason`, reason),
      ...(waiting === '' ? [] : [fieldEvidence(pod, `${place}.state.waiting.message`, waiting)]),
      ...(event ? [eventEvidence(pod, event)] : []),
    ],
    ...(pod.metadata.creationTimestamp === undefined ? {} : { since: pod.metadata.creationTimestamp }),
  };
}

/** Its own, and those of its service account. */
function pullSecretsOf(snapshot: Snapshot, pod: ClusterObject): string[] {
  const account = snapshot.find(
    'ServiceAccount',
    pod.metadata.namespace,
    textAt(pod, 'spec', 'serviceAccountName') ?? 'default',
  );
  const listed = [...objectsAt(pod, 'spec', 'imagePullSecrets'), ...objectsAt(account, 'imagePullSecrets')];
  return [...new Set(listed.flatMap((secret) => textAt(secret, 'name') ?? []))];
}

const causes = [
  ['never-pull', /ErrImageNeverPull|is not present with pull policy of Never/],
  ['bad-name', /InvalidImageName|couldn't parse image (name|reference)|invalid reference format/i],
  ['signature', /SignatureValidationFailed|signature/i],
  ['disk-full', /no space left on device/i],
  ['platform', /no match for platform|no matching manifest/i],
  ['rate-limit', /429|toomanyrequests|rate limit/i],
  ['certificate', /x509|certificate signed by unknown/i],
  [
    'unauthorized',
    /pull access denied|unauthorized|authorization failed|insufficient_scope|\b40[13]\b|may require authorization|no basic auth/i,
  ],
  ['not-found', /not found|manifest unknown|name unknown|does not exist/i],
  [
    'unreachable',
    /no such host|i\/o timeout|connection refused|TLS handshake|network is unreachable|deadline exceeded|RegistryUnavailable/i,
  ],
] as const;

type Cause = (typeof causes)[number][0] | 'unknown';

function causeOf(reason: string, said: string): Cause {
  const text = `${reason}\n${said}`;
  // A host that cannot be found is said in words that contain "not found" less often than the other way round.
  const order = /no such host/i.test(text) ? causes.toReversed() : causes;
  return order.find(([, pattern]) => pattern.test(text))?.[0] ?? 'unknown';
}

const sentences: { readonly [cause in Cause]: (image: string, registry: string) => string } = {
  'never-pull': (image) => `The image ${image} is not on the node, and its pull policy "Never" forbids to fetch it.`,
  'bad-name': (image) => `"${image}" is not the name of an image.`,
  signature: (image) => `The signature of the image ${image} is not accepted.`,
  'disk-full': (image) => `There is no room on the node's disk for the image ${image}.`,
  platform: (image) => `The image ${image} does not exist for this node's kind of processor.`,
  'rate-limit': (image, registry) => `${registry} lets us fetch no more images for now, so ${image} has to wait.`,
  certificate: (image, registry) => `The certificate of ${registry} is not trusted, so ${image} cannot be fetched.`,
  unauthorized: (image, registry) => `${registry} does not give out ${image}: it is private, or its name is misspelt.`,
  'not-found': (image, registry) => `The image ${image} was not found in ${registry}.`,
  unreachable: (image, registry) => `${registry} cannot be reached, so ${image} cannot be fetched.`,
  unknown: (image) => `The image ${image} cannot be fetched.`,
};

/** `docker.io` for `nginx`, `ghcr.io` for `ghcr.io/a/b`. */
function registryOf(image: string): string {
  const [first = '', ...rest] = image.split('/');
  return rest.length > 0 && (/[.:]/.test(first) || first === 'localhost') ? first : 'docker.io';
}
