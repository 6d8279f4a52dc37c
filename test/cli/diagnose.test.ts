import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';

import { expect } from 'chai';

import { run } from '#src/cli/diagnose.ts';
import { UsageError } from '#src/cli/usage-error.ts';
import { observedKinds } from '#src/cluster/diagnosis/index.ts';
import type { ClusterObject } from '#src/cluster/index.ts';
import { crashed, deployed, object, surroundings } from '#test/diagnosis/fixtures.ts';

const main = join(import.meta.dirname, '../../src/cli/main.ts');
const clusterWide = new Set(['Namespace', 'Node', 'PersistentVolume', 'StorageClass', 'IngressClass', 'ClusterRole']);
const folder = mkdtempSync(join(tmpdir(), '3bot-diagnose-'));

/** An API server with these objects; to whom it belongs, may read one namespace or `all` of them. */
async function serving(objects: readonly ClusterObject[], readable: string): Promise<Server> {
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    const answer = (status: number, body: object) => {
      response.writeHead(status, { 'content-type': 'application/json' });
      response.end(JSON.stringify(body));
    };
    if (pathname === '/version') return answer(200, { gitVersion: 'v1.36.3' });
    if (pathname.endsWith('/log')) return answer(200, {});
    const version = /^\/(?:api|apis)\/(v1|[a-z0-9.-]+\/v\w+)(\/.*)?$/.exec(pathname);
    const kinds = observedKinds.filter(({ apiVersion }) => apiVersion === version?.[1]);
    if (version?.[2] === undefined) {
      const resources = kinds.map(({ kind }) => ({
        kind,
        name: kind.toLowerCase(),
        namespaced: !clusterWide.has(kind),
      }));
      return answer(kinds.length === 0 ? 404 : 200, { kind: 'APIResourceList', resources });
    }
    const [, , place, plural = ''] = /^(\/namespaces\/([^/]+))?\/([a-z]+)$/.exec(version[2]) ?? [];
    if (readable !== 'all' && place !== readable)
      return answer(403, { kind: 'Status', status: 'Failure', reason: 'Forbidden', code: 403, message: 'forbidden' });
    const items = objects.filter(
      ({ kind, metadata }) => kind.toLowerCase() === plural && (place === undefined || metadata.namespace === place),
    );
    return answer(200, { kind: 'List', metadata: {}, items });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return server;
}

function kubeconfigFor(server: Server, namespace?: string): string {
  const file = join(folder, `${(server.address() as AddressInfo).port}-${namespace ?? 'all'}`);
  const context = { cluster: 'c', user: 'u', ...(namespace === undefined ? {} : { namespace }) };
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  writeFileSync(
    file,
    JSON.stringify({
      'current-context': 'home',
      contexts: [{ name: 'home', context }],
      clusters: [{ name: 'c', cluster: { server: address, 'insecure-skip-tls-verify': true } }],
      users: [{ name: 'u', user: { token: 't' } }],
    }),
  );
  return file;
}

interface Ended {
  code: number;
  out: string;
  error: string;
}

/** Runs the command as a person would. */
async function diagnoseApart(...args: string[]): Promise<Ended> {
  return await new Promise((resolve) => {
    const env = { ...process.env, NO_COLOR: '1', KUBECONFIG: '/nowhere' };
    execFile(process.execPath, [main, 'diagnose', ...args], { env }, (failure, out, error) => {
      resolve({ code: typeof failure?.code === 'number' ? failure.code : 0, out, error });
    });
  });
}

/** The same in this process, which need not start another one. */
async function diagnose(...args: string[]): Promise<Ended> {
  const said = { out: '', error: '' };
  const [out, error] = [process.stdout.write, process.stderr.write];
  const into = (place: keyof typeof said) => (text: string | Uint8Array) => {
    said[place] += String(text);
    return true;
  };
  process.stdout.write = into('out');
  process.stderr.write = into('error');
  try {
    return { code: await run(args), ...said, out: stripVTControlCharacters(said.out) };
  } catch (failure) {
    if (!(failure instanceof UsageError)) throw failure;
    return { code: 2, out: said.out, error: failure.message };
  } finally {
    process.stdout.write = out;
    process.stderr.write = error;
  }
}

describe('3bot diagnose', function () {
  this.timeout(120_000);
  // Made a moment ago by the clock of this machine, a fixture of another day is old all the same.
  const objects = [
    ...surroundings,
    object('v1', 'Namespace', 'shop', { namespaced: false }),
    ...deployed('web', [crashed(1)]),
    ...deployed('api', [{}]),
  ];
  let whole: Server;
  let narrow: Server;

  before(async () => {
    whole = await serving(objects, 'all');
    narrow = await serving(objects, 'shop');
  });
  after(() => {
    for (const server of [whole, narrow]) {
      server.closeAllConnections();
      server.close();
    }
    rmSync(folder, { recursive: true, force: true });
  });

  it('says what is broken, and ends with 1', async () => {
    const { code, out, error } = await diagnoseApart('--kubeconfig', kubeconfigFor(whole));
    expect(out, error).to.contain('✘ Deployment shop/web broken');
    expect(out).to.contain('home, Kubernetes v1.36.3\n');
    expect(code).to.equal(1);
  });

  it('says that one object is well, and ends with 0', async () => {
    const { code, out, error } = await diagnose('--kubeconfig', kubeconfigFor(whole), '--object', 'deployment/api');
    expect(out, error).to.contain('checks found nothing wrong.');
    expect(code).to.equal(0);
  });

  it('gives the report as data', async () => {
    const { code, out } = await diagnose('--kubeconfig', kubeconfigFor(whole), '--namespace', 'shop', '--json');
    const report = JSON.parse(out) as { apiVersion: string; namespace: string; findings: { rule: string }[] };
    expect([report.apiVersion, report.namespace]).to.deep.equal(['3bot.io/diagnosis/v1', 'shop']);
    expect(report.findings.map(({ rule }) => rule)).to.deep.equal(['crash-loop']);
    expect(code).to.equal(1);
  });

  it('looks at the one namespace that the credentials may read, and says what it has not seen', async () => {
    const { code, out, error } = await diagnose('--kubeconfig', kubeconfigFor(narrow, 'shop'));
    expect(out, error).to.contain('home, Kubernetes v1.36.3, namespace shop');
    expect(out).to.contain('✘ Deployment shop/web broken');
    expect(out).to.match(/Not looked at, because the credentials may not read it: .*Node/);
    expect(out).to.contain('and not everything could be looked at');
    expect(code).to.equal(1);
  });

  it('calls nothing well where nothing may be read', async () => {
    const { code, out, error } = await diagnose('--kubeconfig', kubeconfigFor(narrow));
    expect(error).to.contain('may read no workloads in all namespaces');
    expect(error).to.contain('--namespace NAME');
    expect([code, out]).to.deep.equal([3, '']);
  });

  it('knows what is not there', async () => {
    const kubeconfig = kubeconfigFor(whole);
    const nobody = await diagnose('--kubeconfig', kubeconfig, '--object', 'Deployment/wep');
    expect(nobody.error).to.contain('There is no Deployment "wep". Did you mean "web"?');
    const nowhere = await diagnose('--kubeconfig', kubeconfig, '--namespace', 'shpo');
    expect(nowhere.error).to.contain('There is no namespace "shpo". Did you mean "shop"?');
    const nothing = await diagnose('--kubeconfig', kubeconfig, '--object', 'Deploymint/web');
    expect(nothing.error).to.contain('Did you mean Deployment?');
    expect([nobody.code, nowhere.code, nothing.code]).to.deep.equal([2, 2, 2]);
  });

  it('says that nobody answers', async () => {
    const gone = await serving([], 'all');
    const kubeconfig = kubeconfigFor(gone);
    gone.close();
    const { code, error } = await diagnoseApart('--kubeconfig', kubeconfig);
    expect(error).to.match(/127\.0\.0\.1/);
    expect(code).to.equal(3);
  });

  it('asks again where the API server is busy, and does not end before', async () => {
    let asked = 0;
    const busy = createServer((request, response) => {
      asked += 1;
      if (asked === 1) response.writeHead(503).end('{}');
      else whole.emit('request', request, response);
    });
    busy.listen(0, '127.0.0.1');
    await once(busy, 'listening');
    const { code, out, error } = await diagnoseApart('--kubeconfig', kubeconfigFor(busy));
    busy.closeAllConnections();
    busy.close();
    expect(out, error).to.contain('✘ Deployment shop/web broken');
    expect(code).to.equal(1);
  });
});
