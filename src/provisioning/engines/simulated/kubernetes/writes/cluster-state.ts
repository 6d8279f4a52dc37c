import type { ObjectStore } from '../object-store.ts';
import type { ServedKinds } from '../served-kinds.ts';

/** What writes stand on. */
export interface ClusterState {
  readonly ref: string;
  readonly store: ObjectStore;
  readonly kinds: ServedKinds;
  /** This moment, in milliseconds. */
  readonly now: number;
}
