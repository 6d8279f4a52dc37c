import { startControlPlane } from './start-control-plane.ts';

/** `node test/cluster/serve.ts`: the control plane of the tests, to look at by hand, until Ctrl-C. */
const plane = await startControlPlane();
console.log(`export KUBECONFIG=${plane.folder}/admin.kubeconfig`);
const stop = new Promise((resolve) => {
  process.once('SIGINT', resolve);
  process.once('SIGTERM', resolve);
});
const alive = setInterval(() => {}, 60_000);
await stop;
clearInterval(alive);
await plane.stop();
