import { readdirSync, readFileSync } from 'node:fs';
import { expect } from 'chai';

import { flowGraph } from '#src/flow-tools/flow-graph.ts';
import { graphSvg } from '#src/flow-tools/graph-svg.ts';
import { mermaid } from '#src/flow-tools/mermaid.ts';

import { flowCommand } from './command.ts';
import { loadOne } from './load-one.ts';

const source = `title: Order "coffee" & more
steps:
  - ask: drink
    choices: [coffee, tea]
  - ask: strength
    type: int
    when: drink == 'coffee'
    else: 0
  - say: "\${{ strength }} < 10"
    when: drink == 'coffee'
  - goto: end-it
    when: drink == 'tea'
  - run: vdc.list
    on_error: [{ offer: [retry, goto:end-it] }]
  - end: done
    id: end-it
`;

describe('flow graph', () => {
  it('puts steps under one condition behind one fork', () => {
    const { nodes, edges } = flowGraph(loadOne(source));
    expect(nodes.map(({ id, lane }) => [id, lane])).to.deep.equal([
      ['$start', 0],
      ['drink', 0],
      ['strength?', 0],
      ['strength', 1],
      ['say-3', 1],
      ['goto-4?', 0],
      ['goto-4', 1],
      ['vdc-list', 0],
      ['end-it', 0],
      ['$done', 0],
    ]);
    const ways = edges.map(({ from, to, label }) => `${from} → ${to}${label === undefined ? '' : `: ${label}`}`);
    expect(ways).to.include.members([
      'strength? → strength: yes',
      'strength? → goto-4?: no',
      'strength → say-3',
      'say-3 → goto-4?',
      'goto-4 → end-it: goto',
      'vdc-list → end-it',
      'vdc-list → end-it: on error',
      'end-it → $done',
    ]);
  });

  it('is Mermaid text in which nothing of the flow is taken for Mermaid', () => {
    const lines = mermaid(flowGraph(loadOne(source))).split('\n');
    expect(lines.slice(0, 4)).to.deep.equal(['---', 'title: "Order \\"coffee\\" & more"', '---', 'stateDiagram-v2']);
    expect(lines).to.include("  s_strength_fork --> s_strength : drink == 'coffee'");
    expect(lines).to.include('  s_strength_fork --> s_goto_4_fork : else');
    expect(lines).to.include('  s_say_3 : say say-3<br/>$#123;#123; strength #125;#125; #60; 10');
    expect(lines).to.include('  s_end_it --> [*]');
  });

  it('is a picture with every step in it, a text for whoever cannot see it, and nothing from elsewhere', () => {
    const svg = graphSvg(flowGraph(loadOne(source)));
    for (const id of ['drink', 'strength', 'say-3', 'end-it'])
      expect(svg).to.match(new RegExp(`>[^<]*(${id}|end: done)`));
    expect(svg).to.include('role="img" aria-labelledby="title desc"');
    expect(svg).to.include('<title id="title">Order &#34;coffee&#34; &#38; more</title>');
    expect(svg).to.match(
      /<desc id="desc">start → ask drink choice of 2\. .*if drink == 'coffee' → yes: ask strength int/,
    );
    expect(svg.replace('xmlns="http://www.w3.org/2000/svg"', '')).not.to.match(/https?:|<image|<script|@import/);
    expect(tagsBalance(svg)).to.equal(true);
  });

  it('lets no two boxes touch', () => {
    for (const name of readdirSync('chatflows').filter((file) => file.endsWith('.flow.yaml'))) {
      const boxes = [
        ...graphSvg(
          flowGraph(loadOne(readFileSync(`chatflows/${name}`, 'utf8'), name.replace('.flow.yaml', ''))),
        ).matchAll(boxed),
      ];
      const rows = boxes.map((box) => ({ top: Number(box[1]), bottom: Number(box[1]) + Number(box[2]) }));
      for (const [index, { top }] of rows.entries()) expect(top).to.be.greaterThan(rows[index - 1]?.bottom ?? 0);
    }
  });

  it('is a command', async function () {
    this.timeout(60_000);
    const { code, out } = await flowCommand(['graph', 'chatflows/deploy-vdc.flow.yaml', '--svg'], { shipped: true });
    expect({ code, start: out.slice(0, 4) }).to.deep.equal({ code: 0, start: '<svg' });
    expect((await flowCommand(['graph', 'chatflows/deploy-vdc.flow.yaml'], { shipped: true })).out).to.include(
      'stateDiagram-v2',
    );
    expect((await flowCommand(['graph'])).code).to.equal(2);
  });
});

const boxed = /<rect x="[\d.]+" y="([\d.]+)" width="[\d.]+" height="([\d.]+)"/g;

function tagsBalance(svg: string): boolean {
  const open: string[] = [];
  for (const [, closing, name, , self] of svg.matchAll(/<(\/?)([a-z]+)([^<>]*?)(\/?)>/g)) {
    if (closing) {
      if (open.pop() !== name) return false;
    } else if (!self && name !== undefined) open.push(name);
  }
  return open.length === 0;
}
