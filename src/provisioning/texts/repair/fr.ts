import type { RepairTexts } from './repair-texts.ts';

/** What repair says in French. */
export const fr: RepairTexts = {
  severities: { critical: 'En danger', error: 'En panne', warning: 'À regarder', advice: 'Pourrait être mieux' },
  risks: { reversible: 'peut être défait', disruptive: 'redémarre des pods', destructive: 'ne peut pas être défait' },
  found: (count, grave, checks, unseen) => {
    if (count === 0 && unseen) return `${checks} contrôles n’ont rien trouvé d’anormal dans ce que j’ai pu regarder.`;
    if (count === 0) return `Tout va bien : ${checks} contrôles n’ont rien trouvé d’anormal.`;
    const things = count === 1 ? 'Une chose est à regarder' : `${count} choses sont à regarder`;
    if (grave === 0) return `${things} ; rien n’est en panne.`;
    return `${things}, ${grave === count ? (count === 1 ? 'et elle est en panne' : 'toutes en panne') : `dont ${grave} en panne`}.`;
  },
  unchecked: (what) => `Je n’ai pas pu contrôler : ${what}.`,
  meant: 'Ce dont vous parlez peut-être',
  about: (meant, of) => {
    if (meant === 0) return 'Rien de ce que j’ai trouvé n’y correspond clairement, voici donc tout ce qu’il y a.';
    return meant === of ? 'Tout cela peut y être lié.' : 'Ce qui peut y être lié vient en premier.';
  },
  beside: (more) =>
    more === 1
      ? 'Une autre chose est à regarder : dites « réparer » ensuite pour la voir.'
      : `${more} autres choses sont à regarder : dites « réparer » ensuite pour les voir.`,
  read: (objects) => `${objects} objet${s(objects)}`,
  judged: (checks, count) => `${checks} contrôles, ${count} constat${s(count)}`,
  lookedAgain: (found) => `J’ai regardé à nouveau. ${found}`,
  object: 'Quoi',
  since: 'Depuis',
  breaks: 'Empêche',
  evidence: 'Ce qui le montre',
  and: (names, more) => `${names.join(', ')}${more > 0 ? ` et ${more} de plus` : ''}`,
  noRemedy: 'Je ne connais pas de moyen sûr de réparer cela moi-même.',
  well: (title, seconds) => `Fait : « ${title} ». J’ai regardé à nouveau : tout va bien, après ${seconds} s.`,
  wellAfter: (seconds) => `va bien après ${seconds} s`,
  notYet: 'ne va pas encore bien',
  ignoring: (count) =>
    count === 1 ? 'Une chose est laissée telle quelle.' : `${count} choses sont laissées telles quelles.`,
  breaking: (what) => `empêche ${what}`,
  wrong: 'Ce qui ne va pas',
  done: 'Ce que je fais',
  outcome: 'Où en est-on',
  planned: (count) =>
    count === 0
      ? 'Il n’y a rien que je puisse réparer sans vous demander davantage.'
      : `Je peux en réparer ${count} sans risque : rien n’est perdu, et chaque réparation peut être défaite.`,
  mended: (well, of) => {
    if (well === of) return of === 1 ? 'Fait, et tout va bien.' : `Fait : les ${of} vont bien.`;
    return `${well} sur ${of} vont bien ; les autres non, ou pas encore. Ce qui a été changé peut être défait.`;
  },
  ignored: (summary) => `Je laisse cela tel quel et ne vous en parle plus : ${summary}`,
  heeded: 'Je le prends à nouveau au sérieux.',
  byRule: 'par votre règle',
  all: (troubled, of, unseen) => {
    if (troubled === 0 && unseen)
      return 'Je n’ai rien trouvé d’anormal dans ce que j’ai pu regarder ; tout ne peut pas être lu.';
    if (troubled === 0) return of === 1 ? 'Il va bien.' : `Les ${of} vont bien.`;
    return `${troubled} sur ${of} ${troubled === 1 ? 'est' : 'sont'} à regarder.`;
  },
  at: 'Quand',
  none: 'Non, merci',
  undone: 'défait',
  choices: {
    'all-safe': (safe) => ({
      title: `En réparer ${safe} d’un coup`,
      description: 'Celles qui ne perdent rien et ne demandent pas de réponse ; vous voyez d’abord tout le plan',
    }),
    describe: () => ({ title: 'C’est autre chose', description: 'Dites avec vos mots ce qui ne marche pas' }),
    again: () => ({ title: 'Regarder à nouveau', description: 'L’état actuel' }),
    watch: () => ({ title: 'Me prévenir en cas de panne', description: 'Je regarde encore et encore' }),
    history: () => ({ title: 'Ce qui a été réparé avant', description: 'Et le retour en arrière' }),
    ignored: () => ({ title: 'Ce qui est laissé tel quel', description: 'Reprendre quelque chose au sérieux' }),
  },
  otherwise: {
    ignore: { title: 'Laisser tel quel', description: 'Je ne vous en parle plus, jusqu’à ce que vous y mettiez fin' },
    bundle: { title: 'Tout rassembler', description: 'Un fichier pour qui vous aide, sans secrets' },
    human: { title: 'Parler à quelqu’un', description: 'Cette personne reçoit tout ce que j’ai trouvé' },
  },
  orElse: 'Ou bien',
  mendIt: 'Réparer',
  usedBefore: 'a tourné ici auparavant',
  otherValue: 'Une autre valeur',
  everywhere: 'Tous',
  everywhereHint: 'Je regarde partout et dis où quelque chose ne va pas',
  bundle:
    'Voici ce que j’ai trouvé et ce qui le montre : le rapport, les objets avec leurs événements et leurs dernières lignes, les versions. Aucun secret, aucun jeton, aucun réglage n’y figure. Le lien fonctionne une seule fois, pendant une heure.',
  watching: (name, minutes, known) =>
    `Je regarde ${name} ${every(minutes)} à partir de maintenant et vous préviens ici quand quelque chose tombe en panne ou va mieux.${known > 0 ? ` Ce qui ne va pas en ce moment (${known}) n’est pas une nouvelle.` : ''}`,
  watched: (name, minutes, lookedAt) => `Je regarde ${name} ${every(minutes)} ; la dernière fois à ${lookedAt}.`,
  notWatched: (name) => `Personne ne surveille encore ${name}.`,
  unwatched: (name) => `Je ne surveille plus ${name}.`,
  ruled: (perHour) =>
    `Désormais je le fais moi-même quand cela se reproduit : au plus ${perHour} fois par heure, et plus du tout après deux échecs. Je vous le dis à chaque fois, et vous pouvez le défaire. Pour cela je dois surveiller le VDC.`,
  ruleLimit: (perHour) => `au plus ${perHour} fois par heure`,
  ruleStopped: 'arrêtée : deux échecs',
  ruleEnded: 'Je vous demande à nouveau avant de le faire.',
  broke: (name, summaries, more) =>
    `Quelque chose est tombé en panne dans « ${name} » : ${summaries.join(' ')}${more > 0 ? ` Et ${more} de plus.` : ''}`,
  recovered: (name, summaries, more) =>
    `« ${name} » va mieux, ceci est réglé : ${summaries.join(' ')}${more > 0 ? ` Et ${more} de plus.` : ''}`,
  sure: 'Certitude',
  certainties: { likely: 'probable', possible: 'possible, pas certain' },
  cause: 'la cause',
  pods: (count) => (count === 1 ? 'un pod ne tourne pas' : `${count} pods ne tournent pas`),
  becauseOf: 'ne fonctionne pas à cause de cela',
  others: (count) => `${count} de plus`,
  stillThere: 'C’est fait, mais le problème est toujours là. Vous pouvez le défaire, ou chercher plus loin.',
  worse: (summary) => `C’est fait, mais quelque chose de nouveau ne va pas : ${summary}`,
  notReady: (what) => `C’est fait et ce problème a disparu, mais cela ne sert pas encore : ${what}`,
  gone: 'Cela va bien maintenant : il n’y a plus rien à réparer.',
  faults: {
    'network-plugin': 'Le module réseau d’un nœud s’arrête',
    'memory-pressure': 'Un nœud n’a plus de mémoire',
    cordon: 'Un nœud a été fermé aux nouveaux pods, puis oublié',
    'node-taint': 'Les nœuds n’acceptent plus de pods',
    'bad-image': 'L’image d’une application a disparu',
    'private-image': 'Une application demande une image à laquelle elle n’a pas droit',
    'pod-crash': 'Une application plante sans cesse',
    'out-of-memory': 'Une application a trop peu de mémoire',
    'too-big': 'Une application demande plus que n’a aucun nœud',
    'wrong-probe': 'Le contrôle de santé d’une application interroge le mauvais port',
    'missing-config': 'Un secret ou un réglage dont une application a besoin a disparu',
    'service-selector': 'Un service ne trouve aucun de ses pods',
    'service-port': 'Un service envoie vers un port où personne n’écoute',
    'ingress-backend': 'L’entrée mène à un service qui n’existe pas',
    'scaled-to-zero': 'Quelqu’un a arrêté une application',
    'rollout-paused': 'Quelqu’un a mis en pause le déploiement d’une application',
    quota: 'Un quota ne laisse plus entrer de pods',
    'missing-class': 'Une application demande un type de disque qui n’existe pas',
    dns: 'Les noms du cluster ne reçoivent plus de réponse',
    metrics: 'Plus personne ne mesure',
    'worker-dies': 'Un nœud de travail meurt',
    'controller-dies': 'Un contrôleur meurt',
    'disk-fills': 'Le disque d’une machine se remplit',
    'gateway-breaks': 'La passerelle web tombe en panne',
    'address-ends': 'L’adresse IP publique arrive à son terme',
    'funds-end': 'Le solde est épuisé',
    'backup-fails': 'La dernière sauvegarde a échoué',
  },
  unbroken: 'Tout est comme avant.',
  surprise: 'Surprenez-moi',
  places: { app: 'Applications', cluster: 'Le cluster', machine: 'Les machines et ce qui les entoure' },
};

const every = (minutes: number): string => (minutes === 1 ? 'chaque minute' : `toutes les ${minutes} minutes`);

function s(count: number): string {
  return count < 2 ? '' : 's';
}
