import { expect } from 'chai';

import { checks, judgeUpgrade } from '#src/cluster/upgrade/index.ts';
import { saidIn } from '#src/provisioning/texts/texts.ts';

import { clear } from './clear-clusters.ts';
import { preflightOf } from './fixtures.ts';
import { troubled } from './troubled-clusters.ts';

const isFrench = (text: string): boolean => saidIn('fr', text) !== text;

describe('An upgrade check in French', () => {
  it('says everything that it says in English', () => {
    const untold = new Set<string>();
    for (const { wish } of [...troubled, ...clear]) {
      const { lines, notLookedAt } = judgeUpgrade(preflightOf(wish()));
      for (const { check, title, detail, remedies } of lines) {
        const own = check === 'node-health' || check === 'present-faults' || check === 'extension-apis';
        // What a diagnosis says has its own words, and its own test.
        const texts = own
          ? [detail ?? '']
          : [title, detail ?? '', ...remedies.flatMap((remedy) => [remedy.title, remedy.warning])];
        for (const text of texts) if (text !== '' && !isFrench(text)) untold.add(text);
      }
      for (const text of notLookedAt) if (!isFrench(text)) untold.add(text);
    }
    for (const { fine, subject, needs } of Object.values(checks)) {
      if (needs.length === 0) continue;
      for (const text of [fine, subject, `${subject}: the credentials may not read Pod.`])
        if (!isFrench(text)) untold.add(text);
    }
    expect([...untold]).to.deep.equal([]);
  });

  it('shows why, and says what to do by hand, in French', () => {
    const untold = new Set<string>();
    for (const { wish } of [...troubled, ...clear]) {
      for (const { evidence, remedies } of judgeUpgrade(preflightOf(wish())).lines) {
        const texts = [...evidence.map(({ text }) => text), ...remedies.flatMap(({ steps }) => steps)];
        // Sentences: not commands, fields of objects and what a cluster wrote.
        for (const text of texts) if (/^["A-Z0-9].* .*\.$/.test(text) && !isFrench(text)) untold.add(text);
      }
    }
    expect([...untold]).to.deep.equal([]);
  });

  const sentences: [english: string, french: string][] = [
    [
      'From 1.33 to v1.36 in 3 steps, one minor at a time: v1.34, then v1.35, then v1.36.',
      'De 1.33 à v1.36, une version mineure à la fois\u00a0: v1.34, puis v1.35, puis v1.36.',
    ],
    ['Upgrade it to 1.4 or later first.', 'Mettez-le d’abord à niveau vers 1.4 ou plus récent.'],
    [
      'Kubernetes 1.31 cannot mount volumes of CephFS and RBD by itself any more.',
      'Kubernetes 1.31 ne sait plus monter lui-même les volumes de CephFS et RBD.',
    ],
    [
      'The admission webhook "p" refuses every change, because the service "gone" in shop does not exist.',
      'Le webhook d’admission «\u00a0p\u00a0» refuse tous les changements\u00a0: le service «\u00a0gone\u00a0» dans shop n’existe pas.',
    ],
  ];
  for (const [english, french] of sentences) {
    it(`says it whole: ${english}`, () => {
      expect(saidIn('fr', english)).to.equal(french);
    });
  }
});
