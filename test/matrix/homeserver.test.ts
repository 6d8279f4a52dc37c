import { expect } from 'chai';

import { homeserver } from './shared-homeserver.ts';

describe('the homeserver of the tests', function () {
  this.timeout(180_000);

  it('registers accounts, forgets nothing when it is killed, and answers at the same address', async () => {
    const server = await homeserver();
    const { accessToken, userId } = await server.register('somebody');
    const whoami = async (): Promise<unknown> => {
      const headers = { authorization: `Bearer ${accessToken}` };
      return await (await fetch(`${server.address}/_matrix/client/v3/account/whoami`, { headers })).json();
    };
    expect(await whoami()).to.include({ user_id: userId });
    await server.kill();
    expect(await whoami().catch((error: unknown) => String(error))).to.equal('TypeError: fetch failed');
    await server.up();
    expect(await whoami()).to.include({ user_id: userId });
  });
});
