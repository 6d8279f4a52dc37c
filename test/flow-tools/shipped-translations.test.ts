import { resolve } from 'node:path';
import { expect } from 'chai';

import { openFlows } from '#src/flow-tools/open-flows.ts';
import { actionInfos } from '#src/provisioning/action-registry.ts';
import { actions } from '#src/provisioning/index.ts';

describe('The translations of the shipped flows', () => {
  it('are complete, and made for the texts that are there now', async () => {
    const { files } = await openFlows({ folders: [resolve('chatflows')], paths: [], actions: actionInfos(actions) });
    const about = files.flatMap(({ problems }) => problems).filter(({ code }) => code.includes('translation'));
    expect(about.map(({ message }) => message)).to.deep.equal([]);
    // Examples are for authors: nobody meets them in a conversation.
    const met = files.filter(({ flow }) => (flow?.triggers.commands.length ?? 1) > 0);
    expect(met.length).to.be.greaterThan(3);
    for (const { flow } of met) expect(flow?.translations['ar'], flow?.id).to.be.an('object');
  });
});
