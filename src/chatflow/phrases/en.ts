/**
 * The wizard's own sentences in English, the language every other one falls back to. `{name}` takes a value. Texts of
 * flows live in the flow files.
 */
export const en = {
  'answer.required': 'Please give an answer.',
  'yes': 'Yes',
  'no': 'No',
} as const;
