import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { expect } from 'chai';
import { Redis } from 'ioredis';

import { EventInbox } from '#src/accounts/event-inbox.ts';
import { startTestWizard } from '#test/support/wizard.ts';

const flow = `title: A certificate ends
triggers: { events: [certificate.ending] }
inputs: { host: { type: string, required: true }, days: int }
steps:
  - say: "The certificate of \${{ inputs.host }} ends in \${{ inputs.days }} days."
  - ask: renew
    type: bool
    text: Renew it now?
`;

describe('a flow that an event triggers', () => {
  it('begins for the person the event is about, where they talk to us now, and comes back', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'flows-'));
    writeFileSync(join(folder, 'certificate.flow.yaml'), flow);
    let place = { url: '', prefix: '' };
    const wizard = await startTestWizard((config) => {
      place = { url: config.redis.url ?? '', prefix: `${config.redis.prefix}:` };
      return { ...config, flows: { ...config.flows, folders: [...config.flows.folders, folder] } };
    });
    const redis = new Redis(place.url.replace('unix://', ''));
    try {
      const client = await wizard.client();
      await client.open({ flow: 'hello' });
      await client.asked('name', 4_000);
      const inbox = new EventInbox({ redis, prefix: place.prefix });
      const data = { host: 'example.org', days: 7, stray: 'x' };
      await inbox.put({ event: 'certificate.ending', data });
      await inbox.put({ event: 'certificate.ending', data, owner: 'somebody-else' });
      await inbox.put({ event: 'certificate.ending', data, owner: 'local' });
      await client.asked('renew', 5_000);
      const said = JSON.stringify(client.entries);
      expect(said.split('The certificate of example.org ends in 7 days.')).to.have.length(2);
      await client.say('no');
      await client.asked('name', 4_000);
    } finally {
      redis.disconnect();
      await wizard.stop();
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
