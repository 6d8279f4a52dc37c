import type { Diagnosis, Evidence, Finding, Severity } from '#src/cluster/diagnosis/index.ts';
import type { ObjectReference } from '#src/cluster/index.ts';

import type { MachineStatus, Observation } from '../engine.ts';

/** What stands for a machine, or for the whole VDC, among the objects that findings are about. */
const apiVersion = '3bot.io/v1';

/** Conditions that other findings say better. */
const summaries: ReadonlySet<string> = new Set(['Ready', 'NodesReady', 'NetworkReady']);

/** How bad it is when a condition does not hold. One that is not listed needs a look. */
const severities: { readonly [condition: string]: Severity } = {
  GatewayReady: 'error',
  PublicIpReserved: 'error',
  Funded: 'critical',
  ControlPlaneReady: 'critical',
  StorageReady: 'error',
  BackupReady: 'warning',
  MonitoringReady: 'warning',
};

/** What an engine knows to be wrong below Kubernetes: machines, gateway, address, money, storage, backups. */
export function engineFindings(observation: Observation, now: number): Diagnosis {
  const findings = [...machineFindings(observation), ...conditionFindings(observation, now)];
  return { findings, checked: ['machines', 'conditions'], unchecked: [] };
}

function* machineFindings({ machines, state, name }: Observation): Generator<Finding> {
  const controllers = machines.filter(({ role }) => role === 'controller');
  const up = controllers.filter(isUp);
  for (const machine of machines) {
    const trouble = troubleOf(machine, state);
    if (!trouble) continue;
    const [cause, said] = trouble;
    const object: ObjectReference = { apiVersion, kind: 'Machine', name: machine.name };
    const lost = machine.role === 'controller' && up.length * 2 <= controllers.length;
    yield {
      rule: 'machine',
      cause,
      object,
      severity: machine.role === 'controller' ? 'critical' : 'error',
      certainty: 'certain',
      summary: lost ? `${said} Without it there is no Kubernetes API.` : said,
      evidence: [
        evidence(object, 'state', machine.state, machine.since),
        ...(machine.message === undefined ? [] : [evidence(object, 'message', machine.message)]),
      ],
      ...(machine.since === undefined ? {} : { since: machine.since }),
      facts: { machine: machine.name, role: machine.role, node: machine.node },
      breaks: lost ? [{ apiVersion, kind: 'VDC', name }] : [],
    };
  }
}

const isUp = ({ state }: MachineStatus): boolean => state === 'ready';

function troubleOf(machine: MachineStatus, vdc: Observation['state']): [cause: string, said: string] | undefined {
  const what = machine.role === 'controller' ? 'controller' : 'worker';
  if (machine.state === 'failed' || machine.state === 'gone') {
    return ['down', `The ${what} "${machine.name}" is down: its machine does not answer.`];
  }
  // One that boots is no trouble; one that is up and has something to say is.
  if (machine.state !== 'ready' || machine.message === undefined || vdc === 'deploying') return undefined;
  return ['DiskFull', `The disk of the ${what} "${machine.name}" is nearly full.`];
}

function* conditionFindings({ conditions, name }: Observation, now: number): Generator<Finding> {
  const object: ObjectReference = { apiVersion, kind: 'VDC', name };
  for (const { type, status, reason, message } of conditions) {
    if (status !== 'False' || summaries.has(type)) continue;
    yield {
      rule: 'condition',
      cause: type,
      object,
      severity: severities[type] ?? 'warning',
      certainty: 'certain',
      summary: message === '' ? `${type} does not hold: ${reason}.` : message,
      evidence: [evidence(object, `conditions[${type}]`, `False ${reason}`, new Date(now).toISOString())],
      facts: { condition: type },
      breaks: [],
    };
  }
}

function evidence(object: ObjectReference, field: string, value: string, at?: string): Evidence {
  return { object, field, value, ...(at === undefined ? {} : { at }) };
}
