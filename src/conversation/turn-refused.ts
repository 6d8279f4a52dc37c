/** A turn was refused before anything happened; the code is for programs, the sentence for people. */
export class TurnRefused extends Error {
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.name = 'TurnRefused';
    this.code = code;
  }
}
