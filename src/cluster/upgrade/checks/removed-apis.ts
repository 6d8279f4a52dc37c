import { nameOf, type ObjectReference, referenceTo } from '../../cluster-object.ts';
import { objectsAt, textAt } from '../../fields.ts';
import { type Check, fromHop, type LineDraft, passes } from '../check.ts';
import { type RemovedApi, removalOf, removedApis, removedAt } from '../facts/removed-apis.ts';
import { apisIn } from '../manifest-apis.ts';
import { othersOf, type Preflight } from '../preflight.ts';
import { byHand, setting } from '../remedies.ts';
import type { UpgradeEvidence, UpgradeRemedy } from '../report.ts';
import { minorOf } from '../version.ts';
import { count, MOST_OBJECTS, shown, some } from '../wording.ts';

/**
 * Versions of kinds that are removed on the way, and who still uses them. What asks for them while we look, and what a chart
 * will send at its next upgrade, stops it; what an object's past tells may be long over, and is only worth knowing.
 */
export const removedApisCheck: Check = {
  subject: 'APIs that are removed on the way',
  needs: ['requests', 'releases', 'HelmChart', 'writers'],
  fine: 'Nothing uses an API that is removed on the way.',
  *judge(preflight): Generator<LineDraft> {
    const uses = [...byApi(preflight).values()];
    for (const group of uses) yield lineOf(preflight, group);
    const later = laterRemovals(preflight);
    if (uses.length === 0 && later !== undefined) yield { verdict: 'ok', title: removedApisCheck.fine, detail: later };
  },
};

/** One use of a version that goes. */
interface Use {
  api: RemovedApi;
  how: 'request' | 'release' | 'chart' | 'object';
  object?: ObjectReference;
  evidence: UpgradeEvidence;
  remedies: UpgradeRemedy[];
}

type Group = [Use, ...Use[]];

/** Each removed version of a kind on its own; what is sure apart from what may be long over. */
function byApi(preflight: Preflight): Map<string, Group> {
  const groups = new Map<string, Group>();
  for (const use of [...requests(preflight), ...releases(preflight), ...charts(preflight), ...objects(preflight)]) {
    const certain = use.how === 'object' ? 'maybe' : 'surely';
    const key = `${certain} ${use.api.removed ?? ''} ${use.api.apiVersion} ${use.api.kind}`;
    const group = groups.get(key);
    if (group) group.push(use);
    else groups.set(key, [use]);
  }
  return groups;
}

function lineOf(preflight: Preflight, uses: Group): LineDraft {
  const [{ api, how }] = uses;
  const references = uses.flatMap(({ object }) => object ?? []);
  const instead = api.replacement === undefined ? 'Nothing takes its place.' : `Use ${api.replacement}.`;
  const gone = removedAt(api) <= minorOf(preflight.path.from);
  return {
    verdict: how === 'object' || gone ? 'warn' : 'blocks',
    title:
      how === 'object'
        ? `${api.kind} may still be written as ${api.apiVersion} somewhere (${count(references.length, 'object')}), which ${whenOf(api)}.`
        : `${api.kind} ${api.apiVersion} is still used, and ${whenOf(api)}.`,
    detail:
      how === 'object'
        ? `What is there stays as it is. ${instead} Look at the files and tools that wrote it.`
        : `${instead} ${gone ? 'It is gone already: what uses it fails at its next change.' : 'What uses it fails from then on.'}`,
    objects: references.slice(0, MOST_OBJECTS),
    evidence: uses.slice(0, 10).map(({ evidence }) => evidence),
    remedies: distinct(uses.flatMap(({ remedies }) => remedies)).slice(0, 5),
    ...fromHop(preflight, removedAt(api)),
  };
}

/** What is in use and goes later: nothing has to be done yet. */
function laterRemovals({ requests, path }: Preflight): string | undefined {
  const later = requests.filter(({ removed }) => removed !== '' && minorOf(removed) > minorOf(path.to));
  const named = later.map(({ apiVersion, resource, removed }) => `${resource} ${apiVersion} goes in ${removed}`);
  return named.length === 0 ? undefined : `Later: ${some([...new Set(named)])}.`;
}

const whenOf = ({ removed, broughtBy }: RemovedApi): string =>
  removed === undefined ? `is gone from ${broughtBy}` : `is removed in ${removed}`;

function* requests(preflight: Preflight): Generator<Use> {
  for (const { apiVersion, resource, subresource, removed } of preflight.requests) {
    if (removed === '' || minorOf(removed) > minorOf(preflight.path.to)) continue;
    const known = removedApis.find((api) => api.apiVersion === apiVersion && pluralOf(api.kind) === resource);
    const api = known ?? { apiVersion, kind: resource, removed, request: false };
    const value = `${resource}${subresource === '' ? '' : `/${subresource}`}.${apiVersion}`;
    yield {
      api: { ...api, removed },
      how: 'request',
      evidence: {
        field: 'apiserver_requested_deprecated_apis',
        value,
        text: `A client has asked for ${value} since the API server began to run.`,
      },
      remedies: [
        byHand({
          id: 'find-client',
          title: `Find the client that asks for ${apiVersion}, and update it`,
          steps: [
            'In the audit log, look for the annotation k8s.io/deprecated: its user and user agent name the client.',
            'Without one, look at controllers, operators and pipelines whose release is older than the removal.',
            'The count stays until the API server starts again.',
          ],
        }),
      ],
    };
  }
}

const pluralOf = (kind: string): string => {
  const lower = kind.toLowerCase();
  if (/[^aeiou]y$/.test(lower)) return `${lower.slice(0, -1)}ies`;
  return /(s|x|ch)$/.test(lower) ? `${lower}es` : `${lower}s`;
};

function* releases(preflight: Preflight): Generator<Use> {
  for (const release of preflight.releases) {
    if (release.status === 'uninstalled') continue;
    for (const { api, name, namespace = release.namespace } of release.apis) {
      if (removedAt(api) > minorOf(preflight.path.to)) continue;
      const secret: ObjectReference = {
        apiVersion: 'v1',
        kind: 'Secret',
        namespace: release.namespace,
        name: `sh.helm.release.v1.${release.name}.v${release.revision}`,
      };
      yield {
        api,
        how: 'release',
        object: { apiVersion: api.apiVersion, kind: api.kind, name, namespace },
        evidence: shown(
          secret,
          'data.release',
          `${api.apiVersion} ${api.kind} ${name}`,
          `The chart ${release.chart} of the release "${release.name}" in ${release.namespace} makes ${api.kind} "${name}" as ${api.apiVersion}.`,
        ),
        remedies: [
          byHand({
            id: `upgrade-chart-${release.name}`,
            title: `Upgrade the chart of "${release.name}"`,
            steps: [
              `Install a version of the chart ${release.chart.split(' ')[0]} that writes ${api.replacement ?? `no ${api.kind}`}, before the cluster is upgraded.`,
              `If the API is gone already, Helm refuses even that: let "helm mapkubeapis ${release.name} --namespace ${release.namespace}" rewrite what Helm remembers, then upgrade the chart.`,
            ],
            risk: 'disruptive',
            warning: 'The pods of the release are replaced one after the other.',
            undo: `helm rollback ${release.name} ${release.revision} --namespace ${release.namespace}`,
          }),
        ],
      };
    }
  }
}

/** Charts of k3s: what stands in their values may be manifests too. */
function* charts(preflight: Preflight): Generator<Use> {
  for (const chart of othersOf(preflight, 'HelmChart')) {
    const reference = referenceTo(chart);
    const { name } = reference;
    for (const { api, name: object, namespace } of apisIn(textAt(chart, 'spec', 'valuesContent') ?? '')) {
      if (removedAt(api) > minorOf(preflight.path.to)) continue;
      yield {
        api,
        how: 'chart',
        object: {
          apiVersion: api.apiVersion,
          kind: api.kind,
          name: object,
          ...(namespace === undefined ? {} : { namespace }),
        },
        evidence: shown(
          reference,
          'spec.valuesContent',
          `${api.apiVersion} ${api.kind} ${object}`,
          `The values of the chart "${name}" make ${api.kind} "${object}" as ${api.apiVersion}.`,
        ),
        remedies: [
          byHand({
            id: `values-${name}`,
            title: `Change the values of the chart "${name}"`,
            steps: [
              `In spec.valuesContent of ${nameOf(reference)}, write ${api.replacement ?? 'what takes its place'} instead of ${api.apiVersion}.`,
            ],
          }),
        ],
      };
    }
  }
}

const APPLIED = 'kubectl.kubernetes.io/last-applied-configuration';

/** What objects tell of their past: who wrote them in which version, and the file that was applied last. */
function* objects(preflight: Preflight): Generator<Use> {
  for (const object of preflight.writers) {
    const reference = referenceTo(object);
    const going = (apiVersion: string | undefined): RemovedApi | undefined => {
      const api = apiVersion === undefined ? undefined : removalOf(apiVersion, object.kind);
      return api && passes(preflight, removedAt(api)) ? api : undefined;
    };
    const applied = object.metadata.annotations?.[APPLIED];
    const written = going(appliedVersion(applied));
    if (written) {
      yield {
        api: written,
        how: 'object',
        object: reference,
        evidence: shown(
          reference,
          `metadata.annotations["${APPLIED}"]`,
          written.apiVersion,
          `The file that kubectl applied last writes ${nameOf(reference)} as ${written.apiVersion}.`,
        ),
        remedies: [...converted(object, written)],
      };
      continue;
    }
    const owner = objectsAt(object, 'metadata', 'managedFields').find((entry) => going(textAt(entry, 'apiVersion')));
    const managed = going(textAt(owner, 'apiVersion'));
    if (!managed) continue;
    const time = textAt(owner, 'time');
    const manager = textAt(owner, 'manager') ?? 'somebody';
    yield {
      api: managed,
      how: 'object',
      object: reference,
      evidence: shown(
        reference,
        'metadata.managedFields[].apiVersion',
        managed.apiVersion,
        `"${manager}" last wrote ${nameOf(reference)} as ${managed.apiVersion}${time === undefined ? '' : ` on ${time.slice(0, 10)}`}.`,
      ),
      remedies: [
        byHand({
          id: `update-${manager}`,
          title: `Update what "${manager}" applies`,
          steps: [
            `Write ${managed.replacement ?? 'what takes its place'} in the source of "${manager}", and apply it once.`,
          ],
        }),
      ],
    };
  }
}

function appliedVersion(applied: string | undefined): string | undefined {
  if (applied === undefined) return undefined;
  try {
    return textAt(JSON.parse(applied), 'apiVersion');
  } catch {
    return undefined;
  }
}

/** Writes what kubectl remembers anew, as the server has it in the version that stays. The object itself is the same. */
function* converted(object: Parameters<typeof referenceTo>[0], api: RemovedApi): Generator<UpgradeRemedy> {
  const { status: _, metadata, ...rest } = object;
  const { name, namespace, labels, annotations = {} } = metadata;
  const { [APPLIED]: __, ...others } = annotations;
  if (object.apiVersion === api.apiVersion) return;
  const applied = {
    ...rest,
    metadata: { name, ...(namespace && { namespace }), ...(labels && { labels }), annotations: others },
  };
  yield setting(
    {
      id: `convert-${name}`,
      title: `Remember ${object.kind} "${name}" as ${object.apiVersion}`,
      warning: 'Only what kubectl remembers of the last file changes. Change the file too, or it comes back.',
    },
    referenceTo(object),
    { metadata: { annotations: { [APPLIED]: `${JSON.stringify(applied)}\n` } } },
  );
}

function distinct(remedies: UpgradeRemedy[]): UpgradeRemedy[] {
  return [...new Map(remedies.map((remedy) => [remedy.id, remedy])).values()];
}
