import { expect } from 'chai';

import { analyzers, judge, Snapshot } from '#src/cluster/diagnosis/index.ts';
import { logKey, type ObservedKind, observedKinds } from '#src/cluster/diagnosis/snapshot.ts';
import { type ClusterObject, nameOf } from '#src/cluster/index.ts';

import { broken } from './broken-clusters.ts';
import { NOW, snapshotOf, surroundings } from './fixtures.ts';
import { healthy } from './healthy-clusters.ts';

describe('Diagnosis of broken clusters', () => {
  for (const { name, objects, log, root, rule, says } of broken) {
    it(`${rule}: ${name}`, () => {
      const { findings, unchecked } = judge(snapshotOf(objects(), log));
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
  for (const { name, objects, log } of healthy) {
    it(`says nothing about ${name}`, () => {
      const { findings, unchecked } = judge(snapshotOf(objects(), log));
      expect(findings.map(({ summary }) => summary)).to.deep.equal([]);
      expect(unchecked).to.deep.equal([]);
    });
  }

  it('takes nothing that may not be read for something that is not there', () => {
    for (const { name, objects, log = [] } of healthy) {
      for (const { kind } of observedKinds) {
        const { findings } = judge(snapshotWithout(kind, objects(), log));
        // That it was refused, the API server itself has said; that it may by now, only its roles would.
        const found = findings.filter(({ rule, certainty }) => rule !== 'access-denied' || certainty === 'certain');
        expect(
          found.map(({ summary }) => summary),
          `${name}, ${kind} unread`,
        ).to.deep.equal([]);
      }
    }
  });

  it('takes nothing in another namespace for something that is not there', () => {
    for (const { name, objects } of healthy) {
      const namespaced = (one: ClusterObject) =>
        one.metadata.namespace === undefined || one.metadata.namespace === 'shop';
      const snapshot = new Snapshot([...surroundings, ...objects()].filter(namespaced), {
        now: NOW,
        namespace: 'shop',
      });
      expect(
        judge(snapshot).findings.map(({ summary }) => summary),
        name,
      ).to.deep.equal([]);
    }
  });

  it('has enough of both', () => {
    const count = (clusters: readonly { objects(): ClusterObject[] }[]) => clusters.length;
    expect(count(broken)).to.be.at.least(200);
    expect(count(healthy)).to.be.at.least(55);
  });

  it('has a broken cluster for every rule', () => {
    // One only says what else breaks: there is always a cause behind it.
    const known = new Set(['ingress-unanswered', ...broken.map(({ rule }) => rule.split('/')[0])]);
    expect(Object.keys(analyzers).filter((rule) => !known.has(rule))).to.deep.equal([]);
  });
});

/** The same cluster for somebody who may not read one kind. */
function snapshotWithout(kind: ObservedKind, objects: readonly ClusterObject[], log: readonly string[]): Snapshot {
  const all = [...surroundings, ...objects].filter((one) => one.kind !== kind);
  const logs = new Map(all.filter((one) => one.kind === 'Pod').map((pod) => [logKey(pod, 'main'), log]));
  return new Snapshot(all, { now: NOW, logs, unread: [{ kind, reason: 'the credentials may not read it' }] });
}
