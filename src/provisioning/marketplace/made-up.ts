import { randomInt } from 'node:crypto';

/** No letters that are taken for each other when read aloud or typed from paper, and nothing that a shell or YAML minds. */
const letters = 'abcdefghijkmnopqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789';

/** A password that nobody can guess: five bits and a half in each letter. */
export function madeUp(length: number): string {
  return Array.from({ length }, () => letters[randomInt(letters.length)]).join('');
}
