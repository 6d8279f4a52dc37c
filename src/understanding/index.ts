/** Free words to commands. Buttons and exact answers never come here. */
export { OfflineUnderstander } from './offline-understander.ts';
export { understand } from './understand.ts';
