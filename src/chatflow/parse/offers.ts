import type { Catalogue } from '../catalogue.ts';
import type { ErrorHandler, OfferSpec } from '../step.ts';
import { Fields } from './fields.ts';
import { partKeys } from './keys.ts';
import type { StepOutline } from './outline.ts';
import { type Place, suggestion } from './problems.ts';
import type { ScopeAt } from './scope-types.ts';
import type { Writing } from './writing.ts';

const plainOffers = ['retry', 'cancel', 'skip', 'continue', 'handoff'];
const namedOffers = ['edit', 'start', 'goto'];

/** Reads `offer:`: the ways out after something did not work. */
export function readOffers(
  writing: Writing,
  fields: Fields,
  key: string,
  scope: ScopeAt,
  from?: number,
): OfferSpec[] | undefined {
  const tree = fields.at('offer');
  if (!tree) return undefined;
  const items = tree.kind === 'list' ? tree.items : [tree];
  return items.flatMap((item, index): OfferSpec[] => {
    const spec = item.kind === 'map' ? new Fields(item, partKeys.offer, writing.problems) : undefined;
    const offer = spec
      ? spec.string('offer')
      : item.kind === 'scalar' && item.value !== null
        ? String(item.value)
        : undefined;
    const place = spec?.at('offer')?.place ?? item.place;
    if (offer === undefined || !isOffer(writing, offer, place, from)) {
      if (offer === undefined)
        writing.problems.error(
          'offer',
          place,
          'an offer is a word such as `retry`, or a map with `offer:` and `label:`',
        );
      return [];
    }
    const label = spec?.at('label');
    const text = label && writing.text(label, `${key}.offer.${index + 1}`, scope);
    const style = spec?.oneOf('style', ['primary', 'danger'] as const);
    return [{ offer, ...(text ? { label: text } : {}), ...(style ? { style } : {}) }];
  });
}

/**
 * Reads `on_error:` of a step, or `on.error` of the flow: the first entry whose `if` holds says what happened and what can
 * be done. `index` is the step's; without it the entries are for every step.
 */
export function readHandlers(
  writing: Writing,
  given: readonly Fields[],
  key: string,
  scope: ScopeAt,
  index?: number,
): ErrorHandler[] {
  const within = scope.with({
    error: { type: 'object', properties: { code: {}, message: {}, retryable: {} }, additionalProperties: false },
  });
  return given.map((one, position): ErrorHandler => {
    const condition = one.at('if');
    const text = one.at('text');
    const name = `${key}.${position + 1}`;
    const holds = condition && writing.condition(condition, within);
    const said = text && writing.text(text, name, within);
    const offers = readOffers(writing, one, name, within, index);
    return { ...(holds ? { if: holds } : {}), ...(said ? { text: said } : {}), ...(offers ? { offers } : {}) };
  });
}

function isOffer(writing: Writing, offer: string, place: Place, from: number | undefined): boolean {
  const { outline, catalogue, problems } = writing;
  const [kind = '', name] = offer.split(/:(.*)/s);
  if (name === undefined || !namedOffers.includes(kind)) {
    if (plainOffers.includes(offer)) return true;
    const known = [...plainOffers, ...namedOffers.map((one) => `${one}:…`)];
    problems.error('offer', place, `\`${offer}\` cannot be offered`, suggestion(offer, known));
    return false;
  }
  if (kind === 'edit') {
    if (outline.slots.has(name)) return true;
    problems.error('unknown-slot', place, `there is no slot \`${name}\``, suggestion(name, outline.slots.keys()));
    return false;
  }
  if (kind === 'start') {
    if (!catalogue.flows || catalogue.flows.has(name)) return true;
    problems.error('unknown-flow', place, `there is no flow \`${name}\``, suggestion(name, catalogue.flows.keys()));
    return false;
  }
  const target = outline.ids.get(name);
  if (from === undefined) {
    problems.error(
      'offer',
      place,
      `\`${offer}\` cannot be offered for every step`,
      'offer it in `on_error:` of one step',
    );
    return false;
  }
  if (!target) {
    problems.error('unknown-step', place, `there is no step \`${name}\``, suggestion(name, outline.ids.keys()));
    return false;
  }
  // A person presses it, so nothing goes round by itself; but what has a lasting effect is not come by twice.
  const lasting = outline.steps.slice(target.index, from).find((step) => isLasting(step, catalogue));
  if (target.index <= from && (lasting || target.index === from)) {
    const message = lasting
      ? `\`${name}\` comes before \`${lasting.id}\`, which changes something: no way leads back past it`
      : `\`${name}\` is this step itself`;
    problems.error('backwards', place, message, lasting ? 'offer a later step, or `handoff`' : 'offer `retry`');
    return false;
  }
  return true;
}

/** Whether coming by this step may change something outside. */
function isLasting({ verb, subject }: StepOutline, { actions, flows }: Catalogue): boolean {
  const name = subject.kind === 'scalar' ? String(subject.value) : '';
  if (verb === 'run') return actions.get(name)?.kind !== 'read';
  return verb === 'call' && flows?.get(name)?.lasting !== false;
}
