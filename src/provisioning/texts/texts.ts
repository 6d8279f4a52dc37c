import type { AppTexts } from './apps/app-texts.ts';
import { ar } from './ar.ts';
import type { ChangeTexts } from './changes/change-texts.ts';
import { en } from './en.ts';
import { fr } from './fr.ts';
import type { RepairTexts } from './repair/repair-texts.ts';
import type { UpgradeTexts } from './upgrade/upgrade-texts.ts';

/** What actions say of their own, in one language. Counts take the form that the language has for them. */
export interface Texts {
  farms(count: number): string;
  room(farms: string, machines: number): string;
  roomHere(machines: number): string;
  certified: string;
  green: string;
  anywhere: string;
  newest(version: string): string;
  sizes: { readonly [size: string]: string };
  size(facts: { vcpu: number; memoryGiB: number; diskGiB: number }): string;
  perMachine(tft: string): string;
  pricePerMonth(tft: string, usd: string): string;
  machines(count: number, role: 'controller' | 'worker', size: string, facts: string): string;
  controllers(count: number): string;
  workers(count: number): string;
  notReady(count: number): string;
  and(before: string, last: string): string;
  comma: string;
  nowhere: string;
  cities(cities: number, countries: string): string;
  countries(count: number): string;
  fewSeconds: string;
  seconds(count: number): string;
  minutes(count: number): string;
  hours(count: number): string;
  states: Readonly<Record<'deploying' | 'ready' | 'degraded' | 'failed' | 'deleting' | 'gone' | 'unknown', string>>;
  stateIn(state: string, nodes: string, where: string): string;
  roles: { readonly [role: string]: string };
  machineStates: { readonly [state: string]: string };
  labels: Readonly<Record<Label, string>>;
  noVdc: string;
  vdcs(count: number, names: string): string;
  more(count: number): string;
  running(texts: readonly string[]): string;
  /** Requests for consent, as those who decide read of them. */
  approvals: {
    asks(asker: string): string;
    progress(agreed: number, quorum: number): string;
    /** Milliseconds since the epoch. */
    until(at: number): string;
    waiting(count: number): string;
    asker: string;
    noted(agreed: number, quorum: number, asker: string): string;
    agreed(asker: string): string;
    agreedBefore: string;
    refusedBefore(by: string): string;
    refused(asker: string): string;
  };
  /** People who want a person, as those who help read of them. */
  handoffs: {
    since(minutes: number): string;
    with(helper: string): string;
    withYou: string;
    waiting(count: number): string;
    wizard: string;
  };
  changeTexts: ChangeTexts;
  appTexts: AppTexts;
  repairTexts: RepairTexts;
  upgradeTexts: UpgradeTexts;
  /** Sentences that are made in English where nobody's language is known: by engines, as stages, as failures. */
  sentences: readonly (readonly [english: string, own: string])[];
}

type Label =
  | 'id'
  | 'nodes'
  | 'kubernetes'
  | 'endpoint'
  | 'publicIp'
  | 'placement'
  | 'price'
  | 'machine'
  | 'role'
  | 'size'
  | 'where'
  | 'state'
  | 'name'
  | 'tftPerMonth';

/** Languages that actions speak: one file, one line. */
const tables: { readonly [language: string]: Texts } = { en, ar, fr };

/** What actions say in the language of a locale; in English where they do not speak it. */
export function textsIn(locale: string): Texts {
  const [language = ''] = locale.toLowerCase().split('-');
  return Object.hasOwn(tables, language) ? (tables[language] ?? en) : en;
}

/** A sentence that was made in English, in the language of a locale; as it is where that language has none for it. */
export function saidIn(locale: string, sentence: string): string {
  const texts = textsIn(locale);
  if (texts.sentences.length === 0) return sentence;
  for (const { pattern, own } of patternsOf(texts)) {
    const found = pattern.exec(sentence);
    if (!found) continue;
    const { groups = {} } = found;
    return own.replace(/\{(\w+)\}/g, (place, name: string) => {
      const value = groups[name];
      // A value may be a sentence itself: "… I try again."
      return value === undefined ? place : saidIn(locale, value);
    });
  }
  return sentence;
}

interface Pattern {
  pattern: RegExp;
  own: string;
}

const patterns = new WeakMap<Texts, Pattern[]>();

function patternsOf(texts: Texts): Pattern[] {
  const known = patterns.get(texts);
  if (known) return known;
  const made = texts.sentences.map(([english, own]) => {
    const source = english
      .split(/(\{\w+\})/)
      .map((part) =>
        /^\{\w+\}$/.test(part) ? `(?<${part.slice(1, -1)}>.+?)` : part.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&'),
      )
      .join('');
    return { pattern: new RegExp(`^${source}$`, 's'), own };
  });
  patterns.set(texts, made);
  return made;
}
