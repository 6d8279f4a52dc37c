import type { AppTexts } from './app-texts.ts';

/** What apps say in English. */
export const en: AppTexts = {
  image: 'Image',
  copies: 'Copies',
  copy: 'Copy',
  each: 'Each copy',
  address: 'Address inside',
  name: 'Name',
  namespace: 'Namespace',
  state: 'State',
  reason: 'Why',
  restarts: 'Restarts',
  node: 'Node',
  version: 'Version',
  cause: 'Made by',
  since: 'Since',
  key: 'Key',
  value: 'Value',
  binary: 'binary data',
  sizes: { tiny: 'Tiny', small: 'Small', medium: 'Medium', large: 'Large', huge: 'Huge' },
  customSize: 'Something else',
  customSizeHelp: 'CPU and memory of your own',
  size: (cpu, memory) => `${cores(cpu)} CPU, ${bytes(memory)} memory`,
  states: { running: 'Running', starting: 'Starting', failing: 'Failing', stopped: 'Stopped', paused: 'Paused' },
  ofCopies: (ready, wanted) => `${ready} of ${wanted}`,
  appIn: (state, copies, image) => `${state}: ${copies}, ${image}`,
  currentRevision: (number) => `${number} (now)`,
  revision: (number, image) => `Version ${number}: ${image}`,
  lostVolume: (name, size) => `the data on the volume ${name} (${size})`,
  keys: (kind, count) => `${kind}, ${count} ${count === 1 ? 'key' : 'keys'}`,
  noUsers: 'No app uses it.',
  users: (names) => `Used by ${names}.`,
  container: (running, restarts) =>
    `${running ? 'running' : 'not running'}${restarts === 0 ? '' : `, restarted ${restarts === 1 ? 'once' : `${restarts} times`}`}`,
  previousLog: (pod) => `${pod}, before its last restart`,
};

/** `250m` as `0.25`. */
function cores(cpu: string): string {
  return cpu.endsWith('m') ? String(Number(cpu.slice(0, -1)) / 1_000) : cpu;
}

/** `256Mi` as `256 MiB`. */
function bytes(memory: string): string {
  return memory.replace(/^(\d+)([KMGT]i)$/, '$1 $2B');
}
