import { expect } from 'chai';

import type { Entry, Turn } from '#src/protocol/index.ts';
import { parseMarkdown, safeAddress } from '#src/protocol/markdown.ts';
import { cleanText, cleanTurn } from '../../web-widget/src/chat/clean.ts';
import { newId } from '../../web-widget/src/chat/ids.ts';
import { Outbox } from '../../web-widget/src/chat/outbox.ts';
import { read } from '../../web-widget/src/chat/reading.ts';
import { Transcript } from '../../web-widget/src/chat/transcript.ts';
import { plainText } from '../../web-widget/src/markdown/plain.ts';

function turn(revision: number, entries: Entry[] = [], open: string | null = null): Turn {
  return { revision, at: 0, entries, open, lang: 'en', dir: 'ltr' };
}

describe('The transcript', () => {
  const revisions = (transcript: Transcript): number[] => transcript.turns.map(({ revision }) => revision);

  it('takes turns in the order of their revisions, each one once', () => {
    const transcript = new Transcript();
    transcript.load([turn(1), turn(2)], false);
    expect(transcript.add(turn(2)).added).to.deep.equal([]);
    expect(transcript.add(turn(3)).added.map(({ revision }) => revision)).to.deep.equal([3]);
    expect(revisions(transcript)).to.deep.equal([1, 2, 3]);
  });

  it('holds back what came too early, says that something is missing, and goes on once it is there', () => {
    const transcript = new Transcript();
    transcript.load([turn(1)], false);
    expect(transcript.add(turn(3))).to.deep.equal({ added: [], gap: true });
    expect(transcript.add(turn(4)).gap).to.equal(true);
    expect(transcript.load([turn(2), turn(3)], false).map(({ revision }) => revision)).to.deep.equal([2, 3, 4]);
    expect(revisions(transcript)).to.deep.equal([1, 2, 3, 4]);
  });

  it('keeps what comes before the first page until that page is there', () => {
    const transcript = new Transcript();
    expect(transcript.add(turn(3)).added).to.deep.equal([]);
    transcript.load([turn(1), turn(2)], false);
    expect(revisions(transcript)).to.deep.equal([1, 2, 3]);
  });

  it('begins again where the server no longer has what lies between', () => {
    const transcript = new Transcript();
    transcript.load([turn(1), turn(2)], false);
    transcript.load([turn(40), turn(41)], true);
    expect(revisions(transcript)).to.deep.equal([40, 41]);
    expect(transcript.older).to.equal(true);
  });

  it('drops an entry it has', () => {
    const transcript = new Transcript();
    const entry: Entry = { id: '1.0', by: 'wizard', type: 'say', text: 'Hello' };
    transcript.load([turn(1, [entry])], false);
    transcript.add(turn(2, [entry]));
    expect(transcript.turns.at(-1)?.entries).to.deep.equal([]);
  });

  it('takes older pages in front', () => {
    const transcript = new Transcript();
    transcript.load([turn(5), turn(6)], true);
    transcript.prepend([turn(3), turn(4), turn(5)], true);
    expect(revisions(transcript)).to.deep.equal([3, 4, 5, 6]);
    transcript.prepend([turn(1), turn(2)], false);
    expect(transcript.older).to.equal(false);
  });
});

describe('Reading a transcript', () => {
  const said = (id: string, text: string, slot: string): Entry => ({
    id,
    by: 'person',
    type: 'said',
    text,
    slot,
    prompt: `${id}p`,
  });

  it('marks answers that no longer hold, and lets the newest be edited', () => {
    const reading = read([
      turn(1, [said('1.0', 'Large', 'size')]),
      turn(2, [said('2.0', '3', 'workers')]),
      turn(3, [{ id: '3.0', by: 'wizard', type: 'changed', slots: ['size', 'workers'] }]),
      turn(4, [said('4.0', 'Small', 'size')]),
    ]);
    expect([...reading.changed]).to.deep.equal(['1.0', '2.0']);
    expect([...reading.editable]).to.deep.equal(['4.0']);
  });

  it('locks the answers that an operation was made of', () => {
    const operation = {
      id: 'op',
      title: 'Deploy',
      state: 'Processing',
      stages: [],
      sequence: 1,
      cancellable: false,
    } as const;
    const reading = read([
      turn(1, [
        said('1.0', 'Large', 'size'),
        { id: '1.1', by: 'wizard', type: 'operation', operation: { ...operation, stages: [] } },
      ]),
    ]);
    expect([...reading.editable]).to.deep.equal([]);
  });

  it('draws an operation once, with its newest view', () => {
    const view = (sequence: number): Entry => ({
      id: `${sequence}.0`,
      by: 'wizard',
      type: 'operation',
      operation: {
        id: 'op',
        title: 'Deploy',
        state: sequence === 3 ? 'Succeeded' : 'Processing',
        stages: [],
        sequence,
        cancellable: false,
      },
    });
    const known = read([turn(1, [view(3)]), turn(2, [view(2)])]).operations.get('op');
    expect(known?.entry).to.equal('3.0');
    expect(known?.view.state).to.equal('Succeeded');
  });
});

describe('The outbox', () => {
  function storage(): Map<string, string> & { remove(key: string): void } {
    const map = new Map<string, string>();
    return Object.assign(map, { remove: (key: string) => void map.delete(key) });
  }
  const wrap = (map: Map<string, string>) => ({
    get: (key: string) => map.get(key) ?? null,
    set: (key: string, value: string) => void map.set(key, value),
    remove: (key: string) => void map.delete(key),
  });

  it('gives an unsent reply to the next page of the tab, with the same id', () => {
    const kept = storage();
    const outbox = new Outbox(wrap(kept));
    const pending = outbox.add({ type: 'text', text: 'hello' }, { text: 'hello', secret: false, prompt: null });
    outbox.save('conversation-1');
    const next = new Outbox(wrap(kept));
    next.restore('conversation-1');
    expect(next.next()?.id).to.equal(pending.id);
    expect(next.next()?.state).to.equal('waiting');
  });

  it('keeps a secret out of the storage', () => {
    const kept = storage();
    const outbox = new Outbox(wrap(kept));
    outbox.add({ type: 'answer', prompt: '1.0', value: 'hunter2' }, { text: '••••', secret: true, prompt: '1.0' });
    outbox.save('conversation-1');
    expect([...kept.values()].join()).not.to.contain('hunter2');
  });

  it('gives nothing of one conversation to another, and survives a storage somebody else wrote', () => {
    const kept = storage();
    const outbox = new Outbox(wrap(kept));
    outbox.add({ type: 'text', text: 'hello' }, { text: 'hello', secret: false, prompt: null });
    outbox.save('conversation-1');
    const other = new Outbox(wrap(kept));
    other.restore('conversation-2');
    expect(other.items).to.deep.equal([]);
    for (const junk of ['{', '7', '{"conversation":1}', '{"conversation":"conversation-1","items":[null]}']) {
      kept.set('outbox', junk);
      other.restore('conversation-1');
      expect(other.items).to.deep.equal([]);
    }
  });

  it('makes ids that sort by time and that the server takes', () => {
    expect(newId(1)).to.match(/^[A-Za-z0-9_-]{26}$/);
    expect(newId(1) < newId(2)).to.equal(true);
    expect(new Set(Array.from({ length: 1_000 }, () => newId())).size).to.equal(1_000);
  });
});

describe('Markdown', () => {
  it('knows the whole subset', () => {
    const types = parseMarkdown(
      '# A\n\ntext **b** *i* ~~s~~ `c` [l](https://example.org)\n\n- one\n- two\n\n1. first\n\n> quote\n\n```js\ncode\n```\n\n---',
    ).map(({ type }) => type);
    expect(types).to.deep.equal(['heading', 'paragraph', 'list', 'list', 'quote', 'fence', 'rule']);
  });

  it('leaves marks without a partner, names with underscores and escaped marks alone', () => {
    expect(plainText('2 * 3 * 4, **open, node_name_1, \\*stars\\*')).to.equal(
      '2 * 3 * 4, **open, node_name_1, *stars*',
    );
  });

  it('is heard without its marks', () => {
    expect(plainText('## Done\nIt **works**, see [here](https://example.org):\n- `a`\n- b')).to.equal(
      'Done\nIt works, see here:\na\nb',
    );
  });

  it('opens only addresses that are safe', () => {
    expect(safeAddress('https://example.org/a').host).to.equal('example.org');
    expect(safeAddress('mailto:a@example.org').href).to.equal('mailto:a@example.org');
    const hostile = [
      'javascript:alert(1)',
      'JaVaScRiPt:alert(1)',
      ' javascript:alert(1)',
      'java\nscript:alert(1)',
      'data:text/html,x',
      'vbscript:x',
      'file:///etc/passwd',
      'https://bank.example@evil.example/',
      '//evil.example',
      'blob:https://example.org/x',
    ];
    for (const address of hostile) expect(safeAddress(address), address).to.deep.equal({});
  });

  it('takes hostile text of any shape in no time', () => {
    const shapes = [
      '*',
      '**a',
      '[',
      '[a](',
      '`',
      '_a ',
      '> ',
      '- ',
      '~~',
      '#',
      '\\',
      '![',
      '|',
      '&lt;',
      '  - a\n',
      '> - 1. ',
    ];
    for (const shape of shapes) {
      const started = performance.now();
      parseMarkdown(shape.repeat(20_000 / shape.length));
      expect(performance.now() - started, JSON.stringify(shape)).to.be.below(250);
    }
  });
});

describe('Cleaning what is shown', () => {
  it('takes away what deceives the eye, and leaves scripts and emoji whole', () => {
    expect(cleanText('safe\u202etxt.exe\u2066')).to.equal('safetxt.exe');
    expect(cleanText('pay\u200bpal\u{e0041}')).to.equal('paypal');
    expect(cleanText('a\u200db')).to.equal('ab');
    expect(cleanText('می\u200cخواهم 👩\u200d💻')).to.equal('می\u200cخواهم 👩\u200d💻');
  });

  it('leaves what goes back to the server byte for byte', () => {
    const cleaned = cleanTurn(
      turn(1, [
        {
          id: '1.0',
          by: 'wizard',
          type: 'prompt',
          prompt: {
            id: '1.0',
            kind: 'ask',
            commands: [],
            question: {
              slot: 'a\u200b',
              type: 'choice',
              text: 'W\u202eho',
              default: 'x\u200b',
              choices: [{ value: 'x\u200b', label: 'X\u202e' }],
            },
          },
        },
        {
          id: '1.1',
          by: 'wizard',
          type: 'show',
          show: { as: 'card', title: 'T\u202e', fields: [{ label: 'L\u202e', value: 'V\u202e' }] },
        },
        { id: '1.2', by: 'person', type: 'said', text: 'a\u202e', prompt: '1.0', slot: 's\u200b' },
      ]),
    );
    const [prompt, show, said] = cleaned.entries;
    expect(prompt).to.have.nested.property('prompt.question.text', 'Who');
    expect(prompt).to.have.nested.property('prompt.question.slot', 'a\u200b');
    expect(prompt).to.have.nested.property('prompt.question.default', 'x\u200b');
    expect(prompt).to.have.deep.nested.property('prompt.question.choices', [{ value: 'x\u200b', label: 'X' }]);
    expect(show).to.have.deep.nested.property('show.fields', [{ label: 'L', value: 'V' }]);
    expect(said).to.include({ text: 'a', slot: 's\u200b' });
  });
});
