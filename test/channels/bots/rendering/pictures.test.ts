import { expect } from 'chai';

import { renderPiece } from '#src/channels/bots/framework/render-piece.ts';
import { PictureDrawer } from '#src/channels/bots/rendering/picture-drawer.ts';
import { readData } from '#src/channels/bots/rendering/read-data.ts';
import { sizeOfPng } from '#src/channels/bots/rendering/size-of-png.ts';
import { withPicture } from '#src/channels/bots/rendering/with-picture.ts';
import { type Chart, drawChart } from '#src/chatflow/showing/chart.ts';
import type { Show } from '#src/protocol/index.ts';
import { drawTimeline } from '#src/provisioning/upgrade/draw-timeline.ts';
import { dotsOfPng } from './dots-of-png.ts';

type Picture = Extract<Show, { as: 'picture' }>;

describe('pictures for platforms that show no SVG', function () {
  this.timeout(60_000);
  let drawer: PictureDrawer;

  before(() => {
    drawer = new PictureDrawer();
  });

  after(async () => {
    await drawer.close();
  });

  const svg = (body: string, size = 'width="40" height="20"'): string =>
    `<svg xmlns="http://www.w3.org/2000/svg" ${size}>${body}</svg>`;

  const points = (...labels: string[]) => labels.map((label, index) => ({ label, value: 30 + 40 * index }));

  async function png({ src }: { src: string }): Promise<Uint8Array> {
    const drawn = await drawer.draw(Buffer.from(readData(src)?.content ?? '').toString('utf8'));
    if (drawn === null) throw new Error('it was not drawn');
    return drawn;
  }

  /** The columns in which there is something: the first and the last one. */
  async function inkOf(picture: { src: string }): Promise<{ first: number; last: number; width: number }> {
    const { width, height, at } = dotsOfPng(await png(picture));
    const columns = Array.from({ length: width }, (_, x) => x).filter((x) =>
      Array.from({ length: height }, (_, y) => y).some((y) => at(x, y) > 100),
    );
    return { first: columns[0] ?? -1, last: columns.at(-1) ?? -1, width };
  }

  const chart = (kind: Chart['kind'], locale: string, ...labels: string[]): Picture => {
    const show = drawChart({ kind, title: 'Use', unit: '%', points: points(...labels) }, locale);
    if (show.as !== 'picture') throw new Error('a chart is a picture');
    return show;
  };

  it('are drawn twice as large, dark on white', async () => {
    const show = chart('bar', 'en', 'web-1', 'web-2');
    const drawn = await png(show);
    expect(sizeOfPng(drawn)).to.deep.equal({ width: 2 * (show.width ?? 0), height: 2 * (show.height ?? 0) });
    expect(dotsOfPng(drawn).at(0, 0)).to.equal(0);
    const { first, last, width } = await inkOf(show);
    expect(first).to.be.within(1, width / 8);
    expect(last).to.be.within(width / 2, width - 2);
  });

  it('hold every word within their sides, from the left and from the right', async () => {
    const arabic = ['المساحة المستعملة', 'web-1', 'الذاكرة'];
    const pictures = [
      ...(['bar', 'line', 'pie'] as const).flatMap((kind) => [
        chart(kind, 'en', 'controller-1 · memory', 'web-1', 'web-2'),
        chart(kind, 'ar', ...arabic),
      ]),
      ...[true, false].map((mirrored) =>
        drawTimeline(
          'The way',
          arabic.map((label) => ({ label, time: '3 دقائق', seconds: 3, tone: 'worker' })),
          mirrored,
        ),
      ),
    ];
    for (const picture of pictures) {
      const { first, last, width } = await inkOf(picture);
      expect(first, picture.alt).to.be.greaterThan(4);
      expect(last, picture.alt).to.be.lessThan(width - 4);
    }
  });

  it('begin at the right where one reads from there', async () => {
    const halves = async (picture: Picture): Promise<[left: boolean, right: boolean]> => {
      const { width, at, height } = dotsOfPng(await png(picture));
      // The sign of the first slice stands before its words; the pie is on the other side of them.
      const isInked = (x: number): boolean => at(x, height / 2) > 60;
      return [isInked(Math.round(width * 0.1)), isInked(Math.round(width * 0.9))];
    };
    expect(await halves(chart('pie', 'en', 'used', 'free'))).to.deep.equal([true, false]);
    expect(await halves(chart('pie', 'ar', 'مستعمل', 'حر'))).to.deep.equal([false, true]);
  });

  it('are not drawn where that cannot be done within bounds, and the next one is', async () => {
    const wrong = {
      'it is no SVG': 'hello',
      'it ends too early': '<svg xmlns="http://www.w3.org/2000/svg"><rect',
      'it has no size to speak of': svg('', 'width="0" height="0"'),
      'it is too large': svg('', 'width="2000" height="2000"'),
      'it repeats itself': svg('<g id="a"><rect width="1" height="1"/></g><use href="#a"/>'),
      'it holds another one': svg('<image href="data:image/png;base64,AAAA"/>'),
      'the font has no such letters': svg('<text y="10">内存</text>'),
    };
    for (const [why, source] of Object.entries(wrong)) expect(await drawer.draw(source), why).to.equal(null);
    expect(sizeOfPng((await drawer.draw(svg(''))) ?? new Uint8Array())).to.deep.equal({ width: 80, height: 40 });
  });

  it('come each to who asked for it, when several are drawn at once', async () => {
    const sizes = [10, 20, 30];
    const drawn = await Promise.all(sizes.map((size) => drawer.draw(svg('', `width="${size}" height="10"`))));
    expect(drawn.map((one) => one && sizeOfPng(one)?.width)).to.deep.equal([20, 40, 60]);
  });

  it('stay files when the thread that draws them ends, and the next one is drawn by another', async () => {
    const mortal = new PictureDrawer();
    const drawing = mortal.draw(svg(''));
    // Its thread has begun, and reads its font.
    await Promise.resolve();
    await mortal.close();
    expect(await drawing).to.equal(null);
    expect(await mortal.draw(svg(''))).to.not.equal(null);
    await mortal.close();
  });

  it('take the place of the SVG in what is shown; what cannot be drawn stays', async () => {
    const setting = { type: 'show', lang: 'en', dir: 'ltr' } as const;
    const show = chart('bar', 'en', 'web-1');
    const drawn = await withPicture({ ...setting, show }, drawer);
    const [message] = renderPiece(drawn, 4_000);
    expect(message?.text).to.equal('**Use**\n\nweb-1: 30 %');
    expect(message?.attachments?.[0]).to.include({ contentType: 'image/png', name: 'picture.png' });

    const broken = { ...setting, show: { ...show, src: 'data:image/svg+xml,%3Csvg' } };
    expect(await withPicture(broken, drawer)).to.equal(broken);
    expect(renderPiece(broken, 4_000)[0]?.attachments?.[0]).to.include({ name: 'picture.svg' });
    const unreadable = { ...setting, show: { ...show, src: 'data:image/svg+xml,%E0%A4%A' } };
    expect(await withPicture(unreadable, drawer)).to.equal(unreadable);
  });
});
