import { z } from 'zod';

import { nameOf } from '#src/cluster/index.ts';

import { defineAction } from '../define-action.ts';
import { findingId } from '../repair/finding-id.ts';
import { examine } from '../repair/look-into.ts';
import { saidIn, textsIn } from '../texts/texts.ts';
import { openVdc } from '../vdc-clusters.ts';

/** Findings that one scan shows. */
const SHOWN = 50;

/** Everything that is wrong inside a VDC, one row for each cause, the worst first. */
export const repairScan = defineAction({
  kind: 'read',
  name: 'repair.scan',
  title: 'Looks for everything that is wrong inside a VDC',
  permission: 'vdc.read',
  input: z.strictObject({
    vdc: z.string().min(1).max(80),
    /** Only this namespace. */
    namespace: z.string().max(80).optional(),
    /** Only what has this in its name or its sentence. */
    search: z.string().max(200).default(''),
  }),
  output: z.object({
    count: z.int(),
    /** Those that are broken or in danger. */
    grave: z.int(),
    /** The id, where there is only one. */
    only: z.string().optional(),
    /** How it went, in a sentence. */
    text: z.string(),
    /** What could not be looked at; empty where everything could. */
    unchecked: z.string(),
    items: z.array(z.object({ id: z.string(), title: z.string(), description: z.string(), severity: z.string() })),
    more: z.boolean(),
  }),
  run: async ({ services, caller, signal, locale }, { vdc, namespace, search }) => {
    const { cluster } = await openVdc(services, caller, vdc);
    const { findings, checked, unchecked } = await examine(cluster, {
      signal,
      now: services.now,
      ...(namespace === undefined ? {} : { namespace }),
    });
    const { repairTexts: texts } = textsIn(locale);
    const wanted = search.trim().toLowerCase();
    const matching = findings.filter((finding) =>
      `${finding.summary} ${nameOf(finding.object)}`.toLowerCase().includes(wanted),
    );
    const grave = findings.filter(({ severity }) => severity === 'error' || severity === 'critical').length;
    const [first] = findings;
    return {
      count: findings.length,
      grave,
      ...(findings.length === 1 && first ? { only: findingId(first) } : {}),
      text: texts.found(findings.length, grave, checked.length),
      // What the cluster simply does not have is no gap.
      unchecked: unchecked
        .filter(({ reason }) => !reason.includes('does not have this kind'))
        .map(({ what, reason }) => `${what} (${saidIn(locale, reason)})`)
        .join(', '),
      items: matching.slice(0, SHOWN).map((finding) => ({
        id: findingId(finding),
        title: saidIn(locale, finding.summary),
        description: `${texts.severities[finding.severity]} · ${nameOf(finding.object)}`,
        severity: finding.severity,
      })),
      more: matching.length > SHOWN,
    };
  },
  simulate: () => ({
    count: 1,
    grave: 1,
    only: '0123456789ab',
    text: textsIn('en').repairTexts.found(1, 1, 24),
    unchecked: '',
    items: [
      {
        id: '0123456789ab',
        title: 'The image nginx:1.99 was not found in docker.io.',
        description: 'Broken · Deployment default/web',
        severity: 'error',
      },
    ],
    more: false,
  }),
});
