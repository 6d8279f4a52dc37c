import { expect } from 'chai';
import * as fc from 'fast-check';
import { describe, it } from 'mocha';

import type { PlannedMachine } from '#src/provisioning/engine.ts';
import { Fraction, genesisPolicy, gridTariff, priceOf, resourceUnits } from '#src/provisioning/pricing/index.ts';
import { nodeSizes, sizeOf } from '#src/provisioning/sizes.ts';

const tariff = gridTariff();
const month = Fraction.of(720);

const machine = (
  role: PlannedMachine['role'],
  size: string,
  vcpu: number,
  memoryGiB: number,
  diskGiB: number,
): PlannedMachine => ({
  name: `${role}-1`,
  role,
  size,
  vcpu,
  memoryGiB,
  diskGiB,
  node: '1',
  farm: 'farm',
  country: 'Belgium',
  city: 'Ghent',
});

const workedExample = [
  machine('controller', 'example', 2, 4, 50),
  ...Array.from({ length: 3 }, () => machine('worker', 'example', 4, 8, 100)),
];

describe('resource units', () => {
  for (const [vcpu, memoryGiB, cu] of [
    [4, 1_024, '128'],
    [32, 128, '32'],
    [4, 2, '1'],
    [4, 1, '1'],
    [16, 16, '8'],
    [1, 2, '0.5'],
  ] as const) {
    it(`counts ${vcpu} vCPU and ${memoryGiB} GiB as ${cu} CU`, () => {
      expect(resourceUnits({ vcpu, memoryGiB }).cu.toDecimal(7)).to.equal(cu);
    });
  }

  it('counts disks, traffic and addresses', () => {
    const { su, nu, ipu } = resourceUnits({ ssdGiB: 100, hddGiB: 2_400, trafficGB: '1.5', publicIps: 2 });
    expect([su, nu, ipu].map((unit) => unit.toDecimal(7))).to.deep.equal(['2.5', '1.5', '2']);
  });
});

describe('the Grid tariff', () => {
  it('charges each unit by the policy', () => {
    expect(tariff.hourly({ vcpu: 2, memoryGiB: 4 }).toDecimal(7)).to.equal('0.01');
    expect(tariff.hourly({ ssdGiB: 200 }).toDecimal(7)).to.equal('0.005');
    expect(tariff.hourly({ trafficGB: 1 }).toDecimal(7)).to.equal('0.0015');
    expect(tariff.hourly({ publicIps: 1 }).toDecimal(7)).to.equal('0.004');
    expect(tariff.hourly({ uniqueNames: 1 }).toDecimal(7)).to.equal('0.00025');
    expect(tariff.hourly({ domainNames: 1 }).toDecimal(7)).to.equal('0.0005');
  });

  it('agrees with the worked example', () => {
    const price = priceOf(workedExample, 1, tariff, Date.UTC(2026, 10, 20));
    expect(price).to.include({ usdPerHour: '0.08275', usdPerMonth: '59.58', tftPerMonth: '5958.00' });
  });

  it('keeps the TFT rate inside the bounds, and rounds to 7 decimals', () => {
    const at = (averageTft: string) =>
      gridTariff({ ...genesisPolicy, averageTft })
        .toTft(Fraction.of(1))
        .toDecimal(7);
    expect(at('0.03')).to.equal('33.3333333');
    expect(at('0.0001')).to.equal('100');
    expect(at('7')).to.equal('1');
  });
});

describe('a price', () => {
  const now = Date.UTC(2026, 10, 20, 12);

  it('has a line for each kind of machine, its source and a quarter of an hour to live', () => {
    const price = priceOf(
      [
        machine('controller', 'small', 2, 4, 50),
        ...Array.from({ length: 2 }, () => machine('worker', 'medium', 4, 8, 50)),
      ],
      1,
      tariff,
      now,
    );
    expect(price.lines).to.deep.equal([
      { label: '1 controller, small (2 vCPU, 4 GiB memory, 50 GiB disk)', usd: '8.10', tft: '810.00' },
      { label: '2 workers, medium (4 vCPU, 8 GiB memory, 50 GiB disk)', usd: '30.60', tft: '3060.00' },
      { label: '1 public IPv4 address', usd: '2.88', tft: '288.00' },
    ]);
    expect(price.source).to.include('genesis').and.include('2026-11-20T12:00:00.000Z');
    expect(price.validUntil).to.equal('2026-11-20T12:15:00.000Z');
  });

  it('is the sum of its lines, for any machines and any rate', () => {
    const size = fc.constantFrom(...nodeSizes);
    const rate = fc.integer({ min: 100, max: 9_999 }).map((digits) => `0.0${String(digits).padStart(4, '0')}`);
    fc.assert(
      fc.property(fc.array(size, { maxLength: 12 }), fc.nat(3), rate, (sizes, publicIps, averageTft) => {
        const machines = sizes.map((chosen) =>
          machine('worker', chosen.name, chosen.vcpu, chosen.memoryGiB, chosen.diskGiB),
        );
        const price = priceOf(machines, publicIps, gridTariff({ ...genesisPolicy, averageTft }), now);
        const sum = (amounts: string[]) =>
          amounts.reduce((total, amount) => total.plus(Fraction.of(amount)), Fraction.zero);
        expect(sum(price.lines.map(({ usd }) => usd)).compare(Fraction.of(price.usdPerMonth))).to.equal(0);
        expect(sum(price.lines.map(({ tft }) => tft)).compare(Fraction.of(price.tftPerMonth))).to.equal(0);
        expect(Fraction.of(price.usdPerHour).times(month).compare(Fraction.of(price.usdPerMonth))).to.equal(0);
      }),
      { numRuns: 100 },
    );
  });
});

describe('Fraction', () => {
  it('calculates as whole numbers do', () => {
    const amount = fc.integer({ min: -1_000_000, max: 1_000_000 });
    fc.assert(
      fc.property(amount, amount, (a, b) => {
        expect(Fraction.of(a).plus(Fraction.of(b)).toDecimal(0)).to.equal(String(a + b));
        expect(Fraction.of(a).times(Fraction.of(b)).toDecimal(0)).to.equal(String(BigInt(a) * BigInt(b)));
        expect(Fraction.of(a).compare(Fraction.of(b))).to.equal(Math.sign(a - b));
        if (b !== 0)
          expect(Fraction.of(a).dividedBy(Fraction.of(b)).times(Fraction.of(b)).toDecimal(0)).to.equal(String(a));
      }),
    );
  });

  it('has no drift where binary floats have', () => {
    expect(Fraction.of('0.1').plus(Fraction.of('0.2')).toDecimal(7)).to.equal('0.3');
  });

  it('rounds ties away from zero, and writes at least the decimals asked for', () => {
    expect(Fraction.of('0.125').toDecimal(2)).to.equal('0.13');
    expect(Fraction.of('-0.125').toDecimal(2)).to.equal('-0.13');
    expect(Fraction.of('-0.004').toDecimal(2)).to.equal('0');
    expect(Fraction.of(4).toDecimal(7, 2)).to.equal('4.00');
  });

  for (const wrong of ['', '1e5', '1.', '.5', 'NaN', '1,5', '0x10', ' 1']) {
    it(`refuses "${wrong}"`, () => expect(() => Fraction.of(wrong)).to.throw(RangeError));
  }

  it('refuses binary floats and division by zero', () => {
    expect(() => Fraction.of(0.5)).to.throw(RangeError, 'decimal text');
    expect(() => Fraction.of(1).dividedBy(Fraction.zero)).to.throw(RangeError, 'zero');
  });
});

describe('node sizes', () => {
  it('are those of the catalogue', () => {
    expect(sizeOf('micro')).to.deep.equal({ name: 'micro', vcpu: 1, memoryGiB: 2, diskGiB: 25 });
    expect(sizeOf('small')).to.include({ vcpu: 2, memoryGiB: 4, diskGiB: 50 });
    expect(sizeOf('medium')).to.include({ vcpu: 4, memoryGiB: 8, diskGiB: 50 });
    expect(sizeOf('big')).to.include({ vcpu: 8, memoryGiB: 32, diskGiB: 100 });
  });

  it('are never guessed', () => {
    expect(() => sizeOf('constructor')).to.throw(
      'There is no node size "constructor". The sizes are: micro, small, medium, big.',
    );
  });
});
