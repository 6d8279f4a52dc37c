import { resolve } from 'node:path';
import { expect } from 'chai';

import { type Flow, type Problem, phrase } from '#src/chatflow/index.ts';
import { openFlows } from '#src/flow-tools/open-flows.ts';
import { textsOf } from '#src/flow-tools/texts-of.ts';
import { actionInfos } from '#src/provisioning/action-registry.ts';
import { actions } from '#src/provisioning/index.ts';

const languages = ['ar', 'fr'];

describe('The translations of the shipped flows', () => {
  let flows: Flow[] = [];
  let problems: Problem[] = [];

  before(async () => {
    const { files } = await openFlows({ folders: [resolve('chatflows')], paths: [], actions: actionInfos(actions) });
    problems = files.flatMap((file) => file.problems);
    flows = files.flatMap(({ flow }) => flow ?? []);
  });

  it('are complete, and made for the texts that are there now', () => {
    const about = problems.filter(({ code }) => code.includes('translation'));
    expect(about.map(({ message }) => message)).to.deep.equal([]);
    // Examples are for authors: nobody meets them in a conversation.
    const met = flows.filter(({ triggers }) => triggers.commands.length > 0);
    expect(met.length).to.be.greaterThan(3);
    for (const language of languages) {
      for (const flow of met) expect(flow.translations[language], `${flow.id} in ${language}`).to.be.an('object');
    }
  });

  it('miss no sentence that stands in an expression', () => {
    // ${{ fault == 'surprise' ? 'Something is broken now. …' : 'Done. ' + broken.said }}
    const flow = flows.find(({ id }) => id === 'break-something');
    expect(flow && textsOf(flow).get('said')).to.contain('Something is broken now');
  });

  it('tell people in French to say only what is understood', () => {
    const words = new Set(
      (['menu', 'help', 'cancel', 'skip', 'back'] as const).flatMap((command) =>
        phrase('fr', `turn.words.${command}`).split('|'),
      ),
    );
    for (const { triggers, translations } of flows) {
      for (const said of triggers.commands) words.add(said);
      for (const said of (translations['fr']?.['triggers.phrases'] ?? '').split('|')) words.add(said.trim());
    }
    const told = flows.flatMap(({ id, translations }) =>
      Object.values(translations['fr'] ?? {}).flatMap((text) =>
        [...text.matchAll(/[Dd]ites \*\*([^*]+)\*\*/gu)].map(([, said = '']) => ({ id, said })),
      ),
    );
    expect(told.length).to.be.greaterThan(20);
    expect(told.filter(({ said }) => !words.has(said))).to.deep.equal([]);
  });
});
