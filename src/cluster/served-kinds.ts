import type { Json } from '#src/protocol/index.ts';

import type { ServedKind } from './cluster.ts';
import type { KindName } from './cluster-object.ts';
import { flagAt, objectsAt, textAt, textsAt } from './fields.ts';

/** Where the kinds of a group and version are listed: `/api/v1`, `/apis/apps/v1`. */
export function pathOfVersion(apiVersion: string): string {
  return apiVersion.includes('/') ? `/apis/${apiVersion}` : `/api/${apiVersion}`;
}

/** The kinds in the answer to that path, each with its sub-resources. */
export function kindsIn(list: Json, apiVersion: string): ServedKind[] {
  const rows = objectsAt(list, 'resources').map((row) => ({ row, name: textAt(row, 'name') ?? '' }));
  return rows
    .filter(({ name }) => !name.includes('/'))
    .map(({ row, name }) => ({
      apiVersion,
      kind: textAt(row, 'kind') ?? '',
      plural: name,
      namespaced: flagAt(row, 'namespaced') ?? false,
      verbs: textsAt(row, 'verbs'),
      subresources: rows
        .filter((other) => other.name.startsWith(`${name}/`))
        .map((other) => other.name.slice(name.length + 1)),
    }));
}

/** The preferred version of every group in the answer to `/apis`. */
export function preferredVersions(groups: Json): string[] {
  return objectsAt(groups, 'groups').flatMap((group) => textAt(group, 'preferredVersion', 'groupVersion') ?? []);
}

const REMEMBERED_MS = 60_000;

/** What a server says of its kinds, asked once a minute at most for each version. */
export class ServedKinds {
  readonly #versions = new Map<string, { kinds: Promise<ServedKind[]>; until: number }>();
  readonly #read: (apiVersion: string) => Promise<ServedKind[]>;

  /** `read` gives the kinds of a version; none where the server does not know it. */
  constructor(read: (apiVersion: string) => Promise<ServedKind[]>) {
    this.#read = read;
  }

  async ofVersion(apiVersion: string): Promise<ServedKind[]> {
    const now = performance.now();
    const known = this.#versions.get(apiVersion);
    if (known && known.until > now) return await known.kinds;
    const kinds = this.#read(apiVersion);
    this.#versions.set(apiVersion, { kinds, until: now + REMEMBERED_MS });
    // A failure is not remembered, and neither is what is not there yet: its definition may be applied next.
    const forget = () => this.#versions.delete(apiVersion);
    kinds.then((found) => (found.length === 0 ? forget() : undefined), forget);
    return await kinds;
  }

  async find({ apiVersion, kind }: KindName): Promise<ServedKind | null> {
    const find = (kinds: ServedKind[]) => kinds.find((served) => served.kind === kind);
    const known = find(await this.ofVersion(apiVersion));
    if (known) return known;
    this.#versions.delete(apiVersion);
    return find(await this.ofVersion(apiVersion)) ?? null;
  }
}
