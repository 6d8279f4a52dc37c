import type { Finding } from '#src/cluster/diagnosis/index.ts';
import { nameOf } from '#src/cluster/index.ts';

/** Words that say nothing about what is meant. */
const empty = new Set(
  'a an the my our is are was it its of on in to and or not no does do doesnt dont isnt work works working with at for i we get gets returns return shows anymore any more app apps please help why what'.split(
    ' ',
  ),
);

/** What people call a symptom, and the rules whose findings look like that from outside. */
const symptoms: readonly (readonly [words: RegExp, rules: RegExp])[] = [
  [
    /\b(50[0234]|bad gateway|unavailable|offline|down|not reachable|unreachable|reach|website|site|page)\b/,
    /service|ingress|image|crash|probe|condition|machine|pending|rollout|config|memory|endpoints/,
  ],
  [/\b404\b/, /ingress|service/],
  [/\b(crash\w*|restart\w*|dies|died|exit\w*)\b/, /crash|memory|probe|config/],
  [/\b(oom|memory|ram)\b/, /memory|node|evicted/],
  [
    /\b(pending|waiting|stuck|hangs?|starts?|starting|schedul\w*)\b/,
    /pending|volume|image|refused|init|rollout|stuck|stateful/,
  ],
  [/\b(disk|storage|volumes?|full|space)\b/, /volume|disk|machine|condition|evicted/i],
  [/\b(image|pull|registry)\b/, /image/],
  [/\b(dns|names?|resolve|host)\b/, /dns|service|ingress/],
  [/\b(certificate|tls|ssl|https)\b/, /cert|ingress|webhook/],
  [/\b(nodes?|machines?|workers?|controllers?|servers?)\b/, /node|machine|condition/],
  [/\b(backups?|snapshots?)\b/, /condition|backup/],
  [/\b(money|balance|funds?|paid|pay)\b/, /condition/],
  [/\b(slow|scale|scaling|busy|load)\b/, /autoscaler|memory|quota|pods-refused|pending/],
];

/**
 * The findings that what somebody says may be about, the likeliest first: by the names of objects, of what they break, and
 * by what the trouble looks like from outside. Where a name is said that has trouble, only that counts.
 */
export function matchingFindings(findings: readonly Finding[], said: string): Finding[] {
  const text = said.toLowerCase();
  const words = text.split(/[^\p{L}\p{N}.:-]+/u).flatMap((word) => {
    const bare = word.replace(/^[.:-]+|[.:-]+$/g, '');
    return bare.length < 2 || empty.has(bare.replaceAll("'", '')) ? [] : [bare];
  });
  const scored = findings.map((finding) => ({ finding, ...scoreOf(finding, words, text) }));
  const named = scored.filter(({ name }) => name > 0);
  return (named.length > 0 ? named : scored)
    .filter(({ name, symptom }) => name + symptom > 0)
    .sort((a, b) => b.name * 2 + b.symptom - (a.name * 2 + a.symptom))
    .map(({ finding }) => finding);
}

function scoreOf(finding: Finding, words: readonly string[], text: string): { name: number; symptom: number } {
  const names = [finding.object, ...finding.breaks].flatMap(({ name, namespace }) => [name, namespace ?? '']);
  const facts = JSON.stringify(finding.facts).toLowerCase();
  let name = 0;
  for (const word of words) {
    if (names.some((one) => one.toLowerCase() === word)) name += 3;
    else if (word.length > 3 && names.some((one) => partsOf(one).includes(word))) name += 2;
    else if (word.includes('.') && (facts.includes(word) || finding.summary.toLowerCase().includes(word))) name += 3;
  }
  const about = `${finding.rule} ${finding.cause} ${nameOf(finding.object)}`;
  const symptom = symptoms.filter(([looks, rules]) => looks.test(text) && rules.test(about)).length;
  return { name, symptom };
}

const partsOf = (name: string): string[] => name.toLowerCase().split(/[^a-z0-9]+/);
