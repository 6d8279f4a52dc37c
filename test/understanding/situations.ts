import { join } from 'node:path';

import type { Flow } from '#src/chatflow/index.ts';
import type { Scene, Thing } from '#src/conversation/index.ts';
import { openFlows } from '#src/flow-tools/open-flows.ts';
import { Rehearsal } from '#src/flow-tools/rehearsal.ts';
import { actionInfos } from '#src/provisioning/action-registry.ts';
import { actions } from '#src/provisioning/index.ts';

/** What ada has, by name. */
export const things: readonly Thing[] = ['web1', 'demo', 'shop-prod'].map((name) => ({ kind: 'vdc', name }));

/** Where a sentence is said: a flow, and what was said in it before. */
const situations: Readonly<Record<string, { flow: string; says: readonly string[] } | undefined>> = {
  home: undefined,
  size: { flow: 'deploy-vdc', says: ['shop-1'] },
  plan: { flow: 'deploy-vdc', says: ['shop-1', 'small'] },
  image: { flow: 'deploy-app', says: ['web'] },
};

/** The shipped flows, and every situation in them as a person meets it. */
export async function openSituations(): Promise<(situation: string, text: string, locale: string) => Scene> {
  const folder = join(import.meta.dirname, '../../chatflows');
  const infos = actionInfos(actions);
  const { flows } = await openFlows({ folders: [folder], paths: [folder], actions: infos });
  const list = [...flows.values()];
  const reached = new Map<string, Rehearsal>();
  for (const [name, situation] of Object.entries(situations)) {
    if (situation === undefined) continue;
    const flow = flows.get(situation.flow) as Flow;
    const rehearsal = new Rehearsal({ flow, flows, actions });
    await rehearsal.begin();
    for (const text of situation.says) await rehearsal.reply({ type: 'text', text });
    reached.set(name, rehearsal);
  }
  return (situation, text, locale) => {
    const rehearsal = reached.get(situation);
    if (!rehearsal && situation !== 'home') throw new Error(`there is no situation "${situation}"`);
    const frame = rehearsal?.top;
    const flow = frame && flows.get(frame.flow);
    return {
      text,
      home: 'welcome',
      prompt: rehearsal?.prompt ?? null,
      ...(flow === undefined ? {} : { flow }),
      ...(frame === undefined ? {} : { frame }),
      surroundings: {
        now: Date.UTC(2026, 10, 20, 12),
        user: { id: 'ada', name: 'Ada', roles: ['owner'] },
        locale,
        channel: 'web',
        remembered: {},
        run: 'r',
      },
      flows: list.filter(({ id }) => id !== 'welcome'),
      things,
    };
  };
}
