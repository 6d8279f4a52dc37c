import { expect } from 'chai';

import type { JsonObject } from '#src/protocol/index.ts';
import { type RepairNews, RepairWatcher } from '#src/provisioning/repair/repair-watcher.ts';

import { type InsideVdc, insideVdc } from '../changes/inside-vdc.ts';
import { silent } from '../operations/stand.ts';

describe('The watch over a VDC', function () {
  this.timeout(240_000);
  let inside: InsideVdc;
  let told: RepairNews[];
  let watcher: RepairWatcher;

  beforeEach(async () => {
    inside = await insideVdc();
    told = [];
    watcher = watching();
    await operate('repair.watch', { minutes: 5 });
  });
  afterEach(async () => {
    await inside.world.close();
  });

  function watching(): RepairWatcher {
    return new RepairWatcher({
      services: inside.world.services,
      log: silent,
      tell: async (news) => void told.push(news),
    });
  }
  const operate = async (action: string, input: JsonObject = {}): Promise<JsonObject> => {
    const { outcome } = await inside.world.operate(action, { vdc: inside.vdc, ...input });
    if (!outcome.ok) throw new Error(`${action}: ${outcome.failure.message}`);
    return outcome.output as JsonObject;
  };
  const look = async () => {
    inside.world.pass(5 * 60_000 + 1_000);
    await watcher.look();
  };
  const repair = async (finding: string, by: 'person' | 'rule' = 'person') => {
    const { plan } = await inside.world.get<{ plan: string }>('repair.plan', {
      vdc: inside.vdc,
      finding,
      remedy: 'restart-gateway',
    });
    await operate('repair.apply', { finding, plan, by });
    return plan;
  };

  it('says nothing while nothing happens, and looks only when it is due', async () => {
    await look();
    await watcher.look();
    expect(told).to.deep.equal([]);
  });

  it('tells once what breaks, also after a restart, and once that it is well', async () => {
    await operate('vdc.break', { fault: 'gateway-breaks' });
    await look();
    expect(told).to.have.length(1);
    expect(told[0]).to.deep.include({ event: 'repair.news', owner: 'ada' });
    expect(told[0]?.data['broken']).to.deep.equal(['The web gateway does not answer: nobody gets in from outside.']);
    watcher = watching();
    await look();
    expect(told).to.have.length(1);
    await repair(told[0]?.data['finding'] as string);
    await look();
    expect(told, 'well for one look only').to.have.length(1);
    await look();
    expect(told[1]?.data['well']).to.have.length(1);
    await look();
    expect(told).to.have.length(2);
  });

  it('of several processes one looks', async () => {
    await operate('vdc.break', { fault: 'gateway-breaks' });
    inside.world.pass(5 * 60_000 + 1_000);
    await Promise.all([watching().look(), watching().look(), watcher.look()]);
    expect(told).to.have.length(1);
  });

  it('tells nothing of what is left as it is, and ends when asked to', async () => {
    await operate('vdc.break', { fault: 'gateway-breaks' });
    const { only } = await inside.world.get<{ only: string }>('repair.scan', { vdc: inside.vdc });
    await operate('repair.ignore', { finding: only });
    await look();
    await operate('repair.unwatch');
    await operate('repair.heed', { finding: only });
    await look();
    expect(told).to.deep.equal([]);
  });

  it('mends by a rule what was seen to work, so often an hour and no more', async () => {
    await operate('vdc.break', { fault: 'gateway-breaks' });
    const { only } = await inside.world.get<{ only: string }>('repair.scan', { vdc: inside.vdc });
    const plan = await repair(only);
    await operate('repair.setRule', { plan, perHour: 1 });
    await look();
    await operate('vdc.break', { fault: 'gateway-breaks' });
    await look();
    expect(told.map(({ event }) => event)).to.deep.equal(['repair.rule']);
    expect(told[0]?.data).to.include({ finding: only, remedy: 'restart-gateway' });
    await repair(only, 'rule');
    await look();
    await look();
    await operate('vdc.break', { fault: 'gateway-breaks' });
    await look();
    expect(told.at(-1)?.event, 'the second time within the hour').to.equal('repair.news');
  });

  it('makes no rule of what loses something', async () => {
    await operate('vdc.break', { fault: 'worker-dies' });
    const { only } = await inside.world.get<{ only: string }>('repair.scan', { vdc: inside.vdc });
    const { plan } = await inside.world.get<{ plan: string }>('repair.plan', {
      vdc: inside.vdc,
      finding: only,
      remedy: 'replace-machine',
    });
    const { outcome } = await inside.world.operate('repair.setRule', { vdc: inside.vdc, plan });
    expect(outcome).to.have.nested.property('failure.code', 'UNSUPPORTED');
  });
});
