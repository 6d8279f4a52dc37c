import { expect } from 'chai';
import type { Redis } from 'ioredis';

import { VdcRecords } from '#src/provisioning/index.ts';
import { vdcId } from '#src/provisioning/vdc-records.ts';
import { connectRedis } from '#src/redis/connect-redis.ts';
import { testRedis } from '#test/support/redis.ts';

describe('VDC records', () => {
  let redis: Redis;
  let records: VdcRecords;

  beforeEach(async () => {
    const { url, prefix } = await testRedis();
    redis = connectRedis(url);
    records = new VdcRecords(redis, prefix);
  });

  afterEach(() => {
    redis.disconnect();
  });

  const reserve = (effectId: string, name = 'demo', owner = 'ada', createdAt = 1) =>
    records.reserve({ owner, name, engine: 'simulated', effectId, createdAt });

  it('give a name to exactly one of many who want it at once', async () => {
    const results = await Promise.all(Array.from({ length: 50 }, (_, index) => reserve(`effect-${index}`)));
    const winners = results.filter(({ type }) => type === 'reserved');
    expect(winners).to.have.length(1);
    for (const { record } of results) expect(record).to.deep.equal(winners[0]?.record);
    expect(await records.count('ada')).to.equal(1);
  });

  it('find what is there when the same effect reserves again', async () => {
    const { record } = await reserve('e1');
    await records.update('ada', record.id, { ref: 'r1', state: 'deployed' });
    const again = await reserve('e1');
    expect(again).to.deep.include({ type: 'reserved' });
    expect(again.record).to.deep.equal({ ...record, ref: 'r1', state: 'deployed' });
  });

  it('free the name when it is released, also when that happens twice', async () => {
    const { record } = await reserve('e1');
    await records.release('ada', record.id);
    const { type } = await reserve('e2');
    expect(type).to.equal('reserved');
    await records.release('ada', record.id);
    expect((await records.find('ada', 'demo'))?.effectId).to.equal('e2');
    expect(await records.update('ada', record.id, { state: 'deployed' })).to.equal(null);
  });

  it('are found by id and by name, by their owner alone', async () => {
    const { record } = await reserve('e1');
    expect(record.id).to.equal(vdcId('e1'));
    for (const key of [record.id, 'demo']) {
      expect(await records.find('ada', key)).to.deep.equal(record);
      expect(await records.find('bob', key)).to.equal(null);
    }
    expect((await reserve('e2', 'demo', 'bob')).type).to.equal('reserved');
    expect(await records.find('ada', 'constructor')).to.equal(null);
  });

  it('are listed a page at a time, newest first', async () => {
    for (let index = 0; index < 7; index += 1) await reserve(`e${index}`, `vdc-${index}`, 'ada', index);
    const names = async (offset: number, count: number) =>
      (await records.list('ada', { offset, count })).map(({ name }) => name);
    expect(await names(0, 3)).to.deep.equal(['vdc-6', 'vdc-5', 'vdc-4']);
    expect(await names(6, 3)).to.deep.equal(['vdc-0']);
    expect(await names(7, 3)).to.deep.equal([]);
    expect(await names(0, 1_000_000)).to.have.length(7);
  });

  it('keep owners apart whose names look like keys', async () => {
    for (const owner of ['a', 'a}', '{a', 'a:records', 'a/b']) {
      expect((await reserve(`e-${owner}`, 'demo', owner)).type, owner).to.equal('reserved');
      expect(await records.count(owner)).to.equal(1);
    }
  });
});
