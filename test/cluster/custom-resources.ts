import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, globSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';

import { parse } from 'yaml';
import { z } from 'zod';

import { fingerprint } from '#src/setup/fingerprint.js';
import { withLock } from '#src/setup/with-lock.js';
import { thisWorkplace } from '#src/setup/workplace.js';
import { cacheFolder } from './find-binaries.ts';

/** Whose definitions there are: the published Go module, and the files in it. */
const sources = {
  /** `Cluster` and `VirtualClusterPolicy`. */
  k3k: { module: 'github.com/rancher/k3k', files: 'charts/k3k/templates/crds/*.yaml' },
  /** `HelmChart` and `HelmChartConfig`, as k3s has them. */
  k3s: { module: 'github.com/k3s-io/helm-controller', files: 'pkg/crds/yaml/generated/*.yaml' },
  /** `Plan`. */
  'system-upgrade': { module: 'github.com/rancher/system-upgrade-controller', files: 'pkg/crds/yaml/generated/*.yaml' },
  /** `Backup`, `Restore`, `Schedule` and the others. */
  velero: { module: 'github.com/vmware-tanzu/velero', files: 'config/crd/*/bases/*.yaml' },
};

export type CustomResources = keyof typeof sources;

const names: readonly CustomResources[] = ['k3k', 'k3s', 'system-upgrade', 'velero'];

/** What of a CustomResourceDefinition matters here; the rest goes through as it is. */
const definitionSchema = z.looseObject({
  apiVersion: z.literal('apiextensions.k8s.io/v1'),
  kind: z.literal('CustomResourceDefinition'),
  metadata: z.looseObject({ name: z.string() }),
});
type Definition = z.infer<typeof definitionSchema>;

const module = join(import.meta.dirname, 'binaries', 'objects');

/** Every definition of these sources. */
export function customResources(wanted: readonly CustomResources[] = names): Definition[] {
  const folder = keptIn();
  return wanted.flatMap((name) => {
    const files = globSync('*.yaml', { cwd: join(folder, name) }).sort();
    if (files.length === 0)
      throw new Error(`There are no definitions of ${name} yet: \`npm run test:cluster\` gets them.`);
    return files.map((file) => definitionSchema.parse(parse(readFileSync(join(folder, name, file), 'utf8'))));
  });
}

/** Whether there is nothing to get. */
export const customResourcesAreThere = (): boolean => names.every((name) => existsSync(join(keptIn(), name)));

/** Gets, with Go's module proxy and once, the definitions that are not there yet. */
export async function bringCustomResources(say: (line: string) => void): Promise<void> {
  const folder = keptIn();
  const missing = (): CustomResources[] => names.filter((name) => !existsSync(join(folder, name)));
  if (missing().length === 0) return;
  await withLock({ ...thisWorkplace(), cache: folder, say }, async () => {
    for (const name of missing()) {
      const { module: path, files } = sources[name];
      say(`Getting the custom resources of ${path} …`);
      const draft = join(folder, `${name}.new`);
      rmSync(draft, { recursive: true, force: true });
      mkdirSync(draft);
      const source = download(path);
      for (const file of globSync(files, { cwd: source })) {
        cpSync(join(source, file), join(draft, file.replaceAll('/', '-')));
      }
      renameSync(draft, join(folder, name));
    }
  });
}

const keptIn = (): string =>
  join(cacheFolder(), 'control-plane', `custom-resources-${fingerprint(module, ['go.mod', 'go.sum']).slice(0, 12)}`);

/** The folder of a module in Go's own cache, checked against `go.sum`. */
function download(path: string): string {
  const version = new RegExp(`${path} (v\\S+)`).exec(readFileSync(join(module, 'go.mod'), 'utf8'))?.[1] ?? '';
  const { stdout, stderr } = spawnSync('go', ['mod', 'download', '-json', `${path}@${version}`], {
    cwd: module,
    encoding: 'utf8',
  });
  const answer = z.object({ Dir: z.string() }).safeParse(stdout.trim() === '' ? {} : JSON.parse(stdout));
  if (!answer.success) throw new Error(`Go could not get ${path} ${version}: ${stderr}${stdout}`);
  return answer.data.Dir;
}
