import { readdirSync, readFileSync } from 'node:fs';
import { expect } from 'chai';
import { parse } from 'yaml';
import { fieldKeys, flowKeys, verbKeys } from '#src/chatflow/parse/keys.ts';
import { verbs } from '#src/chatflow/step.ts';
import { flowSchema } from '#src/flow-tools/flow-schema.ts';
import { writeJson } from '#src/flow-tools/write-json.ts';
import { actionInfos } from '#src/provisioning/action-registry.ts';
import { actions } from '#src/provisioning/actions/index.ts';

import { schemaErrors } from './json-schema-check.ts';

const schema = flowSchema(actionInfos(actions));
const errorsIn = (source: string): string[] => schemaErrors(schema, parse(source));

describe('the schema for editors', () => {
  it('is the one that is committed', () => {
    const committed = readFileSync('chatflows/flow.schema.json', 'utf8');
    expect(committed === writeJson(schema), 'run `3bot flow schema --write`').to.equal(true);
  });

  it('takes every flow that is shipped', () => {
    const names = readdirSync('chatflows', { recursive: true, encoding: 'utf8' });
    for (const name of names.filter((one) => one.endsWith('.flow.yaml'))) {
      expect(errorsIn(readFileSync(`chatflows/${name}`, 'utf8')), name).to.deep.equal([]);
    }
  });

  it('gives one message for one mistake', () => {
    const errors = errorsIn(`title: Mistakes
steps:
  - ask: size
    type: choise
  - ask: workers
    typ: int
  - run: vdc.plam
  - run: vdc.delete
    with: { vdc: demo, force: true }
  - set: { a: 1 }
    when: 5
  - txt: hello
  - ask: farm
    choices: { from: catalog.farms, with: { contry: Belgium }, value: it.id }
`);
    expect(errors).to.deep.equal([
      '/steps/0/type: is none of the possible values',
      '/steps/1/typ: is not known',
      '/steps/2/run: is none of the possible values',
      '/steps/3/with/force: is not known',
      '/steps/4/when: should be string or boolean',
      '/steps/5: `ask` is missing',
      '/steps/6/choices/with/contry: is not known',
    ]);
  });

  it('lets every input be computed', () => {
    const flow = (with_: string): string[] => errorsIn(`title: T\nsteps: [{ run: vdc.plan, with: ${with_} }]`);
    expect(flow('{ name: demo, size: small, workers: 2 }')).to.deep.equal([]);
    expect(flow('{ name: "${{ name }}", size: small, workers: "${{ count * 2 }}" }')).to.deep.equal([]);
    expect(flow('"${{ wish }}"')).to.deep.equal([]);
    expect(flow('{ name: demo, size: small, workers: many }')).to.have.length(1);
    expect(flow('{ name: demo }')).to.deep.equal(['/steps/0/with: `size` is missing']);
  });

  it('says something about every key and every action', () => {
    const { properties = {}, definitions } = schema as typeof schema & {
      definitions: { step: { allOf: { then: { properties: { [key: string]: { description?: string } } } }[] } };
    };
    expect(Object.keys(properties)).to.deep.equal([...flowKeys]);
    for (const [index, verb] of verbs.entries()) {
      const keys = definitions.step.allOf[index]!.then.properties;
      expect(Object.keys(keys)).to.include.members([verb, ...verbKeys[verb]]);
      for (const [key, one] of Object.entries(keys)) {
        expect('$ref' in one || (one.description ?? '') !== '', `${verb}.${key}`).to.equal(true);
      }
    }
    const run = definitions.step.allOf[verbs.indexOf('run')]!.then.properties['run'] as unknown as { enum: string[] };
    expect(run.enum).to.have.members(actions.map(({ name }) => name));
    expect(verbKeys.ask).to.equal(fieldKeys);
  });
});
