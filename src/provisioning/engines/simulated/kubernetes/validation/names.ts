import type { Kind } from '../kinds/kind.ts';

const label = '[a-z0-9]([-a-z0-9]*[a-z0-9])?';
const labelForm = new RegExp(`^${label}$`);
const subdomainForm = new RegExp(`^${label}(\\.${label})*$`);
const qualifiedForm = /^([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]$/;

const texts = {
  label:
    "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an " +
    "alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?')",
  subdomain:
    "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end " +
    "with an alphanumeric character (e.g. 'example.com', regex used for validation is " +
    "'[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')",
  labelValue:
    "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end " +
    "with an alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', regex used for validation is " +
    "'(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')",
  qualified:
    "name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric " +
    "character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is " +
    "'([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')",
};

const tooLong = (limit: number): string => `must be no more than ${limit} characters`;

/** What is wrong with it, or nothing. */
export function labelProblem(name: string): string | undefined {
  if (name.length > 63) return tooLong(63);
  return labelForm.test(name) ? undefined : texts.label;
}

export function subdomainProblem(name: string): string | undefined {
  if (name.length > 253) return tooLong(253);
  return subdomainForm.test(name) ? undefined : texts.subdomain;
}

/** Of the key of a label or annotation. */
export function qualifiedNameProblem(key: string): string | undefined {
  const parts = key.split('/');
  const name = parts.at(-1) ?? '';
  if (parts.length > 2)
    return "a qualified name must consist of alphanumeric characters, '-', '_' or '.', with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')";
  if (parts.length === 2 && parts[0] === '') return 'prefix part must be non-empty';
  const prefix = parts.length === 2 ? subdomainProblem((parts[0] ?? '').toLowerCase()) : undefined;
  if (prefix !== undefined) return `prefix part ${prefix}`;
  if (name === '') return 'name part must be non-empty';
  if (name.length > 63) return `name part ${tooLong(63)}`;
  return qualifiedForm.test(name) ? undefined : texts.qualified;
}

export function labelValueProblem(value: string): string | undefined {
  if (value.length > 63) return tooLong(63);
  return value === '' || qualifiedForm.test(value) ? undefined : texts.labelValue;
}

/** What is wrong with the name of an object of a kind, or nothing. */
export function nameProblem(kind: Kind, name: string): string | undefined {
  if (kind.group === 'rbac.authorization.k8s.io') {
    if (name === '.' || name === '..') return `may not be '${name}'`;
    const wrong = ['/', '%'].find((character) => name.includes(character));
    return wrong === undefined ? undefined : `may not contain '${wrong}'`;
  }
  if (kind.kind === 'Namespace' || kind.kind === 'Service') return labelProblem(name);
  if (kind.kind === 'CronJob' && name.length > 52) return tooLong(52);
  return subdomainProblem(name);
}
