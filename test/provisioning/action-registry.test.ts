import { expect } from 'chai';

import type { Caller } from '#src/conversation/index.ts';
import { Chance } from '#src/flow-tools/chance.ts';
import { samplePattern } from '#src/flow-tools/sample-pattern.ts';
import type { Json, JsonObject } from '#src/protocol/index.ts';
import { ActionRegistry, actions, type Services } from '#src/provisioning/index.ts';

import { type TestServices, testActions } from './operations/test-actions.ts';

const ada: Caller = { owner: 'ada', name: 'Ada', roles: ['user'], locale: 'en' };
const soon = (milliseconds = 5_000) => AbortSignal.timeout(milliseconds);

describe('the registry of actions', () => {
  const lines: object[] = [];
  const log = { info: () => undefined, warn: () => undefined, error: (details: object) => void lines.push(details) };
  const services = {} as TestServices;
  const registry = new ActionRegistry({ actions: testActions, services, log, badge: 'simulated' });

  beforeEach(() => {
    lines.length = 0;
  });

  it('reads, and takes an unset slot for an absent input', async () => {
    const outcome = await registry.read('test.look', { pause: null }, ada, soon());
    expect(outcome).to.deep.equal({ ok: true, output: { seen: 1 } });
  });

  it('refuses what the caller has no right to', async () => {
    for (const roles of [[], ['guest'], ['constructor']]) {
      const outcome = await registry.read('test.look', {}, { ...ada, roles }, soon());
      expect(outcome).to.have.nested.property('failure.code', 'FORBIDDEN');
    }
    const lasting = await registry.read('test.make', {}, { ...ada, roles: ['viewer'] }, soon());
    expect(lasting).to.have.nested.property('failure.code', 'FORBIDDEN');
  });

  it('says which part of an input an action does not take', async () => {
    const outcome = await registry.read('test.look', { pause: 'long', other: 1 }, ada, soon());
    expect(outcome).to.have.nested.property('failure.code', 'INVALID_INPUT');
    expect(outcome).to.have.nested.property('failure.message').that.includes('pause: ');
  });

  it('says which actions there are when one is unknown', async () => {
    const outcome = await registry.read('test.lock', {}, ada, soon());
    expect(outcome).to.have.nested.property('failure.code', 'UNKNOWN_ACTION');
    expect(outcome).to.have.nested.property('failure.message').that.includes('test.look');
  });

  it('stops waiting when the time is over', async () => {
    const outcome = await registry.read('test.look', { pause: 2_000 }, ada, soon(20));
    expect(outcome).to.have.nested.property('failure.code', 'TIMEOUT');
    const late = await registry.read('test.look', { pause: 2_000 }, ada, AbortSignal.abort());
    expect(late).to.have.nested.property('failure.retryable', true);
  });

  it('keeps the words of a bug in the log, under the reference that the person gets', async () => {
    for (const input of [{ bug: true }, { wrong: true }]) {
      const outcome = await registry.read('test.look', input, ada, soon());
      const message = outcome.ok ? '' : outcome.failure.message;
      expect(outcome).to.have.nested.property('failure.code', 'INTERNAL');
      expect(message).not.to.match(/hunter2|schema/);
      const line = lines.at(-1) as { reference: string; error: Error };
      expect(message).to.include(line.reference);
      expect(line.error).to.be.instanceOf(Error);
    }
  });

  it('never runs a lasting action as a read', async () => {
    const outcome = await registry.read('test.make', {}, ada, soon());
    expect(outcome).to.have.nested.property('failure.code', 'INTERNAL');
  });

  it('gives stages and badges of lasting actions alone', () => {
    expect(registry.stagesOf('test.make').map(({ id }) => id)).to.deep.equal(['first', 'rest']);
    expect(registry.stagesOf('test.look')).to.deep.equal([]);
    expect(registry.badgeOf('test.make')).to.equal('simulated');
    expect(registry.badgeOf('test.look')).to.equal(undefined);
  });

  it('refuses two actions of one name', () => {
    const twice = [...testActions, ...testActions];
    expect(() => new ActionRegistry({ actions: twice, services, log })).to.throw('same name');
  });
});

describe('the actions of the product', () => {
  const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
  const registry = new ActionRegistry({ actions, services: {} as Services, log });

  it('describe themselves as plain data', () => {
    const infos = registry.infos();
    expect([...infos.keys()]).to.deep.equal(actions.map(({ name }) => name));
    for (const info of infos.values()) {
      expect(info.name).to.match(/^[a-z][A-Za-z]*\.[a-z][A-Za-z]*$/);
      expect(info.title).to.match(/^[A-Z].{8,80}[^.]$/);
      expect(info.input.type).to.equal('object');
      expect(info.output.type).to.equal('object');
      expect(info.kind === 'lasting').to.equal((info.stages ?? []).length > 0);
      expect(JSON.parse(JSON.stringify(info))).to.deep.equal(info);
    }
  });

  it('simulate outputs that keep their own schemas', () => {
    for (const { name, input } of registry.infos().values()) {
      expect(registry.simulate(name, smallest(input)), name).to.be.an('object');
    }
  });
});

/** Texts that are not free. */
const telling: { readonly [field: string]: string } = { size: 'small', here: 'conversation-1.1' };

/** The least that a schema takes: only what has to be there. */
function smallest(schema: { [field: string]: unknown }): JsonObject {
  const properties = (schema['properties'] ?? {}) as { [field: string]: { [field: string]: unknown } };
  const required = (schema['required'] ?? []) as string[];
  return Object.fromEntries(required.map((field) => [field, fieldOf(field, properties[field] ?? {})]));
}

function fieldOf(name: string, schema: { [field: string]: unknown }): Json {
  return schema['type'] === 'string' ? (telling[name] ?? sample(schema)) : sample(schema);
}

function sample(schema: { [field: string]: unknown }): Json {
  const [first] = [schema['enum'] ?? [], schema['anyOf'] ?? []].flat() as { [field: string]: unknown }[];
  if (schema['const'] !== undefined) return schema['const'] as Json;
  if (first !== undefined) return typeof first === 'object' ? sample(first) : first;
  switch (schema['type']) {
    case 'integer':
    case 'number':
      return Math.max(1, Number(schema['minimum'] ?? 1));
    case 'boolean':
      return true;
    case 'array':
      return [];
    case 'object':
      return smallest(schema);
    default:
      return fitting(schema['pattern']) ?? 'amber-badger';
  }
}

function fitting(pattern: unknown): string | undefined {
  return typeof pattern === 'string' ? samplePattern(pattern, new Chance(1)) : undefined;
}
