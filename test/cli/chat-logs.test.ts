import { stripVTControlCharacters } from 'node:util';

import { expect } from 'chai';

import { ChatLogs } from '#src/cli/chat-logs.ts';
import type { Ack, Entry, LogEnd, Watching } from '#src/protocol/index.ts';

describe('live logs in the terminal chat', () => {
  const entry: Entry = {
    id: '3.0',
    by: 'wizard',
    type: 'show',
    show: { as: 'log', title: 'web', lines: [], live: 'l1' },
  };
  let printed: string[];
  let asked: string[];
  let answer: Ack<Watching>;
  let logs: ChatLogs;

  beforeEach(async () => {
    [printed, asked] = [[], []];
    answer = { ok: true, feed: 'f', from: 0, lines: ['first'], replays: true };
    logs = new ChatLogs({
      watch: async ({ log }) => {
        asked.push(log);
        return answer;
      },
      print: (text) => void printed.push(...stripVTControlCharacters(text).split('\n')),
    });
    await logs.shown('c', [entry]);
  });

  const come = (from: number, ...lines: string[]): void =>
    logs.take({ conversation: 'c', log: 'l1', feed: 'f', from, lines });
  const end = (ended: LogEnd): void => logs.take({ conversation: 'c', log: 'l1', ended });

  it('print lines as they come, each one once, and what was left out', () => {
    come(0, 'first', 'second');
    come(5, 'sixth');
    expect(printed).to.deep.equal([
      '  first',
      '  (live: /pause holds it, /follow goes on)',
      '  second',
      '  (3 lines left out)',
      '  sixth',
    ]);
  });

  it('are held and go on', () => {
    printed.length = 0;
    expect(logs.command('/pause')).to.equal(true);
    come(1, 'unseen', 'unseen too');
    expect(logs.command('/follow')).to.equal(true);
    come(3, 'seen');
    expect(printed).to.deep.equal(['  (paused)', '  (2 lines came meanwhile)', '  (live)', '  seen']);
    expect(logs.command('/menu')).to.equal(false);
  });

  it('say why they end, and leave the words to others then', () => {
    end({ why: 'failed', message: 'The pod is gone.' });
    expect(printed.at(-1)).to.equal('  (web: The pod is gone.)');
    expect(logs.following).to.equal(false);
    expect(logs.command('/pause')).to.equal(false);
  });

  it('are followed again after a reconnection, and given up where there is nothing more', async () => {
    answer = { ok: false, error: { code: 'NO_LOG', message: 'This log has ended.' } };
    await logs.resume('c');
    expect(asked).to.deep.equal(['l1', 'l1']);
    expect(printed.at(-1)).to.equal('  (This log has ended.)');
    expect(logs.following).to.equal(false);
  });

  it('print the end of a flood only', () => {
    printed.length = 0;
    come(1, ...Array.from({ length: 150 }, (_, index) => `line ${index}`));
    expect(printed[0]).to.equal('  (50 lines left out)');
    expect(printed).to.have.length(101);
    expect(printed.at(-1)).to.equal('  line 149');
  });
});
