import { ActionFailure } from './action.ts';
import type { Engine, Observation } from './engine.ts';
import type { Services } from './services.ts';
import { type Card, type Table, tableOf } from './shown.ts';
import { saidIn, textsIn } from './texts/texts.ts';
import type { VdcRecord } from './vdc-records.ts';
import { nodesText, placesText, pricePerMonth, sizeName, sizeText, stateText } from './wording.ts';

/** The owner's VDC by id or name. Somebody else's, and one that never was, are refused in the same words. */
export async function vdcOf(services: Services, owner: string, idOrName: string): Promise<VdcRecord> {
  const record = await services.records.find(owner, idOrName);
  if (record) return record;
  throw new ActionFailure('NOT_FOUND', `You have no VDC called "${idOrName}". Say "my VDCs" to see those you have.`);
}

/** The engine a VDC lives at. */
export function engineOf(services: Services, name: string): Engine {
  const engine = services.engines.get(name);
  if (engine) return engine;
  throw new ActionFailure('UNSUPPORTED', `This VDC lives at the engine "${name}", which is not configured here.`);
}

/** The badge of the engine that a VDC lives at; undefined for the real world, and where there is no such VDC. */
export async function badgeOfVdc(services: Services, owner: string, idOrName: string): Promise<string | undefined> {
  const record = await services.records.find(owner, idOrName);
  return record ? services.engines.get(record.engine)?.badge : undefined;
}

/** How the VDC is now, from its engine; null when there is nothing of it. */
export async function observed(services: Services, record: VdcRecord): Promise<Observation | null> {
  const engine = engineOf(services, record.engine);
  return record.ref === undefined ? await engine.find(record.effectId) : await engine.observe(record.ref);
}

/** What our record says and what the engine says, as one word. */
export function stateOf(record: VdcRecord, observation: Observation | null): Observation['state'] {
  if (record.state === 'deleting') return 'deleting';
  if (record.state === 'leftover') return 'failed';
  return observation?.state ?? (record.state === 'deploying' ? 'deploying' : 'gone');
}

/** The status card of a VDC, in the language of a locale. */
export function vdcCard(engine: Engine, record: VdcRecord, observation: Observation | null, locale: string): Card {
  const { labels, notReady: someNotReady } = textsIn(locale);
  const card = {
    title: record.name,
    ...(engine.badge === undefined ? {} : { badge: saidIn(locale, engine.badge) }),
    status: stateText(stateOf(record, observation), locale),
  };
  if (!observation) return { ...card, fields: [{ label: labels.id, value: record.id }] };
  const { machines, version, endpoint, publicIp, price } = observation;
  const notReady = machines.filter(({ state }) => state !== 'ready').length;
  const nodes = `${nodesText(machines, locale)}${notReady === 0 ? '' : ` (${someNotReady(notReady)})`}`;
  return {
    ...card,
    fields: [
      { label: labels.nodes, value: nodes, ...(notReady === 0 ? {} : { tone: 'warning' as const }) },
      { label: labels.kubernetes, value: version },
      ...(endpoint === undefined ? [] : [{ label: labels.endpoint, value: endpoint, copy: true }]),
      ...(publicIp === undefined ? [] : [{ label: labels.publicIp, value: publicIp, copy: true }]),
      { label: labels.placement, value: placesText(machines, locale) },
      { label: labels.price, value: pricePerMonth(price, locale) },
    ],
  };
}

/** Its machines, one per row. */
export function machinesTable({ machines }: { machines: Observation['machines'] }, locale: string): Table {
  const { labels, roles, machineStates, comma } = textsIn(locale);
  const rows = machines.map((machine) => [
    machine.name,
    roles[machine.role] ?? machine.role,
    `${sizeName(machine.size, locale).toLowerCase()} (${sizeText(machine, locale)})`,
    `${machine.city}${comma}${machine.country}`,
    machineStates[machine.state] ?? machine.state,
  ]);
  return tableOf([labels.machine, labels.role, labels.size, labels.where, labels.state], rows);
}
