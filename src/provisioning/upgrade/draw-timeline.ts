/** One bar of the timeline. */
export interface TimelineBar {
  label: string;
  /** How long, as people say it. */
  time: string;
  seconds: number;
  tone: 'keep' | 'controller' | 'worker' | 'check';
}

export interface Timeline {
  src: string;
  alt: string;
  caption: string;
  width: number;
  height: number;
}

/** As wide as a phone shows it: wider, and its letters would be too small there. */
const WIDTH = 360;
const LETTER = 6.8;
const ROW = 34;
const TOP = 10;
const colours = { keep: '#c77a12', controller: '#2f6fde', worker: '#1f9d78', check: '#6a5acd' };
/** Steps beyond this number are told, not drawn. */
const MOST_ROWS = 40;

/** Draws the steps of an upgrade along the time they take, one below the other, with everything it says as text beside it. */
export function drawTimeline(title: string, bars: readonly TimelineBar[], rightToLeft: boolean): Timeline {
  const rows = bars.slice(0, MOST_ROWS);
  const whole = rows.reduce((sum, { seconds }) => sum + seconds, 0);
  // What takes no time to speak of has its place all the same.
  const weights = rows.map(({ seconds }) => Math.max(seconds, whole / 100, Number.EPSILON));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const span = WIDTH - 24;
  let passed = 0;
  const drawn = rows.map((bar, index) => {
    const weight = weights[index] ?? 0;
    const length = Math.max(6, (weight / total) * span);
    const start = Math.min(12 + (passed / total) * span, WIDTH - 12 - length);
    passed += weight;
    const x = rightToLeft ? WIDTH - start - length : start;
    const y = TOP + index * ROW;
    const [near, far] = rightToLeft ? [WIDTH - 12, 12] : [12, WIDTH - 12];
    return (
      `<rect x="12" y="${y + 19}" width="${WIDTH - 24}" height="7" rx="3.5" fill="#e8eaee"/>` +
      `<rect x="${round(x)}" y="${y + 19}" width="${round(length)}" height="7" rx="3.5" fill="${colours[bar.tone]}"/>` +
      text(near, y + 12, clip(bar.label, Math.floor(span / LETTER) - bar.time.length - 2), 'start', rightToLeft) +
      text(far, y + 12, bar.time, 'end', rightToLeft)
    );
  });
  const height = TOP * 2 + rows.length * ROW;
  const source =
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" role="img" ` +
    `font-family="system-ui, sans-serif" font-size="13"><rect width="100%" height="100%" fill="#fff"/>${drawn.join('')}</svg>`;
  const said = bars.map(({ label, time }, index) => `${index + 1}. ${label}: ${time}`).join('; ');
  return {
    src: `data:image/svg+xml,${encodeURIComponent(source)}`,
    alt: `${title}. ${said}`,
    caption: title,
    width: WIDTH,
    height,
  };
}

function text(x: number, y: number, content: string, anchor: 'start' | 'end', rightToLeft: boolean): string {
  const safe = content.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`).replace(/\p{Cc}/gu, ' ');
  const side = rightToLeft ? (anchor === 'start' ? 'end' : 'start') : anchor;
  // The direction is in the words: what draws pictures elsewhere than in a browser heeds no attribute for it.
  const said = rightToLeft ? `\u2067${safe}\u2069` : safe;
  return `<text x="${round(x)}" y="${round(y)}" text-anchor="${side}" fill="#333">${said}</text>`;
}

function clip(label: string, length: number): string {
  const characters = [...label];
  return characters.length > length ? `${characters.slice(0, length - 1).join('')}…` : label;
}

const round = (value: number): number => Math.round(value * 10) / 10;
