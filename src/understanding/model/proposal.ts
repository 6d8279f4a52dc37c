import { z } from 'zod';

import { chitchatTopics, type Scene, type StartFlow, type Understood } from '#src/conversation/index.ts';
import type { JsonObject } from '#src/protocol/index.ts';
import { language } from '../language.ts';
import { readSlots } from '../read-slots.ts';
import { Sentence } from '../sentence.ts';
import { slotProfiles } from '../slot-profile.ts';

/** What a model may say, in one flat form that every endpoint's structured output can hold it to. */
const proposalSchema = z.strictObject({
  commands: z
    .array(
      z.strictObject({
        type: z.enum([
          'set',
          'start',
          'edit',
          'cancel',
          'back',
          'skip',
          'help',
          'repeat',
          'menu',
          'restart',
          'undo',
          'clarify',
          'chitchat',
          'handoff',
          'status',
          'locale',
          'unknown',
        ]),
        /** The flow to start; or nothing. */
        flow: z.string().max(80),
        /** The slot to edit, the topic of small talk, the language; or nothing. */
        subject: z.string().max(80),
        slots: z.array(z.strictObject({ slot: z.string().max(80), value: z.string().max(200) })).max(12),
        /** Flows it could mean. */
        options: z.array(z.string().max(80)).max(3),
      }),
    )
    .max(4),
});

/** The same as JSON Schema, for the endpoint. */
export const proposalForm = { name: 'commands', schema: z.toJSONSchema(proposalSchema) as Record<string, unknown> };

/**
 * A model's answer as commands. What is not in the closed set, names no flow this person may begin, or fills a slot that free text may not fill, is
 * left out: a model can propose, nothing more. Null where nothing usable was said.
 */
export function readProposal(text: string, scene: Scene): Understood[] | null {
  const parsed = proposalSchema.safeParse(parseJson(text));
  if (!parsed.success) return null;
  const commands = parsed.data.commands.flatMap((one): Understood[] => {
    switch (one.type) {
      case 'start':
        return startOf(scene, one.flow, slotsOf(one.slots));
      case 'set': {
        const slots = scene.flow ? fillable(scene.flow.id, scene, slotsOf(one.slots)) : {};
        return Object.keys(slots).length > 0 ? [{ type: 'set', slots }] : [];
      }
      case 'edit':
        return scene.frame && Object.hasOwn(scene.frame.slots, one.subject)
          ? [{ type: 'edit', slot: one.subject }]
          : [];
      case 'clarify': {
        const options = one.options.flatMap((flow) => startOf(scene, flow, {}));
        return options.length > 0 ? [{ type: 'clarify', options }] : [];
      }
      case 'chitchat': {
        const about = chitchatTopics.find((topic) => topic === one.subject);
        return about === undefined ? [] : [{ type: 'chitchat', about }];
      }
      case 'locale':
        return ['en', 'fr', 'ar'].includes(one.subject) ? [{ type: 'locale', locale: one.subject }] : [];
      default:
        return [{ type: one.type }];
    }
  });
  return commands.length > 0 ? commands : null;
}

function startOf(scene: Scene, id: string, slots: JsonObject): StartFlow[] {
  const flow = scene.flows.find((one) => one.id === id);
  if (!flow) return [];
  // What stands in the sentence itself is read by our own rules as well: they know the author's patterns.
  const { surroundings, things, text } = scene;
  const own = readSlots(new Sentence(text, language()), { flow, surroundings, things }).slots;
  return [{ type: 'start', flow: id, slots: { ...fillable(id, scene, slots), ...own } }];
}

function fillable(id: string, scene: Scene, slots: JsonObject): JsonObject {
  const flow = scene.flow?.id === id ? scene.flow : scene.flows.find((one) => one.id === id);
  const allowed = new Set(flow ? slotProfiles(flow).map(({ field }) => field.slot) : []);
  return Object.fromEntries(Object.entries(slots).filter(([slot]) => allowed.has(slot)));
}

function slotsOf(pairs: readonly { slot: string; value: string }[]): JsonObject {
  return Object.fromEntries(pairs.map(({ slot, value }) => [slot, value]));
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
