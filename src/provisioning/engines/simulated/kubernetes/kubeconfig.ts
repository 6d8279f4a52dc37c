import { stringify } from 'yaml';

/** A kubeconfig for one VDC. User and context carry the VDC's ref, since clients cache credentials by user name. */
export function kubeconfigOf(vdc: {
  ref: string;
  name: string;
  endpoint: string;
  certificate: string;
  token: string;
}): string {
  const user = `${vdc.ref}-owner`;
  return stringify({
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [
      {
        name: vdc.ref,
        cluster: {
          server: vdc.endpoint,
          'certificate-authority-data': Buffer.from(vdc.certificate).toString('base64'),
        },
      },
    ],
    users: [{ name: user, user: { token: vdc.token } }],
    contexts: [{ name: vdc.name, context: { cluster: vdc.ref, user, namespace: 'default' } }],
    'current-context': vdc.name,
  });
}
