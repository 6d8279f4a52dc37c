import { objectAt, objectsAt } from '#src/cluster/fields.ts';
import type { JsonObject } from '#src/protocol/index.ts';

import { isObject } from '../schema/conform.ts';

/** Sets, in place, what the definition says where nobody said anything. */
export function setCustomDefaults(schema: JsonObject, value: JsonObject): void {
  for (const [name, described] of Object.entries(objectAt(schema, 'properties'))) {
    if (!isObject(described)) continue;
    const usual = described['default'];
    if (value[name] === undefined && usual !== undefined) value[name] = structuredClone(usual);
    const member = value[name];
    if (member !== undefined && isObject(member)) setCustomDefaults(described, member);
    for (const one of objectsAt(value, name)) setCustomDefaults(objectAt(described, 'items'), one);
  }
}
