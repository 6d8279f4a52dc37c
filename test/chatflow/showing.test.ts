import { expect } from 'chai';

import type { Show } from '#src/protocol/index.ts';

import { Talk } from './stand.ts';

/** What is shown of a value that an action gave. */
function shown(value: unknown, keys: string): Show {
  const talk = new Talk(
    `title: x\nsteps:\n  - { run: report.make, save: it_all }\n  - { show: it_all.v${keys === '' ? '' : `, ${keys}`} }\n`,
  );
  return talk.done({ v: value } as never).effect('show').show;
}

/** What is shown of a drawing in the file. */
function drawn(step: string): Show {
  return new Talk(`title: x\nsteps:\n  - { ask: name }\n${step}`, { slots: { name: 'demo' } }).effect('show').show;
}

function svgOf(show: Show): string {
  if (show.as !== 'picture' && show.as !== 'qr') throw new Error(`a ${show.as} is no picture`);
  return decodeURIComponent(show.src.replace('data:image/svg+xml,', ''));
}

describe('showing', () => {
  it('draws a value as what it looks like', () => {
    expect(shown('**hi**', '')).to.deep.equal({ as: 'markdown', text: '\\*\\*hi\\*\\*' });
    expect(shown('**hi**', 'as: markdown')).to.deep.equal({ as: 'markdown', text: '**hi**' });
    expect(shown(['a', 'b'], '')).to.deep.equal({ as: 'markdown', text: '- a\n- b' });
    expect(shown([{ a: 1, b: 'x' }, { a: 2 }], '')).to.deep.equal({
      as: 'table',
      columns: ['a', 'b'],
      rows: [
        ['1', 'x'],
        ['2', ''],
      ],
    });
    const card = {
      title: 'T',
      badge: 'simulated',
      status: { text: 'Ready', tone: 'success' },
      fields: [{ label: 'l', value: 'v', copy: true }],
    };
    expect(shown(card, '')).to.deep.equal({ as: 'card', ...card });
    expect(shown({ as: 'log', lines: ['x'] }, '')).to.deep.equal({ as: 'log', lines: ['x'] });
  });

  it('draws tables with columns of their own', () => {
    const show = shown(
      [{ id: 1, cpu: 2 }],
      `as: table, title: Nodes, columns: [{ title: Id, value: it.id }, { title: Load, value: "\${{ it.cpu * 10 }} %" }]`,
    );
    expect(show).to.deep.equal({ as: 'table', title: 'Nodes', columns: ['Id', 'Load'], rows: [['1', '20 %']] });
  });

  it('draws cards from the file', () => {
    const show = drawn(`  - show: card
    title: "\${{ name }}"
    badge: simulated
    status: { text: Ready, tone: success }
    fields:
      - { label: Name, value: "\${{ name }}", copy: true }
      - { label: Hidden, value: x, when: "name == 'other'" }
      - { label: Tone, value: y, tone: "\${{ name == 'demo' ? 'warning' : 'error' }}" }
`);
    expect(show).to.deep.equal({
      as: 'card',
      title: 'demo',
      badge: 'simulated',
      status: { text: 'Ready', tone: 'success' },
      fields: [
        { label: 'Name', value: 'demo', copy: true },
        { label: 'Tone', value: 'y', tone: 'warning' },
      ],
    });
  });

  it('draws charts as pictures that say everything in words too', () => {
    const points = [
      { label: 'cpu <script>', value: 60 },
      { label: 'memory', value: '12.5' },
      { label: 'bad', value: 'x' },
    ];
    for (const kind of ['bar', 'line', 'pie']) {
      const show = shown(points, `as: chart, kind: ${kind}, title: Use, unit: "%"`);
      expect(show).to.deep.include({ as: 'picture', alt: 'Use. cpu <script>: 60 %; memory: 12.5 %', caption: 'Use' });
      expect(svgOf(show))
        .to.match(/^<svg xmlns.*<\/svg>$/s)
        .and.not.include('<script>')
        .and.not.include('NaN');
    }
    expect(svgOf(shown([0, 0], 'as: chart'))).to.not.include('NaN');
    expect(svgOf(shown([{ label: 'all', value: 1 }], 'as: chart, kind: pie'))).to.include('<circle');
    expect(svgOf(shown({ a: -1, b: 2 }, 'as: chart'))).to.include('<rect');
  });

  it('draws percentages as shares of the whole, and leaves room for what stands beside a bar', () => {
    const widths = (unit: string): number[] =>
      [
        ...svgOf(shown({ a: 50, b: 25 }, `as: chart, unit: "${unit}"`)).matchAll(
          /<rect x="\d+"[^>]* width="([\d.]+)"/g,
        ),
      ].map(([, width]) => Number(width));
    const [track = 0, half = 0, , quarter = 0] = widths('%');
    expect([half / track, quarter / track].map((share) => Math.round(share * 100))).to.deep.equal([50, 25]);
    const [full = 0, most] = widths('thousandths of a core');
    expect(most).to.equal(full);
    expect(full).to.be.below(track);
  });

  it('draws QR codes with their text beside them', () => {
    const show = drawn(`  - { show: qr, value: "pay:\${{ name }}", caption: Pay }\n`);
    expect(show).to.include({ as: 'qr', text: 'pay:demo', caption: 'Pay' });
    expect(svgOf(show)).to.match(/<svg.*<path/s);
  });

  it('offers downloads and links, and only to safe addresses', () => {
    const value = { href: '/download/1', filename: 'kubeconfig.yaml', expiresAt: '2026-11-20T20:00:00Z' };
    expect(shown(value, 'as: one_time_link, caption: Once')).to.deep.equal({
      as: 'download',
      ...value,
      once: true,
      caption: 'Once',
    });
    expect(shown(value, 'as: download')).to.deep.equal({ as: 'download', ...value });
    const file = drawn(`  - { show: download, content: "name: \${{ name }}", filename: "\${{ name }}.yaml" }\n`);
    expect(file).to.deep.equal({
      as: 'download',
      href: 'data:text/plain;charset=utf-8,name%3A%20demo',
      filename: 'demo.yaml',
    });
    const link = drawn(`  - { show: link, href: "https://\${{ name }}.example.org", label: Open }\n`);
    expect(link).to.deep.equal({ as: 'link', href: 'https://demo.example.org', label: 'Open' });
    for (const href of [
      'javascript:alert(1)',
      'data:text/html,x',
      '//evil.example',
      'file:///etc/passwd',
      'vbscript:x',
    ]) {
      const talk = new Talk(
        `title: x\nsteps:\n  - { run: report.make, save: r }\n  - { show: r.v, as: link }\n  - { show: r.d, as: download }\n`,
      );
      talk.done({ v: href, d: { href, filename: 'x' } });
      expect(talk.has('show'), href).to.equal(false);
    }
    const picture = new Talk(
      `title: x\nsteps:\n  - { run: report.make, save: r }\n  - { show: r.v, as: picture, alt: A }\n`,
    ).done({ v: 'https://tracker.example/x.png' });
    expect(picture.has('show')).to.equal(false);
  });

  it('draws logs, the last lines of long ones', () => {
    const lines = Array.from({ length: 600 }, (_, index) => `line ${index}`);
    expect(shown(lines.join('\n'), 'as: log, title: Log')).to.deep.equal({
      as: 'log',
      title: 'Log',
      lines: lines.slice(-500),
    });
    expect(shown({ lines: ['a'], live: 'op-1' }, 'as: log')).to.deep.equal({ as: 'log', lines: ['a'], live: 'op-1' });
  });

  it('shows nothing of nothing, but says its text', () => {
    const talk = new Talk(`title: x\nsteps:\n  - { run: report.make, save: r }\n  - { show: r.v, text: Here. }\n`).done(
      {},
    );
    expect(talk.effects).to.deep.equal([
      { type: 'say', text: 'Here.' },
      { type: 'end', outcome: 'done', output: {} },
    ]);
  });
});
