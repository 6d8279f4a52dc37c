import { expect } from 'chai';

import { differencesOf } from '#src/provisioning/changes/differences.ts';

describe('what changes in a chart', () => {
  const chart = (version: string, valuesContent: string) => ({
    apiVersion: 'helm.cattle.io/v1',
    kind: 'HelmChart',
    metadata: { name: 'gitea', namespace: 'kube-system' },
    spec: { version, valuesContent },
  });

  it('is said value by value, and no secret is among them', () => {
    const before = chart('12.7.0', 'image:\n  tag: "1.24"\nreplicas: 1\nadmin:\n  password: old\nkeep: true\n');
    const after = chart(
      '12.8.0',
      'image:\n  tag: "1.25"\nreplicas: 1\nadmin:\n  password: new\nresources:\n  cpu: 1\nkeep: true\n',
    );
    expect(differencesOf(before, after)).to.deep.equal([
      { field: 'spec.version', before: '12.7.0', after: '12.8.0' },
      { field: 'spec.valuesContent.image.tag', before: '1.24', after: '1.25' },
      { field: 'spec.valuesContent.admin.password', before: '••••', after: '•••• (new)' },
      { field: 'spec.valuesContent.resources.cpu', after: '1' },
    ]);
  });

  it('is said as a text where it is no YAML', () => {
    const [difference] = differencesOf(chart('1.0.0', 'a: [1'), chart('1.0.0', 'a: [2'));
    expect(difference).to.deep.equal({ field: 'spec.valuesContent', before: 'a: [1', after: 'a: [2' });
  });
});
