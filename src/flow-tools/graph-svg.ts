import type { FlowGraph, GraphEdge, GraphNode } from './flow-graph.ts';

const size = { width: 260, line: 18, padding: 10, gap: 34, lane: 320, margin: 28, fork: 22 } as const;
const CHARACTERS = 36;

interface Placed extends GraphNode {
  x: number;
  y: number;
  width: number;
  height: number;
}

/**
 * A flow as a picture: one row for each box, from top to bottom; what is under a condition stands in a second lane, jumps
 * run along the sides. Drawn here, with a text that says the same for whoever cannot see it.
 */
export function graphSvg(graph: FlowGraph): string {
  const placed = place(graph.nodes);
  const boxes = [...placed.values()];
  const jumps = lanesOfJumps(graph.edges, placed);
  const left = size.margin + 16 * jumps.left;
  const width = left + size.lane + size.width + size.margin + 16 * jumps.right;
  const last = boxes.at(-1);
  const height = (last ? last.y + last.height : 0) + size.margin;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}"`,
    '  role="img" aria-labelledby="title desc" font-family="system-ui, sans-serif" font-size="13">',
    `  <title id="title">${xml(graph.title)}</title>`,
    `  <desc id="desc">${xml(inWords(graph))}</desc>`,
    `  <style>${style}</style>`,
    '  <defs><marker id="tip" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="8" markerHeight="8" orient="auto">',
    '    <path class="tip" d="M0 0 8 4 0 8Z"/></marker></defs>',
    `  <g transform="translate(${left} 0)">`,
    ...graph.edges.map((edge) => `    ${drawEdge(edge, placed, jumps)}`),
    ...boxes.map((box) => `    ${drawBox(box)}`),
    '  </g>',
    '</svg>',
    '',
  ].join('\n');
}

function place(nodes: readonly GraphNode[]): Map<string, Placed> {
  const placed = new Map<string, Placed>();
  let y: number = size.margin;
  for (const node of nodes) {
    const lines = node.lines.flatMap(wrapped);
    const round = node.kind === 'start' || node.kind === 'end';
    const width = round ? 72 : size.width;
    const height = lines.length * size.line + 2 * (node.kind === 'fork' ? size.fork : size.padding);
    const x = node.lane * size.lane + (size.width - width) / 2;
    placed.set(node.id, { ...node, lines, x, y, width, height });
    y += height + size.gap;
  }
  return placed;
}

/** Jumps run beside the boxes, each in a lane of its own. */
interface Jumps {
  left: number;
  right: number;
  at: Map<GraphEdge, { side: 'left' | 'right'; lane: number }>;
}

function lanesOfJumps(edges: readonly GraphEdge[], placed: ReadonlyMap<string, Placed>): Jumps {
  const jumps: Jumps = { left: 0, right: 0, at: new Map() };
  const order = [...placed.keys()];
  for (const edge of edges) {
    const from = placed.get(edge.from);
    const to = placed.get(edge.to);
    if (!from || !to) continue;
    const passed = order.slice(order.indexOf(edge.from) + 1, order.indexOf(edge.to)).map((id) => placed.get(id));
    const inTheWay = passed.some((box) => box?.lane === to.lane && (from.lane === to.lane || box.lane === 0));
    if (!edge.aside && !(from.lane === to.lane && inTheWay)) continue;
    const side = from.lane === 0 ? 'left' : 'right';
    jumps[side] += 1;
    jumps.at.set(edge, { side, lane: jumps[side] });
  }
  return jumps;
}

function drawEdge(edge: GraphEdge, placed: ReadonlyMap<string, Placed>, jumps: Jumps): string {
  const from = placed.get(edge.from);
  const to = placed.get(edge.to);
  if (!from || !to) return '';
  const middle = (box: Placed): number => box.x + box.width / 2;
  const jump = jumps.at.get(edge);
  const end = to.y;
  if (jump) {
    const beside = jump.side === 'left' ? -16 * jump.lane : size.lane + size.width + 16 * jump.lane;
    const x = jump.side === 'left' ? from.x : from.x + from.width;
    const y = from.y + from.height / 2;
    const into = jump.side === 'left' ? to.x : to.x + to.width;
    const path = `M${x} ${y}H${beside}V${to.y + to.height / 2}H${into}`;
    const at = jump.side === 'left' ? { x: x - 6, anchor: 'end' } : { x: x + 6, anchor: 'start' };
    return line(path, edge, { ...at, y: y - 5 });
  }
  if (from.lane === to.lane) {
    const y = from.y + from.height;
    return line(`M${middle(from)} ${y}V${end}`, edge, { x: middle(from) + 6, y: y + 15, anchor: 'start' });
  }
  if (from.lane === 0) {
    const y = from.y + from.height / 2;
    return line(`M${from.x + from.width} ${y}H${middle(to)}V${end}`, edge, {
      x: from.x + from.width + 8,
      y: y - 5,
      anchor: 'start',
    });
  }
  const y = from.y + from.height;
  return line(`M${middle(from)} ${y}V${end - size.gap / 2}H${middle(to) + 14}V${end}`, edge, {
    x: middle(from) + 6,
    y: y + 15,
    anchor: 'start',
  });
}

function line(path: string, { label, aside }: GraphEdge, at: { x: number; y: number; anchor: string }): string {
  const text =
    label === undefined
      ? ''
      : `<text class="note" x="${at.x}" y="${at.y}" text-anchor="${at.anchor}">${xml(label)}</text>`;
  return `<path class="${aside ? 'way aside' : 'way'}" d="${path}" marker-end="url(#tip)"/>${text}`;
}

function drawBox({ kind, verb, lines, x, y, width, height }: Placed): string {
  const top = y + (kind === 'fork' ? size.fork : size.padding) + 13;
  const texts = lines.map((text, index) => {
    const strong = index === 0 && kind === 'step' ? ' font-weight="600"' : '';
    return `<text x="${x + width / 2}" y="${top + index * size.line}" text-anchor="middle"${strong}>${xml(text)}</text>`;
  });
  return `<g class="${verb ?? kind}">${shape(kind, { x, y, width, height })}${texts.join('')}</g>`;
}

function shape(kind: GraphNode['kind'], { x, y, width, height }: Pick<Placed, 'x' | 'y' | 'width' | 'height'>): string {
  if (kind === 'fork') {
    const slope = 24;
    const points = [
      [x, y + height / 2],
      [x + slope, y],
      [x + width - slope, y],
      [x + width, y + height / 2],
      [x + width - slope, y + height],
      [x + slope, y + height],
    ];
    return `<polygon points="${points.map((point) => point.join(',')).join(' ')}"/>`;
  }
  const radius = kind === 'step' ? 8 : height / 2;
  return `<rect x="${x}" y="${y}" width="${width}" height="${height}" rx="${radius}"/>`;
}

/** Lines short enough for a box; a long word is cut. */
function wrapped(text: string): string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= CHARACTERS) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word.length > CHARACTERS ? `${word.slice(0, CHARACTERS - 1)}…` : word);
  }
  return lines;
}

/** The picture in words. */
function inWords({ nodes, edges }: FlowGraph): string {
  const names = new Map(nodes.map((node) => [node.id, node.lines.join(' ')]));
  return nodes
    .filter(({ kind }) => kind !== 'end')
    .map(({ id, kind }) => {
      const ways = edges
        .filter(({ from }) => from === id)
        .map(({ to, label }) => `${label === undefined ? '' : `${label}: `}${names.get(to) ?? to}`);
      return `${kind === 'fork' ? 'if ' : ''}${names.get(id)} → ${ways.join(' or ')}.`;
    })
    .join(' ');
}

const style = [
  'rect,polygon{fill:#f4f6fb;stroke:#8a94a8}text{fill:#1c2330}.note{font-size:11px;fill:#5b6472}',
  '.way{fill:none;stroke:#5b6472;stroke-width:1.4}.aside{stroke-dasharray:5 4}.tip{fill:#5b6472}',
  '.ask rect,.form rect{fill:#e6f0ff;stroke:#3b73c4}.run rect{fill:#fdf0dc;stroke:#b7791f}.fork polygon{fill:#fff;stroke:#8a94a8}',
  '.confirm rect,.approve rect{fill:#e8f6ea;stroke:#3a8a4d}.call rect{fill:#f2eafb;stroke:#8055b8}.end rect,.start rect{fill:#dfe4ee}',
  '@media (prefers-color-scheme:dark){rect,polygon{fill:#232a36}text{fill:#e8ecf4}.note{fill:#a7b0c0}.way{stroke:#a7b0c0}.tip{fill:#a7b0c0}',
  '.ask rect,.form rect{fill:#1d3355}.run rect{fill:#4a3713}.confirm rect,.approve rect{fill:#1d4027}.call rect{fill:#3a2759}',
  '.fork polygon{fill:#161b24}.end rect,.start rect{fill:#303a4c}}',
].join('');

function xml(text: string): string {
  return text.replaceAll(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
}
