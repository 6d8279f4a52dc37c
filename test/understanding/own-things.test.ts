import { expect } from 'chai';

import type { Scene } from '#src/conversation/index.ts';
import { answerAboutThings } from '#src/understanding/own-things.ts';

import { openSituations } from './situations.ts';

describe('questions about what a person has', () => {
  let scene: Scene;

  before(async () => {
    const place = await openSituations();
    scene = {
      ...place('home', '', 'en'),
      things: [
        { kind: 'vdc', name: 'web1', since: Date.UTC(2026, 2, 3) },
        { kind: 'vdc', name: 'demo', since: Date.UTC(2025, 10, 9) },
        { kind: 'vdc', name: 'shop-prod', since: Date.UTC(2026, 8, 1) },
      ],
    };
  });

  const answerTo = (text: string, locale = 'en'): string | undefined =>
    answerAboutThings({ ...scene, text, surroundings: { ...scene.surroundings, locale } })?.text;

  it('are answered from what was looked up', () => {
    expect(answerTo('which of my clusters is the oldest?')).to.equal(
      'Your oldest data center is **demo**, from November 9, 2025.',
    );
    expect(answerTo('what is my newest data center')).to.equal(
      'Your newest data center is **shop-prod**, from September 1, 2026.',
    );
    expect(answerTo('how many clusters do I have?')).to.equal(
      'You have 3 data centers: **web1**, **demo**, **shop-prod**.',
    );
    expect(answerTo('when did I create web1')).to.equal('You have **web1** since March 3, 2026.');
    expect(answerTo('quel est mon cluster le plus ancien ?', 'fr')).to.equal(
      'Votre plus ancien centre de données est **demo**, du 9 novembre 2025.',
    );
    expect(answerTo('كم عنقود لدي', 'ar')).to.match(/^عدد مراكز بياناتك 3: /);
  });
  it('are no wishes, and wishes are no questions', () => {
    for (const text of [
      'delete my oldest cluster',
      'which cluster is broken',
      'how many workers does demo have',
      'what does web1 cost',
      'how old are you',
      'which of my apps is the oldest',
      'upgrade the newest cluster',
    ])
      expect(answerTo(text), text).to.equal(undefined);
  });
  it('are answered for a person who has nothing', () => {
    expect(answerAboutThings({ ...scene, things: [], text: 'how many clusters do I have' })?.text).to.equal(
      'You have no data center yet.',
    );
  });
});
