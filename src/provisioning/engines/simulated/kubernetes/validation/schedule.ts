const fields: readonly [name: string, least: number, most: number, names: readonly string[]][] = [
  ['minute', 0, 59, []],
  ['hour', 0, 23, []],
  ['day of month', 1, 31, []],
  ['month', 1, 12, ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']],
  ['day of week', 0, 7, ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat']],
];

const words = ['@yearly', '@annually', '@monthly', '@weekly', '@daily', '@midnight', '@hourly'];

/** What is wrong with the schedule of a cron job, or nothing. */
export function checkSchedule(schedule: string): string | undefined {
  if (words.includes(schedule) || /^@every \d+[hms]/.test(schedule)) return undefined;
  const parts = schedule.trim().split(/\s+/);
  if (parts.length !== 5) return `expected exactly 5 fields, found ${parts.length}: [${parts.join(' ')}]`;
  for (const [index, [name, least, most, names]] of fields.entries()) {
    for (const range of (parts[index] ?? '').split(',')) {
      const [span = '', step = '1'] = range.split('/');
      const ends = span === '*' || span === '?' ? [] : span.split('-');
      const numbers = ends.map((end) => {
        const named = names.indexOf(end.toLowerCase());
        return named >= 0 ? named + least : /^\d+$/.test(end) ? Number(end) : Number.NaN;
      });
      if (!/^\d+$/.test(step) || Number(step) === 0 || ends.length > 2 || numbers.some(Number.isNaN))
        return `failed to parse ${name} from ${JSON.stringify(range)}`;
      const wrong = numbers.find((number) => number < least || number > most);
      if (wrong !== undefined) return `${name} ${wrong} is not between ${least} and ${most}: ${range}`;
    }
  }
  return undefined;
}
