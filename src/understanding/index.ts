/** Free words to commands. Buttons and exact answers never come here. */
export { createUnderstanding } from './create-understanding.ts';
export { understand } from './understand.ts';
export { UnknownSentences } from './unknown-sentences.ts';
