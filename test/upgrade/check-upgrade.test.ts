import { expect } from 'chai';

import { judgeUpgrade } from '#src/cluster/upgrade/index.ts';

import { clear } from './clear-clusters.ts';
import { preflightOf } from './fixtures.ts';
import { troubled } from './troubled-clusters.ts';

describe('What stands in the way of an upgrade', () => {
  for (const { name, wish, check, verdict, says, remedies = [], hop } of troubled) {
    it(`${check}: ${name}`, () => {
      const report = judgeUpgrade(preflightOf(wish()));
      const found = report.lines.filter((line) => line.verdict !== 'ok');
      // One cause, one check: what else it might upset is not said as well.
      expect([...new Set(found.map((line) => `${line.check} ${line.verdict}`))], titles(found)).to.deep.equal([
        `${check} ${verdict}`,
      ]);
      const [first] = found;
      expect(first?.title).to.contain(says);
      if (remedies !== 'diagnosis') expect(first?.remedies.map(({ id }) => id)).to.deep.equal(remedies);
      expect(first?.hop).to.equal(hop);
      if (check !== 'backups') expect(first?.evidence).not.to.deep.equal([]);
      expect(report.verdict).to.equal(verdict === 'blocks' ? 'blocked' : 'warnings');
      expect(report.notLookedAt).to.deep.equal([]);
    });
  }
});

describe('A clear way', () => {
  for (const { name, wish } of clear) {
    it(`leads through ${name}`, () => {
      const report = judgeUpgrade(preflightOf(wish()));
      expect(titles(report.lines.filter(({ verdict }) => verdict !== 'ok'))).to.equal('');
      expect(report.verdict).to.equal('ready');
      expect(report.notLookedAt).to.deep.equal([]);
    });
  }

  it('has been tried often enough, as has what stands in it', () => {
    expect(troubled.length).to.be.at.least(60);
    expect(clear.length).to.be.at.least(20);
  });
});

const titles = (lines: readonly { title: string; check: string }[]): string =>
  lines.map(({ check, title }) => `${check}: ${title}`).join('\n');
