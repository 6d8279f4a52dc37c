import dns from 'node:dns';
import type { LookupFunction } from 'node:net';

import { expect } from 'chai';
import { after, afterEach, before, describe, it } from 'mocha';

import { connectCluster, objectsAt, textAt } from '#src/cluster/index.ts';
import type { Engine } from '#src/provisioning/engine.ts';
import { context } from '#test/contracts/apply-context.ts';
import { smallSpec } from '#test/contracts/small-spec.ts';

import { INGRESS_ADDRESS } from './k3k-actor.ts';
import { type KubernetesHost, kubernetesHost } from './kubernetes-host.ts';

const INGRESSES = { apiVersion: 'networking.k8s.io/v1', kind: 'Ingress' };

describe('the Kubernetes API of a VDC on a host', function () {
  this.timeout(90_000);
  let host: KubernetesHost;
  let engine: Engine | undefined;
  let ref: string | undefined;

  before(async () => {
    host = await kubernetesHost();
  });
  afterEach(async () => {
    if (engine && ref !== undefined) await engine.destroy(ref, context('end'));
    await engine?.stop();
    [engine, ref] = [undefined, undefined];
  });
  after(() => host.close());

  /** Deploys a VDC whose API is reached so; gives its server address and the nodes that answer there. */
  async function deployed(options: { expose: string; exposeHost?: string; ingressClass?: string }) {
    engine = host.engine({ exposeHost: undefined, ...options });
    await engine.start();
    const vdc = await engine.apply(
      await engine.plan({ ...smallSpec, name: 'reached' }),
      context(`reached/${options.expose}`),
    );
    ref = vdc.ref;
    const cluster = await connectCluster(await engine.kubeconfig(ref));
    const nodes: string[] = [];
    for await (const { metadata } of cluster.list({ apiVersion: 'v1', kind: 'Node' })) nodes.push(metadata.name);
    cluster.close();
    expect(nodes).to.have.length(2);
    return vdc;
  }

  it('is reached inside of the host by the address of its service', async () => {
    const vdc = await deployed({ expose: 'clusterIP' });
    expect(vdc.endpoint).to.match(/^https:\/\/127\.43\.\d+\.\d+$/);
    expect(vdc.publicIp).to.equal(undefined);
  });

  it('is reached by the address that a load balancer gave it', async () => {
    const vdc = await deployed({ expose: 'loadBalancer' });
    expect(vdc.endpoint).to.match(/^https:\/\/127\.44\.\d+\.\d+$/);
    expect(vdc.endpoint).to.equal(`https://${vdc.publicIp}`);
  });

  it('is reached by a name of its own through the ingress, which its certificate covers', async () => {
    const lookup = dns.lookup;
    const toIngress: LookupFunction = (name, options, answer) => {
      if (!name.endsWith('.vdcs.example.org')) lookup(name, options, answer);
      else if (options.all === true) answer(null, [{ address: INGRESS_ADDRESS, family: 4 }]);
      else answer(null, INGRESS_ADDRESS, 4);
    };
    Object.assign(dns, { lookup: toIngress });
    try {
      const vdc = await deployed({ expose: 'ingress', exposeHost: 'vdcs.example.org', ingressClass: 'passing' });
      const name = vdc.endpoint?.slice('https://'.length) ?? '';
      expect(name).to.match(/^[a-z0-9-]+\.vdcs\.example\.org$/);
      const namespace = vdc.ref.split('.')[0] ?? '';
      let ingresses = 0;
      for await (const ingress of host.cluster.list({ ...INGRESSES, namespace })) {
        ingresses += 1;
        expect(textAt(ingress, 'spec', 'ingressClassName')).to.equal('passing');
        expect(objectsAt(ingress, 'spec', 'rules').map((rule) => textAt(rule, 'host'))).to.deep.equal([name]);
      }
      expect(ingresses).to.equal(1);
    } finally {
      Object.assign(dns, { lookup });
    }
  });
});
