/** The pure centre: chatflow files in, decisions out. Imports no Node, no Redis, no clock. */
export * from './advance.ts';
export * from './catalogue.ts';
export * from './effects.ts';
export * from './events.ts';
export type { Definition, Flow } from './flow.ts';
export * from './frame.ts';
export {
  type LoadedFlow,
  loadFlow,
  loadingFlow,
  signatureOf,
} from './load-flow.ts';
export { type ParsedFile, parseFile } from './parse-file.ts';
export { languageOf, phrase } from './phrases/index.ts';
export * from './problem.ts';
export * from './surroundings.ts';
export { whyNotBegin } from './why-not-begin.ts';
