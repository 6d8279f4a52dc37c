import { apiService } from '../../diagnosis/analyzers/api-service.ts';
import type { Check, LineDraft } from '../check.ts';
import { byHand } from '../remedies.ts';

/** Parts of the API that a service of its own should answer. While one is away, namespaces and leftovers are not cleaned up. */
export const extensionApis: Check = {
  subject: 'Extensions of the API',
  needs: ['APIService'],
  fine: 'Every extension of the API answers.',
  *judge({ snapshot }): Generator<LineDraft> {
    for (const { object, summary, evidence } of apiService(snapshot)) {
      yield {
        verdict: 'blocks',
        title: summary,
        detail: 'While it is away, the API server does not know all of its own kinds, and cleans nothing up.',
        objects: [object],
        evidence: evidence.map((one) => ({ ...one, text: one.value })),
        remedies: [
          byHand({
            id: 'mend-extension',
            title: 'Let its service answer again, or remove the extension',
            steps: [
              `Diagnose what is behind it: 3bot diagnose --object APIService/${object.name}`,
              `If its program is gone: kubectl delete apiservice ${object.name}`,
            ],
          }),
        ],
      };
    }
  },
};
