import { expect } from 'chai';

import { connectRedis } from '#src/redis/connect-redis.ts';
import { Documentation } from '#src/understanding/documentation.ts';
import { UnknownSentences } from '#src/understanding/index.ts';
import { language } from '#src/understanding/language.ts';
import { distance, plain, plainText, stem } from '#src/understanding/plain-words.ts';
import { Sentence } from '#src/understanding/sentence.ts';
import { CannotTeach, teachPhrase } from '#src/understanding/teach-phrase.ts';

import { testRedis } from '../support/redis.ts';

describe('the words of a sentence', () => {
  it('are made plain: case, accents, contractions, Arabic letters', () => {
    expect(plainText("I DON'T want Déployé!")).to.equal('i do not want deploye');
    expect(plainText("d'un l'appli, gimme web-1")).to.equal('un appli give me web-1');
    expect(plain('أُريدُ إلغاءَ')).to.equal('اريد الغاء');
  });
  it('keep names, images and versions whole', () => {
    expect(plainText('run ghcr.io/me/shop:1.2 as web-1 on v1.34.1+k3s1.')).to.equal(
      'run ghcr.io/me/shop:1.2 as web-1 on v1.34.1+k3s1',
    );
  });
  it('have one stem for one and many', () => {
    expect(['clusters', 'boxes', 'entries', 'is', 'العناقيد'].map(stem)).to.deep.equal([
      'cluster',
      'box',
      'entry',
      'is',
      'عناقيد',
    ]);
  });
  it('differ by slips; two letters that changed places are one', () => {
    expect(distance('cluster', 'clutser', 2)).to.equal(1);
    expect(distance('deploy', 'depoly', 2)).to.equal(1);
    expect(distance('deploy', 'delete', 2)).to.equal(3);
  });
  it('are numbers where they mean numbers', () => {
    expect(new Sentence('three workers, a couple of nodes, trois et خمسة', language()).text).to.equal(
      '3 workers 2 nodes 3 et 5',
    );
  });
});

describe('questions people ask', () => {
  const pages = Documentation.read(new URL('../../docs/questions.md', import.meta.url), 'docs/questions.md');

  it('are answered in the words of the page, with its name', () => {
    expect(pages.answer('what is a vdc?')?.text).to.match(/^A virtual data center \(VDC\) is a Kubernetes cluster/);
    expect(pages.answer('how much does it cost')?.source).to.equal('docs/questions.md, “What does it cost?”');
    expect(pages.answer('what happens if a node dies?')?.source).to.contain('machine fails');
  });
  it('are left alone where the page says nothing', () => {
    for (const question of ['who won the world cup?', 'what is the weather in paris?', 'do you like pizza?']) {
      expect(pages.answer(question), question).to.equal(undefined);
    }
  });
});

describe('teaching a phrase', () => {
  it('adds a line to a list, and keeps everything else', () => {
    const source =
      '# mine\ntitle: x\ntriggers:\n  commands: [/x]\n  phrases:\n    - one # first\n    - two\nsteps: []\n';
    expect(teachPhrase(source, 'cook: now')).to.equal(source.replace('    - two\n', '    - two\n    - "cook: now"\n'));
  });
  it('adds to a list in brackets, an empty one too', () => {
    expect(teachPhrase('title: x\ntriggers: { phrases: [one, two] }\n', 'three')).to.equal(
      'title: x\ntriggers: { phrases: [one, two, three] }\n',
    );
    expect(teachPhrase('title: x\ntriggers: { phrases: [] }\n', 'yes')).to.equal(
      'title: x\ntriggers: { phrases: ["yes"] }\n',
    );
  });
  it('makes the place where there is none', () => {
    expect(teachPhrase('title: x\nsteps: []\n', 'one')).to.equal(
      'title: x\ntriggers:\n  phrases:\n    - one\nsteps: []\n',
    );
  });
  it('refuses what is known, empty, or has no place, and says why', () => {
    expect(() => teachPhrase('title: x\ntriggers: { phrases: [One] }\n', 'one')).to.throw(
      CannotTeach,
      'knows this phrase already',
    );
    expect(() => teachPhrase('title: x\n', '  ')).to.throw(CannotTeach, '1 to 200');
    expect(() => teachPhrase('title: x\ntriggers: { commands: [/x] }\n', 'one')).to.throw(CannotTeach, 'phrases: []');
    expect(() => teachPhrase('title: [', 'one')).to.throw(CannotTeach, 'flow check');
  });
});

describe('sentences that nothing could be made of', () => {
  it('are counted without secrets, and forgotten when taught', async () => {
    const { url, prefix } = await testRedis();
    const redis = connectRedis(`unix://${url}`);
    const sentences = new UnknownSentences({ redis, prefix });
    const surroundings = {
      now: 0,
      user: { id: 'ada', name: 'Ada', roles: [] },
      locale: 'en',
      channel: 'web',
      remembered: {},
      run: 'r',
    };
    for (const text of ['Cook me a cluster', 'cook me a cluster ', 'my password is hunter2hunter2'])
      await sentences.add({ text, surroundings });
    expect(await sentences.list(10)).to.deep.equal([
      { text: 'cook me a cluster', locale: 'en', flow: '', count: 2 },
      { text: 'my password is •••', locale: 'en', flow: '', count: 1 },
    ]);
    await sentences.forget('Cook me a cluster');
    expect((await sentences.list(10)).map(({ text }) => text)).to.deep.equal(['my password is •••']);
    redis.disconnect();
  });
});
