import { type ClusterObject, referenceTo } from '../../cluster-object.ts';
import { objectsAt, textAt } from '../../fields.ts';
import { type Check, fromHop, type LineDraft } from '../check.ts';
import { type AddOn, addOns } from '../facts/add-ons.ts';
import type { Preflight } from '../preflight.ts';
import { byHand } from '../remedies.ts';
import { compareVersions, minorName, minorOf, parseVersion } from '../version.ts';
import { shown } from '../wording.ts';

/** Programs beside Kubernetes whose makers do not say that they work with the new version, or say that they do not. */
export const addOnsCheck: Check = {
  subject: 'Programs beside Kubernetes',
  needs: ['Deployment', 'DaemonSet', 'StatefulSet'],
  fine: 'Nothing is known against the programs beside Kubernetes.',
  *judge(preflight): Generator<LineDraft> {
    for (const installed of installedIn(preflight)) {
      const line = judgeAddOn(preflight, installed);
      if (line) yield line;
    }
    yield* packagedTraefik(preflight);
  },
};

interface Installed {
  addOn: AddOn;
  workload: ClusterObject;
  image: string;
  /** `1.18.2` */
  version: string;
}

function judgeAddOn(preflight: Preflight, { addOn, workload, image, version }: Installed): LineDraft | undefined {
  const { from, to } = preflight.path;
  const { name, source, tested = [], breaks = [], retired } = addOn;
  const reference = referenceTo(workload);
  const about = (draft: Pick<LineDraft, 'verdict' | 'title' | 'detail' | 'hop'>): LineDraft => ({
    ...draft,
    objects: [reference],
    evidence: [
      shown(
        reference,
        'spec.template.spec.containers[].image',
        image,
        `"${workload.metadata.name}" runs ${name} ${version}.`,
      ),
      { value: source, text: 'What its makers say.' },
    ],
    remedies: [
      byHand({
        id: `upgrade-${name.replaceAll(/\W+/g, '-').toLowerCase()}`,
        title: `Upgrade ${name} first`,
        steps: [
          `Choose a release of ${name} that its makers tested with ${minorName(to)}: ${source}`,
          'Upgrade it, and check again.',
        ],
        risk: 'disruptive',
        warning: 'Its pods are replaced one after the other.',
      }),
    ],
  });
  const broken = breaks.find(
    ({ before, from: first }) => compareVersions(version, before) < 0 && minorOf(first) <= minorOf(to),
  );
  if (broken) {
    return about({
      verdict: minorOf(broken.from) <= minorOf(from) ? 'warn' : 'blocks',
      title: `${name} ${version} does not work from Kubernetes ${broken.from} on: ${broken.why}.`,
      detail: `Upgrade it to ${broken.before} or later first.`,
      ...fromHop(preflight, minorOf(broken.from)),
    });
  }
  if (retired !== undefined) {
    return about({
      verdict: 'warn',
      title: `${name} is retired ${retired}.`,
      detail: 'It may go on working. Nobody mends it when it does not.',
    });
  }
  const row = tested.find(([release]) => minorOf(release) === minorOf(version));
  if (!row || minorOf(to) <= minorOf(row[2])) return undefined;
  return about({
    verdict: 'warn',
    title: `${name} ${version} was tested with Kubernetes up to ${row[2]}, not with ${minorName(to).slice(1)}.`,
    detail: 'It may work. Upgrading it first is the safer way.',
    ...fromHop(preflight, minorOf(row[2]) + 1),
  });
}

/** What is installed, each program once. What k3s brings itself, it upgrades itself. */
function installedIn({ snapshot }: Preflight): Installed[] {
  const found = new Map<string, Installed>();
  for (const workload of [
    ...snapshot.all('Deployment'),
    ...snapshot.all('DaemonSet'),
    ...snapshot.all('StatefulSet'),
  ]) {
    for (const container of objectsAt(workload, 'spec', 'template', 'spec', 'containers')) {
      const image = textAt(container, 'image') ?? '';
      if (image.includes('rancher/mirrored-') && workload.metadata.namespace === 'kube-system') continue;
      const { repository, tag } = partsOf(image);
      const addOn = addOns.find((one) => one.image.test(repository));
      const version = versionIn(tag) ?? versionIn(workload.metadata.labels?.['app.kubernetes.io/version'] ?? '');
      if (!addOn || version === undefined) continue;
      const known = found.get(addOn.name);
      if (!known || compareVersions(version, known.version) < 0)
        found.set(addOn.name, { addOn, workload, image, version });
    }
  }
  return [...found.values()];
}

function partsOf(image: string): { repository: string; tag: string } {
  const [named = ''] = image.split('@');
  const [, repository = named, tag = ''] = /^(.*?)(?::([^/:]+))?$/.exec(named) ?? [];
  return { repository, tag };
}

/** `1.18.2` of `v1.18.2`, `1.18.2-debian-12-r3`. */
function versionIn(tag: string): string | undefined {
  const [, version] = /^v?(\d+\.\d+(?:\.\d+)?)(?:[-+].*)?$/.exec(tag) ?? [];
  return version !== undefined && parseVersion(version) ? version : undefined;
}

/** k3s brings Traefik 3 from 1.32 on, and values for 2 are not all values for 3. https://docs.k3s.io/networking/networking-services */
function* packagedTraefik(preflight: Preflight): Generator<LineDraft> {
  const { from, to } = preflight.path;
  if (!from.includes('k3s') || minorOf(from) >= 1032 || minorOf(to) < 1032) return;
  const traefik = preflight.snapshot.find('Deployment', 'kube-system', 'traefik');
  const image = objectsAt(traefik, 'spec', 'template', 'spec', 'containers').map(
    (one) => textAt(one, 'image') ?? '',
  )[0];
  if (!traefik || image === undefined || !/:v?2\./.test(image)) return;
  const reference = referenceTo(traefik);
  yield {
    verdict: 'warn',
    title: 'k3s brings Traefik 3 from v1.32 on; now it runs Traefik 2.',
    detail:
      'Rules and settings of your own (HelmChartConfig, Middleware, IngressRoute) may have to change. Read its migration guide first.',
    objects: [reference],
    evidence: [
      shown(reference, 'spec.template.spec.containers[].image', image, 'Traefik 2 runs.'),
      { value: 'https://docs.k3s.io/networking/networking-services', text: 'What k3s says.' },
    ],
    ...fromHop(preflight, 1032),
  };
}
