import { z } from 'zod';

import type { ObjectDraft } from '#src/cluster/index.ts';

import { ActionFailure } from '../action.ts';
import { invalid, namespaceProblem } from '../apps/app-wish.ts';
import { type Manifest, readManifests } from '../apps/read-manifests.ts';
import { ChangesRefused, examplePlanned, planChanges, plannedSchema, showChanges } from '../changes/index.ts';
import { defineAction } from '../define-action.ts';
import { vdcInput } from '../inputs.ts';
import { openVdc } from '../vdc-clusters.ts';

/** What applying pasted or uploaded manifests would change, checked by the cluster itself. */
export const manifestsPlan = defineAction({
  kind: 'read',
  name: 'manifests.plan',
  title: 'Checks manifests and shows what applying them would change',
  permission: 'vdc.change',
  input: z.strictObject({
    vdc: vdcInput,
    /** For objects that name none. */
    namespace: z.string().max(63).default('default'),
    /** YAML or JSON, one or several documents. */
    text: z.string().max(1_000_000).optional(),
    /** The same, as a file. */
    file: z
      .object({ name: z.string(), type: z.string(), size: z.number(), content: z.string().max(1_500_000) })
      .optional(),
  }),
  output: plannedSchema,
  run: async (context, { text, file, namespace, ...input }) => {
    const problem = namespaceProblem(namespace);
    if (problem !== undefined) throw invalid(problem);
    const manifests = readManifests(file ? contentOf(file) : (text ?? ''));
    const vdc = await openVdc(context.services, context.caller, input.vdc);
    const objects: ObjectDraft[] = [];
    for (const { object } of manifests) {
      const kind = await vdc.cluster.kind(object, { signal: context.signal });
      const place = kind?.namespaced === false ? {} : { namespace: object.metadata.namespace ?? namespace };
      objects.push({ ...object, metadata: { ...object.metadata, ...place } });
    }
    const home = objects.some(({ metadata }) => metadata.namespace === namespace);
    const made = objects.some(({ kind, metadata }) => kind === 'Namespace' && metadata.name === namespace);
    const there = await vdc.cluster.get(
      { apiVersion: 'v1', kind: 'Namespace', name: namespace },
      { signal: context.signal },
    );
    if (home && !made && !there)
      objects.unshift({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace } });
    const [first] = manifests;
    const title =
      manifests.length === 1 && first
        ? `Apply ${first.object.kind} ${first.object.metadata.name}`
        : `Apply ${manifests.length} objects`;
    try {
      return showChanges(await planChanges(context, vdc, { title, objects }), context.locale);
    } catch (error) {
      if (error instanceof ChangesRefused) throw located(error, manifests);
      throw error;
    }
  },
  simulate: () => examplePlanned('Apply 1 object'),
});

/** The cluster's reasons, each with the place in the text that they are about. */
function located({ refusals }: ChangesRefused, manifests: readonly Manifest[]): ActionFailure {
  const lines = refusals.slice(0, 8).map(({ reference, message }) => {
    const found = manifests.find(
      ({ object }) => object.kind === reference.kind && object.metadata.name === reference.name,
    );
    const where = found ? `Document ${found.document}, line ${found.line}, ` : '';
    return `${where}${reference.kind} ${reference.name}: ${message}`;
  });
  return new ActionFailure('CLUSTER_INVALID', lines.join('\n'));
}

function contentOf({ content }: { content: string }): string {
  const data = /^data:[^,]*;base64,(.*)$/s.exec(content);
  if (data) return Buffer.from(data[1] ?? '', 'base64').toString('utf8');
  return content;
}
