import type { ChangeTexts } from './change-texts.ts';

/** What changes say in French. */
export const fr: ChangeTexts = {
  what: 'Quoi',
  kind: 'Type',
  name: 'Nom',
  namespace: 'Namespace',
  verbs: { create: 'Créer', change: 'Modifier', delete: 'Supprimer', replace: 'Recréer' },
  summary: (creates, changes, deletes) =>
    counts(
      [
        [creates, 'à créer', 'à créer'],
        [changes, 'à modifier', 'à modifier'],
        [deletes, 'à supprimer', 'à supprimer'],
      ],
      'Rien ne change : tout est déjà ainsi.',
    ),
  done: (creates, changes, deletes) =>
    counts(
      [
        [creates, 'créé', 'créés'],
        [changes, 'modifié', 'modifiés'],
        [deletes, 'supprimé', 'supprimés'],
      ],
      'Rien n’était à changer.',
    ),
  more: (count) => `… et ${count} de plus`,
  undone: (title) => `« ${title} » est défait : tout est comme avant.`,
  undoneBefore: (title) => `« ${title} » était déjà défait.`,
  changedAt: (state, when) => `${{ applying: 'en cours', applied: 'fait', undone: 'défait' }[state]}, ${when} UTC`,
};

/** "2 objets à créer, 1 à modifier et 1 à supprimer." */
function counts(all: readonly (readonly [count: number, one: string, several: string])[], none: string): string {
  const [first, ...others] = all
    .filter(([count]) => count > 0)
    .map(([count, one, several]) => ({ count, word: count === 1 ? one : several }));
  if (!first) return none;
  const begin = `${first.count} objet${first.count === 1 ? '' : 's'} ${first.word}`;
  const rest = others.map(({ count, word }) => `${count} ${word}`);
  const last = rest.pop();
  return last === undefined ? `${begin}.` : `${[begin, ...rest].join(', ')} et ${last}.`;
}

/** Sentences that planning, making and undoing say in English where nobody's language is known. */
export const changeSentences: readonly (readonly [english: string, own: string])[] = [
  ['Check that nothing has changed since', 'Vérifier que rien n’a changé depuis'],
  ['Make the changes', 'Faire les changements'],
  ['Wait until everything is ready', 'Attendre que tout soit prêt'],
  ['Bring back what was there', 'Remettre ce qu’il y avait'],
  ['Making {name}', 'Création de {name}'],
  ['Changing {name}', 'Modification de {name}'],
  ['Deleting {name}', 'Suppression de {name}'],
  ['Making {name} anew', 'Nouvelle création de {name}'],
  ['Taking back {name}', 'Retour en arrière pour {name}'],
  [
    'The Kubernetes API does not answer; waiting for it to come back',
    'L’API Kubernetes ne répond pas ; j’attends qu’elle revienne',
  ],
  ['{name}: {ready} of {count} copies run', '{name} : {ready} copies sur {count} tournent'],
  ['{name}: {count} old copies are leaving', '{name} : {count} anciennes copies s’en vont'],
  ['{name}: runs on {ready} of {count} nodes', '{name} : tourne sur {ready} nœuds sur {count}'],
  ['{name}: waiting for its controller', '{name} : en attente de son contrôleur'],
  ['{name}: waiting for a volume', '{name} : en attente d’un volume'],
  ['{name}: waiting for an address', '{name} : en attente d’une adresse'],
  ['{name}: Velero has not begun yet', '{name} : Velero n’a pas encore commencé'],
  ['{name}: Velero has begun', '{name} : Velero a commencé'],
  ['{name}: Velero has brought back {done} of {all} objects', '{name} : Velero a ramené {done} objets sur {all}'],
  ['{name}: it starts', '{name} : démarrage'],
  ['{name} is being removed', '{name} : suppression en cours'],
  ['{name} is not there', '{name} n’est pas là'],
  ['Still being removed: {names}.', 'Suppression encore en cours : {names}.'],
  [
    '{waiting} after {time}, and the cluster gives no reason.',
    '{waiting} après {time}, et le cluster n’en donne pas la raison.',
  ],
  ['{reason} Its last lines: {lines}', '{reason} Ses dernières lignes : {lines}'],
  ['This was done already.', 'C’était déjà fait.'],
  ['{name} has been made meanwhile.', '{name} a été créé entre-temps.'],
  ['{name} has been deleted meanwhile.', '{name} a été supprimé entre-temps.'],
  ['{name} has been deleted and made anew meanwhile.', '{name} a été supprimé et recréé entre-temps.'],
  ['{name} has been changed meanwhile ({fields}).', '{name} a été modifié entre-temps ({fields}).'],
  [
    'That change is not on record: it was never made, or more than 30 days ago.',
    'Je n’ai pas trace de ce changement : il n’a jamais été fait, ou il date de plus de 30 jours.',
  ],
  [
    '{name} was changed later by "{title}". Undo that first.',
    '{name} a été modifié plus tard par « {title} ». Défaites d’abord ce changement-là.',
  ],
  [
    '{name} has a volume by now, and with it perhaps data: it would be lost.',
    '{name} a maintenant un volume, et peut-être des données avec : elles seraient perdues.',
  ],
  ['{name} is still being deleted.', '{name} est encore en cours de suppression.'],
  ['{name} has been made anew since.', '{name} a été recréé depuis.'],
  ['{name} has been deleted since.', '{name} a été supprimé depuis.'],
  [
    '{name} has been changed since by somebody else ({fields}).',
    '{name} a été modifié depuis par quelqu’un d’autre ({fields}).',
  ],
  [
    '{name} is also managed by "{owner}" ({fields}); if that is still at work, it may change this back.',
    '{name} est aussi géré par « {owner} » ({fields}) ; s’il est encore actif, il peut revenir sur ce changement.',
  ],
  [
    'These are {count} objects, and I take {most} at once. Take them in parts.',
    'Cela fait {count} objets, et j’en prends {most} à la fois. Donnez-les en plusieurs parties.',
  ],
  // Why something does not become ready.
  ['The image {image} was not found in {host}.', 'L’image {image} est introuvable dans {host}.'],
  ['"{image}" is not the name of an image.', '« {image} » n’est pas un nom d’image.'],
  ['The job "{name}" failed.', 'Le job « {name} » a échoué.'],
  ['Velero could not restore "{name}".', 'Velero n’a pas pu restaurer « {name} ».'],
  [
    'Velero could not bring {count} objects back. "{command}" says which and why.',
    'Velero n’a pas pu ramener {count} objets. « {command} » dit lesquels et pourquoi.',
  ],
  ['The volume behind "{name}" is gone.', 'Le volume derrière « {name} » n’existe plus.'],
  [
    'This cluster has no default storage class, so that nobody makes the volume.',
    'Ce cluster n’a pas de classe de stockage par défaut, donc personne ne crée le volume.',
  ],
  ['There is no storage class "{name}".', 'Il n’y a pas de classe de stockage « {name} ».'],
  [
    'The cluster has no free address for a load balancer, or nobody who gives out any.',
    'Le cluster n’a pas d’adresse libre pour un répartiteur de charge, ou personne pour en donner.',
  ],
];
