import { measureDiagnosis } from './measure-diagnosis.ts';
import { measureHostile } from './measure-hostile.ts';
import { measureTurns } from './measure-turns.ts';

/** `npm run bench`: the figures of the design. `npm run bench -- hostile` takes one part of them. */
const parts: Readonly<Record<string, () => Promise<void>>> = {
  turns: measureTurns,
  hostile: measureHostile,
  diagnosis: measureDiagnosis,
};

const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !Object.hasOwn(parts, name));
if (unknown.length > 0) {
  process.stderr.write(`There is no part "${unknown.join('", "')}". There are: ${Object.keys(parts).join(', ')}.\n`);
  process.exitCode = 2;
} else {
  for (const [name, measure] of Object.entries(parts)) {
    if (asked.length === 0 || asked.includes(name)) await measure();
  }
}
