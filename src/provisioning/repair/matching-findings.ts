import { type Finding, similar } from '#src/cluster/diagnosis/index.ts';
import { nameOf } from '#src/cluster/index.ts';

import { symptomsIn } from './symptom-words.ts';

/** Findings that somebody may mean, and whether they are called just so. */
export interface Matching {
  findings: Finding[];
  byName: boolean;
}

/** Shorter words are near to too many names. */
const SHORTEST = 5;

/**
 * The findings that what somebody says may be about, the likeliest first: by the names of objects, of what they break, and
 * by what the trouble looks like from outside. Where a name is said that has trouble, only that counts.
 */
export function matchingFindings(findings: readonly Finding[], said: string): Matching {
  const words = wordsOf(said);
  const symptoms = symptomsIn(said);
  const scoredBy = (nameScore: typeof exactly) =>
    findings.map((finding) => {
      const about = `${finding.rule} ${finding.cause} ${nameOf(finding.object)}`;
      return { finding, name: nameScore(finding, words), symptom: symptoms.filter((one) => one.test(about)).length };
    });
  const scored = scoredBy(exactly);
  const exact = scored.filter(({ name }) => name > 0);
  // A slip of the finger is thought of only where nothing is called so.
  const named = exact.length > 0 ? exact : scoredBy(nearly).filter(({ name }) => name > 0);
  const found = (named.length > 0 ? named : scored)
    .filter(({ name, symptom }) => name + symptom > 0)
    .sort((a, b) => b.name * 2 + b.symptom - (a.name * 2 + a.symptom));
  return { findings: found.map(({ finding }) => finding), byName: exact.length > 0 };
}

/** Words that could be names. */
function wordsOf(said: string): string[] {
  return said
    .toLowerCase()
    .split(/[^\p{L}\p{N}.:-]+/u)
    .map((word) => word.replace(/^[.:-]+|[.:-]+$/g, ''))
    .filter((word) => word.length > 1 && !unspecific.has(word));
}

/** Also names of objects now and then, and meant as such by nobody. */
const unspecific: ReadonlySet<string> = new Set(
  'app application api it is in on my the default service pod pods node cluster deployment website site not no at to of and or with does'.split(
    ' ',
  ),
);

function exactly(finding: Finding, words: readonly string[]): number {
  const names = namesIn(finding);
  const text = `${JSON.stringify(finding.facts)} ${finding.summary}`.toLowerCase();
  let score = 0;
  for (const word of words) {
    if (names.includes(word)) score += 3;
    else if (word.length > 3 && names.some((name) => partsOf(name).includes(word))) score += 2;
    else if (word.includes('.') && text.includes(word)) score += 3;
  }
  return score;
}

function nearly(finding: Finding, words: readonly string[]): number {
  const names = namesIn(finding);
  // With another number it is another one.
  return words.filter((word) => word.length >= SHORTEST && !/\d/.test(word) && similar(word, names).length > 0).length;
}

const namesIn = ({ object, breaks }: Finding): string[] =>
  [object, ...breaks].flatMap(({ name, namespace = '' }) => [name.toLowerCase(), namespace.toLowerCase()]);

const partsOf = (name: string): string[] => name.split(/[^a-z0-9]+/);
