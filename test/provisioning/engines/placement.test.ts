import { expect } from 'chai';
import * as fc from 'fast-check';
import { describe, it } from 'mocha';

import type { VdcSpec } from '#src/provisioning/engine.ts';
import type { GridMap } from '#src/provisioning/engines/simulated/grid-map.ts';
import { gridMap } from '#src/provisioning/engines/simulated/grid-map.ts';
import { gridState, takenField } from '#src/provisioning/engines/simulated/grid-state.ts';
import { noCapacity } from '#src/provisioning/engines/simulated/no-capacity.ts';
import { place } from '#src/provisioning/engines/simulated/placement.ts';
import { nodeSizes } from '#src/provisioning/sizes.ts';
import { smallSpec } from '#test/contracts/small-spec.ts';

const empty = gridState(gridMap, new Map(), new Set());

const spec = (changes: Partial<VdcSpec> = {}): VdcSpec => ({
  ...smallSpec,
  controllerSize: 'small',
  controllers: 3,
  workerSize: 'medium',
  workers: 2,
  ...changes,
});

/** One farm, with nodes of these many vCPU (and plenty of everything else). */
const farmOf = (...vcpus: number[]): GridMap => [
  {
    id: 'farm',
    name: 'Farm',
    country: 'Belgium',
    city: 'Ghent',
    latitude: 51,
    longitude: 4,
    certified: true,
    green: true,
    publicIps: [],
    nodes: vcpus.map((vcpu, index) => ({
      id: String(index + 1),
      vcpu,
      memoryGiB: 1_000,
      diskGiB: 10_000,
      state: 'up',
    })),
  },
];

describe('the map of the simulated grid', () => {
  it('has 12 farms and 40 nodes, each node and each address once', () => {
    const nodes = gridMap.flatMap((farm) => farm.nodes);
    const addresses = gridMap.flatMap((farm) => farm.publicIps);
    expect(gridMap).to.have.length(12);
    expect(new Set(nodes.map(({ id }) => id)).size).to.equal(40);
    expect(nodes).to.have.length(40);
    expect(new Set(addresses).size).to.equal(addresses.length);
    for (const address of addresses)
      expect(address, 'reserved for documentation').to.match(/^(192\.0\.2|198\.51\.100|203\.0\.113)\.\d+$/);
  });
});

describe('placement', () => {
  it('keeps redundant controllers on distinct nodes, on distinct farms where a country has several', () => {
    const machines = place(empty, gridMap, spec({ placement: { country: 'Belgium' } })) ?? [];
    const controllers = machines.filter(({ role }) => role === 'controller');
    expect(new Set(controllers.map(({ node }) => node)).size).to.equal(3);
    expect(new Set(controllers.map(({ farm }) => farm)).size).to.equal(2);
  });

  it('keeps a VDC together in one country, unless none takes it', () => {
    const machines = place(empty, gridMap, spec({ workers: 10 })) ?? [];
    expect(new Set(machines.map(({ country }) => country)).size).to.equal(1);
    const vast = place(empty, gridMap, spec({ workerSize: 'big', workers: 40 })) ?? [];
    expect(vast).to.have.length(43);
    expect(new Set(vast.map(({ country }) => country)).size).to.be.above(1);
  });

  it('puts the first controller where a public IP is free', () => {
    const [first] = place(empty, gridMap, spec({ placement: { country: 'Austria' }, publicIp: true })) ?? [];
    expect(first?.farm).to.equal('salzburg-hydro');
    expect(place(empty, gridMap, spec({ placement: { country: 'Egypt' }, publicIp: true }))).to.equal(null);
  });

  it('packs tightly where spreading would not fit', () => {
    // Spread, the controller takes the roomy node, and the big worker finds no room.
    const map = farmOf(8, 2);
    const machines = place(
      gridState(map, new Map(), new Set()),
      map,
      spec({ controllers: 1, workerSize: 'big', workers: 1 }),
    );
    expect(machines?.map(({ node }) => node)).to.deep.equal(['2', '1']);
  });

  it('uses no node that is full or down', () => {
    const machines =
      place(
        empty,
        gridMap,
        spec({ controllers: 1, workers: 10, workerSize: 'micro', placement: { country: 'Egypt' } }),
      ) ?? [];
    expect(machines).to.have.length(11);
    expect(machines.map(({ node }) => node)).to.not.include('33');
  });

  it('reads a country as people write it', () => {
    expect(place(empty, gridMap, spec({ placement: { country: ' united arab EMIRATES ' } }))?.[0]?.city).to.equal(
      'Dubai',
    );
  });

  it('never takes more than is free, and never puts two controllers on a node', () => {
    const size = fc.constantFrom(...nodeSizes.map(({ name }) => name));
    const cases = fc.record({
      seed: fc.array(fc.nat(31), { minLength: 40, maxLength: 40 }),
      controllers: fc.constantFrom(1 as const, 3 as const),
      controllerSize: size,
      workerSize: size,
      workers: fc.nat(20),
      publicIp: fc.boolean(),
    });
    fc.assert(
      fc.property(cases, ({ seed, ...changes }) => {
        const ids = gridMap.flatMap((farm) => farm.nodes.map(({ id }) => id));
        const taken = new Map(ids.map((id, index) => [takenField(id, 'vcpu'), seed[index] ?? 0]));
        const state = gridState(gridMap, taken, new Set());
        const machines = place(state, gridMap, spec(changes));
        if (!machines) {
          expect(noCapacity(state, gridMap, spec(changes)).message).to.match(/^There is no room for .+\.$/);
          return;
        }
        const controllers = machines.filter(({ role }) => role === 'controller');
        expect(new Set(controllers.map(({ node }) => node)).size).to.equal(controllers.length);
        for (const [node, on] of Map.groupBy(machines, ({ node }) => node)) {
          const free = state.nodes.find(({ id }) => id === node);
          for (const resource of ['vcpu', 'memoryGiB', 'diskGiB'] as const) {
            expect(on.reduce((sum, machine) => sum + machine[resource], 0)).to.be.at.most(free?.[resource] ?? 0);
          }
        }
      }),
      { numRuns: 60 },
    );
  });
});

describe('what is said when there is no room', () => {
  const advice = (changes: Partial<VdcSpec>) => noCapacity(empty, gridMap, spec(changes)).message;

  it('names fewer workers, the nearest other countries and smaller sizes', () => {
    expect(advice({ workerSize: 'big', workers: 20, placement: { country: 'belgium' } })).to.equal(
      'There is no room for 3 small controllers and 20 big workers in Belgium. What would fit: 19 workers instead of 20, ' +
        'all of it spread over several countries, or medium workers instead of big ones.',
    );
  });

  it('names the nearest countries that take all of it', () => {
    expect(advice({ placement: { farm: 'zurich-vault' } })).to.equal(
      'There is no room for 3 small controllers and 2 medium workers on the farm zurich-vault. What would fit: ' +
        'all of it in Austria or Belgium, or one controller instead of three.',
    );
  });

  it('names what can be left out', () => {
    expect(advice({ placement: { country: 'Egypt' }, controllers: 1, publicIp: true })).to.include(
      'all of it without a public IP',
    );
    expect(advice({ placement: { country: 'India', certifiedOnly: true }, controllers: 1 })).to.include(
      'when farms need not be certified',
    );
  });

  it('says so when nothing would fit', () => {
    const full = farmOf(1);
    expect(noCapacity(gridState(full, new Map(), new Set()), full, spec()).message).to.include(
      'Nothing near it would fit',
    );
  });
});
