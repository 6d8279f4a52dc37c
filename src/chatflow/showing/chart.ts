import type { Json, Show } from '#src/protocol/index.ts';

import { write } from '../slot-types/numbers.ts';

interface Point {
  label: string;
  value: number;
}

export interface Chart {
  kind: 'bar' | 'line' | 'pie';
  title: string;
  unit: string;
  points: readonly Point[];
}

interface Drawn {
  svg: string;
  height: number;
}

const WIDTH = 480;
const MOST_POINTS = 60;
const LONGEST_LABEL = 26;
const colours = ['#2f6fde', '#1f9d78', '#c77a12', '#b3456f', '#6a5acd', '#4b7f8c', '#8a6d3b', '#777777'];

/** Points of a list of `{label, value}`, of numbers, or of an object of numbers. */
export function readPoints(value: Json): Point[] {
  const rows: [string, Json][] = Array.isArray(value)
    ? value.map((item, index) =>
        typeof item === 'object' && item !== null && !Array.isArray(item)
          ? [String(item['label'] ?? item['name'] ?? index + 1), item['value'] ?? null]
          : [String(index + 1), item],
      )
    : typeof value === 'object' && value !== null
      ? Object.entries(value)
      : [];
  return rows.slice(0, MOST_POINTS).flatMap(([label, amount]): Point[] => {
    const number = typeof amount === 'string' ? Number(amount) : amount;
    return typeof number === 'number' && Number.isFinite(number) ? [{ label, value: number }] : [];
  });
}

/** Draws a chart as a picture, with everything it says as text beside it. */
export function drawChart(chart: Chart, locale: string): Show {
  const sheet = new Sheet(/^(ar|fa|he|ur)\b/.test(locale));
  const draw = { bar: bars, line, pie }[chart.kind];
  const { svg, height } = draw(chart, sheet, locale);
  const said = chart.points.map(({ label, value }) => `${label}: ${amount(value, chart.unit, locale)}`).join('; ');
  const alt = chart.title === '' ? said : `${chart.title}. ${said}`;
  const source =
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" role="img" ` +
    `font-family="system-ui, sans-serif" font-size="13"><rect width="100%" height="100%" fill="#fff"/>${svg}</svg>`;
  return {
    as: 'picture',
    src: `data:image/svg+xml,${encodeURIComponent(source)}`,
    alt,
    ...(chart.title === '' ? {} : { caption: chart.title }),
    width: WIDTH,
    height,
  };
}

/** A bar for each, as long as its share of the largest; of the whole, where the figures are percentages. */
function bars(chart: Chart, sheet: Sheet, locale: string): Drawn {
  const whole = chart.unit === '%' ? 100 : Number.MIN_VALUE;
  const most = Math.max(...chart.points.map(({ value }) => Math.abs(value)), whole);
  const rows = chart.points.map(({ label, value }) => ({
    label: clip(label, LONGEST_LABEL),
    value,
    said: amount(value, chart.unit, locale),
  }));
  const left = 16 + widest(rows.map(({ label }) => label));
  const longest = Math.max(60, WIDTH - left - 24 - widest(rows.map(({ said }) => said)));
  const svg = rows.map(({ label, value, said }, index) => {
    const y = 8 + index * 30;
    const length = Math.max(1, (Math.abs(value) / most) * longest);
    const fill = value < 0 ? '#b3456f' : colours[0];
    const bar = (width: number, colour: string | undefined): string =>
      `<rect x="${round(sheet.x(left, width))}" y="${y}" width="${round(width)}" height="22" rx="3" fill="${colour}"/>`;
    return (
      sheet.text(left - 8, y + 16, label, 'end') +
      bar(longest, '#eceff3') +
      bar(length, fill) +
      sheet.text(left + longest + 8, y + 16, said)
    );
  });
  return { svg: svg.join(''), height: 16 + chart.points.length * 30 };
}

function line(chart: Chart, sheet: Sheet, locale: string): Drawn {
  const values = chart.points.map(({ value }) => value);
  const low = Math.min(0, ...values);
  const high = Math.max(...values, low + Number.MIN_VALUE);
  const [top, bottom] = [amount(high, chart.unit, locale), amount(low, chart.unit, locale)];
  const left = Math.min(200, Math.max(60, 16 + widest([top, bottom])));
  const x = (index: number): number => sheet.x(left + (index * (WIDTH - 20 - left)) / Math.max(1, values.length - 1));
  const y = (value: number): number => 170 - ((value - low) / (high - low)) * 150;
  const path = values.map((value, index) => `${index === 0 ? 'M' : 'L'}${round(x(index))} ${round(y(value))}`).join('');
  const dots = values.map(
    (value, index) => `<circle cx="${round(x(index))}" cy="${round(y(value))}" r="3" fill="${colours[0]}"/>`,
  );
  const first = chart.points[0]?.label ?? '';
  const last = chart.points.at(-1)?.label ?? '';
  return {
    svg:
      sheet.text(left - 8, 26, top, 'end') +
      sheet.text(left - 8, 174, bottom, 'end') +
      `<path d="${path}" fill="none" stroke="${colours[0]}" stroke-width="2"/>${dots.join('')}` +
      sheet.text(left, 192, clip(first, 20)) +
      sheet.text(WIDTH - 20, 192, clip(last, 20), 'end'),
    height: 200,
  };
}

function pie(chart: Chart, sheet: Sheet, locale: string): Drawn {
  const slices = chart.points.filter(({ value }) => value > 0);
  const total = slices.reduce((sum, { value }) => sum + value, 0);
  const middle = sheet.x(100);
  let from = -Math.PI / 2;
  const drawn = slices.map(({ label, value }, index) => {
    const to = from + (value / total) * 2 * Math.PI;
    const at = (angle: number): string =>
      `${round(middle + 80 * Math.cos(angle))} ${round(100 + 80 * Math.sin(angle))}`;
    const fill = colours[index % colours.length];
    const slice =
      slices.length === 1
        ? `<circle cx="${middle}" cy="100" r="80" fill="${fill}"/>`
        : `<path d="M${middle} 100L${at(from)}A80 80 0 ${to - from > Math.PI ? 1 : 0} 1 ${at(to)}Z" fill="${fill}"/>`;
    from = to;
    const y = 30 + index * 22;
    const share = amount(value, chart.unit, locale);
    const sign = `<rect x="${sheet.x(210, 12)}" y="${y - 10}" width="12" height="12" fill="${fill}"/>`;
    return slice + sign + sheet.text(230, y, `${clip(label, 20)}: ${share}`);
  });
  return { svg: drawn.join(''), height: Math.max(200, 40 + slices.length * 22) };
}

/** Where things are on the paper: what is placed from the left is placed from the right where one reads from there. */
class Sheet {
  readonly #mirrored: boolean;

  constructor(mirrored: boolean) {
    this.#mirrored = mirrored;
  }

  /** The left side of something so wide. */
  x(from: number, width = 0): number {
    return this.#mirrored ? WIDTH - from - width : from;
  }

  text(from: number, y: number, content: string, anchor: 'start' | 'end' = 'start'): string {
    const safe = content.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`).replace(/\p{Cc}/gu, ' ');
    const side = this.#mirrored ? (anchor === 'start' ? 'end' : 'start') : anchor;
    // The direction is in the words: what draws pictures elsewhere than in a browser heeds no attribute for it.
    const said = this.#mirrored ? `\u2067${safe}\u2069` : safe;
    return `<text x="${round(this.x(from))}" y="${round(y)}" text-anchor="${side}" fill="#444">${said}</text>`;
  }
}

/** The room that the longest of these texts takes at this size, about. */
function widest(texts: readonly string[]): number {
  return 7 * Math.max(0, ...texts.map((one) => one.length));
}

function amount(value: number, unit: string, locale: string): string {
  return unit === '' ? write(value, locale) : `${write(value, locale)} ${unit}`;
}

function clip(label: string, length: number): string {
  const characters = [...label];
  return characters.length > length ? `${characters.slice(0, length - 1).join('')}…` : label;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
