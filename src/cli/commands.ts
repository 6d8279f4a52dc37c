/** What a command's file exports. */
export interface Command {
  /** Printed for `--help`: the usage, a sentence, the options. */
  help: string;
  /** Resolves to the exit code. A failure whose message is meant for people is thrown as an error with a `code`. */
  run(args: string[]): Promise<number>;
}

export interface CommandEntry {
  summary: string;
  load(): Promise<Command>;
}

/** Every command, loaded when it is called: this list is what `3bot help` shows. */
export const commands: { [name: string]: CommandEntry } = {
  start: { summary: 'start the wizard and print its address', load: () => import('./start.ts') },
  chat: { summary: 'talk to a running wizard in the terminal', load: () => import('./chat.ts') },
  flow: { summary: 'check, test, draw and play chatflow files', load: () => import('./flow.ts') },
  diagnose: { summary: 'what is wrong in a cluster, and how to mend it', load: () => import('./diagnose.ts') },
  'upgrade-check': {
    summary: 'what stands between a cluster and a newer Kubernetes',
    load: () => import('./upgrade-check.ts'),
  },
  event: { summary: 'tell waiting conversations that something happened', load: () => import('./event.ts') },
  vdc: { summary: 'list virtual data centers, and take in a cluster that is there', load: () => import('./vdc.ts') },
  understanding: {
    summary: 'what was said and not understood, and how to teach it',
    load: () => import('./understanding.ts'),
  },
  token: { summary: 'make signed tokens for people', load: () => import('./token.ts') },
};
