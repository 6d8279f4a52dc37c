import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { parseQuantity } from '#src/cluster/index.ts';
import { placed } from '#src/provisioning/marketplace/asked.ts';
import { broughtBy, scopeOf, workloadsOf } from '#src/provisioning/marketplace/brought.ts';
import { productCatalogue, readCatalogue, readSolution } from '#src/provisioning/marketplace/catalogue.ts';
import { installationOf } from '#src/provisioning/marketplace/install.ts';
import { type NodeRoom, withoutRoom } from '#src/provisioning/marketplace/room.ts';
import { fillTemplate } from '#src/provisioning/marketplace/template.ts';

describe('the marketplace', () => {
  const { solutions, problems } = productCatalogue();
  const living = [...solutions.values()].filter(({ state }) => state === 'living');

  it('reads every solution of the product', () => {
    expect(problems).to.deep.equal([]);
    expect([...solutions.keys()]).to.include.members([
      'blog',
      'cert-manager',
      'cryptpad',
      'dash',
      'digibyte',
      'discourse',
      'documentserver',
      'etcd',
      'filebrowser',
      'gitea',
      'headlamp',
      'kubeapps',
      'mastodon',
      'mattermost',
      'meetings',
      'metrics-server',
      'minio',
      'monitoring',
      'nextcloud',
      'owncloud',
      'peertube',
      'polygon',
      'presearch',
      'taiga',
      'website',
      'wiki',
      'zeroci',
    ]);
  });

  it('leads from each one that is not installed to one that is', () => {
    for (const { id, state, note, instead } of solutions.values()) {
      if (state === 'living') continue;
      expect(note, id).to.be.a('string');
      expect(solutions.get(instead ?? '')?.state, id).to.equal('living');
    }
  });

  it('has a place for every question, and quantities in every size', () => {
    for (const solution of solutions.values()) {
      expect(() => placed(solution), solution.id).not.to.throw();
      for (const size of solution.sizes) {
        const scope = scopeOf(solution, { name: 'x', namespace: 'x', size: size.id });
        for (const { cpu, memory, claims, replicas, name } of workloadsOf(solution, scope)) {
          for (const amount of [cpu, memory, ...claims.map((claim) => claim.size)]) {
            expect(parseQuantity(amount), `${solution.id}/${name}: ${amount}`).to.be.greaterThan(0);
          }
          expect(replicas, `${solution.id}/${name}`).to.be.greaterThan(0);
        }
      }
    }
  });

  it('keeps secrets out of everything that is not a Secret', () => {
    for (const solution of living) {
      const ids = [
        ...solution.secrets.map(({ id }) => id),
        ...solution.questions.filter(({ type }) => type === 'secret').map(({ slot }) => slot),
      ];
      const secrets = Object.fromEntries(ids.map((id) => [id, `top-secret-${id}`]));
      const chosen = { solution: solution.id, size: '', host: 'x.example.org', answers: {} };
      const { objects = [] } = installationOf({ solution, name: 'x', chosen, secrets, reach: {} });
      const open = JSON.stringify(objects.filter(({ kind }) => kind !== 'Secret'));
      expect(open, solution.id).not.to.include('top-secret');
      for (const id of ids)
        expect(JSON.stringify(objects), `${solution.id}: ${id} is used`).to.include(`top-secret-${id}`);
    }
  });

  it('leads a web address to a Service that is there', () => {
    for (const solution of living) {
      if (!solution.web) continue;
      const scope = scopeOf(solution, { name: 'x', namespace: 'x' });
      const ports = workloadsOf(solution, scope).map(
        ({ service, ports: all }) => [service, all.map(({ port }) => port)] as const,
      );
      const service = fillTemplate({ service: solution.web.service }, scope).open['service'];
      const port = solution.web.port;
      expect(
        ports.some(([name, all]) => name === service && all.includes(port)),
        solution.id,
      ).to.equal(true);
    }
  });

  it('tells what a HelmChart of ours brings, and nothing of one that it does not know', () => {
    const chart = (name: string, chosen?: string) => ({
      apiVersion: 'helm.cattle.io/v1',
      kind: 'HelmChart',
      metadata: { name: 'git', ...(chosen === undefined ? {} : { annotations: { '3bot.io/chosen': chosen } }) },
      spec: { chart: name, targetNamespace: 'git' },
    });
    const big = broughtBy(
      chart('gitea', JSON.stringify({ solution: 'gitea', size: 'platinum', host: null, answers: {} })),
    );
    expect(big?.[0]).to.include({ name: 'git', cpu: '4', memory: '4Gi', service: 'git-http' });
    expect(broughtBy(chart('gitea'))?.[0]).to.include({ cpu: '1' });
    expect(broughtBy(chart('gitea', '{broken'))).to.have.length(1);
    expect(broughtBy(chart('unheard-of'))).to.equal(null);
  });

  it('puts what was typed into the tree of values, never into the text of a file', () => {
    const solution = solutions.get('gitea');
    if (!solution) throw new Error('no gitea');
    const answers = { admin: 'a"\nevil: true\n#', email: 'a@b.cd' };
    const { objects = [] } = installationOf({
      solution,
      name: 'x',
      chosen: { solution: 'gitea', size: 'silver', host: null, answers },
      secrets: {},
    });
    const chart = objects.find(({ kind }) => kind === 'HelmChart');
    expect(chart?.spec?.['valuesContent']).not.to.match(/^evil:/m);
  });

  it("takes an operator's own solutions beside its own, and names what is wrong with a file", () => {
    const folder = mkdtempSync(join(tmpdir(), 'solutions-'));
    try {
      const own = `
id: hello
title: Hello
description: Says hello.
icon: smile
category: platform
sizes: [{ id: silver, cpu: 100m, memory: 64Mi }]
workloads: [{ name: "\${{ name }}", image: "hello:1", cpu: 100m, memory: 64Mi }]
lost: Nothing.
`;
      writeFileSync(join(folder, 'hello.yaml'), own);
      writeFileSync(join(folder, 'other.yaml'), own);
      writeFileSync(join(folder, 'broken.yaml'), 'id: broken\ntitle: [');
      writeFileSync(
        join(folder, 'wrong.yaml'),
        own.replace('hello\n', 'wrong\n').replace('"${{ name }}"', '"${{ nmae }}"'),
      );
      const read = readCatalogue([folder]);
      expect(read.solutions.has('hello')).to.equal(true);
      expect(read.solutions.has('gitea')).to.equal(true);
      const found = read.problems.map(({ file, message }) => `${file.split('/').at(-1)}: ${message}`).join('\n');
      expect(found)
        .to.include('broken.yaml')
        .and.to.include('other.yaml: This solution is left out: its id is "hello"');
      expect(found).to.match(/wrong\.yaml:.*nmae/);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });

  it('refuses a solution with a secret in a file', () => {
    const leaking = `
id: leak
title: Leak
description: Leaks.
icon: droplet
category: data
sizes: [{ id: silver, cpu: 100m, memory: 64Mi }]
secrets: [{ id: key, label: Key }]
workloads:
  - { name: "\${{ name }}", image: "leak:1", cpu: 100m, memory: 64Mi, files: { /etc/key: "\${{ secrets.key }}" } }
lost: Nothing.
`;
    expect(() => readSolution(leaking)).to.throw('ConfigMap');
  });
});

describe('room on the nodes', () => {
  const GiB = 2 ** 30;
  const node = (name: string, cpu: number, memory: number): NodeRoom => ({
    name,
    cpu,
    memory: memory * GiB,
    pods: 110,
  });
  const pod = (name: string, copies: number, cpu: number, memory: number) => ({
    name,
    copies,
    cpu,
    memory: memory * GiB,
  });

  it('is not the sum: each pod has to fit on one node', () => {
    expect(withoutRoom([pod('a', 1, 3, 1)], [node('1', 2, 4), node('2', 2, 4)])).to.have.length(1);
    expect(withoutRoom([pod('a', 2, 2, 1)], [node('1', 2, 4), node('2', 2, 4)])).to.deep.equal([]);
  });

  it('places the big ones first, so that small ones do not stand in their way', () => {
    const rooms = [node('1', 4, 8), node('2', 2, 8)];
    expect(withoutRoom([pod('small', 2, 1, 1), pod('big', 1, 4, 1)], rooms)).to.deep.equal([]);
  });

  it('says how many copies are left over, and gives each node its own of a DaemonSet', () => {
    expect(withoutRoom([pod('a', 5, 1, 1)], [node('1', 2, 8)])[0]).to.include({ copies: 3 });
    const everywhere = { ...pod('agent', 1, 1, 1), everywhere: true };
    expect(withoutRoom([everywhere], [node('1', 2, 8), node('2', 0.5, 8)])).to.have.length(1);
  });

  it('counts the pods that a node may have', () => {
    expect(withoutRoom([pod('a', 2, 0.1, 0.1)], [{ ...node('1', 2, 8), pods: 1 }])[0]).to.include({ copies: 1 });
  });

  it('reads quantities as Kubernetes writes them', () => {
    expect(parseQuantity('500m')).to.equal(0.5);
    expect(parseQuantity('1.5Gi')).to.equal(1.5 * GiB);
    expect(parseQuantity('1e3')).to.equal(1_000);
    expect(parseQuantity('100n')).to.be.closeTo(1e-7, 1e-12);
    expect(parseQuantity('2E')).to.equal(2e18);
    for (const wrong of ['', 'big', '1 Gi', '1gi', undefined]) expect(parseQuantity(wrong)).to.equal(undefined);
  });
});
