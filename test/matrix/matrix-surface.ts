import type { Sight, Surface } from '#test/journeys/channels/surface.ts';

import { answersOf, type MatrixPerson, type Seen, textOf } from './matrix-person.ts';

const POLL = 'org.matrix.msc3381.poll.start';
const VOTE = 'org.matrix.msc3381.poll.response';

/** A Matrix client in one room: messages, and polls that are voted on. */
export class MatrixSurface implements Surface {
  readonly #person: MatrixPerson;
  readonly #room: string;

  constructor(person: MatrixPerson, room: string) {
    this.#person = person;
    this.#room = room;
  }

  async seen(): Promise<readonly Sight[]> {
    const all = this.#person.seen(this.#room);
    return all.flatMap((one) => sightOf(one, all, this.#person.id));
  }

  async press(label: string): Promise<void> {
    // It comes behind the words that it is about, and those behind the last answer: earlier polls are closed.
    const poll = await this.#person.until(() => {
      const all = this.#person.seen(this.#room);
      const answered = all.findLastIndex(({ sender }) => sender === this.#person.id);
      return all.slice(answered + 1).findLast((one) => one.type === POLL && labelsOf(one).includes(label));
    }, `a poll with ${label}`);
    const pattern = new RegExp(`^(\\d+\\. )?${label.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}( –|$)`);
    await this.#person.vote(this.#room, poll, pattern);
  }

  async type(words: string): Promise<void> {
    await this.#person.say(this.#room, words);
  }
}

/** What stands on the answers of a poll, without numbers and what is said about them. */
function labelsOf(poll: Seen): string[] {
  return answersOf(poll).map(({ text }) => text.replace(/^\d+\. /, '').replace(/ – .*$/, ''));
}

function sightOf(one: Seen, all: readonly Seen[], self: string): Sight[] {
  const { id, sender, type, content } = one;
  const by = sender === self ? 'person' : 'wizard';
  if (type === POLL) {
    const start = content[POLL] as { question: { body: string } };
    const answers = answersOf(one).map(({ text }) => `◯ ${text}`);
    return [{ id, by, text: [start.question.body, ...answers].join('\n'), choices: labelsOf(one) }];
  }
  if (type === VOTE) {
    const [voted] = (content[VOTE] as { answers: string[] }).answers;
    const on = (content['m.relates_to'] as { event_id?: string }).event_id;
    const poll = all.find((other) => other.id === on);
    const answer = poll && answersOf(poll).find((other) => other.id === voted);
    return [{ id, by, text: `(votes) ${answer?.text ?? ''}`, choices: [] }];
  }
  if (type !== 'm.room.message') return [];
  const file = content['msgtype'] === 'm.image' ? '(a picture) ' : content['msgtype'] === 'm.file' ? '(a file) ' : '';
  return [{ id, by, text: `${file}${textOf(one)}`, choices: [] }];
}
