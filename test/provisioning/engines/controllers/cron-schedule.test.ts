import { expect } from 'chai';

import { cronSchedule } from '#src/provisioning/engines/simulated/kubernetes/controllers/cron-schedule.ts';

describe('a cron schedule', () => {
  const after = (text: string, from: string, zone?: string) => {
    const moment = cronSchedule(text, zone)?.after(Date.parse(from));
    return moment === undefined ? undefined : new Date(moment).toISOString().slice(0, 16);
  };

  it('is due at the next moment that fits', () => {
    for (const [text, from, next] of [
      ['* * * * *', '2026-11-21T12:00:30Z', '2026-11-21T12:01'],
      ['*/15 * * * *', '2026-11-21T12:46:00Z', '2026-11-21T13:00'],
      ['30 2 * * *', '2026-11-21T12:00:00Z', '2026-11-22T02:30'],
      ['0 9-17/4 * * mon-fri', '2026-11-21T12:00:00Z', '2026-11-23T09:00'],
      ['0 0 29 2 *', '2026-11-21T12:00:00Z', '2028-02-29T00:00'],
      ['0 0 1,15 * 3', '2026-11-21T12:00:00Z', '2026-11-25T00:00'],
      ['0 0 * * 7', '2026-11-21T12:00:00Z', '2026-11-22T00:00'],
      ['@daily', '2026-11-21T12:00:00Z', '2026-11-22T00:00'],
    ] as const) {
      expect(after(text, from), text).to.equal(next);
    }
  });

  it('goes by the clock of its time zone', () => {
    expect(after('0 8 * * *', '2026-11-21T12:00:00Z', 'Europe/Brussels')).to.equal('2026-11-22T07:00');
    expect(after('0 8 * * *', '2026-07-21T12:00:00Z', 'Europe/Brussels')).to.equal('2026-07-22T06:00');
  });

  it('is none where it is written wrong', () => {
    for (const text of ['', '* * * *', '60 * * * *', '* * 0 * *', '5-1 * * * *', '*/0 * * * *', 'soon']) {
      expect(cronSchedule(text), text).to.equal(null);
    }
    expect(cronSchedule('* * * * *', 'Mars/Olympus')).to.equal(null);
  });
});
