import { randomBytes } from 'node:crypto';

import {
  type Cluster,
  ClusterError,
  type ClusterObject,
  nameOf,
  type ObjectDraft,
  type ObjectReference,
  patched,
  referenceTo,
  same,
  textAt,
} from '#src/cluster/index.ts';
import type { JsonObject } from '#src/protocol/index.ts';

import type { Leaving, ObjectChange } from './change-set.ts';
import { ChangesRefused, type Refusal, refusalOf } from './changes-refused.ts';
import { differencesOf } from './differences.ts';
import { asStored, EFFECT, remade, settled } from './settled.ts';

/** Objects that are checked at once. */
const ABREAST = 6;

/** One set being planned against one cluster. */
export class Planning {
  readonly notes: string[] = [];
  readonly #cluster: Cluster;
  readonly #vdc: string;
  readonly #signal: AbortSignal;
  /** Namespaces, and kinds, that this very set makes: the cluster does not know them yet. */
  readonly #namespaces: ReadonlySet<string>;
  readonly #kinds: ReadonlySet<string>;

  private constructor(cluster: Cluster, vdc: string, signal: AbortSignal, namespaces: string[], kinds: string[]) {
    this.#cluster = cluster;
    this.#vdc = vdc;
    this.#signal = signal;
    this.#namespaces = new Set(namespaces);
    this.#kinds = new Set(kinds);
  }

  static async begin(
    cluster: Cluster,
    objects: readonly ObjectDraft[],
    vdc: string,
    signal: AbortSignal,
  ): Promise<Planning> {
    const made = async (kind: string) => {
      const drafts = objects.filter((object) => object.kind === kind);
      const live = await Promise.all(drafts.map((draft) => cluster.get(referenceTo(draft), { signal })));
      return drafts.filter((_, index) => live[index] === null);
    };
    const [namespaces, definitions] = await Promise.all([made('Namespace'), made('CustomResourceDefinition')]);
    return new Planning(
      cluster,
      vdc,
      signal,
      namespaces.map(({ metadata }) => metadata.name),
      definitions.map(({ spec }) => `${textAt(spec, 'group') ?? ''}/${textAt(spec, 'names', 'kind') ?? ''}`),
    );
  }

  /** Does all of them, a few at a time, and tells every refusal at once. */
  async all(
    tasks: readonly (readonly [ObjectReference, () => Promise<ObjectChange | null>])[],
  ): Promise<ObjectChange[]> {
    const refusals: Refusal[] = [];
    const seen = new Set<string>();
    const changes: ObjectChange[] = [];
    for (let from = 0; from < tasks.length; from += ABREAST) {
      const few = tasks.slice(from, from + ABREAST).map(async ([reference, task]) => {
        try {
          const change = await task();
          if (change === null) return [];
          const name = `${change.reference.apiVersion} ${nameOf(change.reference)}`;
          if (!seen.has(name)) {
            seen.add(name);
            return [change];
          }
          refusals.push({ reference, message: 'It is there twice.' });
        } catch (error) {
          refusals.push(refusalOf(reference, error));
        }
        return [];
      });
      changes.push(...(await Promise.all(few)).flat());
    }
    if (refusals.length > 0) throw new ChangesRefused(refusals);
    return changes;
  }

  async apply(wanted: ObjectDraft): Promise<ObjectChange | null> {
    const draft = await this.#inPlace(wanted);
    const reference = referenceTo(draft);
    if (this.#isNewKind(draft)) {
      const after = this.#owned(draft);
      return {
        reference,
        verb: 'create',
        before: null,
        after,
        expected: null,
        differences: differencesOf(null, after),
      };
    }
    const live = this.#isNew(draft) ? null : await this.#cluster.get(reference, { signal: this.#signal });
    const after = !live || live.metadata.labels?.[MANAGED_BY] === OURS ? this.#owned(draft) : draft;
    const expected = settled(await this.#tried(after));
    const before = live && settled(live);
    if (before && same(asJson(before), asJson(expected))) return null;
    return {
      reference,
      verb: before ? 'change' : 'create',
      before,
      ...identityOf(live),
      after,
      expected,
      differences: before ? differencesOf(before, expected) : differencesOf(null, after),
    };
  }

  async patch({ reference, patch }: ObjectPatch): Promise<ObjectChange | null> {
    const live = await this.#cluster.get(reference, { signal: this.#signal });
    if (!live) throw new ClusterError('NOT_FOUND', 'It is not there.');
    const result = await this.#cluster.patch(reference, patch, { dryRun: true, signal: this.#signal });
    const [before, expected] = [settled(live), settled(result)];
    if (same(asJson(before), asJson(expected))) return null;
    return {
      reference,
      verb: 'change',
      before,
      ...identityOf(live),
      after: null,
      patch,
      expected,
      differences: differencesOf(before, expected),
    };
  }

  /** Tried under another name, since its own is taken: the server's defaults and its refusals are the same. */
  async replace({ reference, patch, keepsParts = false }: ObjectReplacement): Promise<ObjectChange | null> {
    const live = await this.#cluster.get(reference, { signal: this.#signal });
    if (!live) throw new ClusterError('NOT_FOUND', 'It is not there.');
    const before = settled(live);
    const after = patched(asJson(remade(before)), patch) as unknown as ObjectDraft;
    await this.#cluster.delete(reference, { dryRun: true, signal: this.#signal });
    const elsewhere = { ...after, metadata: { ...after.metadata, name: besides(reference.name) } };
    const tried = settled(await this.#cluster.apply(elsewhere, { dryRun: true, signal: this.#signal }));
    const expected = { ...tried, metadata: { ...tried.metadata, name: reference.name } };
    return {
      reference,
      verb: 'replace',
      ...(keepsParts ? { leaving: 'alone' } : {}),
      before,
      ...identityOf(live),
      after,
      expected,
      differences: differencesOf(remade(before), remade(expected)),
    };
  }

  async delete({ leaving, ...reference }: ObjectDeletion): Promise<ObjectChange | null> {
    const live = await this.#cluster.get(reference, { signal: this.#signal });
    if (!live) return null;
    await this.#cluster.delete(reference, { dryRun: true, signal: this.#signal });
    return {
      reference,
      verb: 'delete',
      ...(leaving === undefined ? {} : { leaving }),
      before: settled(live),
      ...identityOf(live),
      after: null,
      expected: null,
      differences: [],
    };
  }

  /** The draft in the namespace where it will be, as the server keeps it. */
  async #inPlace(wanted: ObjectDraft): Promise<ObjectDraft> {
    const draft = asStored(structuredClone(wanted));
    if (this.#isNewKind(draft)) return draft;
    const kind = await this.#cluster.kind(draft, { signal: this.#signal });
    if (!kind) throw new ClusterError('UNKNOWN_KIND', 'The cluster does not know this kind.');
    const { namespace, ...metadata } = draft.metadata;
    return { ...draft, metadata: kind.namespaced ? { ...metadata, namespace: namespace ?? 'default' } : metadata };
  }

  /** What the server would make of it, without doing it. Fields that others own are taken over, and that is said. */
  async #tried(draft: ObjectDraft): Promise<ClusterObject> {
    // A namespace that is still to be made cannot be tried in; its objects are tried beside it.
    const elsewhere = this.#isNew(draft);
    const tried = elsewhere ? { ...draft, metadata: { ...draft.metadata, namespace: 'default' } } : draft;
    const options = { dryRun: true, signal: this.#signal };
    const result = await this.#cluster.apply(tried, options).catch(async (error: unknown) => {
      if (!(error instanceof ClusterError) || error.code !== 'CONFLICT') throw error;
      const forced = await this.#cluster.apply(tried, { ...options, force: true });
      this.#noteOwners(draft, error);
      return forced;
    });
    const { namespace } = draft.metadata;
    return elsewhere && namespace !== undefined ? { ...result, metadata: { ...result.metadata, namespace } } : result;
  }

  #noteOwners(draft: ObjectDraft, { causes }: ClusterError): void {
    const owners = new Map<string, string[]>();
    for (const { field = '', message } of causes) {
      const owner = /"([^"]+)"/.exec(message)?.[1] ?? message;
      if (owner !== OURS) owners.set(owner, [...(owners.get(owner) ?? []), field]);
    }
    for (const [owner, fields] of owners) {
      const several = fields.length > 3 ? `${fields.slice(0, 3).join(', ')}, …` : fields.join(', ');
      this.notes.push(
        `${nameOf(referenceTo(draft))} is also managed by "${owner}" (${several}); if that is still at work, it may change this back.`,
      );
    }
  }

  #isNew({ metadata: { namespace } }: ObjectDraft): boolean {
    return namespace !== undefined && this.#namespaces.has(namespace);
  }

  #isNewKind({ apiVersion, kind }: ObjectDraft): boolean {
    return this.#kinds.has(`${apiVersion.split('/')[0] ?? ''}/${kind}`);
  }

  #owned(draft: ObjectDraft): ObjectDraft {
    const labels = { [MANAGED_BY]: OURS, '3bot.io/vdc': this.#vdc, ...draft.metadata.labels };
    return { ...draft, metadata: { ...draft.metadata, labels } };
  }
}

export interface ObjectPatch {
  reference: ObjectReference;
  patch: JsonObject;
}

export type ObjectDeletion = ObjectReference & { leaving?: Leaving };

export interface ObjectReplacement extends ObjectPatch {
  /** What the object owns stays, and is taken over by the new one. */
  keepsParts?: boolean;
}

/** The label, and its value, of what we made. */
export const MANAGED_BY = 'app.kubernetes.io/managed-by';

export const OURS = '3bot-wizard';

/** Which object it was that was planned for, and who of us had changed it last. */
function identityOf(live: ClusterObject | null): Pick<ObjectChange, 'uid' | 'mark'> {
  const { uid, annotations } = live?.metadata ?? {};
  const mark = annotations?.[EFFECT];
  return { ...(uid === undefined ? {} : { uid }), ...(mark === undefined ? {} : { mark }) };
}

/** A name that is free, of the same form. */
function besides(name: string): string {
  return `${name.slice(0, 45)}-3bot-${randomBytes(4).toString('hex')}`;
}

function asJson(object: ClusterObject): JsonObject {
  return object as unknown as JsonObject;
}
