import { events } from '../kinds/index.ts';
import type { Controller } from './controller.ts';
import { lastTold } from './events.ts';

const KEPT_MS = 3_600_000;
/** So many are kept at most; then the oldest go. */
const MOST = 600;

/** Events are kept for an hour. */
export const eventExpiry: Controller = {
  name: 'event-ttl',
  watches: [events],
  reconcile(cluster) {
    const all = cluster.store.list(events);
    if (all.length === 0) return undefined;
    const byAge = all.map((event) => ({ event, at: lastTold(event) })).sort((a, b) => a.at - b.at);
    let kept = byAge.length;
    let next: number | undefined;
    for (const { event, at } of byAge) {
      if (at + KEPT_MS > cluster.now && kept <= MOST) {
        next = at + KEPT_MS;
        break;
      }
      cluster.delete(events, event.metadata.namespace, event.metadata.name);
      kept -= 1;
    }
    // Not one by one: some minutes more do no harm.
    return next === undefined ? undefined : Math.ceil(next / 300_000) * 300_000;
  },
};
