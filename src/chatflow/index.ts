/** The pure centre: chatflow files in, decisions out. Imports no Node, no Redis, no clock. */
export * from './effects.ts';
export * from './events.ts';
export * from './frame.ts';
export * from './surroundings.ts';
