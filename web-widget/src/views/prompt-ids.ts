/** The id of the element that says what is asked. */
export function promptTextId(prompt: { id: string }): string {
  return `asked-${prompt.id}`;
}

/** Ids of what explains the open question: its hint, and why the last answer was not taken. */
export function explanationIds(prompt: { id: string }): string {
  return `hint-${prompt.id} wrong-${prompt.id}`;
}
