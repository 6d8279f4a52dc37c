/** What travels between server and clients, and what people say and see. Imports nothing of ours. */
export * from './json.ts';
export * from './operation.ts';
export * from './plain-text.ts';
export * from './prompt.ts';
export * from './reply.ts';
export * from './show.ts';
export * from './transcript.ts';
export * from './wire.ts';
