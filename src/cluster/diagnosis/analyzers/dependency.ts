import { referenceTo } from '../../cluster-object.ts';
import { objectsAt, textAt } from '../../fields.ts';
import type { Analyzer } from '../analyzer.ts';
import { fieldEvidence } from '../containers.ts';
import type { FindingDraft } from '../finding.ts';
import { similar } from '../selecting.ts';
import type { Snapshot } from '../snapshot.ts';
import { containersIn, podSources } from '../workloads.ts';

/** Settings that send a program to a service of this cluster that does not exist. */
export const dependency: Analyzer = function* dependency(snapshot): Generator<FindingDraft> {
  for (const { object, spec } of podSources(snapshot)) {
    const aliases = new Set(
      objectsAt(spec, 'hostAliases').flatMap((alias) =>
        Array.isArray(alias['hostnames']) ? alias['hostnames'].map(String) : [],
      ),
    );
    for (const container of containersIn(spec)) {
      for (const variable of objectsAt(container, 'env')) {
        const value = textAt(variable, 'value') ?? '';
        const target = serviceIn(value, object.metadata.namespace ?? 'default');
        if (!target || aliases.has(target.name) || isThere(snapshot, target)) continue;
        const near = similar(
          target.name,
          snapshot.in('Service', target.namespace).map(({ metadata }) => metadata.name),
        );
        // A name in full can only be a service; a short one only where there is another that is nearly called so.
        if (!target.full && near.length === 0) continue;
        const name = textAt(variable, 'name') ?? '';
        yield {
          object: referenceTo(object),
          cause: 'service-missing',
          severity: 'warning',
          certainty: 'likely',
          summary: `The variable ${name} of "${object.metadata.name}" leads to the service "${target.name}"${
            target.namespace === object.metadata.namespace ? '' : ` in ${target.namespace}`
          }, which does not exist${near[0] === undefined ? '' : `; there is one called "${near[0]}"`}.`,
          facts: {
            container: textAt(container, 'name') ?? '',
            variable: name,
            service: target.name,
            namespace: target.namespace,
            similar: near,
          },
          // The value itself may hold a password.
          evidence: [fieldEvidence(object, `env[${name}]`, target.host)],
        };
      }
    }
  }
};

interface Target {
  name: string;
  namespace: string;
  host: string;
  /** Written as only names in a cluster are: `db.shop.svc`. */
  full: boolean;
}

/** The host of `postgres://user@db:5432/shop`, `db.shop.svc.cluster.local` or `db:5432`, where it can be a service. */
function serviceIn(value: string, home: string): Target | undefined {
  const host =
    /^[a-z][a-z0-9+.-]*:\/\/(?:[^@/\s]*@)?([a-z0-9.-]+)/i.exec(value)?.[1] ??
    /^([a-z][a-z0-9.-]*)(?::\d{2,5})?(?:\/.*)?$/.exec(value)?.[1];
  if (host === undefined) return undefined;
  const [name = '', second, third] = host.split('.');
  if (!/^[a-z]([a-z0-9-]*[a-z0-9])?$/.test(name)) return undefined;
  if (third === 'svc' && second !== undefined) return { name, namespace: second, host, full: true };
  const addressed = /:\/\//.test(value) || /:\d{2,5}/.test(value);
  if (second !== undefined || !addressed || name === 'localhost') return undefined;
  return { name, namespace: home, host, full: false };
}

function isThere(snapshot: Snapshot, { name, namespace }: Target): boolean {
  return !snapshot.knows('Service', namespace) || snapshot.find('Service', namespace, name) !== undefined;
}
