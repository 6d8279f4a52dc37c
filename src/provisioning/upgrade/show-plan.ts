import type { Observation } from '../engine.ts';
import { type Table, tableOf } from '../shown.ts';
import { textsIn } from '../texts/texts.ts';
import type { UpgradeTexts } from '../texts/upgrade/upgrade-texts.ts';
import { nodesText, pricePerMonth } from '../wording.ts';
import { drawTimeline, type Timeline } from './draw-timeline.ts';
import { timeText } from './durations.ts';
import { type PlannedStep, secondsOf, type UpgradePlan } from './upgrade-plan.ts';
import { windowText } from './window.ts';

/** A plan as a person reads it before saying yes. */
export interface ShownPlan {
  path: string;
  takes: string;
  timeline: Timeline;
  table: Table;
  /** What people notice, and how it is undone: one sentence each. */
  notices: string[];
  undo: string[];
  price: string;
  nodes: string;
}

/** Writes a plan in the language of a locale. `single`: workloads with one copy. */
export function showPlan(
  plan: UpgradePlan,
  observation: Pick<Observation, 'price' | 'machines'>,
  single: readonly string[],
  locale: string,
): ShownPlan {
  const { upgradeTexts: texts, comma } = textsIn(locale);
  const { steps } = plan;
  const bars = steps.map((step) => ({
    label: stepText(step, plan, texts),
    time: timeText(step.seconds, texts),
    seconds: step.seconds,
    tone: toneOf(step),
  }));
  const title = texts.timeline(plan.name, plan.from, plan.to);
  const price = pricePerMonth(observation.price, locale);
  return {
    path: texts.path(
      plan.from,
      plan.hops.map(({ to }) => to),
    ),
    takes: texts.takes(
      timeText(secondsOf(plan), texts),
      steps.every(({ known }) => known),
    ),
    timeline: drawTimeline(title, bars, /^(ar|he|fa|ur)\b/.test(locale)),
    table: tableOf(
      [texts.columns.step, texts.columns.takes],
      bars.map(({ label, time }) => [label, time]),
    ),
    notices: noticesOf(plan, single, texts, comma),
    undo: [
      texts.undo.forwardOnly,
      plan.backup === 'velero' ? texts.undo.velero : plan.backup === 'export' ? texts.undo.export : texts.undo.own,
      ...(plan.way === 'machine' ? [texts.undo.pause] : []),
    ],
    price: plan.surge ? texts.price.surge(price) : texts.price.same(price),
    nodes: nodesText(plan.nodes, locale),
  };
}

/** What a step is called. */
export function stepText(step: PlannedStep, plan: UpgradePlan, { steps }: UpgradeTexts): string {
  const { kind, node = '', to = '', drained } = step;
  switch (kind) {
    case 'backup':
      return plan.backup === 'velero' ? steps.backup.velero : steps.backup.export;
    case 'surge':
      return steps.surge;
    case 'controller':
      return steps.controller(node, to);
    case 'worker':
      return steps.worker(node, to, drained);
    case 'whole':
      return steps.whole(to);
    default:
      return steps.verify(to);
  }
}

function toneOf({ kind }: PlannedStep): 'keep' | 'controller' | 'worker' | 'check' {
  if (kind === 'backup' || kind === 'surge') return 'keep';
  if (kind === 'controller' || kind === 'whole') return 'controller';
  return kind === 'worker' ? 'worker' : 'check';
}

function noticesOf(plan: UpgradePlan, single: readonly string[], texts: UpgradeTexts, comma: string): string[] {
  const { notices } = texts;
  const controllers = plan.nodes.filter(({ role }) => role === 'controller').length;
  const workers = plan.steps.filter(({ kind }) => kind === 'worker');
  const drains = workers.some(({ drained }) => drained);
  return [
    ...(controllers === 1
      ? [notices.oneController]
      : controllers > 1 && plan.way === 'machine'
        ? [notices.redundant]
        : []),
    ...(plan.way === 'whole' ? [notices.whole] : []),
    ...(drains ? [notices.drained] : []),
    ...(workers.some(({ drained }) => !drained) ? [notices.alone] : []),
    ...(plan.way === 'machine' && controllers > 0 ? [notices.onControllers] : []),
    ...(drains && single.length > 0 ? [notices.single(single.slice(0, 6).join(comma))] : []),
    ...(plan.startAt === undefined
      ? []
      : [notices.starts(new Date(plan.startAt).toISOString().slice(0, 16).replace('T', ' '))]),
    ...(plan.window ? [notices.window(windowText(plan.window))] : []),
  ];
}
