import type { JsonObject } from '#src/protocol/index.ts';

import { ApiError } from '../api-error.ts';
import type { Kind } from '../kinds/index.ts';
import { apiVersionOf } from '../kinds/index.ts';
import type { KubernetesObject } from '../kubernetes-object.ts';
import type { ObjectStore, StoreEvent } from '../object-store.ts';
import { collectionOf } from '../object-store.ts';
import { wholeNumber } from './page.ts';
import type { Selection } from './selectors.ts';

/** A watch that was asked for: it begins when somebody listens. */
export interface WatchRequest {
  timeoutMs: number;
  /** Sends what is due at once, then each change. Returns how to stop; false when there is nothing more to come. */
  begin(send: (event: JsonObject) => void): (() => void) | false;
}

/** As the API server does where the client names no time. */
const DEFAULT_SECONDS = 1_800;
const BOOKMARK_MS = 60_000;

/** A watch on the objects of a kind that a selection holds. */
export function watchOf(
  store: ObjectStore,
  kind: Kind,
  selection: Selection,
  query: URLSearchParams,
  render: (object: KubernetesObject) => JsonObject,
): WatchRequest {
  const seconds = wholeNumber(query, 'timeoutSeconds') || DEFAULT_SECONDS;
  const from = wholeNumber(query, 'resourceVersion');
  const bookmarks = query.get('allowWatchBookmarks') === 'true';
  // Without a version a watch begins with what is there; a client may also ask for that in so many words.
  const initialEvents =
    query.get('sendInitialEvents') === 'true' || (from === 0 && query.get('sendInitialEvents') !== 'false');

  return {
    timeoutMs: seconds * 1_000,
    begin(send) {
      const tell = (event: StoreEvent) => {
        const type = typeFor(event, kind, selection);
        if (type) send({ type, object: render(event.object) });
      };
      try {
        if (initialEvents) {
          for (const object of store.list(kind).filter(selection)) send({ type: 'ADDED', object: render(object) });
        } else if (from > 0) {
          store.since(from).forEach(tell);
        }
      } catch (error) {
        if (!(error instanceof ApiError)) throw error;
        send({ type: 'ERROR', object: error.toStatus() });
        return false;
      }
      const bookmark = (annotations: { [annotation: string]: string } = {}) =>
        send(bookmarkOf(store, kind, annotations));
      if (bookmarks && query.get('sendInitialEvents') === 'true') bookmark({ 'k8s.io/initial-events-end': 'true' });
      const timer = bookmarks ? setInterval(bookmark, BOOKMARK_MS) : undefined;
      const unsubscribe = store.subscribe(tell);
      return () => {
        clearInterval(timer);
        unsubscribe();
      };
    },
  };
}

/** What a change means to somebody who sees only a selection: an object may enter or leave it. */
function typeFor(event: StoreEvent, kind: Kind, selection: Selection): StoreEvent['type'] | undefined {
  if (event.collection !== collectionOf(kind)) return undefined;
  const before = event.previous !== undefined && selection(event.previous);
  const after = event.type !== 'DELETED' && selection(event.object);
  if (before) return after ? 'MODIFIED' : 'DELETED';
  return after ? 'ADDED' : undefined;
}

function bookmarkOf(store: ObjectStore, kind: Kind, annotations: { [annotation: string]: string }): JsonObject {
  const metadata = { resourceVersion: String(store.version), creationTimestamp: null, annotations };
  return { type: 'BOOKMARK', object: { kind: kind.kind, apiVersion: apiVersionOf(kind), metadata } };
}
