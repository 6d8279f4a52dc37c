import { expect } from 'chai';

import { drawTimeline, type TimelineBar } from '#src/provisioning/upgrade/draw-timeline.ts';

describe('the timeline of an upgrade', () => {
  const bar = (label: string, seconds: number): TimelineBar => ({
    label,
    time: `${seconds} s`,
    seconds,
    tone: 'worker',
  });
  const svgOf = ({ src }: { src: string }): string => decodeURIComponent(src.slice(src.indexOf(',') + 1));
  /** Where each bar begins and how long it is, without the grooves that they lie in. */
  const barsOf = (picture: { src: string }): [start: number, length: number][] =>
    [...svgOf(picture).matchAll(/<rect x="([\d.]+)" y="[\d.]+" width="([\d.]+)"[^>]*fill="#1f9d78"/g)].map(
      ([, x, width]) => [Number(x), Number(width)],
    );

  it('draws one step after the other, each as long as it takes', () => {
    const bars = barsOf(drawTimeline('It', [bar('a', 10), bar('b', 30), bar('c', 10)], false));
    expect(bars).to.have.length(3);
    const [[first, short] = [0, 0], [second, long] = [0, 0], [third] = [0]] = bars;
    expect(long / short).to.be.closeTo(3, 0.1);
    expect(second).to.be.closeTo(first + short, 0.2);
    expect(third).to.be.closeTo(second + long, 0.2);
  });

  it('begins at the right where one reads from there', () => {
    const [[first] = [0], [second] = [0]] = barsOf(drawTimeline('It', [bar('a', 10), bar('b', 10)], true));
    expect(first).to.be.greaterThan(second);
  });

  it('gives every step its place when none takes any time', () => {
    const starts = barsOf(drawTimeline('It', [bar('a', 0), bar('b', 0), bar('c', 0)], false)).map(([start]) => start);
    expect(new Set(starts).size).to.equal(3);
  });

  it('says all of it beside the picture, cuts what does not fit, and takes no markup', () => {
    const long = `${'very-'.repeat(20)}long-node`;
    const picture = drawTimeline('The way', [bar(long, 90), bar('<script>', 5)], false);
    expect(picture.alt).to.equal(`The way. 1. ${long}: 90 s; 2. <script>: 5 s`);
    expect(svgOf(picture)).to.include('…').and.not.include(long).and.not.include('<script>');
  });
});
