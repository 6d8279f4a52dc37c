/** When a cron schedule is due, to the minute. */
export interface CronSchedule {
  /** The first moment after this one; undefined when there is none within four years. */
  after(moment: number): number | undefined;
}

const named: { [name: string]: string } = {
  '@yearly': '0 0 1 1 *',
  '@annually': '0 0 1 1 *',
  '@monthly': '0 0 1 * *',
  '@weekly': '0 0 * * 0',
  '@daily': '0 0 * * *',
  '@midnight': '0 0 * * *',
  '@hourly': '0 * * * *',
};
const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const days = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];

const MINUTE = 60_000;

/** Five fields, or `@daily` and the like, in a time zone; null for what is none. */
export function cronSchedule(text: string, timeZone = 'UTC'): CronSchedule | null {
  const fields = (named[text.trim().toLowerCase()] ?? text).trim().split(/\s+/);
  if (fields.length !== 5) return null;
  const [minute, hour, day, month, weekday] = [
    field(fields[0] ?? '', 0, 59),
    field(fields[1] ?? '', 0, 23),
    field(fields[2] ?? '', 1, 31),
    field(fields[3] ?? '', 1, 12, months, 1),
    field(fields[4] ?? '', 0, 7, days, 0),
  ];
  if (!minute || !hour || !day || !month || !weekday) return null;
  if (weekday.has(7)) weekday.add(0);
  const [anyDay, anyWeekday] = [fields[2] === '*' || fields[2] === '?', fields[4] === '*' || fields[4] === '?'];
  let clock: (moment: number) => { minute: number; hour: number; day: number; month: number; weekday: number };
  try {
    clock = clockIn(timeZone);
  } catch {
    return null;
  }
  const dayMatches = (at: { day: number; weekday: number }): boolean => {
    if (anyDay || anyWeekday) return (anyDay || day.has(at.day)) && (anyWeekday || weekday.has(at.weekday));
    return day.has(at.day) || weekday.has(at.weekday);
  };
  return {
    after(moment) {
      let at = (Math.floor(moment / MINUTE) + 1) * MINUTE;
      const end = moment + 4 * 366 * 86_400_000;
      while (at < end) {
        const now = clock(at);
        if (!month.has(now.month) || !dayMatches(now)) at += (60 * (23 - now.hour) + (60 - now.minute)) * MINUTE;
        else if (!hour.has(now.hour)) at += (60 - now.minute) * MINUTE;
        else if (!minute.has(now.minute)) at += MINUTE;
        else return at;
      }
      return undefined;
    },
  };
}

function field(text: string, low: number, high: number, names: readonly string[] = [], base = 0): Set<number> | null {
  const values = new Set<number>();
  const number = (word: string): number => {
    const index = names.indexOf(word.toLowerCase().slice(0, 3));
    return index >= 0 && /^[a-z]/i.test(word) ? index + base : /^\d+$/.test(word) ? Number(word) : Number.NaN;
  };
  for (const part of text.split(',')) {
    const [, range = '', step] = /^([^/]+)(?:\/(\d+))?$/.exec(part) ?? [];
    const by = step === undefined ? 1 : Number(step);
    const [first, last] =
      range === '*' || range === '?'
        ? [low, high]
        : range.includes('-')
          ? range.split('-').map(number)
          : [number(range), step === undefined ? number(range) : high];
    if (first === undefined || last === undefined || !(first >= low && last <= high && first <= last && by > 0))
      return null;
    for (let value = first; value <= last; value += by) values.add(value);
  }
  return values;
}

function clockIn(timeZone: string) {
  if (timeZone === 'UTC' || timeZone === 'Etc/UTC') {
    return (moment: number) => {
      const date = new Date(moment);
      return {
        minute: date.getUTCMinutes(),
        hour: date.getUTCHours(),
        day: date.getUTCDate(),
        month: date.getUTCMonth() + 1,
        weekday: date.getUTCDay(),
      };
    };
  }
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    minute: 'numeric',
    hour: 'numeric',
    day: 'numeric',
    month: 'numeric',
    weekday: 'short',
  });
  return (moment: number) => {
    const parts = Object.fromEntries(format.formatToParts(moment).map(({ type, value }) => [type, value]));
    return {
      minute: Number(parts['minute']),
      hour: Number(parts['hour']),
      day: Number(parts['day']),
      month: Number(parts['month']),
      weekday: days.indexOf((parts['weekday'] ?? '').toLowerCase()),
    };
  };
}
