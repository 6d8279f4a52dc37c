import { z } from 'zod';

import type { Incoming, IncomingContent } from '../bot-channel.ts';
import type { Activity } from '../botkit-carrier.ts';

const accountSchema = z.looseObject({ id: z.string(), name: z.string().optional().catch(undefined) });

const activitySchema = z.looseObject({
  type: z.string(),
  id: z.string().optional(),
  channelId: z.string(),
  serviceUrl: z.string().optional(),
  text: z.string().optional().catch(undefined),
  locale: z.string().optional().catch(undefined),
  action: z.string().optional().catch(undefined),
  from: accountSchema,
  recipient: accountSchema,
  conversation: z.looseObject({ id: z.string(), isGroup: z.boolean().optional().catch(undefined) }),
  membersAdded: z.array(accountSchema).optional().catch(undefined),
  entities: z
    .array(z.looseObject({ type: z.string(), text: z.string().optional(), mentioned: accountSchema.optional() }))
    .optional()
    .catch(undefined),
});

type Read = z.infer<typeof activitySchema>;

/** Where answers to an activity go, as the framework wants to have it. */
export interface Reference {
  channelId: string;
  serviceUrl: string;
  bot: { id: string };
  user: { id: string };
  conversation: { id: string; isGroup: boolean };
}

/** What an activity means to the hub: undefined where it is not for the bot. In a group that is whatever mentions it. */
export function readActivity(activity: Activity): Incoming | undefined {
  const { data: read } = activitySchema.safeParse(activity);
  if (read === undefined) return undefined;
  const content = contentOf(read);
  if (content === undefined) return undefined;
  const { id = `${read.conversation.id}-${content.type}`, from, locale } = read;
  return {
    id: `${read.channelId}-${id}`,
    place: placeOf(read),
    person: { id: from.id, name: from.name ?? from.id, ...(locale === undefined ? {} : { locale }) },
    content,
  };
}

/** The address that a place is. */
export function readReference(place: string): Reference {
  return JSON.parse(Buffer.from(place, 'base64url').toString('utf8')) as Reference;
}

/** In a group everybody has a place of their own. */
function placeOf({ channelId, serviceUrl = '', conversation, from, recipient }: Read): string {
  const reference: Reference = {
    channelId,
    serviceUrl,
    bot: { id: recipient.id },
    user: { id: from.id },
    conversation: { id: conversation.id, isGroup: conversation.isGroup === true },
  };
  return Buffer.from(JSON.stringify(reference)).toString('base64url');
}

function contentOf(read: Read): IncomingContent | undefined {
  const { type, recipient, conversation, membersAdded = [], action } = read;
  if (type === 'conversationUpdate') {
    const isPerson = membersAdded.some(({ id }) => id === read.from.id && id !== recipient.id);
    return isPerson && conversation.isGroup !== true ? { type: 'hello' } : undefined;
  }
  if (type === 'installationUpdate') return action === 'remove' ? { type: 'gone' } : undefined;
  if (type !== 'message') return undefined;
  const mentions = (read.entities ?? []).filter((one) => one.type === 'mention' && one.mentioned?.id === recipient.id);
  if (conversation.isGroup === true && mentions.length === 0) return undefined;
  const text = mentions.reduce((words, mention) => words.replace(mention.text ?? '', ' '), read.text ?? '').trim();
  if (text !== '') return { type: 'text', text };
  return mentions.length > 0 ? { type: 'hello' } : { type: 'other' };
}
