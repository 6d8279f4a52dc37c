import type { Cluster } from '#src/cluster/index.ts';
import type { JsonObject } from '#src/protocol/index.ts';
import { type ChangeSet, planChanges, type WantedChanges } from '#src/provisioning/changes/index.ts';
import type { Engine } from '#src/provisioning/index.ts';
import { openVdc } from '#src/provisioning/vdc-clusters.ts';
import { callerOf, openWorld, type World, type WorldOptions } from '../actions/world.ts';
import { until } from '../operations/stand.ts';

/** A world with a VDC in it, and a way into the VDC. */
export interface InsideVdc {
  world: World;
  cluster: Cluster;
  vdc: string;
  /** A namespace of its own. */
  namespace: string;
  plan(wanted: WantedChanges): Promise<ChangeSet>;
  /** Applies a planned set; the output, or an error with the code and message of the failure. */
  apply(set: ChangeSet | string): Promise<{ change: string; ready: boolean; reason: string; summary: string }>;
  undo(change: string): Promise<{ title: string; ready: boolean; text: string }>;
  /** Why a read action about this VDC is refused; an error when it is not. */
  refused(action: string, input: JsonObject): Promise<{ code: string; message: string }>;
}

/** Longer than the product itself has patience: it then says what it waits for. */
const PATIENCE_MS = 220_000;

let namespaces = 0;

/** Opens a world with one VDC. With a kubeconfig, that cluster is what is inside of it. */
export async function insideVdc(options: WorldOptions & { kubeconfig?: string } = {}): Promise<InsideVdc> {
  const { kubeconfig, ...rest } = options;
  const world = await openWorld({ ...rest, ...(kubeconfig === undefined ? {} : { between: leadingTo(kubeconfig) }) });
  const deployed = await world.deployed('demo');
  if (!deployed.outcome.ok) throw new Error(deployed.outcome.failure.message);
  const opened = await openVdc(world.services, callerOf('ada'), 'demo');
  namespaces += 1;
  const namespace = `case-${process.pid}-${namespaces}`;
  await opened.cluster.apply({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace } });
  const output = async (action: string, input: { [name: string]: string }) => {
    const request = await world.begin(action, input, 'ada', PATIENCE_MS);
    await until(
      async () =>
        ['Succeeded', 'Failed', 'Aborted', 'Error'].includes((await world.service.view(request.id))?.state ?? ''),
      PATIENCE_MS,
    );
    const { outcome } = await world.outcome(request);
    if (outcome.ok) return outcome.output;
    throw Object.assign(new Error(outcome.failure.message), { code: outcome.failure.code });
  };
  return {
    world,
    cluster: opened.cluster,
    vdc: opened.record.id,
    namespace,
    plan: async (wanted) =>
      await planChanges(
        { services: world.services, caller: callerOf('ada'), signal: AbortSignal.timeout(20_000) },
        opened,
        wanted,
      ),
    apply: async (set) => (await output('change.apply', { plan: typeof set === 'string' ? set : set.hash })) as never,
    undo: async (change) => (await output('change.undo', { change })) as never,
    refused: async (action, input) => {
      const result = await world.read(action, { vdc: 'demo', ...input });
      if (result.ok) throw new Error(`${action} worked`);
      return result.failure;
    },
  };
}

/** The engine, except that what is inside of its VDCs is the cluster of this kubeconfig. */
export function leadingTo(kubeconfig: string): (engine: Engine) => Engine {
  return (engine) => ({
    name: engine.name,
    start: () => engine.start(),
    stop: () => engine.stop(),
    capacity: (query) => engine.capacity(query),
    versions: () => engine.versions(),
    plan: (spec) => engine.plan(spec),
    apply: (plan, context) => engine.apply(plan, context),
    observe: (ref) => engine.observe(ref),
    find: (effectId) => engine.find(effectId),
    destroy: (ref, context) => engine.destroy(ref, context),
    listOrphans: (known) => engine.listOrphans(known),
    kubeconfig: async () => kubeconfig,
  });
}
