/** The turn: what was said, what it means, what follows. Knows no platform, no database and no cluster. */
export * from './conversation.ts';
export * from './conversations.ts';
export * from './event-desk.ts';
export * from './flows.ts';
export * from './live-log.ts';
export * from './perform-effects.ts';
export * from './ports.ts';
export * from './scene.ts';
export * from './triggered-flows.ts';
export * from './turn-refused.ts';
export * from './understood.ts';
