import { en as appTexts } from './apps/en.ts';
import { en as changeTexts } from './changes/en.ts';
import { momentIn } from './moment-in.ts';
import { en as repairTexts } from './repair/en.ts';
import type { Texts } from './texts.ts';
import { en as upgradeTexts } from './upgrade/en.ts';

/** What actions say in English, the language every other one falls back to. */
export const en: Texts = {
  farms: (count) => `${count} farm${s(count)}`,
  room: (farms, count) => `${farms}, room for ${count} machine${s(count)}`,
  roomHere: (count) => `room for ${count} machine${s(count)}`,
  certified: 'certified',
  green: 'green energy',
  anywhere: 'Anywhere',
  newest: (version) => `Newest (${version})`,
  sizes: { micro: 'Micro', small: 'Small', medium: 'Medium', big: 'Big', own: 'Own' },
  size: ({ vcpu, memoryGiB, diskGiB }) => `${vcpu} vCPU, ${memoryGiB} GiB memory, ${diskGiB} GiB disk`,
  perMachine: (tft) => `${tft} TFT per month for each machine`,
  pricePerMonth: (tft, usd) => `${tft} TFT per month (${usd} USD)`,
  machines: (count, role, size, facts) => `${count} ${size} ${role}${s(count)} (${facts}${count === 1 ? '' : ' each'})`,
  controllers: (count) => `${count} controller${s(count)}`,
  workers: (count) => (count === 0 ? 'no workers' : `${count} worker${s(count)}`),
  notReady: (count) => `${count} not ready`,
  and: (before, last) => `${before} and ${last}`,
  comma: ', ',
  nowhere: 'nowhere yet',
  cities: (cities, countries) => `${cities} cities in ${countries}`,
  countries: (count) => `${count} countries`,
  fewSeconds: 'a few seconds',
  seconds: (count) => `about ${count} seconds`,
  minutes: (count) => `about ${count} minutes`,
  hours: (count) => (count % 24 === 0 && count > 24 ? `${count / 24} days` : `${count} hour${s(count)}`),
  states: {
    deploying: 'Being deployed',
    ready: 'Ready',
    degraded: 'Degraded',
    failed: 'Failed',
    deleting: 'Being deleted',
    gone: 'Gone',
    unknown: 'Unknown',
  },
  stateIn: (state, nodes, where) => `${state}: ${nodes} in ${where}`,
  roles: { controller: 'controller', worker: 'worker' },
  machineStates: {},
  labels: {
    id: 'Id',
    nodes: 'Nodes',
    kubernetes: 'Kubernetes',
    endpoint: 'Endpoint',
    publicIp: 'Public IP',
    placement: 'Placement',
    price: 'Price',
    machine: 'Machine',
    role: 'Role',
    size: 'Size',
    where: 'Where',
    state: 'State',
    name: 'Name',
    tftPerMonth: 'TFT per month',
  },
  noVdc: 'You have no VDC yet.',
  vdcs: (count, names) => `You have ${count} VDC${s(count)}: ${names}.`,
  more: (count) => `${count} more`,
  running: (texts) =>
    texts.length === 1 ? `Running now: ${texts[0]}.` : `${texts.length} things running now: ${texts.join('; ')}.`,
  approvals: {
    asks: (asker) => `${asker} asks`,
    progress: (agreed, quorum) => `${agreed} of ${quorum} agreed so far`,
    until: (at) => `until ${momentIn('en-GB', at)}`,
    waiting: (count) =>
      count === 1 ? 'One request waits for your yes or no.' : `${count} requests wait for your yes or no.`,
    asker: 'the one who asked',
    noted: (agreed, quorum, asker) => `Noted: ${agreed} of ${quorum} agreed. ${asker} waits for the others.`,
    agreed: (asker) => `That is agreed, and ${asker} goes on.`,
    agreedBefore: 'The others had agreed before you said no.',
    refusedBefore: (by) => `${by} had said no before you.`,
    refused: (asker) => `I told ${asker} that you said no.`,
  },
  handoffs: {
    since: (minutes) => (minutes < 1 ? 'just now' : `for ${minutes} minute${s(minutes)}`),
    with: (helper) => `${helper} is with them`,
    withYou: 'you are with them',
    waiting: (count) =>
      count === 1 ? 'One person would like to talk to somebody.' : `${count} people would like to talk to somebody.`,
    wizard: 'Wizard',
  },
  changeTexts,
  appTexts,
  repairTexts,
  upgradeTexts,
  sentences: [],
};

function s(count: number): string {
  return count === 1 ? '' : 's';
}
