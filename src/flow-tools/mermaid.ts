import type { FlowGraph, GraphNode } from './flow-graph.ts';

/** A flow as a Mermaid state diagram, for pages that draw Mermaid. */
export function mermaid({ title, nodes, edges }: FlowGraph): string {
  const names = new Map(nodes.map((node) => [node.id, nameOf(node)]));
  const lines = ['---', `title: ${JSON.stringify(title)}`, '---', 'stateDiagram-v2'];
  for (const node of nodes) {
    const name = names.get(node.id) ?? '';
    if (node.kind === 'fork') lines.push(`  state ${name} <<choice>>`);
    if (node.kind === 'step') lines.push(`  ${name} : ${node.lines.map(plain).join('<br/>')}`);
  }
  const conditions = new Map(
    nodes.filter(({ kind }) => kind === 'fork').map((node) => [node.id, node.lines.join(' ')]),
  );
  for (const { from, to, label } of edges) {
    const condition = conditions.get(from);
    const words = condition === undefined ? label : label === 'yes' ? condition : 'else';
    lines.push(`  ${names.get(from)} --> ${names.get(to)}${words === undefined ? '' : ` : ${plain(words)}`}`);
  }
  return `${lines.join('\n')}\n`;
}

function nameOf({ id, kind }: GraphNode): string {
  if (kind === 'start' || kind === 'end') return '[*]';
  // Behind a letter of ours: a step may be called `end` or `note`, which Mermaid takes for words of its own.
  return `s_${id.replaceAll('-', '_').replace('?', '_fork')}`;
}

/** Mermaid gives a meaning to some characters: those are written as entities. */
function plain(text: string): string {
  return text.replaceAll(/[#;:<>"{}]/g, (character) => `#${character.charCodeAt(0)};`);
}
