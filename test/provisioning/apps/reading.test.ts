import { expect } from 'chai';
import { mergePatch } from '#src/cluster/index.ts';
import { portsIn, secretNamesIn, variablesIn } from '#src/provisioning/apps/app-wish.ts';
import { parseImage } from '#src/provisioning/apps/image-name.ts';
import { publicRegistries } from '#src/provisioning/apps/image-registry.ts';
import { readManifests } from '#src/provisioning/apps/read-manifests.ts';
import { differencesOf } from '#src/provisioning/changes/differences.ts';
import { mergeThree } from '#src/provisioning/changes/merge.ts';

describe('names of images', () => {
  it('are taken apart as Docker does', () => {
    expect(parseImage('nginx')).to.deep.equal({ host: 'docker.io', repository: 'library/nginx' });
    expect(parseImage('me/shop:1.2')).to.deep.equal({ host: 'docker.io', repository: 'me/shop', tag: '1.2' });
    expect(parseImage('ghcr.io/me/shop:1.2')).to.include({ host: 'ghcr.io', repository: 'me/shop', tag: '1.2' });
    expect(parseImage('localhost:5000/shop')).to.include({ host: 'localhost:5000', repository: 'shop' });
    const digest = `sha256:${'a'.repeat(64)}`;
    expect(parseImage(`nginx:1@${digest}`)).to.include({ tag: '1', digest });
  });

  it('that are none are refused', () => {
    for (const text of [
      '',
      'Nginx',
      'nginx:',
      'nginx@sha256:1',
      'https://nginx',
      'a b',
      'nginx/../x',
      `${'a/'.repeat(300)}b`,
    ]) {
      expect(parseImage(text), text).to.equal(null);
    }
  });
});

describe('registries', () => {
  const digest = `sha256:${'b'.repeat(64)}`;
  const image = { host: 'docker.io', repository: 'library/nginx', tag: '1.27' };
  const answering = (answers: readonly Response[]) => {
    const asked: string[] = [];
    const left = [...answers];
    const ask: typeof fetch = async (address) => {
      asked.push(String(address));
      const answer = left.shift();
      if (!answer) throw new TypeError('fetch failed');
      return answer;
    };
    return { asked, registries: publicRegistries(ask) };
  };
  const challenge = (realm: string) =>
    new Response(null, {
      status: 401,
      headers: { 'www-authenticate': `Bearer realm="${realm}",service="s",scope="p"` },
    });

  it('tell the digest, after a token for nobody in particular', async () => {
    const { asked, registries } = answering([
      challenge('https://auth.docker.io/token'),
      Response.json({ token: 't' }),
      new Response(null, { headers: { 'docker-content-digest': digest } }),
    ]);
    expect(await registries.digestOf(image)).to.deep.equal({ known: true, digest });
    expect(asked).to.deep.equal([
      'https://registry-1.docker.io/v2/library/nginx/manifests/1.27',
      'https://auth.docker.io/token?service=s&scope=p',
      'https://registry-1.docker.io/v2/library/nginx/manifests/1.27',
    ]);
  });

  it('say that there is no such image, or nothing at all', async () => {
    expect(await answering([new Response(null, { status: 404 })]).registries.digestOf(image)).to.deep.equal({
      known: true,
      digest: null,
    });
    expect(await answering([]).registries.digestOf(image)).to.deep.equal({ known: false });
    expect(await answering([new Response(null, { status: 500 })]).registries.digestOf(image)).to.deep.equal({
      known: false,
    });
  });

  it('that nobody knows are never asked, and tokens fetched nowhere else', async () => {
    const unknown = answering([]);
    expect(await unknown.registries.digestOf({ host: '169.254.169.254', repository: 'x' })).to.deep.equal({
      known: false,
    });
    expect(unknown.asked).to.deep.equal([]);
    const elsewhere = answering([challenge('https://169.254.169.254/token')]);
    expect(await elsewhere.registries.digestOf(image)).to.deep.equal({ known: false });
    expect(elsewhere.asked).to.have.length(1);
  });
});

describe('manifests', () => {
  it('are read from several documents and from lists', () => {
    const text =
      'kind: ConfigMap\napiVersion: v1\nmetadata: { name: a }\n---\n# nothing\n---\napiVersion: v1\nkind: List\nitems:\n  - { apiVersion: v1, kind: Secret, metadata: { name: b } }\n';
    expect(readManifests(text).map(({ object, document, line }) => [object.kind, document, line])).to.deep.equal([
      ['ConfigMap', 1, 1],
      ['Secret', 3, 7],
    ]);
    expect(readManifests('{"apiVersion":"v1","kind":"Pod","metadata":{"name":"p"}}')).to.have.length(1);
  });

  it('with mistakes are refused with document, line and the fix', () => {
    const cases: [string, RegExp][] = [
      ['', /no object in it/],
      ['a: [1', /Document 1, line \d: this is no valid YAML/],
      ['a: 1\na: 2', /Document 1, line 2: this is no valid YAML/],
      ['apiVersion: v1\nkind: Pod\nmetadata: {name: x}\n---\nkind: Pod', /^Document 2, line 5: apiVersion is missing/],
      ['apiVersion: v1\nmetadata: {name: x}', /kind is missing/],
      ['apiVersion: V1!\nkind: Pod', /is no apiVersion/],
      ['apiVersion: v1\nkind: pod', /is no kind/],
      ['apiVersion: v1\nkind: Pod', /metadata is missing/],
      ['apiVersion: v1\nkind: Pod\nmetadata: {}', /metadata\.name is missing/],
      ['apiVersion: v1\nkind: Pod\nmetadata: {generateName: x-}', /needs a name of its own/],
      ['apiVersion: v1\nkind: Pod\nmetadata: {name: x, namespace: kube-system}', /belongs to the cluster itself/],
      ['just text', /an object is wanted here/],
      [`a: ${'['.repeat(100)}`, /nested too deeply/],
      [`a: &a [x]\n${Array.from({ length: 60 }, (_, at) => `b${at}: [*a, *a, *a]`).join('\n')}`, /aliases|apiVersion/],
      ['x'.repeat(600_000), /more than 512 KB/],
    ];
    for (const [text, says] of cases) expect(() => readManifests(text), text.slice(0, 60)).to.throw(says);
  });
});

describe('answers about apps', () => {
  it('are read as people write them', () => {
    expect(portsIn('8080, 9090 8080')).to.deep.equal([8080, 9090]);
    for (const none of ['None', 'Aucun', 'aucune.', 'لا شيء']) expect(portsIn(none), none).to.deep.equal([]);
    expect(variablesIn('A=1, B=x,y\nC=z=z')).to.deep.equal({ A: '1', B: 'x,y', C: 'z=z' });
    expect(variablesIn('none')).to.deep.equal({});
    expect(secretNamesIn('A, B A')).to.deep.equal(['A', 'B']);
  });
});

describe('two changes of one object', () => {
  const pod = (containers: { name: string; image: string }[]) => ({ replicas: 1, containers });

  it('are taken together where they touch different fields', () => {
    const base = pod([{ name: 'web', image: 'a' }]);
    const mine = pod([{ name: 'web', image: 'b' }]);
    const theirs = {
      ...pod([
        { name: 'web', image: 'a' },
        { name: 'proxy', image: 'p' },
      ]),
      replicas: 5,
    };
    expect(mergeThree(base, mine, theirs)).to.deep.equal({
      value: {
        replicas: 5,
        containers: [
          { name: 'web', image: 'b' },
          { name: 'proxy', image: 'p' },
        ],
      },
      conflicts: [],
    });
  });

  it('conflict where both changed the same one', () => {
    const merged = mergeThree(
      pod([{ name: 'web', image: 'a' }]),
      pod([{ name: 'web', image: 'b' }]),
      pod([{ name: 'web', image: 'c' }]),
    );
    expect(merged.conflicts).to.deep.equal(['containers[web].image']);
  });

  it('lead from one to the other by a merge patch', () => {
    expect(mergePatch({ a: 1, b: { c: 1, d: 2 }, e: [1] }, { b: { c: 2, d: 2 }, e: [2], f: null })).to.deep.equal({
      a: null,
      b: { c: 2 },
      e: [2],
      f: null,
    });
  });
});

describe('differences', () => {
  it('hide what is secret by its kind or by its name', () => {
    const object = (value: string) => ({
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: 'x' },
      data: { API_TOKEN: value, COLOUR: value },
      spec: { containers: [{ name: 'web', env: [{ name: 'DB_PASSWORD', value }] }] },
    });
    const text = JSON.stringify(differencesOf(object('first'), object('second')));
    expect(text).to.include('data.COLOUR');
    expect(text.match(/first/g)).to.have.length(1);
    expect(text.match(/second/g)).to.have.length(1);
  });

  it('cut what is long and count what is much', () => {
    const many = (value: string) => ({
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: 'x' },
      data: Object.fromEntries(Array.from({ length: 200 }, (_, at) => [`k${at}`, `${value}\n${'x'.repeat(1_000)}`])),
    });
    const found = differencesOf(many('a'), many('b'));
    expect(found).to.have.length(61);
    expect(found.at(-1)).to.deep.equal({ field: '…', after: '140 more' });
    expect(found[0]?.after).to.equal('b … (2 lines)');
  });
});
