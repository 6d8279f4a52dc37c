import type { UpgradeTexts } from '../texts/upgrade/upgrade-texts.ts';

/** A length of time as people say it. */
export function timeText(seconds: number, texts: UpgradeTexts): string {
  if (seconds < 1) return texts.moment;
  if (seconds < 90) return texts.seconds(Math.round(seconds));
  const minutes = Math.round(seconds / 60);
  return minutes < 90 ? texts.minutes(minutes) : texts.hours(Math.floor(minutes / 60), minutes % 60);
}
