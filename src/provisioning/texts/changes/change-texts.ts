/** What the actions that plan, make and undo changes say in one language. */
export interface ChangeTexts {
  what: string;
  kind: string;
  name: string;
  namespace: string;
  verbs: Readonly<Record<'create' | 'change' | 'delete' | 'replace', string>>;
  /** Before: "2 objects will be made and 1 changed." */
  summary(creates: number, changes: number, deletes: number): string;
  /** Afterwards: "2 objects were made and 1 changed." */
  done(creates: number, changes: number, deletes: number): string;
  more(count: number): string;
  undone(title: string): string;
  undoneBefore(title: string): string;
  changedAt(state: 'applying' | 'applied' | 'undone', when: string): string;
}
