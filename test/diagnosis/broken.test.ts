import { expect } from 'chai';

import { judge } from '#src/cluster/diagnosis/index.ts';
import { type ClusterObject, nameOf } from '#src/cluster/index.ts';

import { broken } from './broken-clusters.ts';
import { snapshotOf } from './fixtures.ts';
import { healthy } from './healthy-clusters.ts';

describe('Diagnosis of broken clusters', () => {
  for (const { name, objects, root, rule, says } of broken) {
    it(`${rule}: ${name}`, () => {
      const { findings, unchecked } = judge(snapshotOf(objects()));
      const found = findings.map((finding) => `${finding.rule}/${finding.cause} ${nameOf(finding.object)}`);
      // One cause is one finding: whatever else it breaks is listed under it.
      expect(found).to.deep.equal([`${rule} ${root}`]);
      expect(findings[0]?.summary).to.contain(says);
      expect(findings[0]?.evidence).not.to.deep.equal([]);
      expect(unchecked).to.deep.equal([]);
    });
  }
});

describe('Diagnosis of healthy clusters', () => {
  for (const { name, objects } of healthy) {
    it(`says nothing about ${name}`, () => {
      const { findings, unchecked } = judge(snapshotOf(objects()));
      expect(findings.map(({ summary }) => summary)).to.deep.equal([]);
      expect(unchecked).to.deep.equal([]);
    });
  }

  it('has enough of both', () => {
    const count = (clusters: readonly { objects(): ClusterObject[] }[]) => clusters.length;
    expect(count(broken)).to.be.at.least(120);
    expect(count(healthy)).to.be.at.least(30);
  });
});
