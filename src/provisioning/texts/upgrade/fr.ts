import type { UpgradeTexts } from './upgrade-texts.ts';

/** What upgrades say in French. */
export const fr: UpgradeTexts = {
  moment: 'un instant',
  seconds: (count) => `${count} s`,
  minutes: (count) => `${count} min`,
  hours: (hours, minutes) => (minutes === 0 ? `${hours} h` : `${hours} h ${minutes} min`),
  takes: (time, measured) =>
    measured
      ? `Environ ${time}, d’après des mises à niveau déjà faites ici.`
      : `Environ ${time} ; une estimation, car certaines étapes n’ont encore jamais été faites ici.`,
  steps: {
    backup: { velero: 'Sauvegarder avec Velero', export: 'Garder une copie de tous les objets' },
    surge: 'Un nœud de travail de renfort arrive',
    controller: (node, to) => `${node} → ${to}`,
    worker: (node, to, drained) => `${node} → ${to}${drained ? ', vidé d’abord' : ''}`,
    whole: (to) => `Toutes les machines → ${to}`,
    verify: (to) => `Tout vérifier en ${to}`,
  },
  notices: {
    oneController:
      'Il y a un seul contrôleur : l’API Kubernetes s’absente un instant pendant qu’il redémarre. Les applications continuent ; rien de nouveau ne démarre entre-temps.',
    redundant: 'Les contrôleurs passent un par un, donc l’API Kubernetes reste joignable.',
    drained:
      'Les nœuds de travail passent un par un. Ce qui tourne sur l’un passe d’abord sur les autres, dans le respect des budgets d’interruption.',
    alone: 'Il n’y a pas d’autre nœud où aller : ce qui y tourne continue pendant que k3s redémarre en dessous.',
    onControllers:
      'Ce qui tourne sur les contrôleurs n’est pas déplacé : cela continue pendant que k3s redémarre en dessous.',
    whole:
      'L’hôte renouvelle toutes les machines lui-même, comme le fait k3k : ce qui y tourne redémarre, et les applications à une seule copie s’absentent un instant.',
    single: (names) => `Avec une seule copie, ceci s’absente un instant quand son nœud est vidé : ${names}.`,
    window: (window) => `Je ne travaille que dans la plage ${window}, et j’attends en dehors.`,
    starts: (when) => `Je commence le ${when} UTC.`,
  },
  undo: {
    forwardOnly:
      'Kubernetes ne revient pas en arrière : dès qu’un contrôleur tourne dans la nouvelle version, le seul retour est de restaurer ce qui a été gardé, et tout ce qui a été écrit depuis est perdu.',
    velero: 'La sauvegarde Velero ramène les objets, et les volumes là où Velero les garde.',
    export: 'La copie ramène les objets, pas ce qui est sur les volumes.',
    own: 'Vous avez votre propre sauvegarde, ou vous vous en passez : je ne peux rien ramener.',
    pause:
      'Entre deux nœuds, vous pouvez suspendre, ou y mettre fin : des versions mélangées vont très bien quelque temps.',
  },
  backups: {
    velero: 'Sauvegarde Velero',
    veleroMore: 'Objets et volumes ; attendue et vérifiée',
    export: 'Une copie de tous les objets',
    exportMore: 'Gardée scellée ici et relue ; sans les volumes',
    own: 'J’ai la mienne, ou je n’en veux pas',
    ownMore: 'Alors je ne peux rien ramener',
    snapshot: (name, ago) => `k3s a lui-même un instantané de ses données : ${name}, qui date de ${ago}.`,
  },
  price: {
    same: (price) => `Le prix reste le même : ${price}.`,
    surge: (price) => `Le prix reste ${price} ; le nœud de renfort coûte sa part le temps qu’il est là.`,
  },
  path: (from, hops) => [from, ...hops].join(' → '),
  timeline: (name, from, to) => `La mise à niveau de ${name}, de ${from} à ${to}, pas à pas`,
  columns: {
    verdict: 'Verdict',
    found: 'Ce que j’ai trouvé',
    step: 'Étape',
    takes: 'Durée environ',
    node: 'Nœud',
    role: 'Rôle',
    before: 'Avant',
    after: 'Après',
    state: 'État',
  },
  verdicts: { ok: '✓ en ordre', warn: '! bon à savoir', blocks: '✗ l’empêche' },
  checked: (blocks, warns, fine) => {
    if (blocks === 0 && warns === 0) return 'Rien ne fait obstacle.';
    const stops =
      blocks === 0 ? 'Rien ne l’empêche' : blocks === 1 ? 'Un point l’empêche' : `${blocks} points l’empêchent`;
    const worth = warns === 0 ? '' : warns === 1 ? ', un est bon à savoir' : `, ${warns} sont bons à savoir`;
    return `${stops}${worth} ; ${fine} ${fine < 2 ? 'est' : 'sont'} en ordre.`;
  },
  ways: (count) =>
    count === 0
      ? 'aucun moyen que je connaisse'
      : count === 1
        ? 'un moyen de le régler'
        : `${count} moyens de le régler`,
  lineGone: 'C’est en ordre maintenant.',
  follows: 'Ce qui s’ensuit',
  about: 'De quoi il s’agit',
  from: 'Compte à partir de',
  nodeStates: {
    waiting: 'attend',
    draining: 'se vide',
    upgrading: 'est mis à niveau',
    verifying: 'est vérifié',
    done: 'fait',
    skipped: 'laissé tel quel',
    failed: 'pas fait',
  },
  runStates: {
    running: 'En cours',
    paused: 'Suspendue',
    waiting: 'Attend votre décision',
    window: 'Attend son heure',
    done: 'Terminée',
    stopped: 'Arrêtée avant la fin',
    failed: 'Échouée',
  },
  release: {
    newest: 'La plus récente qui soit',
    patch: 'La plus récente de la version mineure actuelle : corrections seulement',
    hops: (count) => `${count} versions mineures plus loin : l’une après l’autre, chacune vérifiée`,
    between: 'La version mineure suivante',
  },
  newestAlready: (name, version) =>
    `« ${name} » est en ${version}, la version la plus récente qui soit. Rien à mettre à niveau.`,
  behind: (names, version) => `Ces nœuds sont restés en deçà de ${version} : ${names}.`,
  offers: (name, version, count) =>
    count === 1
      ? `« ${name} » est en ${version}. Une version plus récente est proposée.`
      : `« ${name} » est en ${version}. ${count} versions plus récentes sont proposées.`,
  now: (version) => `est en ${version}`,
  nothingRuns: (name) => `Aucune mise à niveau de « ${name} » n’est en cours.`,
  running: (name, to, done, all) =>
    `« ${name} » passe en ${to} : ${done} nœud${done < 2 ? '' : 's'} sur ${all} ${done < 2 ? 'est fait' : 'sont faits'}.`,
  ended: (name, to, state) => `La dernière mise à niveau de « ${name} », vers ${to} : ${state}.`,
  answers: {
    wait: { label: 'Attendre encore', more: 'Continuer d’essayer ; cela se réglera peut-être tout seul' },
    scale: { label: 'Une copie de plus', more: 'Le temps de ce nœud ; ensuite le nombre redevient comme avant' },
    evict: { label: 'Le terminer', more: 'Il est perdu : personne ne le recrée' },
    skip: { label: 'Passer ce nœud', more: 'Il garde son ancienne version ; ce sera pour une autre fois' },
    retry: { label: 'Réessayer', more: 'Le redémarrer et continuer' },
    replace: {
      label: 'Remplacer la machine',
      more: 'Une nouvelle ailleurs ; ce qui n’était que sur son disque est perdu',
    },
    'go-on': { label: 'Continuer quand même', more: 'Vous le savez, et vous vous en occuperez plus tard' },
    stop: { label: 'Arrêter la mise à niveau ici', more: 'Ce qui est fait reste ; le nœud est rouvert' },
  },
  dilemmas: {
    budget: 'un budget d’interruption retient un pod',
    bare: 'un pod que personne ne recréerait',
    stuck: 'des pods ne se terminent pas',
    node: 'un nœud ne revient pas',
    unwell: 'quelque chose n’est pas comme avant',
    backup: 'la sauvegarde n’a pas réussi',
  },
  wishes: {
    pause: 'Suspendre',
    go: 'Continuer',
    last: 'Arrêter après ce nœud',
    pauseMore: 'Avant le nœud suivant',
    goMore: 'Là où cela s’est arrêté',
    lastMore: 'Ce qui est fait reste ; la suite une autre fois',
  },
  heard: {
    pause: 'Je m’arrête avant le nœud suivant. Rien ne reste à moitié fait entre-temps.',
    go: 'Je continue.',
    last: 'Je termine le nœud en cours et je m’arrête là.',
    answer: (label) => `Compris : ${label}.`,
    settled: 'Cela s’est réglé entre-temps ; je continue.',
  },
  report: {
    done: (name, from, to, time) => `« ${name} » est maintenant en ${to} (avant : ${from}). Durée : ${time}.`,
    stopped: (name, done, all) =>
      `La mise à niveau de « ${name} » s’est arrêtée avant la fin : ${done} nœud${done < 2 ? '' : 's'} sur ${all}, et tous acceptent du travail. Recommencez quand vous voulez ; ce qui est fait n’est pas refait.`,
    skipped: (names) => `Laissés tels quels : ${names}.`,
    workload: 'Charge',
    ready: 'Prêt',
    restarts: 'Redémarrages',
    images: 'Images',
    same: (count) =>
      count === 1 ? 'La charge est prête comme avant.' : `Les ${count} charges sont prêtes comme avant.`,
    worse: (names) => `Pas comme avant : ${names}.`,
    apiRuns: (version) => `L’API Kubernetes annonce ${version}.`,
    kept: (objects) => `${objects} objets sont gardés d’avant.`,
  },
  restore: {
    before: (from, to) => `Avant ${from} → ${to}`,
    copy: (ago, way, objects) => `il y a ${ago} · ${way} · ${objects} objets`,
    gone: (name) => `Cette copie de « ${name} » n’existe plus. Regardez celles qui restent.`,
    compared: (missing, changed, same) =>
      missing + changed === 0
        ? `Tout ce qui avait été gardé est là comme avant : ${same} objets.`
        : `Objets manquants : ${missing} ; modifiés depuis : ${changed} ; identiques : ${same}.`,
    differ: (missing, changed) =>
      `${missing} manquant${missing < 2 ? '' : 's'}, ${changed} modifié${changed < 2 ? '' : 's'}`,
    namespace: 'Namespace',
    missing: 'Manquants',
    changed: 'Modifiés',
    nowhere: 'Hors de tout namespace',
    everything: 'Tout',
    unknown: (kinds) => `Ce cluster ne connaît pas ces types, qui sont donc laissés de côté : ${kinds}.`,
    jobs: (count) =>
      count === 1
        ? 'Un Job est laissé de côté : il s’exécuterait à nouveau.'
        : `${count} Jobs sont laissés de côté : ils s’exécuteraient à nouveau.`,
    veleroCompares: (name) => `Velero a la sauvegarde ${name}, et compare en restaurant.`,
    veleroThere: 'Velero restaure dans le centre de données dont il a fait la sauvegarde. Choisissez celui-là.',
  },
};

/** What a running upgrade says on its way, in French. */
export const upgradeSentences: readonly (readonly [english: string, own: string])[] = [
  ['Look at what is there before', 'Regarder ce qu’il y a avant'],
  ['Keep what is there', 'Garder ce qu’il y a'],
  ['Node after node', 'Nœud après nœud'],
  ['Compare with before', 'Comparer avec avant'],
  [
    'Paused before {next}; nothing happens until you say resume',
    'Suspendue avant {next} ; rien n’arrive avant que vous ne repreniez',
  ],
  ['Waiting for the maintenance window before {next}', 'En attente de la fenêtre de maintenance avant {next}'],
  ['Begins at {when} UTC', 'Commence le {when} UTC'],
  ['the backup', 'la sauvegarde'],
  ['{count} objects kept so far', '{count} objets gardés jusqu’ici'],
  ['{count} objects are kept, and were read back', '{count} objets sont gardés, et ont été relus'],
  ['{node} runs {version}, and everything is as before', '{node} est en {version}, et tout est comme avant'],
  ['{node} is left as it is', '{node} est laissé tel quel'],
  ['Stopped at {node}; it is open for work again', 'Arrêt à {node} ; il accepte de nouveau du travail'],
  [
    '{node} is emptied: the budget {budget} keeps {pod} for now',
    '{node} se vide : le budget {budget} retient {pod} pour l’instant',
  ],
  ['{node} is emptied: {count} pods still run there', '{node} se vide : {count} pods y tournent encore'],
  [
    'The disruption budget {budget} keeps {pod} on {node}: it allows no pod less just now',
    'Le budget d’interruption {budget} retient {pod} sur {node} : il ne permet aucun pod de moins en ce moment',
  ],
  [
    'Nobody would make {pod} on {node} anew: emptying the node loses it',
    'Personne ne recréerait {pod} sur {node} : vider le nœud le fait perdre',
  ],
  [
    '{count} pods on {node} were asked to end and do not',
    '{count} pods sur {node} ont été priés de se terminer et ne le font pas',
  ],
  ['{node} goes to {version}', '{node} passe à {version}'],
  ['{node} starts again with {version}', '{node} redémarre avec {version}'],
  ['{node} has left the cluster', '{node} a quitté le cluster'],
  ['{node} still runs {now}, and {then} was to come', '{node} est encore en {now}, alors que {then} était attendu'],
  ['{node} is not ready: {why}', '{node} n’est pas prêt : {why}'],
  ['{node} is made anew on another machine', '{node} est recréé sur une autre machine'],
  ['{node} is started again', '{node} est redémarré'],
  ['Not as before: {what}. {why}', 'Pas comme avant : {what}. {why}'],
  ['Not as before: {what}', 'Pas comme avant : {what}'],
  ['{kind} {name}: {ready} of {wanted} ready', '{kind} {name} : {ready} prêts sur {wanted}'],
  ['{kind} {name} has {count} copies for a while', '{kind} {name} a {count} copies pour un temps'],
  ['All of it runs {version}', 'L’ensemble est en {version}'],
  [
    'An extra worker joins, so that the others may go one by one',
    'Un nœud de travail de renfort arrive, pour que les autres passent un par un',
  ],
  ['{node} stands in while the others are upgraded', '{node} prend le relais pendant la mise à niveau des autres'],
  [
    'There is no room for an extra worker just now, so it goes on without: {why}',
    'Il n’y a pas de place pour un nœud de renfort en ce moment, alors on continue sans : {why}',
  ],
  ['{node}, which stood in, is given back', '{node}, qui avait pris le relais, est rendu'],
  [
    '{node} does not answer: node {machine} in {city} is down.',
    '{node} ne répond pas : le nœud {machine} à {city} est tombé.',
  ],
  [
    '{node} does not answer any more: node {machine} in {city} died.',
    '{node} ne répond plus : le nœud {machine} à {city} est hors service.',
  ],
  [
    '"{name}" is being upgraded to {to} already. One upgrade at a time: wait for it, or stop it first.',
    '« {name} » est déjà en cours de mise à niveau vers {to}. Une seule à la fois : attendez-la, ou arrêtez-la d’abord.',
  ],
  [
    '"{name}" lives where versions are not ours to change: upgrade it there.',
    '« {name} » se trouve là où ce n’est pas à nous de changer les versions : mettez-le à niveau sur place.',
  ],
  ['"{name}" runs {version} already.', '« {name} » est déjà en {version}.'],
  [
    '{to} is older than {from}, and Kubernetes data cannot go back. Choose a newer version; going back means restoring a backup.',
    '{to} est plus ancien que {from}, et les données de Kubernetes ne reviennent pas en arrière. Choisissez une version plus récente ; revenir en arrière, c’est restaurer une sauvegarde.',
  ],
  [
    'I know no way from {from} to {to}. Choose one of the versions on offer.',
    'Je ne connais pas de chemin de {from} à {to}. Choisissez l’une des versions proposées.',
  ],
  [
    '"{name}" runs {now} by now, and the plan begins at {from}. Plan again.',
    '« {name} » est maintenant en {now}, et le plan part de {from}. Refaites le plan.',
  ],
  [
    '"{name}" has other nodes by now ({nodes}) than when the plan was made. Plan again.',
    '« {name} » a maintenant d’autres nœuds ({nodes}) que lorsque le plan a été fait. Refaites le plan.',
  ],
  [
    '"{text}" is no time of the day from and to. Write it like 22:00-04:00.',
    '« {text} » n’est pas une plage d’heures. Écrivez-la comme 22:00-04:00.',
  ],
  ['Bring back {name}, as it was with {version}', 'Ramener {name} comme en {version}'],
  ['Bring back {name}, as it was before {version}', 'Ramener {name} comme avant {version}'],
  [
    'Volumes come back empty: what was on them is not in this copy.',
    'Les volumes reviennent vides : ce qu’ils contenaient n’est pas dans cette copie.',
  ],
  [
    'What was added to an object since then stays; what was changed goes back.',
    'Ce qui a été ajouté à un objet depuis reste ; ce qui a été modifié revient.',
  ],
  [
    'Velero does this by itself, and I tell how far it is. It cannot be taken back.',
    'Velero le fait de lui-même, et je dis où il en est. Cela ne peut pas être repris.',
  ],
  ['Try one copy of {name} with {image}', 'Essayer une copie de {name} avec {image}'],
  ['Take away the trial copy of {name}', 'Retirer la copie d’essai de {name}'],
  [
    'If it does not come up, it is taken away again; what runs now is not touched.',
    'Si elle ne démarre pas, elle est retirée ; ce qui tourne maintenant n’est pas touché.',
  ],
  [
    'If it does not come up, what runs now is brought back.',
    'Si elle ne démarre pas, ce qui tourne maintenant est remis.',
  ],
  [
    '"{name}" changes one copy at a time, the last first, and goes no further where one does not come up.',
    '« {name} » change une copie à la fois, la dernière d’abord, et ne va pas plus loin si l’une ne démarre pas.',
  ],
  [
    '"{name}" runs once on every node, and changes node after node.',
    '« {name} » tourne une fois sur chaque nœud, et change nœud après nœud.',
  ],
  [
    '"{name}" is stopped: nothing runs that a copy could be tried beside.',
    '« {name} » est à l’arrêt : rien ne tourne à côté de quoi une copie pourrait être essayée.',
  ],
  [
    '"{name}" writes to a volume: two versions of it at once could harm what is on it.',
    '« {name} » écrit sur un volume : deux versions en même temps pourraient abîmer ce qui s’y trouve.',
  ],
  [
    '"{name}" is made so that two versions of it never run at once.',
    '« {name} » est fait pour que deux de ses versions ne tournent jamais en même temps.',
  ],
  ['What is new in it: {page}', 'Ce qu’il y a de nouveau : {page}'],
];
