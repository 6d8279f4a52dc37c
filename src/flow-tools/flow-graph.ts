import type { Flow } from '#src/chatflow/index.ts';
import type { Step, Verb } from '#src/chatflow/step.ts';

/** One box of the drawing: a step, a fork before steps with a condition, the beginning or an end. */
export interface GraphNode {
  id: string;
  kind: 'start' | 'end' | 'fork' | 'step';
  verb?: Verb;
  /** What stands in the box, line by line. */
  lines: string[];
  /** 0: on the way that everybody goes; 1: only under a condition. */
  lane: 0 | 1;
}

export interface GraphEdge {
  from: string;
  to: string;
  label?: string;
  /** Not the usual way: a jump, or a way out after something did not work. */
  aside?: boolean;
}

/** A flow as boxes and lines, in the order of the file. */
export interface FlowGraph {
  id: string;
  title: string;
  nodes: GraphNode[];
  edges: GraphEdge[];
}

/** Steps in order; those under the same condition, one after another, stand together behind one fork. */
export function flowGraph(flow: Flow): FlowGraph {
  const nodes: GraphNode[] = [{ id: '$start', kind: 'start', lines: ['start'], lane: 0 }];
  const edges: GraphEdge[] = [];
  const groups = grouped(flow.steps);
  const entry = new Map<string, string>();
  for (const { when, steps } of groups) {
    for (const [index, step] of steps.entries()) {
      entry.set(step.id, when === undefined || index > 0 ? step.id : `${step.id}?`);
    }
  }
  const way = (id: string | undefined): string => (id === undefined ? '$done' : (entry.get(id) ?? '$done'));
  const firstOf = (index: number): string => way(groups[index]?.steps[0]?.id);
  edges.push({ from: '$start', to: firstOf(0) });
  for (const [index, { when, steps }] of groups.entries()) {
    const after = firstOf(index + 1);
    const [first] = steps;
    if (when !== undefined && first) {
      nodes.push({ id: `${first.id}?`, kind: 'fork', lines: [when], lane: 0 });
      edges.push(
        { from: `${first.id}?`, to: first.id, label: 'yes' },
        { from: `${first.id}?`, to: after, label: 'no' },
      );
    }
    for (const [position, step] of steps.entries()) {
      nodes.push({
        id: step.id,
        kind: 'step',
        verb: step.verb,
        lines: linesOf(step),
        lane: when === undefined ? 0 : 1,
      });
      edges.push(...leaving(step, steps[position + 1]?.id ?? after, way));
    }
  }
  nodes.push({ id: '$done', kind: 'end', lines: ['end'], lane: 0 });
  return { id: flow.id, title: flow.title, nodes, edges };
}

interface Group {
  when?: string;
  steps: Step[];
}

function grouped(steps: readonly Step[]): Group[] {
  const groups: Group[] = [];
  for (const step of steps) {
    const when = conditionOf(step);
    const last = groups.at(-1);
    if (last && when !== undefined && last.when === when) last.steps.push(step);
    else groups.push({ steps: [step], ...(when === undefined ? {} : { when }) });
  }
  return groups;
}

function conditionOf({ when, channels }: Step): string | undefined {
  const parts = [
    ...(when ? [when.source] : []),
    ...(channels?.only ? [`on ${channels.only.join(', ')}`] : []),
    ...(channels?.except ? [`not on ${channels.except.join(', ')}`] : []),
  ];
  return parts.length === 0 ? undefined : parts.join(' && ');
}

function leaving(step: Step, next: string, way: (id: string) => string): GraphEdge[] {
  if (step.verb === 'goto') return [{ from: step.id, to: way(step.target), label: 'goto', aside: true }];
  if (step.verb === 'end') return [{ from: step.id, to: '$done', aside: next !== '$done' }];
  const edges: GraphEdge[] = [{ from: step.id, to: next }];
  const offers = step.verb === 'run' ? step.onError.flatMap((handler) => handler.offers ?? []) : [];
  for (const target of new Set(offers.map(({ offer }) => offer).filter((offer) => offer.startsWith('goto:')))) {
    edges.push({ from: step.id, to: way(target.slice('goto:'.length)), label: 'on error', aside: true });
  }
  return edges;
}

/** What a step does, in two or three short lines. */
function linesOf(step: Step): string[] {
  switch (step.verb) {
    case 'ask': {
      const [field] = step.fields;
      return [`ask ${step.id}`, ...(field ? [kindOf(field)] : [])];
    }
    case 'form':
      return [`form ${step.id}`, ...step.fields.map((field) => `${field.slot}: ${kindOf(field)}`)];
    case 'run': {
      const outs = new Set(step.onError.flatMap(({ offers }) => (offers ?? []).map(({ offer }) => offer)));
      const lines = [`run ${step.action.name}`];
      if (step.commit) lines.push('lasting; answers are fixed from here');
      if (outs.size > 0) lines.push(`if it fails: ${[...outs].join(', ')}`);
      return lines;
    }
    case 'say':
      return [`say ${step.id}`, shortText(step.text.source)];
    case 'show':
      return [`show ${step.id}`, step.drawing.as];
    case 'set':
      return ['set', step.values.map(([name]) => name).join(', ')];
    case 'goto':
      return [`go to ${step.target}`];
    case 'call':
      return [`call ${step.flow}`, ...(step.optional ? ['optional'] : [])];
    case 'wait':
      return [`wait ${step.id}`, ...(step.event === undefined ? [] : [`for ${step.event}`])];
    case 'confirm':
      return [`confirm ${step.id}`, ...(step.danger ? ['the person types a word'] : [])];
    case 'approve':
      return [`approve ${step.id}`, `by ${step.by.join(', ')}${step.quorum > 1 ? ` (${step.quorum})` : ''}`];
    case 'handoff':
      return [`hand over to ${step.queue}`];
    case 'end':
      return [`end: ${step.outcome}`];
    default:
      return step satisfies never;
  }
}

function kindOf(field: Extract<Step, { verb: 'ask' | 'form' }>['fields'][number]): string {
  const { type, choices, choicesFrom, assume, optional } = field;
  const from = choicesFrom ? ` from ${choicesFrom.action}` : choices ? ` of ${choices.length}` : '';
  const extra = [...(assume ? ['assumed'] : []), ...(optional ? ['optional'] : [])];
  return `${type}${from}${extra.length > 0 ? ` (${extra.join(', ')})` : ''}`;
}

function shortText(source: string): string {
  const text = source.replaceAll(/\s+/g, ' ').trim();
  return text.length > 40 ? `${text.slice(0, 39)}…` : text;
}
