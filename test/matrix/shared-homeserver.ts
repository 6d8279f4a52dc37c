import { Homeserver } from './homeserver.ts';

let shared: Promise<Homeserver> | undefined;
let hasFailed = false;

/** The one homeserver of this process, for all suites: each makes accounts and rooms of its own. */
export function homeserver(): Promise<Homeserver> {
  shared ??= Homeserver.start();
  return shared;
}

afterEach(function () {
  hasFailed ||= this.currentTest?.state === 'failed';
});

after(async () => {
  const server = await shared?.catch(() => undefined);
  if (server === undefined) return;
  if (hasFailed) console.log(`What the homeserver said is kept in ${server.keepLogs()}.`);
  await server.stop();
});

after(() => {
  // The library leaves a timer behind with every request, of up to two minutes: nobody waits for those.
  setTimeout(() => process.exit(), 2_000).unref();
});
