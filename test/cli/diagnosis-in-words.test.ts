import { expect } from 'chai';

import { diagnosisInWords } from '#src/cli/diagnosis-in-words.ts';
import { judge, reportOf, Snapshot } from '#src/cluster/diagnosis/index.ts';
import { crashed, deployed, NOW, service, snapshotOf, surroundings } from '#test/diagnosis/fixtures.ts';

const cluster = { name: 'home', address: 'https://192.0.2.1:6443', version: 'v1.36.3' };
const plain = (text: string): string => text.replace(/\u001B\[\d+m/g, '');
const inWords = (snapshot: Snapshot, advice = false, width = 100): string =>
  plain(diagnosisInWords(reportOf(judge(snapshot, { advice }), snapshot, cluster), width));

describe('A diagnosis in words', () => {
  it('names what is broken, why, since when, and what else it breaks', () => {
    const text = inWords(
      snapshotOf(
        [...deployed('web', [crashed(1), crashed(1), crashed(1)]), service('web', { app: 'web' })],
        ['Error: environment variable "PORT" is not set'],
      ),
    );
    expect(text).to.contain('home, Kubernetes v1.36.3\n');
    expect(text).to.match(/✘ Deployment shop\/web broken, likely, for 5 min\n {2}The container "main" ends because/);
    expect(text).to.contain('log of main: Error: environment variable "PORT" is not set');
    expect(text).to.contain('breaks 3 pods, Service shop/web');
    expect(text).to.match(/1 found by \d+ checks\.\n$/);
  });

  it('keeps within the width', () => {
    const lines = inWords(
      snapshotOf(deployed('web', [crashed(1)], { image: `example.org/${'long/'.repeat(8)}web:1` })),
      true,
      60,
    ).split('\n');
    for (const line of lines.filter((one) => !/\S{58}/.test(one))) expect(line.length, line).to.be.at.most(72);
    expect(lines.length).to.be.greaterThan(8);
  });

  it('passes no order to the terminal on', () => {
    const text = diagnosisInWords(
      reportOf(
        judge(
          snapshotOf(deployed('web', [crashed(1, 'Error', { state: { waiting: { reason: 'CrashLoopBackOff' } } })]), [
            '\u001b[2Jfatal: \u001b]0;title\u0007gone',
          ]),
        ),
        snapshotOf([]),
        { ...cluster, name: 'home\u001b[2J' },
      ),
      100,
    );
    expect(text).not.to.match(/\u001b\[2J|\u001b\]|\u0007/);
    expect(text).to.contain('gone');
  });

  it('keeps advice apart, and says once what goes for many', () => {
    const text = inWords(snapshotOf(['a', 'b', 'c'].flatMap((name) => deployed(name, [{}]))), true);
    const [faults = '', advice = ''] = text.split('Could be better');
    expect(faults).not.to.contain('✘');
    expect(advice.match(/Nothing limits the memory/g)).to.have.length(1);
    expect(advice).to.contain('The same goes for Deployment shop/b, Deployment shop/c.');
    expect(text).to.contain('checks found nothing wrong.');
  });

  it('calls nothing well that it has not seen', () => {
    const unread = [
      { kind: 'Secret', reason: 'the credentials may not read it' },
      { kind: 'Node', reason: 'the credentials may not read it' },
      { kind: 'Gateway', reason: 'the cluster does not have this kind' },
    ];
    const text = inWords(new Snapshot([...surroundings], { now: NOW, unread, namespace: 'shop' }));
    expect(text).to.contain('home, Kubernetes v1.36.3, namespace shop');
    expect(text).to.contain('Not looked at, because the credentials may not read it: Secret, Node.');
    expect(text).to.contain('checks found nothing wrong in what could be looked at.');
    expect(text).not.to.contain('Gateway');
  });
});
