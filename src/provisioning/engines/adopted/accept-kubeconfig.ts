import { X509Certificate } from 'node:crypto';
import { parseDocument, stringify } from 'yaml';
import { z } from 'zod';

import { ActionFailure } from '../../action.ts';

const LONGEST = 256 * 1024;

const clusterSchema = z.looseObject({
  server: z.string(),
  'certificate-authority-data': z.string().optional(),
  'tls-server-name': z.string().optional(),
});
const userSchema = z.looseObject({
  token: z.string().min(1).optional(),
  'client-certificate-data': z.string().min(1).optional(),
  'client-key-data': z.string().min(1).optional(),
});
const named = <S extends z.ZodType, K extends string>(key: K, inner: S) =>
  z.array(z.looseObject({ name: z.string() }).and(z.object({ [key]: inner }) as z.ZodType<{ [key in K]: z.infer<S> }>));
const configSchema = z.looseObject({
  'current-context': z.string().min(1).optional(),
  clusters: named('cluster', clusterSchema),
  users: named('user', userSchema),
  contexts: named('context', z.looseObject({ cluster: z.string(), user: z.string() })),
});

/** What a kubeconfig of a person is reduced to. */
export interface AcceptedKubeconfig {
  /** `https://host:port` */
  server: string;
  /** Written anew from what is known: nothing else of what the person gave is kept. */
  kubeconfig: string;
}

/**
 * Takes from a stranger's kubeconfig the one cluster and user of its current context, and writes a new one from them. What
 * would run a program, read a file or use a network of this machine is refused with the way to do without it.
 */
export function acceptKubeconfig(text: string, ref: string): AcceptedKubeconfig {
  const config = read(text);
  const context = choose(config);
  const cluster = config.clusters.find(({ name }) => name === context.cluster)?.cluster;
  const user = config.users.find(({ name }) => name === context.user)?.user;
  if (!cluster) refuse(`its context names the cluster "${context.cluster}", which is not in it`);
  if (!user) refuse(`its context names the user "${context.user}", which is not in it`);
  const server = checkCluster(cluster);
  checkUser(user);
  const name = `${ref}-owner`;
  const { token, 'client-certificate-data': certificate, 'client-key-data': key } = user;
  const { 'certificate-authority-data': authority, 'tls-server-name': serverName } = cluster;
  return {
    server,
    kubeconfig: stringify({
      apiVersion: 'v1',
      kind: 'Config',
      clusters: [
        {
          name: ref,
          cluster: {
            server,
            ...(authority === undefined ? {} : { 'certificate-authority-data': authority }),
            ...(serverName === undefined ? {} : { 'tls-server-name': serverName }),
          },
        },
      ],
      users: [
        {
          name,
          user: {
            ...(token === undefined ? {} : { token }),
            ...(certificate === undefined ? {} : { 'client-certificate-data': certificate }),
            ...(key === undefined ? {} : { 'client-key-data': key }),
          },
        },
      ],
      contexts: [{ name: ref, context: { cluster: ref, user: name, namespace: 'default' } }],
      'current-context': ref,
    }),
  };
}

function read(text: string): z.infer<typeof configSchema> {
  if (text.length > LONGEST) refuse(`it has more than ${LONGEST / 1024} KB`);
  const plain = unwrapped(text.trim());
  const document = parseDocument(plain, { uniqueKeys: true });
  let value: unknown;
  try {
    value = document.errors.length > 0 ? undefined : document.toJS({ maxAliasCount: 0 });
  } catch {
    value = undefined;
  }
  const { data } = configSchema.safeParse(value);
  return (
    data ??
    refuse('it should have clusters, users and contexts, as `kubectl config view --raw --flatten -o json` writes them')
  );
}

/** In one line it travels well: base64, for fields that take no second one. */
function unwrapped(text: string): string {
  if (!/^[A-Za-z0-9+/\s]+={0,2}$/.test(text)) return text;
  return Buffer.from(text, 'base64').toString('utf8');
}

function choose(config: z.infer<typeof configSchema>): { cluster: string; user: string } {
  const wanted = config['current-context'];
  const [only] = config.contexts;
  if (wanted === undefined && config.contexts.length === 1 && only) return only.context;
  if (wanted === undefined) refuse('it has no current context: set `current-context` to one of its contexts');
  const found = config.contexts.find(({ name }) => name === wanted);
  return found?.context ?? refuse(`its current context "${wanted}" is not in it`);
}

function checkCluster(cluster: z.infer<typeof clusterSchema>): string {
  if ('certificate-authority' in cluster) refuse(FILES);
  if ('proxy-url' in cluster) refuse('it goes through a proxy: give an address that can be reached without one');
  if (cluster['insecure-skip-tls-verify'] === true) {
    refuse(
      'it does not check whom it talks to (insecure-skip-tls-verify): give the `certificate-authority-data` of the cluster',
    );
  }
  if (!URL.canParse(cluster.server)) refuse(`"${cluster.server}" is no address: write https://host:port`);
  const { protocol, username, password, origin, pathname, search } = new URL(cluster.server);
  if (protocol !== 'https:') refuse('it would send the credentials without encryption: use an https address');
  if (username !== '' || password !== '' || search !== '')
    refuse('its address should be no more than https://host:port/path');
  const authority = cluster['certificate-authority-data'];
  if (authority !== undefined && !isCertificate(authority))
    refuse('its `certificate-authority-data` is no certificate');
  return `${origin}${pathname.replace(/\/+$/, '')}`;
}

function checkUser(user: z.infer<typeof userSchema>): void {
  if ('exec' in user) refuse(`its user runs a program to log in (exec). ${ACCOUNT}`);
  if ('auth-provider' in user) refuse(`its user logs in through a plugin (auth-provider). ${ACCOUNT}`);
  if ('tokenFile' in user || 'client-certificate' in user || 'client-key' in user) refuse(FILES);
  if ('username' in user || 'password' in user) refuse(`its user logs in with a password. ${ACCOUNT}`);
  for (const key of Object.keys(user)) {
    if (/^as(-|$)/.test(key)) refuse('its user acts as somebody else (as): give credentials of their own');
  }
  const { token, 'client-certificate-data': certificate, 'client-key-data': key } = user;
  if (token === undefined && (certificate === undefined || key === undefined)) {
    refuse(`its user has neither a token nor a certificate with its key. ${ACCOUNT}`);
  }
  if (token !== undefined && !/^[\x21-\x7e]+$/.test(token)) refuse('its token has characters that no token has');
  if (certificate !== undefined && !isCertificate(certificate))
    refuse('its `client-certificate-data` is no certificate');
}

const FILES = 'it names files of your machine: write it with `kubectl config view --raw --flatten --minify -o json`';
const ACCOUNT = 'Make a service account in the cluster and give its token: docs/connect-a-cluster.md says how';

function isCertificate(base64: string): boolean {
  try {
    return new X509Certificate(Buffer.from(base64, 'base64')).subject !== null;
  } catch {
    return false;
  }
}

function refuse(reason: string): never {
  throw new ActionFailure('INVALID_INPUT', `I cannot take this kubeconfig: ${reason}.`);
}
