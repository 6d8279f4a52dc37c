import { expect } from 'chai';

import { compareVersions, parseVersion, pathTo } from '#src/cluster/upgrade/index.ts';

const available = [
  'v1.34.0+k3s1',
  'v1.34.9-rc.1+k3s1',
  'v1.34.10+k3s1',
  'v1.34.9',
  'v1.35.6+k3s1',
  'v1.35.6+k3s2',
  'v1.36.3+k3s1',
];

describe('The way to a version', () => {
  const ways: [title: string, from: string, to: string, hops: string[]][] = [
    ['a patch', 'v1.34.1+k3s1', 'v1.34.10+k3s1', ['v1.34.10+k3s1']],
    ['a build of the distribution', 'v1.35.6+k3s1', 'v1.35.6+k3s2', ['v1.35.6+k3s2']],
    ['one minor, its newest release of the same kind', 'v1.33.1+k3s1', 'v1.34', ['v1.34.10+k3s1']],
    ['another kind has releases of its own', 'v1.33.1', '1.34', ['v1.34.9']],
    ['three minors, one at a time', 'v1.33.4+k3s1', 'v1.36.3+k3s1', ['v1.34.10+k3s1', 'v1.35.6+k3s2', 'v1.36.3+k3s1']],
    ['minors that nobody knows releases of', 'v1.27.4', 'v1.30', ['v1.28', 'v1.29', 'v1.30']],
    ['what a provider calls its versions', 'v1.30.5-gke.1014001', 'v1.31', ['v1.31']],
  ];
  for (const [title, from, to, hops] of ways) {
    it(title, () => {
      expect(pathTo(from, to, available).hops).to.deep.equal(hops);
    });
  }

  it('takes a minor alone for its newest release, also when an older one runs', () => {
    expect(pathTo('v1.34.1+k3s1', 'v1.34', available)).to.deep.include({
      to: 'v1.34.10+k3s1',
      hops: ['v1.34.10+k3s1'],
    });
    expect(pathTo('v1.34.1+k3s1', 'v1.34')).to.deep.include({ refused: 'same' });
  });

  const refused: [from: string, to: string, why: string][] = [
    ['v1.36.3+k3s1', 'v1.35.6+k3s1', 'downgrade'],
    ['v1.36.3+k3s1', 'v1.36.2+k3s1', 'downgrade'],
    ['v1.36.3+k3s2', 'v1.36.3+k3s1', 'downgrade'],
    ['v1.36.3+k3s1', 'v1.36.3+k3s1', 'same'],
    ['v1.36.3', 'v2.0.0', 'far'],
    ['a build of mine', 'v1.36.3', 'unknown'],
  ];
  for (const [from, to, why] of refused) {
    it(`there is none from ${from} to ${to}: ${why}`, () => {
      expect(pathTo(from, to)).to.deep.include({ refused: why, hops: [] });
    });
  }

  it('says how a version is written', () => {
    expect(() => pathTo('v1.36.3', 'latest')).to.throw(RangeError, 'Write it like v1.36');
  });
});

describe('Versions', () => {
  it('are in the order in which they come out', () => {
    const inOrder = [
      'v1.9.11',
      'v1.10.0',
      'v1.34.0-alpha.3',
      'v1.34.0-rc.1',
      'v1.34.0-rc.2',
      'v1.34.0',
      'v1.34.0+k3s1',
      'v1.34.0+k3s2',
      'v1.34.2',
      'v1.34.10',
      'v2.0.0',
    ];
    expect(inOrder.toReversed().toSorted(compareVersions)).to.deep.equal(inOrder);
  });

  it('are read as they are written everywhere', () => {
    for (const text of ['v1.34.1+k3s1', 'v1.34.1-k3s1', '1.34.1+k3s1']) {
      expect(parseVersion(text), text).to.deep.equal({ major: 1, minor: 34, patch: 1, build: 1 });
    }
    for (const text of ['', 'latest', '1', 'v1', 'v1.x', 'v1.34.1.5', 'v1.34 ; rm', '1'.repeat(10_000)]) {
      expect(parseVersion(text), text.slice(0, 20)).to.equal(undefined);
    }
  });
});
