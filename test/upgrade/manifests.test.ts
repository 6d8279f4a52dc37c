import { gzipSync } from 'node:zlib';

import { expect } from 'chai';

import { releaseIn } from '#src/cluster/upgrade/helm-releases.ts';
import { judgeManifests } from '#src/cluster/upgrade/index.ts';
import { apisIn } from '#src/cluster/upgrade/manifest-apis.ts';
import { object } from '../diagnosis/fixtures.ts';
import { helmSecret } from './fixtures.ts';

/** `line kind namespace/name` of what is found. */
const found = (text: string): string[] =>
  apisIn(text).map(
    ({ api, name, namespace, line }) => `${line} ${api.kind} ${namespace === undefined ? '' : `${namespace}/`}${name}`,
  );

describe('Manifests', () => {
  const cases: [title: string, text: string, found: string[]][] = [
    [
      'a document',
      'apiVersion: policy/v1beta1\nkind: PodDisruptionBudget\nmetadata:\n  name: web\n',
      ['1 PodDisruptionBudget web'],
    ],
    [
      'the kind first, the name last',
      'kind: CronJob\nspec:\n  x: 1\nmetadata:\n  labels: {a: b}\n  namespace: shop\n  name: "nightly" # at two\napiVersion: "batch/v1beta1"\n',
      ['8 CronJob shop/nightly'],
    ],
    [
      'several documents',
      '---\napiVersion: v1\nkind: Service\nmetadata: {name: a}\n---\n# a comment\napiVersion: extensions/v1beta1\nkind: Ingress\nmetadata: {name: b, namespace: c}\n',
      ['7 Ingress c/b'],
    ],
    [
      'a list',
      'apiVersion: v1\nkind: List\nitems:\n- apiVersion: batch/v1beta1\n  kind: CronJob\n  metadata:\n    name: a\n- kind: CronJob\n  metadata:\n    name: b\n  apiVersion: batch/v1beta1\n',
      ['4 CronJob a', '11 CronJob b'],
    ],
    [
      'a template that is not rendered',
      '{{- if .Values.on }}\napiVersion: policy/v1beta1\nkind: PodDisruptionBudget\nmetadata:\n  {{- with .Values.labels }}\n  labels:\n    {{- toYaml . | nindent 4 }}\n  {{- end }}\n  name: {{ .Release.Name }}\n{{- end }}\n',
      ['2 PodDisruptionBudget {{ .Release.Name }}'],
    ],
    [
      'values with manifests in them',
      'replicas: 2\nextra:\n  - |\n    apiVersion: autoscaling/v2beta2\n    kind: HorizontalPodAutoscaler\n    metadata:\n      name: web\n',
      ['4 HorizontalPodAutoscaler web'],
    ],
    [
      'JSON',
      JSON.stringify(
        {
          apiVersion: 'v1',
          kind: 'List',
          items: [{ apiVersion: 'batch/v1beta1', kind: 'CronJob', metadata: { name: 'a', namespace: 'b' } }],
        },
        null,
        2,
      ),
      ['6 CronJob b/a'],
    ],
    ['Windows line ends', 'apiVersion: batch/v1beta1\r\nkind: CronJob\r\nmetadata:\r\n  name: a\r\n', ['1 CronJob a']],
    [
      'what is asked and never kept',
      'apiVersion: authorization.k8s.io/v1beta1\nkind: SubjectAccessReview\nmetadata: null\nspec: {}\n',
      ['1 SubjectAccessReview '],
    ],
    [
      'a reference to another object is none',
      'apiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler\nmetadata: {name: a}\nspec:\n  scaleTargetRef:\n    apiVersion: extensions/v1beta1\n    kind: Deployment\n    name: web\n',
      [],
    ],
    [
      'a sentence about it is none',
      '# apiVersion: policy/v1beta1\ndescription: "apiVersion: policy/v1beta1"\nkind: PodDisruptionBudget\n',
      [],
    ],
    [
      'the kind of another document does not count',
      'apiVersion: policy/v1beta1\nmetadata:\n  name: a\n---\nkind: PodDisruptionBudget\n',
      [],
    ],
    ['a version of our own kind is none', 'apiVersion: policy/v1beta1\nkind: Policy\nmetadata:\n  name: a\n', []],
    ['nothing', '', []],
  ];
  for (const [title, text, expected] of cases) {
    it(`are read: ${title}`, () => {
      expect(found(text)).to.deep.equal(expected);
    });
  }

  it('are judged for where one wants to go', () => {
    const claim = {
      path: 'a.yaml',
      text: 'apiVersion: resource.k8s.io/v1beta1\nkind: ResourceClaim\nmetadata:\n  name: gpu\n',
    };
    const verdicts = ['v1.34', 'v1.35', 'v1.37.2+k3s1', 'v1.38'].map((to) => judgeManifests([claim], to).verdict);
    expect(verdicts).to.deep.equal(['ready', 'warnings', 'warnings', 'blocked']);
    expect(() => judgeManifests([], 'latest')).to.throw(RangeError, 'no version');
  });

  it('name the file and the line, one line for a kind', () => {
    const text = 'apiVersion: batch/v1beta1\nkind: CronJob\nmetadata:\n  name: a\n';
    const packed = '[{"apiVersion":"batch/v1beta1","kind":"CronJob","metadata":{"name":"b"}}]';
    const { lines } = judgeManifests(
      [
        { path: 'a.yaml', text },
        { path: 'b.json', text: packed },
      ],
      'v1.36',
    );
    expect(lines).to.have.length(1);
    expect(lines[0]).to.include({
      verdict: 'blocks',
      title: 'CronJob batch/v1beta1 is removed in 1.25: v1.36 does not take these 2.',
    });
    expect(lines[0]?.evidence.map(({ value }) => value)).to.deep.equal(['a.yaml:1', 'b.json:3']);
    expect(lines[0]?.remedies[0]?.title).to.equal('Write batch/v1 in 2 files');
  });

  it('cannot keep it busy, whatever somebody writes into them', () => {
    const hostile = [
      'apiVersion: policy/v1beta1\n'.repeat(200_000),
      `${' '.repeat(2_000_000)}apiVersion: policy/v1beta1`,
      `apiVersion: ${'/'.repeat(2_000_000)}`,
      '- '.repeat(1_000_000),
      `metadata: {${'name: '.repeat(300_000)}`,
      `${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}`,
    ];
    const began = performance.now();
    for (const text of hostile) judgeManifests([{ path: 'x', text }], 'v1.36');
    expect(performance.now() - began).to.be.below(20_000);
  });
});

describe('What Helm keeps', () => {
  const known = { name: 'web', namespace: 'shop', revision: 1 };
  const secret = (content: Buffer) =>
    object('v1', 'Secret', 'x', { data: { release: Buffer.from(content.toString('base64')).toString('base64') } });

  it('is known by its chart and its kinds that go, and by nothing else', () => {
    const release = releaseIn(
      helmSecret('web', 'apiVersion: policy/v1beta1\nkind: PodDisruptionBudget\nmetadata:\n  name: web\n'),
      known,
    );
    expect(release).to.include({ status: 'deployed', chart: 'web 1.2.3' });
    expect(release.apis.map(({ name }) => name)).to.deep.equal(['web']);
    expect(JSON.stringify(release)).not.to.contain('hunter2');
  });

  it('does not unpack without end', () => {
    const bomb = gzipSync(Buffer.alloc(64 * 1024 * 1024, 32));
    expect(releaseIn(secret(bomb), known).apis).to.deep.equal([]);
  });

  for (const [title, content] of Object.entries({
    nothing: '',
    words: 'no release',
    'half of it': '{"manifest":',
    'another shape': '{"manifest":{"a":1}}',
    'a list': '[]',
  })) {
    it(`is done without where it is ${title}`, () => {
      expect(releaseIn(secret(Buffer.from(content)), known)).to.deep.include({ ...known, apis: [] });
    });
  }
});
