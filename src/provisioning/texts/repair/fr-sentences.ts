/** What repair says of machines and of what is around them, in French. */
export const repairSentences: readonly (readonly [english: string, french: string])[] = [
  [
    'The controller "{machine}" is down: its machine does not answer. Without it there is no Kubernetes API.',
    'Le contrôleur « {machine} » est arrêté : sa machine ne répond pas. Sans lui, il n’y a pas d’API Kubernetes.',
  ],
  [
    'The controller "{machine}" is down: its machine does not answer.',
    'Le contrôleur « {machine} » est arrêté : sa machine ne répond pas.',
  ],
  [
    'The worker "{machine}" is down: its machine does not answer.',
    'Le nœud de travail « {machine} » est arrêté : sa machine ne répond pas.',
  ],
  [
    'The disk of the controller "{machine}" is nearly full.',
    'Le disque du contrôleur « {machine} » est presque plein.',
  ],
  [
    'The disk of the worker "{machine}" is nearly full.',
    'Le disque du nœud de travail « {machine} » est presque plein.',
  ],
  [
    'The web gateway does not answer: nobody gets in from outside.',
    'La passerelle web ne répond pas : personne n’entre de l’extérieur.',
  ],
  ['The reservation of the public IP address has ended.', 'La réservation de l’adresse IP publique a pris fin.'],
  [
    'The balance is used up: the machines run on for a grace period, then they are stopped.',
    'Le solde est épuisé : les machines tournent encore pendant un délai de grâce, puis elles sont arrêtées.',
  ],
  [
    'The last backup failed: the storage for backups did not take it.',
    'La dernière sauvegarde a échoué : le stockage des sauvegardes ne l’a pas prise.',
  ],
  ['Start {machine} again', 'Redémarrer {machine}'],
  ['It starts where it is, with its disk as it was.', 'Elle démarre là où elle est, avec son disque tel qu’il était.'],
  [
    'Nothing has to be undone: only what was down comes back.',
    'Il n’y a rien à défaire : seul ce qui était arrêté revient.',
  ],
  ['Replace {machine} by a machine on another node', 'Remplacer {machine} par une machine sur un autre nœud'],
  [
    'What is only on its own disk is lost; everything else moves.',
    'Ce qui n’est que sur son propre disque est perdu ; tout le reste déménage.',
  ],
  [
    'This cannot be undone: the old machine is given back.',
    'Cela ne peut pas être défait : l’ancienne machine est rendue.',
  ],
  [
    'Clear the disk of {machine} of what nobody uses',
    'Débarrasser le disque de {machine} de ce que personne n’utilise',
  ],
  [
    'Unused images and old logs go; apps and their data stay.',
    'Les images inutilisées et les anciens journaux partent ; les applications et leurs données restent.',
  ],
  ['What is needed again is fetched again.', 'Ce dont on a à nouveau besoin est récupéré à nouveau.'],
  ['Restart the web gateway', 'Redémarrer la passerelle web'],
  [
    'Nobody gets in through it now, so nobody is cut off.',
    'Personne n’entre par là en ce moment, donc personne n’est coupé.',
  ],
  ['Reserve the public address again', 'Réserver à nouveau l’adresse publique'],
  ['It costs as much as before.', 'Cela coûte autant qu’avant.'],
  ['It can be given back at any time.', 'Elle peut être rendue à tout moment.'],
  ['Top up the balance for another month', 'Recharger le solde pour un mois de plus'],
  ['The price of the VDC stays as it is.', 'Le prix du VDC reste le même.'],
  ['What is not used stays on the balance.', 'Ce qui n’est pas utilisé reste sur le solde.'],
  ['Make the backup again', 'Refaire la sauvegarde'],
  ['Nothing that runs is touched.', 'Rien de ce qui tourne n’est touché.'],
  ['A backup can be deleted.', 'Une sauvegarde peut être supprimée.'],
  ['it cannot be reached', 'injoignable'],
  ['Read what is there', 'Lire ce qu’il y a'],
  ['Look at one after the other', 'Les regarder l’un après l’autre'],
  ['Look for what is wrong', 'Chercher ce qui ne va pas'],
  ['Look again whether it is well', 'Regarder à nouveau si tout va bien'],
  ['This plan is for another VDC.', 'Ce plan est pour un autre VDC.'],
  [
    '"{name}" is real, so I break nothing in it. Deploy a simulated VDC and practise there: it costs nothing.',
    '« {name} » est réel, je n’y casse donc rien. Déployez un VDC simulé et entraînez-vous là : cela ne coûte rien.',
  ],
];
