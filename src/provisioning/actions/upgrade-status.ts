import { z } from 'zod';

import { defineAction } from '../define-action.ts';
import { vdcInput } from '../inputs.ts';
import { choiceSchema, exampleTable, tableOf, tableSchema } from '../shown.ts';
import { saidIn, textsIn } from '../texts/texts.ts';
import { journalLines, nodesTable, runText } from '../upgrade/show-run.ts';
import { hasEnded } from '../upgrade/upgrade-run.ts';
import { vdcOf } from '../vdc-view.ts';

/** How the upgrade of a VDC stands, and what may be said to it now. */
export const upgradeStatus = defineAction({
  kind: 'read',
  name: 'upgrade.status',
  title: 'How the upgrade of a VDC stands',
  permission: 'vdc.read',
  input: z.strictObject({ vdc: vdcInput }),
  output: z.object({
    running: z.boolean(),
    state: z.string(),
    text: z.string(),
    nodes: tableSchema,
    log: z.array(z.string()),
    /** What it cannot decide by itself; empty where it asks nothing. */
    question: z.string(),
    /** What may be said now: answers to its question, or wishes. */
    choices: z.array(choiceSchema),
  }),
  run: async ({ services, caller, locale }, { vdc }) => {
    const record = await vdcOf(services, caller.owner, vdc);
    const run = await services.upgrades.run(caller.owner, record.id);
    const { upgradeTexts: texts } = textsIn(locale);
    if (!run) {
      const nodes = tableOf([texts.columns.node], []);
      return {
        running: false,
        state: '',
        text: texts.nothingRuns(record.name),
        nodes,
        log: [],
        question: '',
        choices: [],
      };
    }
    const { wish } = await services.upgrades.steering(caller.owner, record.id);
    const { wishes } = texts;
    const { question } = run;
    const wished = [
      wish === 'pause' || run.state === 'paused'
        ? { id: 'go', title: wishes.go, description: wishes.goMore }
        : { id: 'pause', title: wishes.pause, description: wishes.pauseMore },
      { id: 'last', title: wishes.last, description: wishes.lastMore },
    ];
    const asked = question?.choices.map((id) => ({
      id,
      title: texts.answers[id].label,
      description: texts.answers[id].more,
    }));
    return {
      running: !hasEnded(run),
      state: run.state,
      text: runText(run, locale),
      nodes: nodesTable(run, locale),
      log: journalLines(run, locale),
      question: question && !hasEnded(run) ? sentence(saidIn(locale, question.text)) : '',
      choices: hasEnded(run) ? [] : (asked ?? wished),
    };
  },
  simulate: () => ({
    running: true,
    state: 'waiting',
    text: textsIn('en').upgradeTexts.running('amber-badger', 'v1.35.6+k3s1', 1, 3),
    nodes: exampleTable,
    log: ['10:00:00 worker-1 is emptied'],
    question: 'The disruption budget web keeps default/web-1 on worker-1: it allows no pod less just now',
    choices: [
      { id: 'wait', title: 'Wait on', description: 'Go on trying' },
      { id: 'skip', title: 'Skip this node', description: 'It keeps its old version' },
    ],
  }),
});

const sentence = (text: string): string => (/[.!?؟]$/.test(text) ? text : `${text}.`);
