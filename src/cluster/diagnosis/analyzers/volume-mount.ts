import { type ClusterObject, type ObjectReference, referenceTo } from '../../cluster-object.ts';
import { objectsAt, textAt } from '../../fields.ts';
import type { Analyzer } from '../analyzer.ts';
import { said } from '../conditions.ts';
import { ailingPods, eventEvidence, fieldEvidence } from '../containers.ts';
import { groupByOwner, type PodFinding } from '../group-by-owner.ts';
import { messageOfEvent, type Snapshot, timeOfEvent } from '../snapshot.ts';

const RECENT_MS = 900_000;

/** A pod with a node and without its volumes: they cannot be attached there, or not be mounted. */
export const volumeMount: Analyzer = (snapshot) => groupByOwner(snapshot, found(snapshot));

function* found(snapshot: Snapshot): Generator<PodFinding> {
  for (const pod of ailingPods(snapshot)) {
    if (textAt(pod, 'status', 'phase') !== 'Pending' || textAt(pod, 'spec', 'nodeName') === undefined) continue;
    const failures = snapshot.eventsOf(pod).filter(
      (event) =>
        reasons.has(textAt(event, 'reason') ?? '') &&
        snapshot.age(timeOfEvent(event)) < RECENT_MS &&
        // What is not there has a rule of its own.
        !/(configmap|secret)s? "[^"]+" (not found|is forbidden)|references non-existent/i.test(messageOfEvent(event)),
    );
    // "timed out waiting for …" only repeats that there is something; another one may say what.
    const event =
      failures.find((one) => !/timed out waiting for the condition|unmounted volumes=/.test(messageOfEvent(one))) ??
      failures[0];
    if (!event) continue;
    yield judge(snapshot, pod, event);
  }
}

const reasons = new Set(['FailedMount', 'FailedAttachVolume', 'FailedMapVolume']);

function judge(snapshot: Snapshot, pod: ClusterObject, event: ClusterObject): PodFinding {
  const message = messageOfEvent(event);
  const volume = /volume "([^"]+)"/i.exec(message)?.[1] ?? '';
  const node = textAt(pod, 'spec', 'nodeName') ?? '';
  const [cause, sentence] = causes.find(([, , pattern]) => pattern.test(message)) ?? fallback;
  const attachment = attachmentOf(snapshot, volume, node);
  const error = textAt(attachment, 'status', 'attachError', 'message');
  const users = cause === 'used-elsewhere' ? holdersOf(snapshot, pod) : [];
  return {
    pod,
    cause,
    severity: 'error',
    certainty: cause === 'mount' || cause === 'attach' ? 'likely' : 'certain',
    summary: sentence({ volume, node, message: said(firstLine(message)), users: users.map(({ name }) => name) }),
    facts: { volume, node, users: users.map(({ name }) => name) },
    evidence: [
      eventEvidence(pod, event),
      ...(attachment && error !== undefined
        ? [
            fieldEvidence(
              attachment,
              'status.attachError.message',
              error,
              textAt(attachment, 'status', 'attachError', 'time'),
            ),
          ]
        : []),
    ],
    since: timeOfEvent(event),
    because: nodeOf(snapshot, node),
  };
}

interface Trouble {
  volume: string;
  node: string;
  message: string;
  users: string[];
}

type Sentence = (trouble: Trouble) => string;
const named = (volume: string): string => (volume === '' ? 'A volume' : `The volume "${volume}"`);

const causes: readonly (readonly [string, Sentence, RegExp])[] = [
  [
    'used-elsewhere',
    ({ volume, users }) =>
      `${named(volume)} is still held on another node${users.length === 0 ? '' : ` by ${users.join(', ')}`}, and can be used on one at a time.`,
    /multi-attach error|already (used|attached)|exclusively attached|is attached to a different/i,
  ],
  [
    'no-driver',
    ({ volume, node }) => `${named(volume)} needs a storage driver that does not run on the node "${node}".`,
    /not found in the list of registered CSI drivers|driver not found|no volume plugin matched|CSINode .* not found/i,
  ],
  [
    'no-helper',
    ({ volume, node }) =>
      `The node "${node}" lacks the program that mounts the volume "${volume}" (an NFS or CIFS client).`,
    /bad option; for several filesystems|need a \/sbin\/mount\.<type> helper|executable file not found/i,
  ],
  [
    'file-system',
    ({ volume }) => `The file system on the volume "${volume}" is damaged, or of a kind that was not expected.`,
    /wrong fs type|bad superblock|structure needs cleaning|fsck found errors|can't read superblock/i,
  ],
  [
    'no-access',
    ({ volume }) => `The storage behind the volume "${volume}" does not let this node in.`,
    /access denied|permission denied|operation not permitted|unauthorized/i,
  ],
  [
    'unreachable',
    ({ volume }) => `The storage behind the volume "${volume}" cannot be reached.`,
    /no such host|connection (refused|timed out)|no route to host|failed to resolve server|network is unreachable/i,
  ],
  [
    'no-path',
    ({ volume, node }) => `The folder that the volume "${volume}" stands for does not exist on the node "${node}".`,
    /no such file or directory|hostPath type check failed|does not exist/i,
  ],
  [
    'attach',
    ({ volume, node, message }) => `${named(volume)} cannot be attached to the node "${node}": ${message}.`,
    /attach/i,
  ],
];

const fallback = [
  'mount',
  ({ volume, node, message }: Trouble) => `${named(volume)} cannot be mounted on the node "${node}": ${message}.`,
  /./,
] as const;

function attachmentOf(snapshot: Snapshot, volume: string, node: string): ClusterObject | undefined {
  return snapshot
    .all('VolumeAttachment')
    .find(
      (one) =>
        textAt(one, 'spec', 'nodeName') === node && textAt(one, 'spec', 'source', 'persistentVolumeName') === volume,
    );
}

/** Other pods with one of its claims, on another node. */
function holdersOf(snapshot: Snapshot, pod: ClusterObject): ObjectReference[] {
  const claims = new Set(claimsOf(pod));
  return snapshot
    .in('Pod', pod.metadata.namespace)
    .filter(
      (other) =>
        other !== pod &&
        textAt(other, 'spec', 'nodeName') !== textAt(pod, 'spec', 'nodeName') &&
        textAt(other, 'spec', 'nodeName') !== undefined &&
        claimsOf(other).some((claim) => claims.has(claim)),
    )
    .map(referenceTo);
}

const claimsOf = (pod: ClusterObject): string[] =>
  objectsAt(pod, 'spec', 'volumes').flatMap((volume) => textAt(volume, 'persistentVolumeClaim', 'claimName') ?? []);

function nodeOf(snapshot: Snapshot, name: string): ObjectReference[] {
  const node = snapshot.find('Node', undefined, name);
  return node ? [referenceTo(node)] : [];
}

const firstLine = (message: string): string => message.split('\n')[0] ?? '';
