import { expect } from 'chai';

import { type Finding, judge, type Remedy, remediesOf, type Snapshot } from '#src/cluster/diagnosis/index.ts';
import { type ClusterObject, nameOf, textAt, valueAt } from '#src/cluster/index.ts';
import type { Json } from '#src/protocol/index.ts';

import { broken } from './broken-clusters.ts';
import { crashed, deployed, ownerOf, replicaSetOf, snapshotOf, surroundings, waiting, workload } from './fixtures.ts';

describe('Remedies', function () {
  this.timeout(60_000);
  const inquiry = (
    objects: ClusterObject[],
    log: readonly string[] = [],
  ): { finding: Finding; snapshot: Snapshot; remedies: Remedy[] } => {
    const snapshot = snapshotOf(objects, log);
    const [finding] = judge(snapshot).findings;
    if (!finding) throw new Error('Nothing was found.');
    return { finding, snapshot, remedies: remediesOf(finding, snapshot) };
  };
  const remedy = (objects: ClusterObject[], id: string): Remedy => {
    const { remedies } = inquiry(objects);
    const found = remedies.find((one) => one.id === id);
    if (!found) throw new Error(`There is no ${id} among ${remedies.map((one) => one.id).join(', ')}.`);
    return found;
  };
  const case_ = (name: string) => broken.find((one) => one.name === name)?.objects() ?? [];
  const patchOf = (one: Remedy, answer?: string): Json => one.changes(answer).patches?.[0]?.patch ?? null;

  it('say what they do, what it risks, and how to go back', () => {
    const all = broken.flatMap(({ objects, log }) => inquiry(objects(), log).remedies);
    expect(all.length).to.be.greaterThan(40);
    for (const { title, warning, undo, risk } of all) {
      expect(title).to.match(/^[A-Z].{4,}[^.]$/);
      expect(warning).to.match(/^[A-Z].{8,}\.$/);
      expect(undo).to.match(/^[A-Z].{8,}\.$/);
      expect(['reversible', 'disruptive', 'destructive']).to.include(risk);
    }
  });

  it('have names of their own among those of a finding, the safest first', () => {
    for (const { objects, log, name } of broken) {
      const { remedies } = inquiry(objects(), log);
      const ids = remedies.map(({ id }) => id);
      expect(ids, name).to.deep.equal([...new Set(ids)]);
      const order = remedies.map(({ risk }) => ['reversible', 'disruptive', 'destructive'].indexOf(risk));
      expect(order, name).to.deep.equal(order.toSorted((a, b) => a - b));
    }
  });

  it('change something, and only objects that are there or are to be made', () => {
    for (const { objects, log, name } of broken) {
      const given = objects();
      const { remedies } = inquiry(given, log);
      const known = new Set([...surroundings, ...given].map((one) => nameOf({ ...one, ...one.metadata })));
      for (const one of remedies.filter(({ question }) => !question)) {
        const { patches = [], objects: made = [], deletes = [], replaces = [] } = one.changes();
        const count = patches.length + made.length + deletes.length + replaces.length;
        expect(count, `${name}: ${one.id}`).to.be.greaterThan(0);
        for (const { reference } of [...patches, ...replaces])
          expect([...known], `${name}: ${one.id}`).to.include(nameOf(reference));
      }
    }
  });

  it('go back to what ran before', () => {
    const deployment = workload('web', { image: 'nginx:missing' });
    const now = replicaSetOf(deployment);
    const before = replicaSetOf(deployment, { revision: 1, image: 'nginx:1.28' });
    const [, , pod] = deployed('web', [waiting('ImagePullBackOff', 'not found')], { image: 'nginx:missing' }) as [
      ClusterObject,
      ClusterObject,
      ClusterObject,
    ];
    pod.metadata.ownerReferences = [ownerOf(now)];
    const back = remedy([deployment, now, before, pod], 'roll-back');
    expect(back.title).to.contain('nginx:1.28');
    expect(textAt(patchOf(back), 'spec', 'template', 'spec', 'containers', 0, 'image')).to.equal('nginx:1.28');
    const other = remedy([deployment, now, before, pod], 'set-image');
    expect(other.question?.suggestions).to.deep.equal(['nginx:1.28']);
    expect(textAt(patchOf(other, 'nginx:1.29'), 'spec', 'template', 'spec', 'containers', 0, 'image')).to.equal(
      'nginx:1.29',
    );
  });

  it('refuse an answer that cannot be right', () => {
    const image = remedy(case_('a tag that is not there'), 'set-image');
    for (const wrong of ['', 'two words', '$(reboot)', 'a;b', '-rf'])
      expect(() => image.changes(wrong), wrong).to.throw(RangeError);
    const less = remedy(case_('more than any node has'), 'ask-for-less');
    for (const wrong of ['', 'much', '-1', '0']) expect(() => less.changes(wrong), wrong).to.throw(RangeError);
  });

  it('never take a limit or a check away', () => {
    const more = remedy(case_('too little memory'), 'more-memory');
    expect(
      textAt(patchOf(more), 'spec', 'template', 'spec', 'containers', 0, 'resources', 'limits', 'memory'),
    ).to.equal('128Mi');
    const port = remedy(case_('a wrong port'), 'port-80');
    expect(
      valueAt(patchOf(port), 'spec', 'template', 'spec', 'containers', 0, 'readinessProbe', 'httpGet'),
    ).to.deep.equal({ port: 80, path: '/' });
    for (const { objects, log } of broken) {
      for (const one of inquiry(objects(), log).remedies.filter(({ question }) => !question)) {
        expect(JSON.stringify(one.changes())).not.to.match(/Probe":null|"limits":null/);
      }
    }
  });

  it('keep the other containers of a pod', () => {
    const objects = deployed('web', [crashed(137, 'OOMKilled')], {
      pod: {
        containers: [
          { name: 'main', image: 'a:1', resources: { limits: { memory: '64Mi' } } },
          { name: 'beside', image: 'b:1' },
        ],
      },
    });
    const containers = valueAt(patchOf(remedy(objects, 'more-memory')), 'spec', 'template', 'spec', 'containers');
    expect(containers).to.be.an('array').with.lengthOf(2);
    expect(textAt(containers, 1, 'image')).to.equal('b:1');
  });

  it('ask for a secret where nobody reads along', () => {
    const key = remedy(case_('a key that is missing'), 'create');
    expect(key.question?.type).to.equal('secret');
    const [made] = key.changes('hush').objects ?? [];
    expect(made).to.deep.include({ kind: 'Secret', stringData: { PASSWORD: 'hush' } });
  });

  it('offer what may destroy something only with the condition under which it is right', () => {
    const [only, ...more] = inquiry(case_('a node that says nothing')).remedies;
    expect(more).to.deep.equal([]);
    expect(only).to.include({ id: 'forget', risk: 'destructive' });
    expect(only?.warning).to.match(/^Only if the machine is surely off/);
  });
});
