/**
 * What came from a server as a person may read it at a terminal: nothing in it moves the cursor, colours what follows,
 * reaches the clipboard or reorders the text around it. What goes back as an answer stays as it is.
 */
export function readable<T>(value: T): T {
  return clean(value, '') as T;
}

/** An order to the terminal with its arguments: without them, they would be left as text. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: it is these that are taken out
const orders = /\u001b\][^\u0007\u001b]{0,4096}(?:\u0007|\u001b\\)|(?:\u001b\[|\u009b)[0-?]{0,100}[ -/]{0,10}[@-~]/gu;
const controls = /[^\P{Cc}\n\t]|[\u202a-\u202e\u2066-\u2069]/gu;

function clean(value: unknown, within: string): unknown {
  if (typeof value === 'string') return value.replace(orders, '').replace(controls, '');
  if (Array.isArray(value)) return value.map((item) => clean(item, within));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]): [string, unknown] => {
      const answers = key === 'default' || (within === 'choices' && key === 'value');
      return [key, answers ? inner : clean(inner, key)];
    }),
  );
}
