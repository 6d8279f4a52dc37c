import type { ActionInfo } from '../catalogue.ts';
import { type Place, suggestion } from './problems.ts';
import type { Writing } from './writing.ts';

/** Looks an action up and says why it may not be used here; undefined after an error. */
export function useAction(
  writing: Writing,
  name: string,
  place: Place,
  wanted?: 'read' | 'lasting',
): ActionInfo | undefined {
  const { catalogue, problems } = writing;
  const action = catalogue.actions.get(name);
  if (!action) {
    problems.error(
      'unknown-action',
      place,
      `there is no action \`${name}\``,
      suggestion(name, catalogue.actions.keys()),
    );
    return undefined;
  }
  if (catalogue.granted && !catalogue.granted(action)) {
    problems.error('not-granted', place, `this file may not use \`${name}\``, 'ask the operator to grant it');
    return undefined;
  }
  if (wanted === 'read' && action.kind !== 'read') {
    problems.error(
      'lasting-action',
      place,
      `\`${name}\` changes something: it can only stand in \`run:\``,
      'use an action that only reads',
    );
    return undefined;
  }
  writing.usedActions.push({ name, place });
  return action;
}
