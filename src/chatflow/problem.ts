/** Something an author should know about a flow file: where it is, what is wrong, and how to put it right. */
export interface Problem {
  severity: 'error' | 'warning';
  /** One of the codes in `docs/chatflows-reference.md`. */
  code: string;
  file: string;
  /** Both count from 1. */
  line: number;
  column: number;
  message: string;
  fix?: string;
}
