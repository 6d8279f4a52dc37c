import { expect } from 'chai';
import { describe, it } from 'mocha';
import { parse, stringify } from 'yaml';

import { valueAt } from '#src/cluster/index.ts';
import { ActionFailure } from '#src/provisioning/action.ts';
import { acceptKubeconfig } from '#src/provisioning/engines/adopted/accept-kubeconfig.ts';
import { checkAddress } from '#src/provisioning/engines/adopted/check-address.ts';
import { adoptedOptionsSchema } from '#src/provisioning/engines/adopted/options.ts';
import { codeOf, rejection } from '#test/contracts/apply-context.ts';

/** A kubeconfig as a person has it, with something changed. */
function kubeconfig({
  cluster = {},
  user = {},
  config = {},
}: {
  cluster?: object;
  user?: object;
  config?: object;
} = {}) {
  return {
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [
      { name: 'mine', cluster: { server: 'https://203.0.113.10:6443', ...cluster } },
      { name: 'other', cluster: { server: 'https://198.51.100.1' } },
    ],
    users: [{ name: 'me', user: { token: 'abc.def', ...user } }],
    contexts: [
      { name: 'there', context: { cluster: 'other', user: 'me' } },
      { name: 'here', context: { cluster: 'mine', user: 'me', namespace: 'web' } },
    ],
    'current-context': 'here',
    ...config,
  };
}

const refusal = (text: string): string => {
  try {
    acceptKubeconfig(text, 'ref');
    return 'taken';
  } catch (error) {
    if (error instanceof ActionFailure && error.code === 'INVALID_INPUT') return error.message;
    throw error;
  }
};

describe('a kubeconfig that a person gives', () => {
  it('is reduced to one cluster and one user, under names of ours', () => {
    const { server, kubeconfig: written } = acceptKubeconfig(stringify(kubeconfig()), 'ref');
    expect(server).to.equal('https://203.0.113.10:6443');
    const config: unknown = parse(written);
    expect(valueAt(config, 'clusters')).to.deep.equal([{ name: 'ref', cluster: { server } }]);
    expect(valueAt(config, 'users')).to.deep.equal([{ name: 'ref-owner', user: { token: 'abc.def' } }]);
    expect(written).to.not.include('198.51.100.1').and.not.include('extensions');
  });

  it('travels as YAML, as JSON in one line, and as base64', () => {
    const json = JSON.stringify(kubeconfig());
    for (const text of [stringify(kubeconfig()), json, Buffer.from(json).toString('base64'), `  ${json}\n`]) {
      expect(acceptKubeconfig(text, 'ref').server).to.equal('https://203.0.113.10:6443');
    }
  });

  it('needs no current context where there is only one', () => {
    const one = kubeconfig({ config: { 'current-context': undefined } });
    expect(refusal(stringify(one))).to.include('no current context');
    expect(refusal(stringify({ ...one, contexts: one.contexts.slice(1) }))).to.equal('taken');
  });

  const hostile: { [what: string]: [Parameters<typeof kubeconfig>[0], RegExp] } = {
    'runs a program': [{ user: { exec: { command: 'sh', args: ['-c', 'id'] } } }, /runs a program .*service account/],
    'runs a program, said as nothing': [{ user: { exec: null } }, /runs a program/],
    'logs in through a plugin': [{ user: { 'auth-provider': { name: 'gcp' } } }, /through a plugin/],
    'reads a token from a file': [{ user: { tokenFile: '/etc/passwd' } }, /names files .*--flatten/],
    'reads a certificate from a file': [{ user: { 'client-certificate': '/etc/passwd' } }, /names files/],
    'reads a key from a file': [{ user: { 'client-key': '/etc/shadow' } }, /names files/],
    'reads an authority from a file': [{ cluster: { 'certificate-authority': '/etc/passwd' } }, /names files/],
    'goes through a proxy': [{ cluster: { 'proxy-url': 'http://127.0.0.1:8080' } }, /through a proxy/],
    'checks nobody': [{ cluster: { 'insecure-skip-tls-verify': true } }, /certificate-authority-data/],
    'sends credentials in the clear': [{ cluster: { server: 'http://203.0.113.10' } }, /without encryption/],
    'is no address': [{ cluster: { server: '/etc/passwd' } }, /is no address/],
    'speaks another protocol': [{ cluster: { server: 'file:///etc/passwd' } }, /without encryption/],
    'hides a password in the address': [{ cluster: { server: 'https://a:b@203.0.113.10' } }, /no more than https/],
    'carries a query': [{ cluster: { server: 'https://203.0.113.10/?x=1' } }, /no more than https/],
    'logs in with a password': [{ user: { username: 'a', password: 'b' } }, /with a password/],
    'acts as somebody else': [{ user: { as: 'system:admin' } }, /as somebody else/],
    'acts with groups of others': [{ user: { 'as-groups': ['system:masters'] } }, /as somebody else/],
    'has nothing to log in with': [{ user: { token: undefined } }, /neither a token nor a certificate/],
    'breaks the line of a header': [{ user: { token: 'a\r\nHost: evil' } }, /characters that no token has/],
    'has an authority that is none': [{ cluster: { 'certificate-authority-data': 'YWJj' } }, /is no certificate/],
    'names a cluster that is not there': [{ config: { clusters: [] } }, /which is not in it/],
    'names a context that is not there': [{ config: { 'current-context': 'nowhere' } }, /"nowhere" is not in it/],
  };
  for (const [what, [change, reason]] of Object.entries(hostile)) {
    it(`is refused where it ${what}`, () => {
      expect(refusal(stringify(kubeconfig(change)))).to.match(reason);
    });
  }

  it('is refused where it is none, in one sentence with the way', () => {
    const many = `a: &a [x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a]\nclusters: [*b,*b,*b,*b,*b,*b]`;
    for (const text of ['', 'hello', '[1, 2]', '{', 'a: b: c', many, '%%%', Buffer.from('hello').toString('base64')]) {
      expect(refusal(text), text).to.include('kubectl config view');
    }
    expect(refusal('x'.repeat(300_000))).to.include('256 KB');
  });
});

describe('where a cluster may be', () => {
  const check = async (server: string, addresses: string[], options: object = {}) =>
    codeOf(
      await rejection(
        checkAddress(server, adoptedOptionsSchema.parse(options), () => Promise.resolve(addresses)).then(() =>
          Promise.reject(new ActionFailure('ALLOWED', '')),
        ),
      ),
    );

  it('is anywhere but this machine and its neighbours', async () => {
    expect(await check('https://k8s.example', ['203.0.113.10'])).to.equal('ALLOWED');
    expect(await check('https://k8s.example', ['10.1.2.3', '2001:db8::1'])).to.equal('ALLOWED');
    const refused = [
      '127.0.0.1',
      '127.8.8.8',
      '0.0.0.0',
      '169.254.169.254',
      '224.0.0.1',
      '::1',
      '::',
      'fe80::1',
      'ff02::1',
      'fd00:ec2::254',
      '::ffff:127.0.0.1',
      '64:ff9b::7f00:1',
    ];
    for (const address of refused) expect(await check('https://k8s.example', [address]), address).to.equal('FORBIDDEN');
  });

  it('is refused when only one of its addresses is', async () => {
    expect(await check('https://k8s.example', ['203.0.113.10', '127.0.0.1'])).to.equal('FORBIDDEN');
  });

  it('is what the operator says', async () => {
    expect(await check('https://a', ['127.0.0.1'], { allow: ['127.0.0.0/8'] })).to.equal('ALLOWED');
    expect(await check('https://a', ['10.1.2.3'], { deny: ['10.0.0.0/8'] })).to.equal('FORBIDDEN');
    expect(await check('https://a', ['10.1.2.3'], { deny: ['10.0.0.0/8'], allow: ['10.0.0.0/8'] })).to.equal(
      'FORBIDDEN',
    );
    expect(() => adoptedOptionsSchema.parse({ deny: ['10.0.0.0/33'] })).to.throw('address or a network');
  });

  it('is looked up for names, and read from addresses in every writing', async () => {
    const options = adoptedOptionsSchema.parse({});
    for (const server of ['https://localhost', 'https://0x7f.1', 'https://2130706433', 'https://[::1]:6443']) {
      expect(codeOf(await rejection(checkAddress(server, options))), server).to.equal('FORBIDDEN');
    }
    expect(codeOf(await rejection(checkAddress('https://nowhere.invalid', options)))).to.equal('INVALID_INPUT');
  });
});
