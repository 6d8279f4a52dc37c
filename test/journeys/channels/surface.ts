/** A channel as a person has it before them: what can be seen there, and how they answer. */
export interface Surface {
  /** What can be seen now, oldest first. */
  seen(): Promise<readonly Sight[]>;
  /** Presses or picks the choice that is called so. */
  press(label: string): Promise<void>;
  /** Types a line, and sends it. */
  type(words: string): Promise<void>;
}

/** One thing that can be seen: a message, a card, a part of a screen. */
export interface Sight {
  /** The same for as long as it is there, also when its words change. */
  id: string;
  /** Who said it; a screen shows what both said. */
  by: 'wizard' | 'person' | 'screen';
  /** As a person reads it, line by line, with what can be pressed in brackets where it is drawn as something to press. */
  text: string;
  /** What can be pressed or picked on it now. */
  choices: readonly string[];
}
