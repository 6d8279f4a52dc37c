import { readFileSync, writeFileSync } from 'node:fs';

import { expect } from 'chai';

import { renderPiece as renderMatrix } from '#src/channels/bots/matrix/render-piece.ts';
import { layOut } from '#src/channels/bots/rendering/lay-out.ts';
import { PictureDrawer } from '#src/channels/bots/rendering/picture-drawer.ts';
import type { Piece } from '#src/channels/bots/rendering/piece.ts';
import { freshView, type View } from '#src/channels/bots/rendering/view.ts';
import { withPicture } from '#src/channels/bots/rendering/with-picture.ts';
import { renderPiece as renderTelegram } from '#src/channels/bots/telegram/telegram-message.ts';
import { drawChart } from '#src/chatflow/showing/chart.ts';
import type { OperationView, Prompt, PromptDraft, Show } from '#src/protocol/index.ts';
import { confirm, danger, form, longList, offers, operation, questions, shows } from '#test/browser/support/gallery.ts';

import { checkHtml } from '../telegram/check-html.ts';

const base = 'https://wizard.example.org';

/** Every channel draws everything there is to show as it did: `telegram.golden.txt` and `matrix.golden.txt`. WRITE=1 writes them. */
describe('the renderers of the bot channels', () => {
  const pieces = gallery();
  const drawer = new PictureDrawer();

  after(async () => {
    await drawer.close();
  });

  it('have a picture of every kind of prompt, question and show', () => {
    const kinds = Object.keys(pieces);
    for (const type of Object.keys(questions)) expect(kinds.some((kind) => kind.startsWith(type))).to.equal(true);
    for (const kind of ['form', 'confirm', 'danger', 'offers', 'operation', 'relayed'])
      expect(kinds.join()).to.include(kind);
  });

  it('draw for Telegram as written, within its limits', async () => {
    const all = { ...gallery(8), ...(await pictures(drawer)) };
    same(
      'telegram',
      Object.entries(all).map(([name, piece]) => telegram(name, piece)),
    );
  });

  it('draw for Matrix as written, with polls and without', async () => {
    const drawn = Object.entries({ ...gallery(10), ...(await pictures(drawer)) }).flatMap(([name, piece]) => [
      matrix(name, piece, true),
      ...(piece.type === 'card' ? [matrix(`${name}, without polls`, piece, false)] : []),
    ]);
    same('matrix', drawn);
  });
});

function same(channel: string, drawn: readonly string[]): void {
  const file = new URL(`./${channel}.golden.txt`, import.meta.url);
  const text = `${drawn.join('\n\n')}\n`;
  if (process.env['WRITE'] === '1') writeFileSync(file, text);
  expect(text).to.equal(readFileSync(file, 'utf8'));
}

function telegram(name: string, piece: Piece): string {
  const messages = renderTelegram(piece).map((message) => {
    checkHtml(message.html, 'HTML', message.type === 'text' ? 4_096 : 1_024, (why) => {
      throw new Error(`${name}: ${why}`);
    });
    if (message.type !== 'text')
      return `(${message.type} ${message.filename}: ${kindOf(message.content)}) ${message.html}`;
    const keyboard = message.keyboard.map((row) =>
      row.map((button) => `[${button.text}](${'url' in button ? button.url : button.callback_data})`).join(' '),
    );
    return [message.html, ...keyboard, ...(message.asks ? ['(an answer is typed)'] : [])].join('\n');
  });
  return [`== ${name}`, messages.join('\n--\n')].join('\n');
}

function matrix(name: string, piece: Piece, polls: boolean): string {
  const messages = renderMatrix(piece, { polls }).map((message) => {
    switch (message.as) {
      case 'text': {
        const { plain, html } = message.body;
        const keycaps = message.keycaps === undefined ? [] : [`(keycaps 1 to ${message.keycaps})`];
        return [plain, ...keycaps, `html: ${html}`].join('\n');
      }
      case 'poll':
        return [`(poll) ${message.question}`, ...message.answers.map(({ key, label }) => `◯ ${label} (${key})`)].join(
          '\n',
        );
      case 'file':
        return `(${message.size ? 'picture' : 'file'} ${message.name}, ${message.mediaType}: ${kindOf(message.bytes)})`;
      default:
        return message satisfies never;
    }
  });
  return [`== ${name}`, messages.join('\n--\n')].join('\n');
}

/** What a file begins with says what it is. */
function kindOf(content: Uint8Array): string {
  return Buffer.from(content.subarray(0, 4))
    .toString('latin1')
    .replace(/[^ -~]/g, '.');
}

function gallery(perPage = 8): Record<string, Piece> {
  const setting = { lang: 'en', dir: 'ltr' } as const;
  const card = (
    draft: PromptDraft,
    view: Partial<View> = {},
    more: Partial<Parameters<typeof layOut>[2]> = {},
  ): Piece => {
    const prompt: Prompt = { ...draft, id: '3.0' };
    const secret = prompt.kind === 'ask' && prompt.question.type === 'secret';
    const options = { perPage, lang: 'en', ...(secret ? { secretPage: `${base}/secret/abc` } : {}), ...more };
    return { type: 'card', card: layOut(prompt, { ...freshView(prompt), ...view }, options), ...setting };
  };
  const work = (more: Partial<OperationView>): Piece => ({
    type: 'operation',
    operation: operation(2, more),
    ...setting,
  });
  const { choice, multichoice } = questions;
  return {
    ...Object.fromEntries(Object.entries(questions).map(([type, draft]) => [type, card(draft)])),
    'choice, answered': card(choice, {}, { answered: 'Small', changeable: true }),
    'choice, refused': card({ ...choice, ...wrong(choice) }),
    'choice of many': card(longList),
    'choice of many, second page': card(longList, { page: 1 }),
    'multichoice with one on': card(multichoice, { picked: ['backup'] }),
    'choice in Arabic': {
      ...card(choice, {}, { lang: 'ar' }),
      lang: 'ar',
      dir: 'rtl',
    },
    form: card(form),
    'form, third field': card(form, { values: { name: 'demo', workers: 2 } }),
    confirm: card(confirm),
    'confirm, answered': card(confirm, {}, { answered: 'Deploy' }),
    danger: card(danger),
    offers: card(offers),
    ...Object.fromEntries(
      shows.flatMap((line): [string, Piece][] => {
        if (line.type === 'say') return [[`say, ${line.tone}`, { ...line, ...setting, type: 'text' }]];
        if (line.type !== 'show') return [];
        const { show, text } = line;
        const there = 'href' in show ? { ...show, href: new URL(show.href, base).href } : show;
        return [
          [`show ${show.as}`, { type: 'show', show: there, ...(text === undefined ? {} : { text }), ...setting }],
        ];
      }),
    ),
    relayed: { type: 'relayed', name: 'Bob <admin>', text: 'I *see* it_now\nand <b>mend</b> it', ...setting },
    'operation, running': work({}),
    'operation, done': work({ state: 'Succeeded' }),
    'operation, failed': work({ state: 'Failed', note: { tone: 'error', text: 'No machine was free in [Ghent].' } }),
  };
}

/** What is drawn, as a picture, and what is not, as a file. */
async function pictures(drawer: PictureDrawer): Promise<Record<string, Piece>> {
  const points = [
    { label: 'web-1', value: 34 },
    { label: 'web-2', value: 70 },
  ];
  const chart = drawChart({ kind: 'bar', title: 'Memory', unit: '%', points }, 'en');
  const svg = (source: string): Show => ({
    as: 'picture',
    src: `data:image/svg+xml,${encodeURIComponent(source)}`,
    alt: 'What it says',
  });
  const shown = {
    'a chart': chart,
    'a narrow picture': svg('<svg xmlns="http://www.w3.org/2000/svg" width="4" height="200"/>'),
    'a broken picture': svg('<svg xmlns="http://www.w3.org/2000/svg"><rect'),
  };
  const drawn = Object.entries(shown).map(async ([name, show]): Promise<[string, Piece]> => {
    const piece = await withPicture({ type: 'show', show, lang: 'en', dir: 'ltr' }, drawer);
    return [`show ${name}`, piece];
  });
  return Object.fromEntries(await Promise.all(drawn));
}

function wrong(draft: PromptDraft): object {
  return draft.kind === 'ask' ? { question: { ...draft.question, error: 'There is **no** such size: `tiny`.' } } : {};
}
