import type { Scene, Thing } from '#src/conversation/index.ts';

import type { Answer } from './documentation.ts';
import { conceptsIn } from './intent-features.ts';
import { wordsOf, writeOut } from './plain-words.ts';

/**
 * The answer to a question about what a person has and since when ("which of my clusters is the oldest?", "how many do I
 * have?"), from what was looked up with that person's rights. Undefined for every other sentence; a wish is no question.
 */
export function answerAboutThings({ text, things, surroundings }: Scene): Answer | undefined {
  if (!asks.test(text) || text.length > LONGEST) return undefined;
  const words = wordsOf(writeOut(text)).map(({ plain }) => plain);
  const concepts = conceptsIn(words);
  if (wants.some((concept) => concepts.has(concept))) return undefined;
  const owned = things.filter(({ kind }) => kind === 'vdc');
  const named = owned.find(({ name }) => words.includes(name.toLowerCase()));
  if (!concepts.has('vdc') && !named) return undefined;
  const locale = Object.hasOwn(texts, surroundings.locale) ? surroundings.locale : 'en';
  const say = texts[locale] ?? english;
  const found = answerIn(words.join(' '), owned, named, say, (time) => dayOf(time, locale));
  return found === undefined ? undefined : { text: found, source: say.source };
}

const LONGEST = 120;

/** Concepts of a sentence that wants something done. */
const wants = ['delete', 'scale', 'repair', 'broken', 'install', 'restart', 'stop', 'worker', 'watch'];

const asks =
  /^\s*(?:(?:and|so|hey|hi|please|can you tell me|could you tell me|tell me|do you know)[, ]+)*(?:which|what|how|when|since when|quel|quelle|combien|quand|depuis quand|ما|كم|متى|أي|اي|منذ متى)(?!\p{L})/iu;

const oldest = /\b(?:oldest|eldest|first one|plus (?:ancien|ancienne|vieux|vieille))\b|اقدم/u;
const newest = /\b(?:newest|youngest|latest|most recent|plus (?:recent|recente|nouveau)|dernier|derniere)\b|احدث/u;
const many = /\b(?:how many|combien)\b|(?:^| )كم /u;
const age = /\b(?:how old|since when|how long have|when (?:did|was|were)|depuis quand|quand)\b|متي/u;
/** "How many do I pay for" and "which version" are other questions. */
const ofOthers = /\b(?:upgrade|update|cost|costs|pay|price|version|country|memory|cpu|app|apps|coute|prix)\b/u;

function answerIn(
  sentence: string,
  owned: readonly Thing[],
  named: Thing | undefined,
  say: Texts,
  day: (time: number) => string,
): string | undefined {
  if (ofOthers.test(sentence)) return undefined;
  const dated = owned
    .filter((thing): thing is Thing & { since: number } => thing.since !== undefined)
    .sort((one, other) => one.since - other.since);
  if (named) {
    const since = named.since;
    return age.test(sentence) && since !== undefined ? say.since(named.name, day(since)) : undefined;
  }
  if (many.test(sentence)) {
    return owned.length === 0
      ? say.none
      : say.count(
          owned.length,
          owned
            .slice(0, MOST_NAMED)
            .map(({ name }) => `**${name}**`)
            .join(', '),
        );
  }
  const wanted = oldest.test(sentence) ? dated[0] : newest.test(sentence) ? dated.at(-1) : undefined;
  if (wanted === undefined) return undefined;
  return oldest.test(sentence)
    ? say.oldest(wanted.name, day(wanted.since))
    : say.newest(wanted.name, day(wanted.since));
}

const MOST_NAMED = 20;

function dayOf(time: number, locale: string): string {
  return new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' }).format(time);
}

interface Texts {
  source: string;
  none: string;
  count(count: number, names: string): string;
  oldest(name: string, day: string): string;
  newest(name: string, day: string): string;
  since(name: string, day: string): string;
}

const english: Texts = {
  source: 'your data centers',
  none: 'You have no data center yet.',
  count: (count, names) => `You have ${count} data center${count === 1 ? '' : 's'}: ${names}.`,
  oldest: (name, day) => `Your oldest data center is **${name}**, from ${day}.`,
  newest: (name, day) => `Your newest data center is **${name}**, from ${day}.`,
  since: (name, day) => `You have **${name}** since ${day}.`,
};

const texts: Readonly<Record<string, Texts>> = {
  en: english,
  fr: {
    source: 'vos centres de données',
    none: "Vous n'avez pas encore de centre de données.",
    count: (count, names) => `Vous avez ${count} centre${count === 1 ? '' : 's'} de données : ${names}.`,
    oldest: (name, day) => `Votre plus ancien centre de données est **${name}**, du ${day}.`,
    newest: (name, day) => `Votre centre de données le plus récent est **${name}**, du ${day}.`,
    since: (name, day) => `Vous avez **${name}** depuis le ${day}.`,
  },
  ar: {
    source: 'مراكز بياناتك',
    none: 'ليس لديك مركز بيانات بعد.',
    count: (count, names) => `عدد مراكز بياناتك ${count}: ${names}.`,
    oldest: (name, day) => `أقدم مراكز بياناتك هو **${name}**، منذ ${day}.`,
    newest: (name, day) => `أحدث مراكز بياناتك هو **${name}**، منذ ${day}.`,
    since: (name, day) => `لديك **${name}** منذ ${day}.`,
  },
};
