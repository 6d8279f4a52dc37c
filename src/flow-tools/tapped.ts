import { commands, type Prompt, type Reply } from '#src/protocol/index.ts';

/** What can be pressed now, by its value and by its words. */
export function buttonsOf(prompt: Prompt | undefined): { name: string; label: string; reply: Reply }[] {
  if (!prompt) return [];
  const { id } = prompt;
  const always = commands.map((command) => ({
    name: command,
    label: command,
    reply: { type: 'command', command, prompt: id } as const,
  }));
  switch (prompt.kind) {
    case 'ask': {
      const { type, choices } = prompt.question;
      const listed = choices ?? (type === 'bool' ? yesNo : []);
      const buttons = listed.map(({ value, label }) => {
        const answer = type === 'multichoice' ? [value] : value;
        return { name: value, label, reply: { type: 'answer', prompt: id, value: answer } as const };
      });
      return [...buttons, ...always];
    }
    case 'form':
      return always;
    case 'confirm': {
      const typed = prompt.typed === undefined ? {} : { typed: prompt.typed };
      const edits = prompt.rows.flatMap(({ slot, label }) =>
        slot === undefined ? [] : [{ name: `edit:${slot}`, label, reply: { type: 'edit', slot } as const }],
      );
      return [
        { name: 'yes', label: prompt.yes, reply: { type: 'confirm', prompt: id, yes: true, ...typed } },
        { name: 'no', label: prompt.no, reply: { type: 'confirm', prompt: id, yes: false } },
        ...edits,
        ...always,
      ];
    }
    case 'offers': {
      const offers = prompt.offers.map(({ offer, label }) => ({
        name: offer,
        label,
        reply: { type: 'offer', prompt: id, offer } as const,
      }));
      return [...offers, ...always];
    }
    default:
      return prompt satisfies never;
  }
}

const yesNo = [
  { value: 'yes', label: 'Yes' },
  { value: 'no', label: 'No' },
];

/** The button a test names: by its value first, then by its words. */
export function tapped(prompt: Prompt | undefined, wanted: string): Reply | undefined {
  const buttons = buttonsOf(prompt);
  const said = wanted.toLowerCase();
  const found =
    buttons.find(({ name }) => name === wanted) ?? buttons.find(({ label }) => label.toLowerCase() === said);
  if (found) return found.reply;
  // An answer further up in the chat has its Edit button too.
  return wanted.startsWith('edit:') ? { type: 'edit', slot: wanted.slice('edit:'.length) } : undefined;
}
