import { expect } from 'chai';

import { judgeNodeRule, WAITING_MS } from '#src/provisioning/node-rules/judge-node-rule.ts';
import type { NodeRule } from '#src/provisioning/node-rules/node-rule.ts';

const rule: NodeRule = {
  vdc: 'vdc_1',
  caller: { owner: 'ada', name: 'Ada', roles: ['user'], locale: 'en' },
  least: 1,
  most: 3,
  idleMinutes: 10,
  ceiling: '1000',
  paused: false,
  acts: [],
};
const NOW = 10_000_000;
const calm = { waiting: [], missing: 0, keeps: 'worker-2 is more than half full.' };
const wait = (count: number, missing = 1) => ({
  waiting: Array.from({ length: count }, (_, index) => `shop/web-${index}`),
  missing,
  keeps: 'Pods wait for room.',
});

describe('What a rule for workers comes to', () => {
  it('does nothing where nothing is asked for', () => {
    expect(judgeNodeRule(rule, calm, 2, NOW)).to.deep.equal({});
  });

  it('waits a minute before it pays for another worker, and then takes as many as help', () => {
    expect(judgeNodeRule(rule, wait(2), 1, NOW)).to.deep.equal({ waitingSince: NOW });
    const waitingSince = NOW - WAITING_MS;
    expect(judgeNodeRule({ ...rule, waitingSince: waitingSince + 1 }, wait(2), 1, NOW).to).to.equal(undefined);
    expect(judgeNodeRule({ ...rule, waitingSince }, wait(2), 1, NOW)).to.deep.equal({
      waitingSince,
      to: 2,
      why: 'There was no room for 2 pods (shop/web-0, shop/web-1).',
    });
    expect(judgeNodeRule({ ...rule, waitingSince }, wait(9, 5), 1, NOW).to, 'never beyond the most').to.equal(3);
  });

  it('says what it cannot do: at the most already, or no worker is big enough', () => {
    const waiting = { ...rule, waitingSince: 0 };
    expect(judgeNodeRule(waiting, wait(1), 3, NOW)).to.deep.include({
      trouble: { sort: 'most', text: 'There was no room for shop/web-0, and there are 3 workers already.' },
    });
    expect(judgeNodeRule(waiting, wait(1, 0), 1, NOW).trouble?.text).to.include('no worker of this size is big enough');
  });

  it('takes one away when it was not needed for as long as the rule says, and never below the least', () => {
    const idle = { waiting: [], missing: 0 };
    expect(judgeNodeRule(rule, idle, 2, NOW)).to.deep.equal({ idleSince: NOW });
    const idleSince = NOW - 10 * 60_000;
    expect(judgeNodeRule({ ...rule, idleSince }, idle, 3, NOW)).to.deep.equal({
      idleSince,
      to: 2,
      why: 'A worker was not needed for 10 minutes.',
    });
    expect(judgeNodeRule({ ...rule, idleSince }, idle, 1, NOW)).to.deep.equal({});
    expect(judgeNodeRule({ ...rule, idleSince }, calm, 3, NOW), 'needed again: it begins anew').to.deep.equal({});
  });

  it('brings the number between its limits when those are new', () => {
    expect(judgeNodeRule({ ...rule, least: 2 }, calm, 1, NOW).to).to.equal(2);
    expect(judgeNodeRule(rule, calm, 5, NOW).to).to.equal(3);
  });
});
