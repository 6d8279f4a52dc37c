import { notAcceptable } from '../api-error.ts';

/** In which form a client wants the answer. */
export type Form = { as: 'json' } | { as: 'table' } | { as: 'discovery'; version: 'v2' | 'v2beta1' };

/** The first form of the Accept header that we speak; JSON when it names none, 406 when it names only others. */
export function wantedForm(accept: string | undefined): Form {
  if (accept === undefined || accept.trim() === '') return { as: 'json' };
  for (const entry of accept.split(',')) {
    const form = formOf(entry);
    if (form) return form;
  }
  throw notAcceptable();
}

/** The Content-Type that names the form. */
export function contentType(form: Form): string {
  return form.as === 'discovery'
    ? `application/json;g=apidiscovery.k8s.io;v=${form.version};as=APIGroupDiscoveryList`
    : 'application/json';
}

function formOf(entry: string): Form | undefined {
  const [type = '', ...rest] = entry.split(';').map((part) => part.trim());
  if (!['application/json', 'application/*', '*/*'].includes(type)) return undefined;
  const parameters = new Map(
    rest.map((part): [string, string] => {
      const [name = '', value = ''] = part.split('=');
      return [name, value];
    }),
  );
  const as = parameters.get('as');
  const version = parameters.get('v');
  if (as === undefined) return { as: 'json' };
  if (as === 'Table' && version === 'v1') return { as: 'table' };
  if (as === 'APIGroupDiscoveryList' && (version === 'v2' || version === 'v2beta1'))
    return { as: 'discovery', version };
  return undefined;
}
