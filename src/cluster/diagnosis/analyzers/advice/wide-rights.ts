import type { JsonObject } from '#src/protocol/index.ts';

import { type ClusterObject, referenceTo } from '../../../cluster-object.ts';
import { objectAt, objectsAt, textAt, textsAt } from '../../../fields.ts';
import type { Analyzer } from '../../analyzer.ts';
import { fieldEvidence } from '../../containers.ts';
import type { FindingDraft } from '../../finding.ts';
import type { Snapshot } from '../../snapshot.ts';

/** Programs that may do everything, or read every secret: whoever gets into one of them may, too. */
export const wideRights: Analyzer = function* wideRights(snapshot): Generator<FindingDraft> {
  for (const binding of [...snapshot.all('ClusterRoleBinding'), ...snapshot.all('RoleBinding')]) {
    const accounts = objectsAt(binding, 'subjects').filter(
      (subject) =>
        textAt(subject, 'kind') === 'ServiceAccount' &&
        !(textAt(subject, 'namespace') ?? binding.metadata.namespace ?? '').startsWith('kube-'),
    );
    const [account] = accounts;
    const role = roleOf(snapshot, binding);
    if (!account || !role || binding.metadata.name.startsWith('system:')) continue;
    const wide = objectsAt(role, 'rules').find(isWide);
    if (!wide) continue;
    const all = textsAt(wide, 'resources').includes('*');
    yield {
      object: referenceTo(binding),
      cause: all ? 'everything' : 'all-secrets',
      severity: 'advice',
      certainty: 'certain',
      summary: `The service account "${textAt(account, 'name')}" may ${all ? 'do everything' : 'read every secret'}${
        binding.kind === 'ClusterRoleBinding' ? ' in the whole cluster' : ` in ${binding.metadata.namespace}`
      }, by the ${binding.kind} "${binding.metadata.name}".`,
      facts: { role: role.metadata.name, accounts: accounts.map((one) => textAt(one, 'name') ?? '') },
      evidence: [fieldEvidence(role, 'rules[]', JSON.stringify(wide))],
    };
  }
};

function isWide(rule: JsonObject): boolean {
  const all = textsAt(rule, 'verbs').includes('*') && textsAt(rule, 'resources').includes('*');
  const secrets =
    textsAt(rule, 'resources').includes('secrets') &&
    textsAt(rule, 'resourceNames').length === 0 &&
    textsAt(rule, 'verbs').some((verb) => ['*', 'get', 'list'].includes(verb));
  return all || secrets;
}

function roleOf(snapshot: Snapshot, binding: ClusterObject): ClusterObject | undefined {
  const role = objectAt(binding, 'roleRef');
  const name = textAt(role, 'name') ?? '';
  return textAt(role, 'kind') === 'ClusterRole'
    ? snapshot.find('ClusterRole', undefined, name)
    : snapshot.find('Role', binding.metadata.namespace, name);
}
