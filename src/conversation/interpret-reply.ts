import type { Flow, FlowEvent, Frame, Surroundings } from '#src/chatflow/index.ts';
import { phrase, readAnswer, slotOf } from '#src/chatflow/index.ts';
import type { Command, EntryDraft, Json, JsonObject, PromptDraft, Reply } from '#src/protocol/index.ts';

import { type BridgeSide, wayBack } from './bridge.ts';
import { type OwnQuestion, plainOffer } from './own-question.ts';

/** What a reply means to the conversation it was said in. */
export type Interpretation =
  | Exact
  /** Free words: whoever understands them comes next, and `otherwise` is what they are without. */
  | { type: 'free'; text: string; otherwise: Exact; said: EntryDraft[] };

/** What needs no understanding. */
export type Exact =
  /** Events for the live frame, in order. `seal` lists the secret slots whose plaintext must be sealed before deciding. */
  | { type: 'frame'; events: FlowEvent[]; said: EntryDraft[]; seal: string[] }
  | { type: 'start'; flow: string; slots: JsonObject; said: EntryDraft[] }
  | { type: 'leave'; how: 'cancel' | 'restart' | 'menu'; said: EntryDraft[] }
  /** Words for the person at the other end of a bridge; and the way back from it. */
  | { type: 'relay'; text: string; said: EntryDraft[] }
  | { type: 'unbridge'; said: EntryDraft[] }
  /** An answer to the conversation's own question. */
  | { type: 'own'; offer: string; said: EntryDraft[] }
  /** Nothing can be made of it here: say why and what can be done. */
  | { type: 'unclear'; text: string; said: EntryDraft[] };

/** Everything an interpretation looks at. All of it is data or pure functions. */
export interface Setting {
  flow: Flow | undefined;
  frame: Frame | undefined;
  /** The prompt that is open, and its id. */
  prompt: PromptDraft | null;
  open: string | undefined;
  own: OwnQuestion | undefined;
  /** A person talks here (to who asked, or to who helps), or has been asked for and is awaited. */
  bridge: BridgeSide | 'awaited' | undefined;
  surroundings: Surroundings;
  /** Flows by command and by exact phrase. */
  triggers: { command(word: string): string | undefined; phrase(text: string): string | undefined };
  /** The prompt a late button belongs to, where the transcript still has it. */
  stale?: { slot?: string };
}

/**
 * Turns a reply into what it means, in this order: a button of the open prompt, a late button, a slash command, a word
 * that always works, a value for the open question, the trigger phrase of a flow. Pure.
 */
export function interpretReply(reply: Reply, setting: Setting): Interpretation {
  switch (reply.type) {
    case 'text':
      return interpretText(reply.text.trim(), setting);
    case 'command':
      return interpretCommand(reply.command, setting);
    case 'start':
      return { type: 'start', flow: reply.flow, slots: reply.slots ?? {}, said: [] };
    case 'edit':
      return {
        type: 'frame',
        events: [{ type: 'edit', slot: reply.slot }],
        said: [person(words(setting, 'turn.said.edit', { slot: labelOf(setting, reply.slot) }))],
        seal: [],
      };
    case 'answer':
      if (reply.prompt !== setting.open) return late(setting, reply.value);
      return answer(setting, reply.value);
    case 'form':
      if (reply.prompt !== setting.open) return closed(setting);
      return fillForm(setting, reply.values);
    case 'confirm':
      if (reply.prompt !== setting.open) return closed(setting);
      return confirm(setting, reply.yes, reply.typed);
    case 'offer':
      if (reply.prompt !== setting.open) return closed(setting);
      return takeOffer(setting, reply.offer);
    default:
      return reply satisfies never;
  }
}

function interpretText(text: string, setting: Setting): Interpretation {
  if (text.startsWith('/')) {
    const flow = setting.triggers.command(text.split(/\s/)[0] ?? text);
    if (flow !== undefined) return { type: 'start', flow, slots: {}, said: [person(text)] };
  }
  if (setting.bridge === 'asked' || setting.bridge === 'helping')
    return interpretBridged(text, setting.bridge, setting);
  const command = alwaysUnderstood(text, setting);
  if (command) return interpretCommand(command, setting, text);
  const { prompt } = setting;
  const picked = prompt?.kind === 'offers' ? pick(prompt.offers, text, setting.surroundings.locale) : undefined;
  if (picked) return takeOffer(setting, picked, text);
  if (prompt?.kind === 'offers' && setting.own !== undefined) {
    const yes = readYesNo(text, setting.surroundings.locale);
    const offer = yes === undefined ? undefined : plainOffer(setting.own, prompt.offers, yes);
    if (offer !== undefined) return takeOffer(setting, offer, text);
  }
  if (prompt?.kind === 'confirm') {
    if (prompt.typed !== undefined && text === prompt.typed) return confirm(setting, true, text);
    const yes = readYesNo(text, setting.surroundings.locale, prompt);
    if (yes !== undefined) return confirm(setting, yes, undefined, text);
  }
  if (prompt?.kind === 'ask') {
    const taken = answer(setting, text);
    if (!isRefusal(taken)) return taken;
    const flow = setting.triggers.phrase(text);
    if (flow !== undefined) return { type: 'start', flow, slots: {}, said: [person(text)] };
    if (isPrivate(setting, prompt.question.slot)) return taken;
    return free(text, prompt.question.type === 'choice' && isSentence(text) ? misunderstood(text, setting) : taken);
  }
  if (prompt?.kind === 'form' && prompt.fields.length === 1 && prompt.fields[0]) {
    return fillForm(setting, { [prompt.fields[0].slot]: text });
  }
  const flow = setting.triggers.phrase(text);
  if (flow !== undefined) return { type: 'start', flow, slots: {}, said: [person(text)] };
  const said = [person(text)];
  if (prompt?.kind === 'confirm') {
    const key = prompt.typed === undefined ? 'turn.confirm.unclear' : 'turn.confirm.type';
    const error = words(setting, key, { yes: prompt.yes, no: prompt.no, word: prompt.typed ?? '' });
    return free(text, { type: 'frame', events: [{ type: 'refuse', error }], said, seal: [] });
  }
  if (prompt?.kind === 'form') return free(text, { type: 'unclear', text: words(setting, 'turn.form.unclear'), said });
  if (prompt?.kind === 'offers') {
    if (setting.bridge === 'awaited') return { type: 'unclear', text: words(setting, 'turn.bridge.noted'), said };
    return free(text, { type: 'unclear', text: words(setting, 'turn.offers.unclear'), said });
  }
  const approving = setting.flow?.step.get(setting.frame?.at ?? '')?.verb === 'approve';
  const cancel = words(setting, 'turn.command.cancel').toLowerCase();
  const still = approving ? words(setting, 'turn.approve.still', { cancel }) : words(setting, 'turn.nothing-asked');
  return free(text, { type: 'unclear', text: still, said });
}

function free(text: string, otherwise: Exact): Interpretation {
  return { type: 'free', text, otherwise, said: [person(text)] };
}

/** Whole sentences are no attempt at a choice: nobody wants to read them again, with a list of what they are not. */
function isSentence(text: string): boolean {
  return text.split(/\s+/).length > LONGEST_CHOICE;
}

const LONGEST_CHOICE = 6;

function misunderstood(text: string, setting: Setting): Exact {
  return { type: 'unclear', text: words(setting, 'turn.unknown.first'), said: [person(text)] };
}

/** What is typed here is an answer and nothing else, or nobody else may read it. */
function isPrivate({ flow }: Setting, slot: string): boolean {
  const known = flow && slotOf(flow, slot);
  return known === undefined || known.only || known.sensitive || known.type === 'secret' || known.type === 'file';
}

/** While a person talks here the wizard keeps still: all words are theirs, but the few that lead back. */
function interpretBridged(text: string, side: BridgeSide, setting: Setting): Interpretation {
  const said = [person(text)];
  const { prompt } = setting;
  const back =
    prompt?.kind === 'offers' && prompt.offers.some(({ label }) => label.toLowerCase() === text.toLowerCase());
  if (back || text.toLowerCase() === '/return') return { type: 'unbridge', said };
  if (side === 'asked' && alwaysUnderstood(text, setting) === 'menu') return { type: 'leave', how: 'menu', said };
  return { type: 'relay', text, said };
}

function interpretCommand(command: Command, setting: Setting, typed?: string): Interpretation {
  const said = [person(typed ?? words(setting, `turn.command.${command}`))];
  switch (command) {
    case 'cancel':
    case 'restart':
    case 'menu':
      return setting.own === undefined
        ? { type: 'leave', how: command, said }
        : { type: 'own', offer: 'continue', said };
    case 'back':
    case 'skip':
    case 'help':
    case 'repeat':
      if (setting.own !== undefined) return { type: 'own', offer: 'continue', said };
      return { type: 'frame', events: [{ type: command }], said, seal: [] };
    default:
      return command satisfies never;
  }
}

function answer(setting: Setting, value: Json): Exact {
  const { prompt, flow, frame } = setting;
  if (prompt?.kind !== 'ask' || !flow || !frame) return closed(setting);
  const { slot } = prompt.question;
  const read = readAnswer(flow, frame, slot, value, setting.surroundings);
  const secret = slotOf(flow, slot)?.type === 'secret';
  const open = setting.open === undefined ? {} : { prompt: setting.open };
  if (!read.ok) {
    const text = secret ? '••••' : typeof value === 'string' ? value : JSON.stringify(value);
    return { type: 'frame', events: [{ type: 'refuse', error: read.error }], said: [person(text)], seal: [] };
  }
  const labels = read.label === undefined ? {} : { labels: { [slot]: read.label } };
  return {
    type: 'frame',
    events: [{ type: 'answer', slots: { [slot]: read.value }, ...labels }],
    said: [{ by: 'person', type: 'said', text: read.shown, slot, ...open }],
    seal: secret ? [slot] : [],
  };
}

function fillForm(setting: Setting, values: JsonObject): Interpretation {
  const { prompt, flow, frame } = setting;
  if (prompt?.kind !== 'form' || !flow || !frame) return closed(setting);
  const slots: JsonObject = {};
  const labels: { [slot: string]: string } = {};
  const fields: { [slot: string]: string } = {};
  const seal: string[] = [];
  const lines: string[] = [];
  for (const question of prompt.fields) {
    const { slot } = question;
    const given = Object.hasOwn(values, slot) ? values[slot] : undefined;
    if (given === undefined || given === null || given === '') {
      if (question.default !== undefined) slots[slot] = question.default;
      else if (question.optional) slots[slot] = null;
      else fields[slot] = words(setting, 'answer.required');
      continue;
    }
    const read = readAnswer(flow, frame, slot, given, setting.surroundings);
    if (!read.ok) {
      fields[slot] = read.error;
      continue;
    }
    slots[slot] = read.value;
    if (read.label !== undefined) labels[slot] = read.label;
    if (slotOf(flow, slot)?.type === 'secret') seal.push(slot);
    lines.push(`${question.text.replace(/[?:]\s*$/, '')}: ${read.shown}`);
  }
  const reasons = Object.values(fields);
  if (reasons.length > 0) {
    const kept: JsonObject = {};
    for (const [slot, value] of Object.entries(values)) {
      if (slotOf(flow, slot)?.type !== 'secret') kept[slot] = value;
    }
    const error = words(setting, 'turn.form.errors', { count: reasons.length });
    return { type: 'frame', events: [{ type: 'refuse', error, fields, values: kept }], said: [], seal: [] };
  }
  const open = setting.open === undefined ? {} : { prompt: setting.open };
  return {
    type: 'frame',
    events: [{ type: 'answer', slots, ...(Object.keys(labels).length > 0 ? { labels } : {}) }],
    said: [{ by: 'person', type: 'said', text: lines.join('\n'), ...open }],
    seal,
  };
}

function confirm(setting: Setting, yes: boolean, typed: string | undefined, text?: string): Interpretation {
  const { prompt } = setting;
  if (prompt?.kind !== 'confirm') return closed(setting);
  const said = [person(text ?? (yes ? (typed ?? prompt.yes) : prompt.no))];
  if (yes && prompt.typed !== undefined && typed?.trim() !== prompt.typed) {
    const error = words(setting, 'turn.confirm.type', { word: prompt.typed });
    return { type: 'frame', events: [{ type: 'refuse', error }], said, seal: [] };
  }
  return { type: 'frame', events: [{ type: 'confirm', yes }], said, seal: [] };
}

function takeOffer(setting: Setting, offer: string, text?: string): Interpretation {
  const { prompt } = setting;
  const known = prompt?.kind === 'offers' ? prompt.offers.find((one) => one.offer === offer) : undefined;
  if (!known) return closed(setting);
  const said = [person(text ?? known.label)];
  if (setting.own !== undefined) return { type: 'own', offer, said };
  const { bridge } = setting;
  if ((bridge === 'asked' || bridge === 'helping') && offer === wayBack[bridge]) return { type: 'unbridge', said };
  if (offer === 'cancel') return { type: 'leave', how: 'cancel', said };
  if (offer.startsWith('start:')) return { type: 'start', flow: offer.slice('start:'.length), slots: {}, said };
  if (offer.startsWith('edit:')) {
    return { type: 'frame', events: [{ type: 'edit', slot: offer.slice('edit:'.length) }], said, seal: [] };
  }
  return { type: 'frame', events: [{ type: 'offer', offer }], said, seal: [] };
}

/** A button of a question that was answered before is an edit of that question, never an answer to the current one. */
function late(setting: Setting, value: Json): Interpretation {
  const { flow, frame, stale } = setting;
  const slot = stale?.slot;
  if (!flow || !frame || slot === undefined || setting.own !== undefined) return closed(setting);
  if (!Object.hasOwn(frame.slots, slot) || frame.locked) return closed(setting);
  const read = readAnswer(flow, frame, slot, value, setting.surroundings);
  if (!read.ok || slotOf(flow, slot)?.type === 'secret') return closed(setting);
  const labels = read.label === undefined ? {} : { labels: { [slot]: read.label } };
  return {
    type: 'frame',
    events: [
      { type: 'edit', slot },
      { type: 'answer', slots: { [slot]: read.value }, ...labels },
    ],
    said: [{ by: 'person', type: 'said', text: read.shown, slot }],
    seal: [],
  };
}

function closed(setting: Setting): Exact {
  return { type: 'unclear', text: words(setting, 'turn.closed'), said: [] };
}

function isRefusal(interpretation: Exact): boolean {
  return interpretation.type === 'frame' && interpretation.events[0]?.type === 'refuse';
}

const alwaysWords = [
  'back',
  'skip',
  'cancel',
  'help',
  'repeat',
  'menu',
  'restart',
] as const satisfies readonly Command[];

/** What each word means, by language: looked up once for each text, so it is prepared once for each language. */
const wordsByLocale = new Map<string, ReadonlyMap<string, Command>>();

/** Words that work at every question, in the person's language and in English. */
function alwaysUnderstood(text: string, setting: Setting): Command | undefined {
  const { locale } = setting.surroundings;
  let words = wordsByLocale.get(locale);
  if (!words) {
    const pairs = ['en', locale].flatMap((language) =>
      alwaysWords.flatMap((command) =>
        phrase(language, `turn.words.${command}`)
          .split('|')
          .map((word) => [word, command] as const),
      ),
    );
    words = new Map(pairs);
    wordsByLocale.set(locale, words);
  }
  // No such word is longer: most answers are told by their length alone.
  return text.length > 40 ? undefined : words.get(text.toLowerCase().replace(/[.!\s]+$/, ''));
}

function readYesNo(text: string, locale: string, prompt?: { yes: string; no: string }): boolean | undefined {
  const said = text.toLowerCase().replace(/[.!\s]+$/, '');
  for (const language of [locale, 'en']) {
    if (said === prompt?.yes.toLowerCase() || phrase(language, 'turn.words.yes').split('|').includes(said)) return true;
    if (said === prompt?.no.toLowerCase() || phrase(language, 'turn.words.no').split('|').includes(said)) return false;
  }
  return undefined;
}

const ordinals = ['first', 'second', 'third'] as const;

function pick(offers: readonly { offer: string; label: string }[], text: string, locale: string): string | undefined {
  const said = text.toLowerCase();
  const byLabel = offers.find((one) => one.label.toLowerCase() === said || one.offer === said);
  const at = ordinals.findIndex((one) =>
    ['en', locale].some((language) => phrase(language, `turn.words.${one}`).split('|').includes(said)),
  );
  const place = /^\d{1,2}$/.test(text) ? Number(text) - 1 : at;
  return (byLabel ?? offers[place])?.offer;
}

function labelOf(setting: Setting, slot: string): string {
  return (setting.flow && slotOf(setting.flow, slot)?.label) ?? slot;
}

function person(text: string): EntryDraft {
  return { by: 'person', type: 'said', text };
}

function words(
  setting: Setting,
  key: Parameters<typeof phrase>[1],
  values: Record<string, string | number> = {},
): string {
  return phrase(setting.surroundings.locale, key, values);
}
