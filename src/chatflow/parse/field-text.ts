import type { StepBase } from '../step.ts';
import type { Text } from '../text.ts';
import type { Fields } from './fields.ts';
import type { ScopeAt } from './scope-types.ts';
import type { Writing } from './writing.ts';

/** The text of a key, where it is there. Its translations stand under the step's id and `name`. */
export function textOf(
  writing: Writing,
  fields: Fields,
  key: string,
  base: StepBase,
  scope: ScopeAt,
  name = key,
): Text | undefined {
  const tree = fields.at(key);
  return tree && writing.text(tree, `${base.id}.${name}`, scope);
}
