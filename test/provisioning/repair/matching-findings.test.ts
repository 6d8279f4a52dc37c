import { expect } from 'chai';

import type { Finding } from '#src/cluster/diagnosis/index.ts';
import { matchingFindings } from '#src/provisioning/repair/matching-findings.ts';

const finding = (rule: string, kind: string, name: string, more: Partial<Finding> = {}): Finding => ({
  rule,
  cause: 'any',
  severity: 'error',
  certainty: 'certain',
  object: { apiVersion: 'v1', kind, name, namespace: 'prod' },
  summary: `Something is wrong with ${name}.`,
  facts: {},
  evidence: [],
  breaks: [],
  ...more,
});

const all: readonly Finding[] = [
  finding('image-pull', 'Deployment', 'shop-web', { summary: 'The image ghcr.io/me/shop:2 was not found.' }),
  finding('service-endpoints', 'Service', 'blog', {
    breaks: [{ apiVersion: 'networking.k8s.io/v1', kind: 'Ingress', name: 'front', namespace: 'prod' }],
  }),
  finding('out-of-memory', 'StatefulSet', 'postgres'),
  finding('volume-claim', 'PersistentVolumeClaim', 'data'),
  finding('node-health', 'Node', 'worker-1', { object: { apiVersion: 'v1', kind: 'Node', name: 'worker-1' } }),
];

/** What somebody says, and the first object that it leads to; nothing where it leads nowhere. */
const spoken: readonly (readonly [words: string, first: string | undefined, byName: boolean])[] = [
  ['my shop is down', 'shop-web', true],
  ['the blog returns 503', 'blog', true],
  ['postgers keeps dying', 'postgres', false],
  ['something is wrong with worker-2', 'worker-1', false],
  ['users do not get in through front', 'blog', true],
  ['who has seen ghcr.io/me/shop:2 ?', 'shop-web', true],
  ['it runs out of memory', 'postgres', false],
  ['the disk is full', 'data', false],
  ['is a machine down?', 'worker-1', false],
  ['ma base manque de mémoire', 'postgres', false],
  ['le disque est plein', 'data', false],
  ['mon site est en panne', 'shop-web', false],
  ['shop-web ne répond plus', 'shop-web', true],
  ['نفدت الذاكرة', 'postgres', false],
  ['القرص ممتلئ', 'data', false],
  ['موقعي لا يعمل', 'shop-web', false],
  ['تطبيق blog لا يستجيب', 'blog', true],
  ['the coffee is cold', undefined, false],
  ['repair', undefined, false],
  ['check everything', undefined, false],
  ['', undefined, false],
];

describe('What somebody means by their own words', () => {
  for (const [words, first, byName] of spoken) {
    it(`"${words}" ${first === undefined ? 'leads nowhere' : `leads to ${first}`}`, () => {
      const matching = matchingFindings(all, words);
      const names = matching.findings.map(({ object }) => object.name);
      if (first === undefined || byName) expect(names[0]).to.equal(first);
      else expect(names, 'among what looks like that').to.include(first);
      expect(matching.byName).to.equal(byName);
    });
  }
});
