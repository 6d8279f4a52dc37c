import type { ControlPlane } from './control-plane.ts';
import { startControlPlane } from './start-control-plane.ts';

let shared: Promise<ControlPlane> | undefined;
let hasFailed = false;

/** The one control plane of this process, for all suites: each works in namespaces of its own. */
export function controlPlane(): Promise<ControlPlane> {
  shared ??= startControlPlane();
  return shared;
}

afterEach(function () {
  hasFailed ||= this.currentTest?.state === 'failed';
});

after(async () => {
  const plane = await shared?.catch(() => undefined);
  if (plane === undefined) return;
  if (hasFailed) console.log(`What the control plane said is kept in ${plane.keepLogs()}.`);
  await plane.stop();
});
