import type { Window } from './upgrade-plan.ts';

const MINUTE_MS = 60_000;
const DAY_MINUTES = 24 * 60;

/** Milliseconds until the window opens; 0 while it is open, or where there is none. */
export function millisecondsUntil(window: Window | undefined, now: number): number {
  if (!window) return 0;
  const day = DAY_MINUTES * MINUTE_MS;
  const within = now % day;
  const [from, to] = [window.fromMinute * MINUTE_MS, window.toMinute * MINUTE_MS];
  const open = from <= to ? within >= from && within < to : within >= from || within < to;
  return open ? 0 : (from - within + day) % day;
}

/** `22:00-04:00` as minutes of the day; undefined for what is none. */
export function parseWindow(text: string): Window | undefined {
  const found = /^\s*(\d{1,2})(?::(\d{2}))?\s*(?:-|–|to|until)\s*(\d{1,2})(?::(\d{2}))?\s*$/i.exec(text);
  if (!found) return undefined;
  const [, fromHour, fromRest = '0', toHour, toRest = '0'] = found;
  const [fromMinute, toMinute] = [minuteOf(fromHour, fromRest), minuteOf(toHour, toRest)];
  if (fromMinute === undefined || toMinute === undefined || fromMinute === toMinute) return undefined;
  return { fromMinute: fromMinute % DAY_MINUTES, toMinute };
}

/** `22:00–04:00 UTC` */
export function windowText({ fromMinute, toMinute }: Window): string {
  return `${clock(fromMinute)}–${clock(toMinute)} UTC`;
}

function minuteOf(hour: string | undefined, rest: string): number | undefined {
  const minutes = Number(hour) * 60 + Number(rest);
  return Number(rest) < 60 && minutes <= DAY_MINUTES ? minutes : undefined;
}

const clock = (minute: number): string =>
  `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
