import { countries } from './countries.ts';
import { lexiconVocabulary } from './intent-features.ts';
import { intentModel } from './intents.ts';
import { language } from './language.ts';

/** Reads what every sentence needs, so that the first one does not wait for it. */
export function prepareUnderstanding(): void {
  language();
  countries();
  lexiconVocabulary();
  intentModel();
}
