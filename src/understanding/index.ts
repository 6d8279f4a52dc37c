/** Free words to commands. Buttons and exact answers never come here. */
export { createUnderstander } from './create-understander.ts';
export { understand } from './understand.ts';
export { UnknownSentences } from './unknown-sentences.ts';
