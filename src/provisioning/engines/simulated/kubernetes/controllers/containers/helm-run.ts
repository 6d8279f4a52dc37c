import { objectsAt, textAt, textsAt } from '#src/cluster/index.ts';
import type { JsonObject } from '#src/protocol/index.ts';

import type { Course } from './shell-script.ts';

/** What k3s' helm container does: install, upgrade or delete, with helm's own words; told by the variables of its Job. */
export function helmRun(container: JsonObject): Course {
  const env = Object.fromEntries(
    objectsAt(container, 'env').map((variable) => [textAt(variable, 'name') ?? '', textAt(variable, 'value') ?? '']),
  );
  const {
    NAME: name = '',
    CHART: chart = '',
    VERSION: version = '',
    REPO: repo = '',
    TARGET_NAMESPACE: space = 'default',
  } = env;
  const deleting = textsAt(container, 'args')[0] === 'delete';
  const lines = [
    'CHART="${CHART//%\\{KUBERNETES_API\\}%/${KUBERNETES_SERVICE_HOST}:${KUBERNETES_SERVICE_PORT}}"',
    'set +v -x',
    '+ [[ true != \\t\\r\\u\\e ]]',
  ];
  const end = (texts: readonly string[], exitCode: number): Course => ({
    lines: [...lines, ...texts].map((text, index) => ({ after: 0.15 + index * 0.12, text })),
    ends: { after: 0.6 + (lines.length + texts.length) * 0.14, exitCode },
  });
  if (deleting)
    return end([`+ helm_v3 uninstall --namespace ${space} ${name} --wait`, `release "${name}" uninstalled`], 0);
  const problem = chartProblem(chart, version, repo);
  const add = repo === '' || repo.startsWith('oci://') ? [] : [`+ helm_v3 repo add ${name} ${repo}`];
  const install = `+ helm_v3 upgrade --install --namespace ${space}${version === '' ? '' : ` --version ${version}`} ${name} ${chart}`;
  if (problem !== undefined) return end([...add, ...(problem.early ? [] : [install]), problem.text], 1);
  return end(
    [
      ...add,
      ...(add.length > 0 ? [`"${name}" has been added to your repositories`] : []),
      install,
      `Release "${name}" does not exist. Installing it now.`,
      `NAME: ${name}`,
      'LAST DEPLOYED: {time}',
      `NAMESPACE: ${space}`,
      'STATUS: deployed',
      'REVISION: 1',
      'TEST SUITE: None',
      '+ exit',
    ],
    0,
  );
}

/** Why helm cannot get this chart, in its words; undefined when it can. */
export function chartProblem(
  chart: string,
  version: string,
  repo: string,
): { text: string; early: boolean } | undefined {
  const host = /^(?:https?|oci):\/\/([^/:]+)/.exec(repo)?.[1] ?? '';
  if (host.endsWith('.invalid')) {
    const index = `${repo.replace(/\/$/, '')}/index.yaml`;
    const text = `Error: looks like "${repo}" is not a valid chart repository or cannot be reached: Get "${index}": dial tcp: lookup ${host} on 10.43.0.10:53: no such host`;
    return { text, early: true };
  }
  const name = chart.split('/').at(-1) ?? chart;
  if (/^(missing|does-not-exist|no-such.*)$/.test(name) || version === '0.0.0') {
    const text = `Error: chart "${name}"${version === '' ? '' : ` matching ${version}`} not found in ${repo} index. (try 'helm repo update'): no chart version found for ${name}${version === '' ? '' : `-${version}`}`;
    return { text, early: false };
  }
  return undefined;
}
