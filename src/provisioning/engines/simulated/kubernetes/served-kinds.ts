import { flagAt, objectAt, objectsAt, textAt, textsAt } from '#src/cluster/fields.ts';
import type { JsonObject } from '#src/protocol/index.ts';

import { nameAndAge } from './columns/name-and-age.ts';
import { allVerbs } from './kinds/define.ts';
import type { Kind } from './kinds/index.ts';
import { apiVersionOf, builtInKinds, customResourceDefinitions } from './kinds/index.ts';
import type { KubernetesObject } from './kubernetes-object.ts';
import type { StoreReader } from './object-store.ts';
import { structFromOpenApi } from './schema/from-open-api.ts';
import type { StructType } from './schema/types.ts';
import { typeNamed } from './schema/types.ts';

/** What one cluster serves: its own kinds, and those that its custom resource definitions describe. */
export class ServedKinds {
  readonly #store: StoreReader;
  /** By definition, for as long as it does not change. */
  readonly #custom = new Map<string, { version: string; kinds: Kind[] }>();

  constructor(store: StoreReader) {
    this.#store = store;
  }

  all(): Kind[] {
    return [...builtInKinds, ...this.#customKinds()];
  }

  byPath(group: string, version: string, plural: string): Kind | undefined {
    const fits = (kind: Kind) => kind.plural === plural && kind.group === group && kind.version === version;
    return builtInKinds.find(fits) ?? this.#customKinds().find(fits);
  }

  byName(apiVersion: string, name: string): Kind | undefined {
    const fits = (kind: Kind) => kind.kind === name && apiVersionOf(kind) === apiVersion;
    return builtInKinds.find(fits) ?? this.#customKinds().find(fits);
  }

  #customKinds(): Kind[] {
    const definitions = this.#store.list(customResourceDefinitions);
    const established = definitions.filter((definition) =>
      objectsAt(definition, 'status', 'conditions').some(
        (condition) => condition['type'] === 'Established' && condition['status'] === 'True',
      ),
    );
    return established.flatMap((definition) => {
      const { uid, resourceVersion: version } = definition.metadata;
      const known = this.#custom.get(uid);
      if (known?.version === version) return known.kinds;
      const kinds = kindsOf(definition);
      this.#custom.set(uid, { version, kinds });
      return kinds;
    });
  }
}

function kindsOf(definition: KubernetesObject): Kind[] {
  const group = textAt(definition, 'spec', 'group') ?? '';
  const names = objectAt(definition, 'spec', 'names');
  const kind = textAt(names, 'kind') ?? '';
  return objectsAt(definition, 'spec', 'versions')
    .filter((version) => version['served'] === true)
    .map((version) => {
      const name = textAt(version, 'name') ?? '';
      const subresources = objectAt(version, 'subresources');
      return {
        group,
        version: name,
        kind,
        plural: textAt(names, 'plural') ?? '',
        singular: textAt(names, 'singular') ?? kind.toLowerCase(),
        shortNames: textsAt(names, 'shortNames'),
        categories: textsAt(names, 'categories'),
        namespaced: textAt(definition, 'spec', 'scope') === 'Namespaced',
        verbs: allVerbs,
        subresources: (['status', 'scale'] as const).filter((one) => subresources[one] !== undefined),
        counted: true,
        fields: [],
        columns: nameAndAge,
        schema: typeOf(version, `${group}.${name}.${kind}`),
        custom: objectAt(version, 'schema', 'openAPIV3Schema'),
      };
    });
}

/** What a definition says, with what every object has. */
function typeOf(version: JsonObject, name: string): StructType {
  const schema = objectAt(version, 'schema', 'openAPIV3Schema');
  const described = structFromOpenApi(schema, name);
  const own = typeNamed('core.v1.ConfigMap').fields;
  const common = ['apiVersion', 'kind', 'metadata'].flatMap((field) => {
    const found = own.get(field);
    return found ? [[field, found] as const] : [];
  });
  return { ...described, atomic: false, fields: new Map([...described.fields, ...common]), open: isOpen(schema) };
}

const isOpen = (schema: JsonObject): boolean =>
  flagAt(schema, 'x-kubernetes-preserve-unknown-fields') === true ||
  Object.keys(objectAt(schema, 'properties')).length === 0;
