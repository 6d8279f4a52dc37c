import { expect } from 'chai';

import type { Commit, DurableTimer, OutboxEffect, SessionStore } from '#src/conversation/index.ts';
import type { Turn } from '#src/protocol/index.ts';

/** What the suite needs of an implementation. */
export interface SessionStoreSubject {
  /** Two stores on the same data over connections of their own, empty at first. */
  stores(): Promise<[SessionStore, SessionStore]>;
  /** Races that two connections run for the same revision. */
  races: number;
}

/** Every implementation of `SessionStore` keeps these promises. */
export function sessionStoreContract(subject: SessionStoreSubject): void {
  let store: SessionStore;
  let other: SessionStore;

  beforeEach(async () => {
    [store, other] = await subject.stores();
  });

  describe('saving a turn', () => {
    it('grows the revision by exactly one and keeps the conversation as it was given', async () => {
      expect(await store.load('c1')).to.equal(null);
      expect(await store.revision('c1')).to.equal(0);
      for (let revision = 1; revision <= 3; revision++) {
        const commit = aCommit('c1', revision - 1);
        expect(await store.commit(commit)).to.deep.equal({ type: 'saved', entries: [] });
        expect(await other.load('c1')).to.deep.equal({ revision, conversation: commit.conversation });
        expect(await other.revision('c1')).to.equal(revision);
      }
    });

    it('refuses a turn that was decided on an older or on an invented revision, and writes nothing', async () => {
      await save(store, 'c1', 2);
      const before = await store.load('c1');
      const late = aCommit('c1', 1, {
        messageId: 'late',
        outbox: [anEffect('c1', 'e')],
        setTimers: [aTimer('c1', 't', 1)],
      });
      expect(await store.commit(late)).to.deep.equal({ type: 'stale', revision: 2 });
      expect(await store.commit(aCommit('c1', 7, { messageId: 'early' }))).to.deep.equal({
        type: 'stale',
        revision: 2,
      });
      expect(await store.commit(aCommit('c9', 3))).to.deep.equal({ type: 'stale', revision: 0 });
      expect(await store.commit(aCommit('c1', 0, { messageId: 'begin' }))).to.deep.equal({
        type: 'stale',
        revision: 2,
      });
      expect(await store.load('c1')).to.deep.equal(before);
      expect((await store.turns('c1', { count: 10 })).turns).to.have.length(2);
      expect(await store.unsettled(0, 10)).to.deep.equal([]);
      expect(await store.dueTimers(10, 10)).to.deep.equal([]);
    });

    it('takes a message once, and tells as which revision even when the turn is stale', async () => {
      await save(store, 'c1', 5);
      for (let revision = 1; revision <= 5; revision++) {
        const again = aCommit('c1', revision - 1, { messageId: `c1-m${revision}` });
        expect(await other.commit(again)).to.deep.equal({ type: 'duplicate', revision });
      }
      const current = aCommit('c1', 5, { messageId: 'c1-m3' });
      expect(await store.commit(current)).to.deep.equal({ type: 'duplicate', revision: 3 });
      expect(await store.revision('c1')).to.equal(5);
    });

    it('does not mistake a message of another conversation for this one', async () => {
      await store.commit(aCommit('c1', 0, { messageId: 'same' }));
      expect(await store.commit(aCommit('c2', 0, { messageId: 'same' }))).to.deep.equal({ type: 'saved', entries: [] });
    });

    it('remembers the last messages of a long conversation', async () => {
      await save(store, 'c1', 400);
      expect(await store.commit(aCommit('c1', 12, { messageId: 'c1-m200' }))).to.deep.equal({
        type: 'duplicate',
        revision: 200,
      });
    });

    it('has exactly one winner when two connections race', async function () {
      this.timeout(60_000);
      for (let race = 0; race < subject.races; race++) {
        const id = `race-${race % 10}`;
        const expected = Math.floor(race / 10);
        const results = await Promise.all([
          store.commit(aCommit(id, expected, { messageId: `a${race}`, outbox: [anEffect(id, `a${race}`)] })),
          other.commit(aCommit(id, expected, { messageId: `b${race}`, outbox: [anEffect(id, `b${race}`)] })),
        ]);
        expect(results.map(({ type }) => type).sort()).to.deep.equal(['saved', 'stale']);
        expect(results.find(({ type }) => type === 'stale')).to.deep.equal({ type: 'stale', revision: expected + 1 });
      }
      expect(await store.unsettled(0, 1_000)).to.have.length(Math.min(subject.races, 1_000));
    });

    it('has one winner when the same message arrives twice at once', async () => {
      for (let revision = 0; revision < 50; revision++) {
        const results = await Promise.all([
          store.commit(aCommit('c1', revision)),
          other.commit(aCommit('c1', revision)),
        ]);
        expect(results.map(({ type }) => type).sort()).to.deep.equal(['duplicate', 'saved']);
      }
    });

    it('keeps big values, every script and odd ids byte for byte', async () => {
      const ids = [
        '!room:example.org',
        'a{b}c',
        '{',
        '}{',
        ' ',
        'ÄÖ 漢字 😀',
        'new\nline',
        'a\u0000b',
        '"\'\\',
        '*',
        'c:1',
      ];
      for (const id of ids) {
        const commit = aCommit(id, 0, {
          messageId: `${id}\n$evt:😀`,
          outbox: [anEffect(id, `${id}.1.0`)],
          setTimers: [aTimer(id, `${id}!`, 5)],
        });
        commit.conversation.remembered = {
          text: 'مرحبا 漢字 😀 \u2028 "quoted" \\ \n',
          big: 'x'.repeat(300_000),
          '': null,
        };
        commit.turn.entries.push({ id: '1.1', by: 'wizard', type: 'say', text: '𝕏'.repeat(100_000) });
        const result = await store.commit(commit);
        expect(result.type).to.equal('saved');
        expect(await other.load(id)).to.deep.equal({ revision: 1, conversation: commit.conversation });
        expect((await other.turns(id, { count: 1 })).turns).to.deep.equal([commit.turn]);
      }
      const timers = await store.dueTimers(5, 100);
      expect(timers.map(({ conversation }) => conversation).sort()).to.deep.equal([...ids].sort());
      const effects = await store.unsettled(0, 100);
      expect(effects.map(({ effect }) => effect.conversation).sort()).to.deep.equal([...ids].sort());
      await Promise.all(timers.map((timer) => store.clearTimer(timer)));
      await Promise.all(effects.map(({ entry, effect }) => store.settle(effect.conversation, [entry])));
      expect(await store.dueTimers(5, 100)).to.deep.equal([]);
      expect(await store.unsettled(0, 100)).to.deep.equal([]);
    });
  });

  describe('the transcript', () => {
    const revisions = async (range: { after?: number; before?: number; count: number }) => {
      const { turns, older } = await store.turns('c1', range);
      return [turns.map(({ revision }) => revision), older];
    };

    beforeEach(async () => {
      await save(store, 'c1', 10);
    });

    it('gives the newest turns, oldest first, and says whether there are older ones', async () => {
      expect(await revisions({ count: 3 })).to.deep.equal([[8, 9, 10], true]);
      expect(await revisions({ count: 10 })).to.deep.equal([[1, 2, 3, 4, 5, 6, 7, 8, 9, 10], false]);
      expect(await revisions({ count: 50 })).to.deep.equal([[1, 2, 3, 4, 5, 6, 7, 8, 9, 10], false]);
    });

    it('pages backwards', async () => {
      expect(await revisions({ before: 8, count: 4 })).to.deep.equal([[4, 5, 6, 7], true]);
      expect(await revisions({ before: 4, count: 4 })).to.deep.equal([[1, 2, 3], false]);
      expect(await revisions({ before: 1, count: 4 })).to.deep.equal([[], false]);
    });

    it('gives exactly what was missed', async () => {
      expect(await revisions({ after: 7, count: 50 })).to.deep.equal([[8, 9, 10], true]);
      expect(await revisions({ after: 0, count: 2 })).to.deep.equal([[1, 2], false]);
      expect(await revisions({ after: 10, count: 5 })).to.deep.equal([[], true]);
      expect(await revisions({ after: 99, count: 5 })).to.deep.equal([[], true]);
      expect(await revisions({ after: 3, before: 5, count: 5 })).to.deep.equal([[4], true]);
      expect(await revisions({ after: 3, before: 4, count: 5 })).to.deep.equal([[], false]);
    });

    it('is empty where there is no conversation or nothing is wanted', async () => {
      expect(await store.turns('nobody', { count: 5 })).to.deep.equal({ turns: [], older: false });
      expect((await store.turns('c1', { count: 0 })).turns).to.deep.equal([]);
    });
  });

  describe('the outbox', () => {
    it('names an entry for each effect, in order, and keeps it until it is settled', async () => {
      const outbox = [anEffect('c1', 'e0'), anEffect('c1', 'e1'), anEffect('c1', 'e2')];
      const entries = await savedEntries(store, aCommit('c1', 0, { outbox }));
      expect(new Set(entries).size).to.equal(3);
      const found = await other.unsettled(0, 10);
      expect(found).to.deep.equal(outbox.map((effect, index) => ({ entry: entries[index], effect })));
      await store.settle('c1', [entries[1] ?? '']);
      expect((await store.unsettled(0, 10)).map(({ effect }) => effect.id)).to.deep.equal(['e0', 'e2']);
      await store.settle('c1', entries);
      await store.settle('c1', entries);
      expect(await store.unsettled(0, 10)).to.deep.equal([]);
    });

    it('ignores unknown entries', async () => {
      await store.settle('c1', []);
      await store.settle('c1', ['', 'nonsense', '1-1', '99999999999999999999999-0']);
    });

    it('does not give out what is young', async () => {
      await store.commit(aCommit('c1', 0, { outbox: [anEffect('c1', 'young')] }));
      expect(await store.unsettled(60_000, 10)).to.deep.equal([]);
    });

    it('gives the oldest first over all conversations, in bounded batches', async () => {
      for (let number = 0; number < 30; number++) {
        await store.commit(aCommit(`c${number}`, 0, { outbox: [anEffect(`c${number}`, `e${number}`)] }));
        if (number % 10 === 9) await new Promise((resolve) => setTimeout(resolve, 5));
      }
      const found = await store.unsettled(0, 10);
      expect(found.map(({ effect }) => effect.id).sort()).to.deep.equal(
        Array.from({ length: 10 }, (_, number) => `e${number}`),
      );
      expect(await store.unsettled(0, 0)).to.deep.equal([]);
    });
  });

  describe('timers', () => {
    it('are due at their time, stay until cleared, and come earliest first', async () => {
      const timers = [aTimer('c1', 'b', 200), aTimer('c1', 'a', 100)];
      await store.commit(aCommit('c1', 0, { setTimers: timers }));
      await store.commit(aCommit('c2', 0, { setTimers: [aTimer('c2', 'a', 150)] }));
      expect(await other.dueTimers(99, 10)).to.deep.equal([]);
      expect(await other.dueTimers(100, 10)).to.deep.equal([timers[1]]);
      expect((await other.dueTimers(1_000, 10)).map(({ at }) => at)).to.deep.equal([100, 150, 200]);
      expect((await other.dueTimers(1_000, 2)).map(({ at }) => at)).to.deep.equal([100, 150]);
      await store.clearTimer(aTimer('c1', 'a', 100));
      expect((await other.dueTimers(1_000, 10)).map(({ at }) => at)).to.deep.equal([150, 200]);
      expect(await store.dueTimers(1_000, 0)).to.deep.equal([]);
    });

    it('move when set again, with new data', async () => {
      await store.commit(aCommit('c1', 0, { setTimers: [aTimer('c1', 't', 100)] }));
      const moved = { ...aTimer('c1', 't', 900), run: 'r2', name: 'later' };
      await store.commit(aCommit('c1', 1, { setTimers: [moved] }));
      expect(await store.dueTimers(899, 10)).to.deep.equal([]);
      expect(await store.dueTimers(900, 10)).to.deep.equal([moved]);
    });

    it('are cleared by a turn; one that is cleared and set in the same turn is set', async () => {
      await store.commit(aCommit('c1', 0, { setTimers: [aTimer('c1', 'x', 1), aTimer('c1', 'y', 1)] }));
      await store.commit(aCommit('c1', 1, { clearTimers: ['x', 'y', 'unknown'], setTimers: [aTimer('c1', 'y', 2)] }));
      expect(await store.dueTimers(10, 10)).to.deep.equal([aTimer('c1', 'y', 2)]);
    });

    it('that were moved while firing stay', async () => {
      const fired = aTimer('c1', 't', 100);
      await store.commit(aCommit('c1', 0, { setTimers: [fired] }));
      await other.commit(aCommit('c1', 1, { setTimers: [aTimer('c1', 't', 500)] }));
      await store.clearTimer(fired);
      expect(await store.dueTimers(500, 10)).to.deep.equal([aTimer('c1', 't', 500)]);
      await store.clearTimer(aTimer('c1', 'never set', 1));
    });

    it('of two conversations never meet, whatever their ids', async () => {
      await store.commit(aCommit('a', 0, { setTimers: [aTimer('a', 'bc', 1)] }));
      await store.commit(aCommit('ab', 0, { setTimers: [aTimer('ab', 'c', 1)] }));
      expect(await store.dueTimers(1, 10)).to.have.length(2);
    });
  });

  describe('what belongs to a person', () => {
    it('lists conversations newest first, in pages', async () => {
      for (let number = 1; number <= 25; number++) await store.index('ann', `c${number}`, `Number ${number}`, number);
      await store.index('bob', 'b1', 'Of somebody else', 1);
      expect(await other.list('ann', { offset: 0, count: 2 })).to.deep.equal([
        { id: 'c25', title: 'Number 25', at: 25 },
        { id: 'c24', title: 'Number 24', at: 24 },
      ]);
      const last = await other.list('ann', { offset: 20, count: 20 });
      expect(last.map(({ id }) => id)).to.deep.equal(['c5', 'c4', 'c3', 'c2', 'c1']);
      expect(await store.list('ann', { offset: 25, count: 5 })).to.deep.equal([]);
      expect(await store.list('ann', { offset: 0, count: 0 })).to.deep.equal([]);
      expect(await store.list('nobody', { offset: 0, count: 5 })).to.deep.equal([]);
    });

    it('is not changed by an entry that is told again, or late', async () => {
      await store.index('ann', 'c1', 'New title', 20);
      await store.index('ann', 'c1', 'Old title', 10);
      await store.index('ann', 'c1', 'New title', 20);
      expect(await store.list('ann', { offset: 0, count: 5 })).to.deep.equal([
        { id: 'c1', title: 'New title', at: 20 },
      ]);
    });

    it('keeps answers over conversations, of any kind and under any name', async () => {
      expect(await store.remembered('ann')).to.deep.equal({});
      await store.remember('ann', 'region', 'ghent');
      await store.remember('ann', 'region', 'vienna');
      await store.remember('ann', 'tags', []);
      await store.remember('ann', 'size', { nodes: 3, spare: null, empty: {} });
      await store.remember('ann', 'constructor', '12345678901234567890.10');
      await store.remember('b}ob{', 'region', 'lyon');
      expect(await other.remembered('ann')).to.deep.equal({
        region: 'vienna',
        tags: [],
        size: { nodes: 3, spare: null, empty: {} },
        constructor: '12345678901234567890.10',
      });
      expect(await other.remembered('b}ob{')).to.deep.equal({ region: 'lyon' });
      await store.remember('eve', '__proto__', { admin: true });
      const answers = await store.remembered('eve');
      expect(Object.keys(answers)).to.deep.equal(['__proto__']);
      expect(Object.getPrototypeOf(answers)).to.equal(Object.prototype);
    });

    it('does not grow without bound', async () => {
      for (let number = 0; number < 300; number++) await store.remember('ann', `slot${number}`, number);
      const answers = await store.remembered('ann');
      expect(Object.keys(answers).length).to.be.within(100, 250);
      expect(answers['slot299']).to.equal(299);
    });
  });
}

/** A turn of a small conversation, ready to be saved. */
export function aCommit(id: string, expected: number, over: Partial<Commit> = {}): Commit {
  const revision = expected + 1;
  return {
    expected,
    messageId: `${id}-m${revision}`,
    conversation: {
      id,
      owner: 'ann',
      person: { name: 'Ann', roles: ['owner'] },
      channel: 'web',
      locale: 'en',
      stack: [
        {
          flow: 'hello',
          version: 1,
          hash: 'h1',
          at: 'name',
          slots: { name: `Name ${revision}` },
          vars: {},
          trail: ['name'],
        },
      ],
      runs: [`${id}-r1`],
      open: `${revision}.0`,
      startedAt: 1_764_000_000_000,
    },
    turn: aTurn(revision),
    outbox: [],
    setTimers: [],
    clearTimers: [],
    ...over,
  };
}

/** An effect that leaves a turn. */
export function anEffect(conversation: string, id: string): OutboxEffect {
  const input = { nodes: 3, note: 'ü' };
  return {
    id,
    conversation,
    owner: 'ann',
    run: 'r1',
    step: 's',
    type: 'read',
    purpose: 'run',
    action: 'a',
    input,
    timeoutMs: 1,
  };
}

/** A timer of a conversation. */
export function aTimer(conversation: string, id: string, at: number): DurableTimer {
  return { id, conversation, run: 'r1', name: 'idle', at };
}

/** Saves turns 1 to `count`. */
export async function save(store: SessionStore, id: string, count: number): Promise<void> {
  for (let revision = 1; revision <= count; revision++) await savedEntries(store, aCommit(id, revision - 1));
}

async function savedEntries(store: SessionStore, commit: Commit): Promise<string[]> {
  const result = await store.commit(commit);
  if (result.type !== 'saved') throw new Error(`Revision ${commit.expected + 1} was not saved: ${result.type}.`);
  return result.entries;
}

function aTurn(revision: number): Turn {
  return {
    revision,
    at: 1_764_000_000_000 + revision,
    entries: [{ id: `${revision}.0`, by: 'wizard', type: 'say', text: `Turn ${revision}` }],
    open: null,
    lang: 'en',
    dir: 'ltr',
  };
}
