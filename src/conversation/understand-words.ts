import { whyNotBegin } from '#src/chatflow/index.ts';

import type { Act, DecideInput } from './decide.ts';
import { lastAnswersOf } from './deciding/frames.ts';
import type { Flows } from './flows.ts';
import type { Exact, Interpretation, Setting } from './interpret-reply.ts';
import type { SessionStore } from './ports.ts';
import type { Scene, Understander } from './scene.ts';

/** A reply, ready to be decided on. */
type Understood = Exact | (Extract<Act, { type: 'understood' | 'missed' }> & Pick<DecideInput, 'said'>);

/** What words are understood with. */
interface Understanders {
  understander?: Understander;
  flows: Flows;
  home: string;
  store: Pick<SessionStore, 'remembered'>;
}

/** Free words: what they mean, or what they were taken for before there was anybody to understand them. */
export async function understandWords(
  { understander, flows, home, store }: Understanders,
  { text, otherwise, said }: Extract<Interpretation, { type: 'free' }>,
  setting: Setting,
  { caller, conversation }: Pick<DecideInput, 'caller' | 'conversation'>,
): Promise<Understood> {
  if (!understander) return otherwise;
  const { channel, locale, remembered = {} } = conversation;
  const scene: Scene = {
    text,
    ...(setting.flow === undefined ? {} : { flow: setting.flow }),
    ...(setting.frame === undefined ? {} : { frame: setting.frame }),
    home,
    prompt: setting.prompt,
    surroundings: setting.surroundings,
    flows: flows
      .list()
      .filter(
        (flow) =>
          flow.id !== home && whyNotBegin(flow, { roles: caller.roles, channel, locale, remembered }) === undefined,
      ),
    things: await understander.things(caller.owner),
  };
  const understanding = await understander.understand(scene);
  const [first] = understanding.commands;
  const asked = scene.prompt?.kind === 'ask' ? scene.prompt.question.slot : '';
  const reasons = Object.entries(understanding.refused);
  // It was the answer to what is asked, and is none: the question says why.
  if (!first && reasons.length === 1 && reasons[0]?.[0] === asked) {
    return { type: 'frame', events: [{ type: 'refuse', error: reasons[0][1] }], said, seal: [] };
  }
  if (first?.type === 'same') {
    const last = (await store.remembered(caller.owner))[lastAnswersOf(setting.flow?.id ?? '')];
    if (typeof last === 'object' && last !== null && !Array.isArray(last)) {
      return {
        type: 'understood',
        understanding: { ...understanding, commands: [{ type: 'set', slots: last }] },
        said,
      };
    }
  }
  if (first?.type !== 'unknown' && !(first?.type === 'ask' && first.answer === undefined)) {
    return { type: 'understood', understanding, said };
  }
  understander.unknown?.(scene);
  const { said: _said, ...act } = otherwise;
  return { type: 'missed', otherwise: act, said: otherwise.said };
}
