/** What the actions about apps, their settings and logs say in one language. */
export interface AppTexts {
  image: string;
  copies: string;
  copy: string;
  each: string;
  address: string;
  name: string;
  namespace: string;
  state: string;
  reason: string;
  restarts: string;
  node: string;
  version: string;
  cause: string;
  since: string;
  key: string;
  value: string;
  binary: string;
  sizes: { readonly [size: string]: string };
  customSize: string;
  customSizeHelp: string;
  /** "0.25 CPU, 256 MiB memory", from quantities of Kubernetes. */
  size(cpu: string, memory: string): string;
  states: Readonly<Record<'running' | 'starting' | 'failing' | 'stopped' | 'paused', string>>;
  ofCopies(ready: number, wanted: number): string;
  appIn(state: string, copies: string, image: string): string;
  currentRevision(number: number): string;
  revision(number: number, image: string): string;
  lostVolume(name: string, size: string): string;
  keys(kind: string, count: number): string;
  noUsers: string;
  users(names: string): string;
  container(running: boolean, restarts: number): string;
  previousLog(pod: string): string;
}
