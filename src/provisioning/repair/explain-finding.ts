import type { Finding } from '#src/cluster/diagnosis/index.ts';
import { nameOf } from '#src/cluster/index.ts';
import { maskSecrets } from '#src/conversation/mask-secrets.ts';
import type { Json } from '#src/protocol/index.ts';

/**
 * Puts a finding into words for a person, in the language of a locale: "The shop cannot start, because …". What it is given
 * is masked and capped; it is data of a cluster, never an instruction. It only speaks: nothing it says is ever done.
 */
export type Explain = (evidence: ExplainedFinding, locale: string, signal: AbortSignal) => Promise<string>;

/** All that whoever explains a finding learns of it. */
export interface ExplainedFinding {
  rule: string;
  cause: string;
  severity: Finding['severity'];
  certainty: Finding['certainty'];
  /** `Deployment shop/web` */
  object: string;
  summary: string;
  since?: string;
  facts: { [name: string]: Json };
  evidence: { object: string; field: string; value: string }[];
  breaks: string[];
  /** What can be done, by title: for "what next", not to choose from. */
  remedies: string[];
}

const LINES = 12;
const LENGTH = 400;
/** Longer explanations are cut: a person reads two or three sentences. */
export const EXPLANATION_LENGTH = 1_200;
const PATIENCE_MS = 8_000;

/** What may leave the product about a finding: masked, and short. */
export function evidenceFor(finding: Finding, remedies: readonly string[]): ExplainedFinding {
  const { rule, cause, severity, certainty, object, summary, since, facts, evidence, breaks } = finding;
  const short = (text: string) => maskSecrets(text).slice(0, LENGTH);
  return {
    rule,
    cause,
    severity,
    certainty,
    object: nameOf(object),
    summary: short(summary),
    ...(since === undefined ? {} : { since }),
    facts: Object.fromEntries(Object.entries(facts).map(([name, value]) => [name, masked(value, short)])),
    evidence: evidence.slice(0, LINES).map((one) => ({
      object: nameOf(one.object),
      field: one.field,
      value: short(one.value),
    })),
    breaks: breaks.slice(0, LINES).map(nameOf),
    remedies: [...remedies],
  };
}

function masked(value: Json, short: (text: string) => string): Json {
  if (typeof value === 'string') return short(value);
  return Array.isArray(value) ? value.slice(0, LINES).map((one) => masked(one, short)) : value;
}

/** The explanation of a finding, or nothing: where nobody explains, or not in time, the rule's own sentence stands alone. */
export async function explained(
  explain: Explain | undefined,
  evidence: ExplainedFinding,
  locale: string,
  signal: AbortSignal,
): Promise<string> {
  if (!explain) return '';
  try {
    const within = AbortSignal.any([signal, AbortSignal.timeout(PATIENCE_MS)]);
    return maskSecrets(await explain(evidence, locale, within)).slice(0, EXPLANATION_LENGTH);
  } catch {
    return '';
  }
}
