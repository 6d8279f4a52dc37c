import type { Flow } from '#src/chatflow/index.ts';
import type { ChitchatTopic, Scene, StartFlow, Understanding, Understood } from '#src/conversation/index.ts';
import type { JsonObject } from '#src/protocol/index.ts';

import { splitClauses } from './clauses.ts';
import { readCorrection } from './corrections.ts';
import type { SlotQuestion } from './finders/finder.ts';
import type { Match } from './intent-index.ts';
import { intentIndex, matchIntents } from './intents.ts';
import { language } from './language.ts';
import type { Wish } from './lexicon/lexicon.ts';
import { maskValues } from './mask-values.ts';
import { isNegated } from './negation.ts';
import { readOpenAnswer, withoutFillers } from './open-answer.ts';
import { check, readSlots, type SlotReading } from './read-slots.ts';
import { Sentence } from './sentence.ts';

/** How sure the matcher has to be; found by leaving sentences out of the training (`npm run eval:understanding`). */
const thresholds = {
  /** Begins a flow where nothing else is asked; and where another flow would be left for it. */
  start: 0.42,
  digress: 0.5,
  /** Begins a flow that may change something: less sure than this, it is asked for. */
  change: 0.66,
  /** Leaves answers of the running flow aside for another flow. */
  leave: 0.62,
  /** Two that are nearer to each other than this are told apart by asking. */
  margin: 0.12,
  /** Near enough to be offered; and where it is surely about something that is done here. */
  offer: 0.25,
  vague: 0.15,
  /** Does what is to be done with something that was not named. */
  deed: 0.1,
  wish: 0.45,
  /** A wish that needs no look at the running flow. */
  plainWish: 0.85,
  /** Begins a flow by a few words that say nothing of doing, where a text is asked for: they name that flow all but literally. */
  named: 0.97,
};

/** More words than this are a sentence, whatever they say. */
const LONGEST_NAME = 3;

const LONGEST = 600;
const MOST_PARTS = 6;

/**
 * What a sentence means, offline: answers of the running flow first, then what is asked of the conversation, then the flows
 * that could begin. Pure. Never answers a question that is always asked, and never a confirmation.
 */
export function understand(scene: Scene): Understanding {
  const text = scene.text.slice(0, LONGEST);
  const clauses = splitClauses(text, scene);
  if (clauses.length > 1) {
    const all = clauses.map((clause) => understandClause({ ...scene, text: clause }));
    const starts = all.flatMap(({ commands }) => commands).filter((command) => command.type === 'start');
    if (starts.length === clauses.length && new Set(starts.map(({ flow }) => flow)).size === starts.length) {
      return { commands: ofTheSame(starts, clauses, scene), sure: all.every(({ sure }) => sure), refused: {} };
    }
  }
  const whole = understandClause({ ...scene, text });
  return whole.sure && whole.commands[0]?.type !== 'chitchat' ? whole : (mainPart(text, scene) ?? whole);
}

/** "Check shop-prod and watch it afterwards": what a pronoun stands for was named before. */
function ofTheSame(starts: readonly StartFlow[], clauses: readonly string[], scene: Scene): StartFlow[] {
  const { pronouns } = language();
  const named: JsonObject = {};
  return starts.map((start, index) => {
    const flow = scene.flows.find(({ id }) => id === start.flow);
    const { words } = new Sentence(clauses[index] ?? '', language());
    const isMeant = index > 0 && words.some((word) => pronouns.has(word));
    const meant = Object.entries(named).filter(
      ([kind]) => isMeant && !Object.hasOwn(start.slots, kind) && (flow?.slots.has(kind) || flow?.inputs.has(kind)),
    );
    for (const { kind } of scene.things) {
      const value = start.slots[kind];
      if (value !== undefined) named[kind] = value;
    }
    return { ...start, slots: { ...start.slots, ...Object.fromEntries(meant) } };
  });
}

/** "Good morning, I need a cluster. Thanks!": the one part that wants something, where the whole is not clear. */
function mainPart(text: string, scene: Scene): Understanding | undefined {
  const parts = text.split(/[.!?;,\n\u060c\u061f]+(?=\s|$)/).filter((part) => /\p{L}/u.test(part));
  if (parts.length < 2 || parts.length > MOST_PARTS) return undefined;
  const wanting = parts
    .map((part) => understandClause({ ...scene, text: part }))
    .filter(({ sure, commands }) => sure && commands[0]?.type !== 'chitchat');
  return wanting.length === 1 ? wanting[0] : undefined;
}

function understandClause(scene: Scene): Understanding {
  const sentence = new Sentence(scene.text, language());
  if (sentence.words.length === 0) return unsure;
  const found = wishIn(scene);
  const change = scene.flow && !isHome(scene) && !asksWhy(sentence.typed) ? changeIn(sentence, scene) : undefined;
  if (change) return one(change);
  // "Sorry, call it blue" is more than "sorry".
  const { plainWords } = sentence;
  const masked = maskValues(plainWords, scene.things);
  const saysValues = masked.length < plainWords.length;
  // Nothing is open that could be passed over: "passe web à nginx:1.27" is no "skip".
  const passes = found?.means.type === 'skip' || found?.means.type === 'back';
  const isOfWork = passes && (!scene.flow || isHome(scene)) && masked.some((word) => !plainWords.includes(word));
  const wish = isOfWork ? undefined : found;
  if (wish && wish.score >= thresholds.plainWish && !saysValues) return one(wish.means);
  const running =
    scene.flow && scene.frame && !isHome(scene) ? inRunningFlow(sentence, scene, wish?.score ?? 0) : undefined;
  if (running) return running;
  const vague = vagueDeed(sentence, scene);
  if (vague) return vague;
  const start = startIn(scene, wish?.score ?? 0);
  const name = start.score >= thresholds.named ? undefined : refusedName(sentence, scene);
  if (wish && wish.score >= thresholds.wish && (name || wish.score >= start.score)) return one(wish.means);
  if (name) return name;
  if (start.understanding) return start.understanding;
  if (isQuestion(scene.text)) return { commands: [{ type: 'ask' }], sure: false, refused: {} };
  // Nobody is spoken to in another language for having named a country.
  if (wish && wish.score >= thresholds.wish - 0.08 && wish.means.type !== 'locale')
    return { ...one(wish.means), sure: false };
  return unsure;
}

const unsure: Understanding = { commands: [{ type: 'unknown' }], sure: false, refused: {} };

function one(command: Understood): Understanding {
  return { commands: [command], sure: true, refused: {} };
}

/**
 * "My Shop", where a name is asked for and this is none: a few words that want nothing done are that answer, and told why it
 * cannot be taken. They begin nothing else, however near some of their letters come to another flow.
 */
function refusedName(sentence: Sentence, scene: Scene): Understanding | undefined {
  const { flow, frame, prompt, text, surroundings, things } = scene;
  if (!flow || !frame || prompt?.kind !== 'ask' || isHome(scene)) return undefined;
  const { slot } = prompt.question;
  if (flow.slots.get(slot)?.field.type !== 'string') return undefined;
  if (sentence.plainWords.length > LONGEST_NAME || isQuestion(text)) return undefined;
  if ([...intentIndex(scene.flows).conceptsIn(sentence.plainWords)].some((one) => deeds.has(one))) return undefined;
  const read = check({ flow, frame, surroundings, things }, slot, text);
  return read.ok ? undefined : { commands: [], sure: true, refused: { [slot]: read.error } };
}

/** "I changed my mind about the country" is no wish to stop. */
function changeIn(sentence: Sentence, { flow, frame, surroundings, things, prompt }: Scene): Understood | undefined {
  if (!flow || !frame) return undefined;
  const open = prompt?.kind === 'ask' ? prompt.question.slot : undefined;
  const change = readCorrection(
    sentence,
    { flow, frame, surroundings, things, ...(open === undefined ? {} : { open }) },
    prompt,
  );
  return change?.type === 'edit' ? change : undefined;
}

/** The menu waits: nothing is lost by going elsewhere. */
function isHome({ flow, home }: Scene): boolean {
  return flow?.id === home;
}

function inRunningFlow(sentence: Sentence, scene: Scene, wish: number): Understanding | undefined {
  const { flow, frame, surroundings, things, prompt } = scene;
  if (!flow || !frame) return undefined;
  const open = prompt?.kind === 'ask' ? prompt.question.slot : undefined;
  const question: SlotQuestion = { flow, frame, surroundings, things, ...(open === undefined ? {} : { open }) };
  const start = startIn(scene, 0);
  const leaves = start.score >= thresholds.digress && start.flow !== undefined && start.flow !== flow.id;
  // "What does big mean?" chooses nothing.
  if (asksWhy(sentence.typed)) return undefined;
  const correction = readCorrection(sentence, question, prompt);
  if (correction) return one(correction);
  // "My shop answers 503" is more than the name of where to look.
  if (start.flow === flow.id && start.understanding && !asksWhy(sentence.typed)) {
    const named = readFor(scene, flow);
    if (!saysLittle(named.rest)) return start.understanding;
  }
  const { slots, refused } = readSlots(sentence, question);
  // "install wordpress" while a cluster is being described: what is left decides, not the one word that fits a slot.
  const stays =
    !leaves ||
    start.score <= thresholds.leave ||
    saysLittle(sentence.rest) ||
    saysNoMore(scene, start, slots) ||
    saysYesOrNo(flow, slots, sentence.rest);
  if (Object.keys(slots).length > 0 && stays) {
    return { commands: [{ type: 'set', slots }], sure: true, refused };
  }
  const answer = open === undefined ? undefined : readOpenAnswer(sentence, question, open);
  // "Cancel please" is no name.
  const isWish = wish >= thresholds.wish && flow.slots.get(open ?? '')?.field.type === 'string';
  if (answer && !leaves && !isWish)
    return { commands: [{ type: 'set', slots: { [open ?? '']: answer.value } }], sure: true, refused: {} };
  if (Object.keys(refused).length > 0 && !leaves) return { commands: [], sure: false, refused };
  return undefined;
}

/** "Give it a public address after all": one of the questions here was named by its whole name. */
function saysYesOrNo(flow: Flow, slots: JsonObject, rest: readonly string[]): boolean {
  const named = Object.keys(slots).some((slot) => flow.slots.get(slot)?.field.type === 'bool');
  return named && wordsThatSay(rest) <= MOST_BESIDE;
}

/** Words that may stand beside the name of a question and say nothing else. */
const MOST_BESIDE = 3;

/** "Three controllers, not one" would be another flow's answer, too, but says nothing that is not one here: no other cluster. */
function saysNoMore(scene: Scene, { flow: id }: Start, slots: JsonObject): boolean {
  const flow = scene.flows.find((one) => one.id === id);
  const there = flow === undefined ? [] : Object.keys(readFor(scene, flow).slots);
  return there.length > 0 && there.every((slot) => Object.hasOwn(slots, slot));
}

/** Less likely than this to be about something else. */
const NO_CHATTER = 0.1;

interface Start {
  score: number;
  flow?: string;
  understanding?: Understanding;
}

function startIn(scene: Scene, wish: number): Start {
  const { none } = intentsIn(scene);
  const matches = flowsFor(scene);
  const [best, second] = matches;
  if (!best) return { score: 0 };
  const busy = scene.flow !== undefined && !isHome(scene);
  if (negatesWish(new Sentence(scene.text, language()), scene)) {
    return {
      score: best.score,
      understanding: one(
        busy && best.flow === scene.flow?.id ? { type: 'cancel' } : { type: 'chitchat', about: 'fine' },
      ),
    };
  }
  if (best.flow === scene.flow?.id) {
    const again = best.score >= thresholds.start && hearsMore(scene) ? { understanding: begin(scene, best.flow) } : {};
    return { score: best.score, flow: best.flow, ...again };
  }
  if (none > best.score || best.score <= wish) return { score: best.score, flow: best.flow };
  const changing = scene.flows.find(({ id }) => id === best.flow)?.lasting === true;
  if (changing && wondersWhatIf(scene.text))
    return { score: best.score, understanding: { commands: [{ type: 'ask' }], sure: false, refused: {} } };
  const needed = Math.max(busy ? thresholds.digress : thresholds.start, changing ? thresholds.change : 0);
  const clear = best.score - (second?.score ?? 0) >= thresholds.margin || best.score >= 0.9;
  if (best.score >= needed && clear) {
    return { score: best.score, flow: best.flow, understanding: begin(scene, best.flow) };
  }
  const near = matches.filter(({ score }) => score >= Math.max(thresholds.offer / 2, best.score / 3)).slice(0, 3);
  const offers = none < NO_CHATTER ? thresholds.vague : thresholds.offer;
  if (best.score >= (busy ? thresholds.start : offers)) {
    const options = near
      .map(({ flow }) => begin(scene, flow).commands[0])
      .filter((command): command is StartFlow => command?.type === 'start');
    return { score: best.score, understanding: { commands: [{ type: 'clarify', options }], sure: false, refused: {} } };
  }
  return { score: best.score, flow: best.flow };
}

/** The running flow listens to what somebody says, and nothing was done yet: "the shop is slow, too" is news to it. */
function hearsMore({ flow, frame }: Scene): boolean {
  return flow?.inputs.has('words') === true && frame?.locked !== true;
}

/** The flow, with what the sentence says of its answers. */
function begin(scene: Scene, id: string): Understanding {
  const flow = scene.flows.find((one) => one.id === id);
  if (!flow) return unsure;
  const { slots: read, refused } = readFor(scene, flow);
  const slots = { ...read };
  const sentence = new Sentence(scene.text, language());
  for (const { kind, name } of scene.things) {
    if (flow.inputs.has(kind) && !Object.hasOwn(slots, kind) && sentence.indexOf(name.toLowerCase()) >= 0)
      slots[kind] = name;
  }
  return { commands: [{ type: 'start', flow: id, slots }], sure: true, refused };
}

/** Concepts of which it has to be said what: "deploy something". */
const making: ReadonlySet<string> = new Set(['deploy', 'install']);

/** Ask for it kindly, and say nothing about it. */
const asking: ReadonlySet<string> = new Set(['help', 'pouvez', 'peux', 'يمكنك', 'تستطيع', 'ممكن']);

/** "Can you deploy something for me?": what shall be done is said, and not with what. The flows that do it are offered. */
function vagueDeed(sentence: Sentence, scene: Scene): Understanding | undefined {
  const { vague, stopwords } = language();
  const { plainWords } = sentence;
  if (!plainWords.some((word) => vague.has(word))) return undefined;
  const index = intentIndex(scene.flows);
  const deed = withoutFillers(plainWords).filter(
    (word) => ![vague, stopwords, asking].some((known) => known.has(word)),
  );
  const isMaking = (word: string) => [...index.conceptsIn([word])].some((concept) => making.has(concept));
  if (deed.length === 0 || !deed.every(isMaking) || negatesWish(sentence, scene)) return undefined;
  const options = flowsAmong(matchIntents(deed, scene.flows).matches)
    .filter(({ score }) => score >= thresholds.deed)
    .slice(0, 3)
    .map(({ flow }): StartFlow => ({ type: 'start', flow, slots: {} }));
  return options.length === 0 ? undefined : { commands: [{ type: 'clarify', options }], sure: true, refused: {} };
}

type Reading = SlotReading & { rest: readonly string[] };

const readings = new WeakMap<Scene, Map<Flow, Reading>>();

/** What a sentence says of the answers of a flow that has not begun, and the words that are left. Read once. */
function readFor(scene: Scene, flow: Flow): Reading {
  const known = readings.get(scene) ?? new Map<Flow, Reading>();
  readings.set(scene, known);
  let reading = known.get(flow);
  if (!reading) {
    const sentence = new Sentence(scene.text, language());
    const { surroundings, things } = scene;
    reading = { ...readSlots(sentence, { flow, surroundings, things }), rest: sentence.rest };
    known.set(flow, reading);
  }
  return reading;
}

const wanted = new WeakMap<Scene, ReturnType<typeof matchIntents>>();

/** What the sentence may want. Found once. */
function intentsIn(scene: Scene): ReturnType<typeof matchIntents> {
  let known = wanted.get(scene);
  if (!known) {
    const { plainWords } = new Sentence(scene.text, language());
    const masked = maskValues(plainWords, scene.things);
    known = matchIntents(masked, scene.flows, withoutFillers(masked));
    wanted.set(scene, known);
  }
  return known;
}

const flowPrefix = 'flow:';

function flowsAmong(matches: readonly Match[]): { flow: string; score: number }[] {
  return matches
    .filter(({ intent }) => intent.startsWith(flowPrefix))
    .map(({ intent, score }) => ({ flow: intent.slice(flowPrefix.length), score }));
}

/**
 * The flows a sentence may want, the nearest first. What one of them reads as its own answers says nothing about the wish:
 * where none is clear, a second look at the rest may bring that flow nearer.
 */
function flowsFor(scene: Scene): { flow: string; score: number }[] {
  const first = flowsAmong(intentsIn(scene).matches);
  if ((first[0]?.score ?? 0) >= CLEAR) return first;
  return first
    .map((match, place) => {
      const flow = place < LOOKED_AT ? scene.flows.find(({ id }) => id === match.flow) : undefined;
      if (!flow) return match;
      const { slots, rest } = readFor(scene, flow);
      const count = Object.keys(slots).length;
      if (count === 0) return match;
      const { matches } = matchIntents(maskValues(rest, scene.things), scene.flows);
      const again = flowsAmong(matches).find((one) => one.flow === match.flow)?.score ?? 0;
      return { ...match, score: Math.min(1, Math.max(match.score, again) + Math.min(count, 4) * PER_ANSWER) };
    })
    .sort((one, other) => other.score - one.score);
}

/** From here on there is no second look; how many of the nearest have one, and what each answer that was read counts. */
const CLEAR = 0.85;
const LOOKED_AT = 3;
const PER_ANSWER = 0.03;

/** Nothing is left of the sentence that could be another wish. */
function saysLittle(rest: readonly string[]): boolean {
  return wordsThatSay(rest) <= 1;
}

/** How many of these words say something. */
function wordsThatSay(words: readonly string[]): number {
  const { stopwords } = language();
  return withoutFillers(words).filter((word) => !stopwords.has(word)).length;
}

/** Concepts that change something. */
const changes: ReadonlySet<string> = new Set([
  'deploy',
  'install',
  'delete',
  'scale',
  'upgrade',
  'restart',
  'stop',
  'rollback',
  'adopt',
  'expose',
  'repair',
  'breaking',
]);

/** Concepts by which a few words want something done, or say that something is wrong. */
const deeds: ReadonlySet<string> = new Set([...changes, 'show', 'autoscale', 'broken', 'watch']);

/** "do not deploy anything", "I don't want a cluster". */
function negatesWish(sentence: Sentence, scene: Scene): boolean {
  const { words } = sentence;
  const index = intentIndex(scene.flows);
  return words.some((word, at) => {
    const concepts = index.conceptsIn([word]);
    if (![...concepts].some((concept) => changes.has(concept))) return false;
    const before = words.slice(Math.max(0, at - 3), at).join(' ');
    return (
      /\b(?:do not|dont|never|not want(?: to)?|not going to|no need to|ne|pas|لا|ليس|بدون)\b/.test(before) ||
      (/^(?:لا|لن)$/.test(words[at - 1] ?? '') && isNegated(words, at))
    );
  });
}

function wishIn(scene: Scene): { means: Understood; score: number } | undefined {
  const best = intentsIn(scene).matches.find(({ intent }) => !intent.startsWith(flowPrefix));
  if (!best) return undefined;
  const means = best.intent.startsWith('locale:')
    ? ({ type: 'locale', locale: best.intent.slice('locale:'.length) } as const)
    : wishMeans(best.intent.slice('wish:'.length) as Wish);
  return { means, score: best.score };
}

function wishMeans(wish: Wish): Understood {
  if (wish.startsWith('say:')) return { type: 'chitchat', about: wish.slice('say:'.length) as ChitchatTopic };
  return { type: wish } as Understood;
}

function isQuestion(text: string): boolean {
  return (
    /[?؟]\s*$/.test(text) ||
    /^\s*(?:what|how|why|when|where|who|which|can|could|is|are|does|do|comment|pourquoi|quel|quelle|combien|est-ce|ما|كيف|لماذا|هل|متى|اين|أين)\b/iu.test(
      text,
    )
  );
}

/** A question about what would come of something asks for no such thing: "what happens if I delete a cluster?" */
function wondersWhatIf(text: string): boolean {
  return whatIf.test(text);
}

const whatIf =
  /\b(?:what (?:happens|would happen|will happen|if|are the (?:risks|consequences))|should (?:i|we)|do (?:i|we) (?:need to|have to|lose)|(?:will|would|does|do|can|could) .{1,60}\b(?:lose|cause|affect|interrupt|downtime|harm|hurt)|is it (?:safe|dangerous|risky|bad|wise|worth|better|necessary)|is there a risk|how long (?:does|would|will) (?:it|an?|the) .{0,20}take to|how much (?:does|would) it cost to|why (?:should|would) (?:i|we))\b|que se passe|qu'arrive|dois-je|faut-il|est-ce (?:que c'est )?(?:dangereux|risqu)|perdre|ماذا (?:يحدث|لو|سيحدث)|هل (?:يجب|افقد|أفقد|سافقد|سأفقد)/iu;

/** A question that gives no answer, unlike "how about five?" and "which country? Belgium". */
function asksWhy(text: string): boolean {
  return (
    /^\s*(?:and |but |so )?(?:what(?! about| if we)|why(?! not)|how(?! about)|which|who|is|are|does|do|c'est quoi|pourquoi|quelle?s? |qu'est-ce|combien|ما|لماذا|كيف|هل)(?![\p{L}])/iu.test(
      text,
    ) && !/\d|\?\s+\S/.test(text)
  );
}
