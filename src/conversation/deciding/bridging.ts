import type { JsonObject } from '#src/protocol/index.ts';

import { type Bridge, type BridgeEvent, type BridgeTimer, type Parting, plain } from '../bridge.ts';
import { forget, remind } from './ask-for-person.ts';
import { advanceLevel } from './frames.ts';
import type { TurnDraft } from './turn-draft.ts';

/** The person's words, for whoever is at the other end. */
export function relay(draft: TurnDraft, text: string): void {
  const { bridge } = draft;
  if (!bridge) return;
  const { ticket, side, run } = bridge;
  draft.effect(run, '', { type: 'relay', ticket, side, text });
  if (side === 'asked') remind(draft, 'silent');
}

/** What happens meanwhile where somebody is helped: whoever helps has to know it too. */
export function relayNews(draft: TurnDraft, text: string): void {
  const { bridge } = draft;
  if (bridge?.side !== 'asked' || bridge.with === undefined) return;
  const { ticket, side, run } = bridge;
  draft.effect(run, '', { type: 'relay', ticket, side, text, wizard: true });
}

/** The person goes back to the wizard, or gives back to it. */
export function leaveBridge(draft: TurnDraft): void {
  const { bridge } = draft;
  if (!bridge) return;
  const by = bridge.with ?? null;
  if (bridge.side === 'asked') {
    part(draft, bridge, 'continued');
    goOn(draft, bridge, { by, answered: true });
  } else {
    part(draft, bridge, 'returned');
    draft.say(draft.words('turn.bridge.returned', { name: plain(by ?? '') }));
    hear(draft, { ...bridge, over: { by, why: 'returned' } });
  }
}

/** News from the other end, or of the wait for somebody. */
export function takeBridgeEvent(draft: TurnDraft, event: BridgeEvent): void {
  const { bridge } = draft;
  if (event.type === 'said') {
    // Also when the bridge was left a moment ago: nothing that somebody wrote is lost.
    const name = event.wizard ? draft.words('turn.bridge.wizard') : event.by;
    draft.entries.push({ by: 'other', type: 'relayed', name, text: event.text });
    forget(draft, 'silent');
  } else if (event.type === 'linked') {
    link(draft, event);
  } else if (bridge?.ticket !== event.ticket) {
    // Whoever came has to hear that there is nobody to help any more.
    if (event.type === 'taken')
      draft.effect('', '', { type: 'part', ticket: event.ticket, side: 'asked', why: 'gone' });
  } else {
    takeNews(draft, bridge, event);
  }
}

/** Nobody came: back to the wizard. Or who came does not answer: others are asked. */
export function timeOut(draft: TurnDraft, timer: BridgeTimer, ticket: string): void {
  const { bridge } = draft;
  if (bridge?.ticket !== ticket || bridge.side !== 'asked') return;
  if (timer === 'unanswered' && bridge.with === undefined) {
    part(draft, bridge, 'unanswered');
    draft.say(draft.words('turn.bridge.unanswered'));
    goOn(draft, bridge, { by: null, answered: false });
  } else if (timer === 'silent' && bridge.with !== undefined) {
    draft.effect(bridge.run, '', { type: 'part', ticket, side: 'asked', why: 'silent' });
    wait(draft, bridge);
    draft.say(draft.words('turn.bridge.silent', { name: plain(bridge.with) }));
    draft.ask();
  }
}

/** At the end of a turn: a bridge ends with the flow it belongs to, and news wait until that flow listens. */
export function settleBridge(draft: TurnDraft): void {
  const { bridge } = draft;
  if (!bridge) return;
  const level = draft.levels.find(({ run }) => run === bridge.run);
  if (bridge.side === 'asked') {
    if (level?.frame.at !== bridge.at) part(draft, bridge, 'continued');
  } else if (!level) {
    if (bridge.over === undefined) part(draft, bridge, 'returned');
    draft.bridge = undefined;
  } else if (bridge.over !== undefined) {
    hear(draft, bridge);
  }
}

type News = Exclude<BridgeEvent, { type: 'said' | 'linked' }>;

function takeNews(draft: TurnDraft, bridge: Bridge, event: News): void {
  switch (event.type) {
    case 'taken':
      draft.bridge = { ...bridge, with: event.by };
      forget(draft, 'unanswered');
      draft.say(draft.words('turn.bridge.taken', { name: plain(event.by) }), 'success');
      draft.ask();
      return;
    case 'released':
      wait(draft, bridge);
      draft.say(draft.words('turn.bridge.released', { name: plain(event.by) }));
      draft.ask();
      return;
    case 'over':
      if (bridge.side === 'asked') {
        forget(draft, 'silent');
        draft.bridge = undefined;
        draft.say(draft.words('turn.bridge.over', { name: plain(event.by) }));
        goOn(draft, bridge, { by: event.by, answered: true });
      } else {
        const key = event.why === 'silent' ? 'turn.bridge.too-late' : 'turn.bridge.left';
        draft.say(draft.words(key, { name: plain(event.by) }));
        hear(draft, { ...bridge, over: { by: event.by, why: event.why } });
      }
      return;
    default:
      event satisfies never;
  }
}

/** This conversation helps another one from now on. */
function link(draft: TurnDraft, event: Extract<BridgeEvent, { type: 'linked' }>): void {
  const { ticket, run } = event;
  if (draft.bridge?.ticket === ticket) return;
  if (draft.bridge || !draft.levels.some((level) => level.run === run)) {
    draft.effect(run, '', { type: 'part', ticket, side: 'helping', why: 'gone' });
    return;
  }
  draft.bridge = { ticket, side: 'helping', run, at: '', with: event.with };
  draft.ask();
}

/** The flow of who asked goes on after its handoff; where it offers ways out of a failure, they are offered again. */
function goOn(draft: TurnDraft, { run, at }: Bridge, data: JsonObject): void {
  const level = draft.levels.find((one) => one.run === run);
  if (!level) return;
  advanceLevel(draft, level, { type: 'event', name: 'handoff.returned', data });
  if (draft.levels.includes(level) && level.frame.at === at) draft.ask();
}

/** Tells the flow of who helped that it is over; kept until that flow waits for it. */
function hear(draft: TurnDraft, bridge: Bridge): void {
  const level = draft.levels.find(({ run }) => run === bridge.run);
  draft.bridge = undefined;
  if (!level) return;
  const { at } = level.frame;
  advanceLevel(draft, level, { type: 'event', name: 'handoff.over', data: bridge.over ?? {} });
  if (draft.levels.includes(level) && level.frame.at === at) draft.bridge = bridge;
}

/** This side leaves: the other one hears of it. */
function part(draft: TurnDraft, { ticket, side, run }: Bridge, why: Parting): void {
  draft.effect(run, '', { type: 'part', ticket, side, why });
  forget(draft, 'unanswered');
  forget(draft, 'silent');
  draft.bridge = undefined;
}

/** Nobody is at the other end any more: somebody else may come. */
function wait(draft: TurnDraft, { with: _gone, ...bridge }: Bridge): void {
  draft.bridge = bridge;
  forget(draft, 'silent');
  remind(draft, 'unanswered');
}
