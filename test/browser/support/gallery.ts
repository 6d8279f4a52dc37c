import type { OperationView, PromptDraft, Question } from '#src/protocol/index.ts';

import { type Line, said, say } from './scripted-server.ts';

/** One picture of every kind of entry and prompt: what tests draw and people look at. */
const commands = ['back', 'skip', 'help', 'menu', 'cancel'] as const;

export function question(type: Question['type'], more: Partial<Question> = {}): PromptDraft {
  return {
    kind: 'ask',
    commands: [...commands],
    question: { slot: type, type, text: `Please give the **${type}**.`, ...more },
  };
}

const cities = [
  'Ghent',
  'Vienna',
  'Salzburg',
  'Cairo',
  'Dubai',
  'Nairobi',
  'Lagos',
  'São Paulo',
  'Toronto',
  'Singapore',
  'Lille',
  'Zürich',
];

/** A question of every type there is. */
export const questions: Record<Question['type'], PromptDraft> = {
  string: question('string', {
    text: 'What should the data center be called?',
    hint: '3 to 20 lower-case letters, digits and dashes',
    placeholder: 'demo',
    default: 'demo',
    help: 'The name is part of its **address**.',
  }),
  text: question('text', { optional: true }),
  int: question('int', {
    text: 'How many workers?',
    default: 3,
    min: 1,
    max: 20,
    hint: 'Each one is a machine of its own.',
  }),
  number: question('number', { min: 0, max: 2.5 }),
  bool: question('bool', { text: 'Should it survive the loss of a controller?', default: true }),
  choice: question('choice', {
    text: 'Which **size** should it have?',
    default: 'medium',
    choices: [
      { value: 'small', label: 'Small', description: '1 vCPU, 2 GB of memory, 25 GB of disk' },
      { value: 'medium', label: 'Medium', description: '2 vCPU, 4 GB of memory, 50 GB of disk' },
      { value: 'large', label: 'Large', description: '4 vCPU, 16 GB of memory, 100 GB of disk' },
      { value: 'huge', label: 'Huge', description: 'Not to be had at the moment', disabled: true },
    ],
  }),
  multichoice: question('multichoice', {
    text: 'Which apps should be there from the start?',
    min: 1,
    max: 2,
    choices: [
      { value: 'monitoring', label: 'Monitoring', description: 'Prometheus and Grafana' },
      { value: 'registry', label: 'Registry' },
      { value: 'backup', label: 'Backup' },
    ],
  }),
  date: question('date'),
  datetime: question('datetime'),
  duration: question('duration', { hint: 'For example 2h, 30 min, 1 day', placeholder: '2h' }),
  size: question('size', { hint: 'For example 512 MB, 4 GB', default: '4 GB' }),
  secret: question('secret', {
    text: 'What is the password of the registry?',
    hint: 'It is encrypted before it is stored.',
  }),
  file: question('file', { accept: ['.yaml', '.yml'], maxSize: 20_000 }),
  location: question('location', { hint: 'Where your users are.' }),
  email: question('email', { placeholder: 'you@example.org' }),
  url: question('url'),
  ssh_key: question('ssh_key'),
  cidr: question('cidr', { placeholder: '10.42.0.0/16' }),
  rating: question('rating', { text: 'How did it go?', max: 5 }),
  key_values: question('key_values', { text: 'Which labels?', default: { team: 'blue' } }),
};

export const longList = question('choice', {
  text: 'On which farm?',
  search: true,
  choices: cities.map((city, index) => ({
    value: `farm-${index}`,
    label: city,
    description: `${12 + index * 7} nodes free`,
    group: index < 3 ? 'Near you' : 'Elsewhere',
  })),
});

export const form: Extract<PromptDraft, { kind: 'form' }> = {
  kind: 'form',
  title: 'Size and place',
  text: 'All of this can be changed later.',
  commands: ['back', 'cancel'],
  fields: [
    { slot: 'name', type: 'string', text: 'Name', hint: '3 to 20 lower-case letters', default: 'demo' },
    { slot: 'workers', type: 'int', text: 'Workers', min: 1, max: 9, default: 2 },
    {
      slot: 'plan',
      type: 'choice',
      text: 'Plan',
      choices: [
        { value: 's', label: 'Small' },
        { value: 'm', label: 'Medium' },
        { value: 'l', label: 'Large' },
      ],
      default: 'm',
    },
    {
      slot: 'farm',
      type: 'choice',
      text: 'Farm',
      choices: cities.map((label) => ({ value: label.toLowerCase(), label })),
    },
    { slot: 'mail', type: 'email', text: 'Who is told?', optional: true },
    { slot: 'token', type: 'secret', text: 'Registry token', optional: true },
  ],
};

export const confirm: PromptDraft = {
  kind: 'confirm',
  text: 'This is what I will do:',
  yes: 'Deploy',
  no: 'Not now',
  commands: ['back', 'cancel'],
  rows: [
    { label: 'Name', value: 'demo', slot: 'name' },
    { label: 'Size', value: 'Medium: 2 vCPU, 4 GB of memory', slot: 'size' },
    { label: 'Workers', value: '3', slot: 'workers' },
    { label: 'Place', value: 'Ghent, Belgium', slot: 'farm' },
    { label: 'Cost', value: '18.40 USD a month, 0.026 an hour' },
    { label: 'Undo', value: 'Delete it at any time; nothing is kept' },
  ],
};

export const danger: PromptDraft = {
  kind: 'confirm',
  text: 'This deletes **demo** with everything in it. It cannot be undone.',
  typed: 'demo',
  yes: 'Delete demo',
  no: 'Keep it',
  commands: ['cancel'],
  rows: [{ label: 'Goes away', value: '3 workers, 1 controller, 2 volumes' }],
};

export const offers: PromptDraft = {
  kind: 'offers',
  text: 'The node in Ghent did not boot. What now?',
  commands: [],
  offers: [
    { offer: 'retry', label: 'Try another node', style: 'primary' },
    { offer: 'edit:farm', label: 'Choose another place' },
    { offer: 'cleanup', label: 'Stop and clean up', style: 'danger' },
  ],
};

export function operation(sequence: number, more: Partial<OperationView> = {}): OperationView {
  const now = Date.now();
  return {
    id: 'op-1',
    title: 'Deploying demo',
    badge: 'simulated',
    state: 'Processing',
    cancellable: true,
    sequence,
    startedAt: now - 47_000,
    note: { text: 'worker-2 is booting on node 17 in Ghent', tone: 'info' },
    stages: [
      { id: 'reserve', title: 'Reserve capacity', state: 'done', startedAt: now - 47_000, endedAt: now - 44_000 },
      {
        id: 'network',
        title: 'Build the encrypted network',
        state: 'done',
        startedAt: now - 44_000,
        endedAt: now - 31_000,
        text: '4 peers',
      },
      {
        id: 'boot',
        title: 'Boot the machines',
        state: 'running',
        percent: 62,
        startedAt: now - 31_000,
        text: '3 of 4 are up',
      },
      { id: 'kubernetes', title: 'Start Kubernetes', state: 'waiting' },
      { id: 'verify', title: 'Check that it works', state: 'waiting' },
    ],
    ...more,
  };
}

const qr =
  'data:image/svg+xml,%3Csvg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 7 7"%3E%3Cpath d="M0 0h3v3H0zM4 0h3v3H4zM0 4h3v3H0zM4 4h1v1H4zM6 5h1v2H6zM4 6h1v1H4z"/%3E%3C/svg%3E';

/** One of every show. */
export const shows: Line[] = [
  {
    by: 'wizard',
    type: 'show',
    show: {
      as: 'markdown',
      text: '# Ready\nIt *works*, as ~~hoped~~ **promised**. See [the handbook](https://manual.example.org/start) or `kubectl get nodes`.\n\n1. Get the kubeconfig\n2. Point `KUBECONFIG` at it\n   - on a laptop\n   - or in a pipeline\n\n> Nothing is stored in the browser.\n\n```sh\nexport KUBECONFIG=~/demo.yaml\nkubectl get nodes -o wide\n```',
    },
  },
  {
    by: 'wizard',
    type: 'show',
    show: {
      as: 'card',
      title: 'demo',
      badge: 'simulated',
      status: { text: 'Running', tone: 'success' },
      fields: [
        { label: 'API', value: 'https://demo.vdc.example.org:6443', copy: true },
        { label: 'Nodes', value: '4 of 4 ready', tone: 'success' },
        { label: 'Kubernetes', value: 'v1.33.1+k3s1' },
        { label: 'Disk', value: '81 % full', tone: 'warning' },
      ],
    },
  },
  {
    by: 'wizard',
    type: 'show',
    show: {
      as: 'table',
      title: 'Nodes',
      columns: ['Name', 'Role', 'Place', 'State', 'Address in the overlay network'],
      rows: [
        ['controller-1', 'controller', 'Ghent, Belgium', 'Ready', '10.42.0.2'],
        ['worker-1', 'worker', 'Vienna, Austria', 'Ready', '10.42.0.3'],
        ['worker-2', 'worker', 'Cairo, Egypt', 'NotReady', '10.42.0.4'],
      ],
    },
  },
  {
    by: 'wizard',
    type: 'show',
    show: { as: 'picture', src: qr, alt: 'Usage of the last week', caption: 'Usage', width: 160, height: 160 },
  },
  { by: 'wizard', type: 'show', show: { as: 'qr', src: qr, text: 'wg://demo/peer/4', caption: 'Private access' } },
  {
    by: 'wizard',
    type: 'show',
    text: 'Here is the key to it:',
    show: { as: 'download', href: '/download/kubeconfig-1', filename: 'demo.kubeconfig.yaml', once: true },
  },
  {
    by: 'wizard',
    type: 'show',
    show: {
      as: 'link',
      href: 'https://grafana.example.org/d/demo',
      label: 'Open the dashboard',
      caption: 'Sign in with your account',
    },
  },
  {
    by: 'wizard',
    type: 'show',
    show: {
      as: 'log',
      title: 'worker-2',
      lines: ['12:00:01 boot', '12:00:07 kernel up', '12:00:09 flannel: link down, retrying'],
    },
  },
  { by: 'wizard', type: 'say', tone: 'warning', text: 'One node is **not ready**.' },
  { by: 'wizard', type: 'say', tone: 'error', text: 'The node did not boot.' },
  { by: 'wizard', type: 'say', tone: 'success', text: 'All is well again.' },
];

/** The beginning of a conversation, as it would go. */
export const talk: Line[] = [
  say('Hello, I am **3Bot**, your system administrator. I deploy, upgrade and repair virtual data centers.'),
  said('Deploy a data center'),
  say('Good. A few questions, and you will see what it costs before anything happens.'),
];
