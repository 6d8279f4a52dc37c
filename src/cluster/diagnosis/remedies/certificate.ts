import { Buffer } from 'node:buffer';

import { textAt } from '../../fields.ts';
import type { Remedies } from '../remedy.ts';
import { passOver } from './admission.ts';
import { found } from './workload.ts';

/** A certificate that has ended, or is for other names: asked for anew where somebody issues it, else given by a person. */
export const certificateRemedies: Remedies = function* certificateRemedies(finding, snapshot) {
  if (finding.cause === 'webhook-expired') {
    yield* passOver(finding, snapshot);
    return;
  }
  const secret = found(snapshot, finding.object);
  if (secret?.kind !== 'Secret') return;
  const { name, namespace } = secret.metadata;
  const issued = snapshot
    .all('Certificate')
    .some((one) => one.metadata.namespace === namespace && textAt(one, 'spec', 'secretName') === name);
  if (issued) {
    yield {
      id: 'renew',
      title: `Let the certificate in "${name}" be issued anew`,
      risk: 'disruptive',
      warning:
        'The Secret is deleted; until the new certificate is there, which takes about a minute, visitors are warned.',
      undo: 'The former certificate is put back.',
      changes: () => ({ deletes: [finding.object] }),
    };
    return;
  }
  yield {
    id: 'new-certificate',
    title: `Put a new certificate into "${name}"`,
    risk: 'reversible',
    warning: 'Visitors see it at once.',
    question: {
      text: 'Paste the certificate with its chain, and then its private key, both in PEM form.',
      type: 'secret',
      suggestions: [],
    },
    undo: 'The former certificate is put back.',
    changes: (answer = '') => {
      const chain = answer.match(/-----BEGIN CERTIFICATE-----[\s\S]*?-----END CERTIFICATE-----/g) ?? [];
      const [key] =
        answer.match(/-----BEGIN (?:\w+ )?PRIVATE KEY-----[\s\S]*?-----END (?:\w+ )?PRIVATE KEY-----/) ?? [];
      if (chain.length === 0 || key === undefined)
        throw new RangeError('I need both: a CERTIFICATE block, and a PRIVATE KEY block after it.');
      const data = { 'tls.crt': encoded(`${chain.join('\n')}\n`), 'tls.key': encoded(`${key}\n`) };
      return { patches: [{ reference: finding.object, patch: { data } }] };
    },
  };
};

const encoded = (text: string): string => Buffer.from(text).toString('base64');
