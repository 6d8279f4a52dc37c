import type { AppTexts } from './app-texts.ts';
import { en } from './en.ts';

/** What apps say in French. */
export const fr: AppTexts = {
  image: 'Image',
  copies: 'Copies',
  copy: 'Copie',
  each: 'Chaque copie',
  address: 'Adresse à l’intérieur',
  name: 'Nom',
  namespace: 'Namespace',
  state: 'État',
  reason: 'Raison',
  restarts: 'Redémarrages',
  node: 'Nœud',
  version: 'Version',
  cause: 'Fait par',
  since: 'Depuis',
  key: 'Clé',
  value: 'Valeur',
  binary: 'données binaires',
  sizes: { tiny: 'Minuscule', small: 'Petite', medium: 'Moyenne', large: 'Grande', huge: 'Très grande' },
  customSize: 'Autre chose',
  customSizeHelp: 'Processeur et mémoire de votre choix',
  size: (cpu, memory) => en.size(cpu, memory).replace(/ memory$/, ' de mémoire'),
  states: {
    running: 'Tourne',
    starting: 'Démarre',
    failing: 'En panne',
    stopped: 'À l’arrêt',
    paused: 'En pause',
  },
  ofCopies: (ready, wanted) => `${ready} sur ${wanted}`,
  appIn: (state, copies, image) => `${state} : ${copies}, ${image}`,
  currentRevision: (number) => `${number} (maintenant)`,
  revision: (number, image) => `Version ${number} : ${image}`,
  lostVolume: (name, size) => `les données du volume ${name} (${size})`,
  keys: (kind, count) => `${kind}, ${count} clé${count < 2 ? '' : 's'}`,
  noUsers: 'Aucune application ne s’en sert.',
  users: (names) => `Servent à : ${names}.`,
  container: (running, restarts) =>
    `${running ? 'tourne' : 'ne tourne pas'}${restarts === 0 ? '' : `, ${restarts} redémarrage${restarts < 2 ? '' : 's'}`}`,
  previousLog: (pod) => `${pod}, avant son dernier redémarrage`,
};

/** Sentences about apps that are made in English where nobody's language is known. */
export const appSentences: readonly (readonly [english: string, own: string])[] = [
  // Titles of changes.
  ['Deploy {name}', 'Déployer {name}'],
  ['Update {name}', 'Mettre à jour {name}'],
  ['Scale {name} to {count}', 'Porter {name} à {count} copies'],
  ['Restart {name}', 'Redémarrer {name}'],
  ['Stop {name}', 'Arrêter {name}'],
  ['Start {name}', 'Relancer {name}'],
  ['Pause {name}', 'Suspendre {name}'],
  ['Resume {name}', 'Reprendre {name}'],
  ['Bring {name} back to version {number}', 'Ramener {name} à la version {number}'],
  ['Delete {name}', 'Supprimer {name}'],
  ['Set {key} in {name}', 'Définir {key} dans {name}'],
  ['Remove {key} from {name}', 'Retirer {key} de {name}'],
  ['Make {name}', 'Créer {name}'],
  ['Apply {name}', 'Appliquer {name}'],
  // What can be wrong with an answer.
  [
    'Please take lower-case letters, digits and dashes (at most 50), beginning with a letter and not ending with a dash.',
    'Prenez des lettres minuscules, des chiffres et des tirets (50 au plus), en commençant par une lettre et sans finir par un tiret.',
  ],
  [
    '"{name}" belongs to the cluster itself. Please take another namespace.',
    '« {name} » appartient au cluster lui-même. Prenez un autre namespace.',
  ],
  [
    'A namespace has lower-case letters, digits and dashes, at most 63.',
    'Un namespace se compose de lettres minuscules, de chiffres et de tirets, 63 au plus.',
  ],
  [
    'The name of an image has no capital letters: try "{image}".',
    'Le nom d’une image n’a pas de majuscules : essayez « {image} ».',
  ],
  [
    'Leave out the https:// in front; an image is written like ghcr.io/me/shop:1.2.',
    'Enlevez le https:// du début ; une image s’écrit comme ghcr.io/me/shop:1.2.',
  ],
  [
    '"{image}" is not the name of an image. It is written like nginx:1.27 or ghcr.io/me/shop:1.2.',
    '« {image} » n’est pas un nom d’image. Il s’écrit comme nginx:1.27 ou ghcr.io/me/shop:1.2.',
  ],
  ['A health check needs a port: please name one.', 'Un contrôle de santé a besoin d’un port : donnez-en un.'],
  [
    'The path of a health check begins with a slash, like /healthz.',
    'Le chemin d’un contrôle de santé commence par une barre oblique, comme /healthz.',
  ],
  [
    'A volume is mounted at a path like /data; the root itself cannot be one.',
    'Un volume se monte sur un chemin comme /data ; la racine elle-même n’est pas possible.',
  ],
  [
    '"{name}" is among the open variables and the secret ones: take it out of one of them.',
    '« {name} » est à la fois dans les variables ouvertes et dans les secrètes : enlevez-le de l’une des deux listes.',
  ],
  [
    'I take {count} secret variables at once. Put more of them into a Secret of its own first.',
    'Je prends {count} variables secrètes à la fois. Mettez d’abord les autres dans un Secret à part.',
  ],
  [
    '"{port}" is not a port: those are numbers from 1 to 65535.',
    '« {port} » n’est pas un port : ce sont des nombres de 1 à 65535.',
  ],
  ['That are too many ports: I take 20.', 'Cela fait trop de ports : j’en prends 20.'],
  ['A size of your own needs both CPU and memory.', 'Pour une taille sur mesure, il faut le processeur et la mémoire.'],
  [
    '"{name}" cannot be the name of a variable: take letters, digits and underscores, like DB_HOST.',
    '« {name} » ne peut pas être le nom d’une variable : prenez des lettres, des chiffres et des soulignés, comme DB_HOST.',
  ],
  ['"{text}" has no value: write it like NAME=value.', '« {text} » n’a pas de valeur : écrivez NOM=valeur.'],
  ['The value of "{name}" is not there yet: please type it.', 'La valeur de « {name} » manque encore : saisissez-la.'],
  [
    'There is no app "{name}" in the namespace "{namespace}" any more. Say "my apps" to see those there are.',
    'Il n’y a plus d’application « {name} » dans le namespace « {namespace} ». Dites « mes applications » pour voir celles qui existent.',
  ],
  ['There is no app called "{name}".', 'Il n’y a pas d’application nommée « {name} ».'],
  [
    '"{name}" runs once on every node: its number of copies is not ours to set.',
    '« {name} » tourne une fois sur chaque nœud : ce n’est pas à nous de fixer le nombre de copies.',
  ],
  ['Please say how many copies shall run.', 'Dites combien de copies doivent tourner.'],
  [
    'Only Deployments can be paused, and "{name}" is a {kind}.',
    'Seuls les Deployments peuvent être suspendus, et « {name} » est un {kind}.',
  ],
  [
    '"{name}" is paused. Resume it first, then go back.',
    '« {name} » est suspendu. Reprenez-le d’abord, puis revenez en arrière.',
  ],
  [
    '"{name}" has no version {number} any more. There is only the present one.',
    '« {name} » n’a plus de version {number}. Il ne reste que la version actuelle.',
  ],
  [
    '"{name}" has no version {number} any more. There are: {known}.',
    '« {name} » n’a plus de version {number}. Il reste : {known}.',
  ],
  ['There are no settings called "{name}".', 'Il n’y a pas de réglages nommés « {name} ».'],
  [
    'There is no {kind} "{name}" in the namespace "{namespace}" that you can edit here.',
    'Il n’y a pas de {kind} « {name} » dans le namespace « {namespace} » que vous puissiez modifier ici.',
  ],
  [
    '"{name}" is marked as immutable: make a new one and let the apps use that.',
    '« {name} » est marqué comme non modifiable : créez-en un nouveau, et que les applications utilisent celui-là.',
  ],
  [
    'There is a {kind} "{name}" in "{namespace}" already. Edit that one, or take another name.',
    'Il y a déjà un {kind} « {name} » dans « {namespace} ». Modifiez celui-là, ou prenez un autre nom.',
  ],
  [
    'A name has lower-case letters, digits, dashes and dots, like web-settings.',
    'Un nom se compose de lettres minuscules, de chiffres, de tirets et de points, comme web-settings.',
  ],
  [
    'A key has letters, digits, dashes, dots and underscores, like DB_HOST or app.conf.',
    'Une clé se compose de lettres, de chiffres, de tirets, de points et de soulignés, comme DB_HOST ou app.conf.',
  ],
  [
    'The value of a Secret is typed where nobody sees it: please enter it there.',
    'La valeur d’un Secret se saisit là où personne ne la voit : entrez-la à cet endroit.',
  ],
  ['Please say what the value shall be.', 'Dites quelle doit être la valeur.'],
  [
    '"{pod}" is gone: another copy has taken its place. Please pick one again.',
    '« {pod} » n’existe plus : une autre copie a pris sa place. Choisissez à nouveau.',
  ],
  ['"{pod}" is gone: another copy has taken its place.', '« {pod} » n’existe plus : une autre copie a pris sa place.'],
  [
    '"{pod}" has not run before: there is no earlier log.',
    '« {pod} » n’a pas tourné auparavant : il n’y a pas de journal plus ancien.',
  ],
  [
    '"{pod}" has not started yet, so that there is no log.',
    '« {pod} » n’a pas encore démarré, donc il n’y a pas de journal.',
  ],
  // What a plan says before the yes.
  [
    'The image is named by its digest: always the very same one.',
    'L’image est désignée par son empreinte : toujours exactement la même.',
  ],
  [
    'I did not ask {host} for the image; the tag stays as you wrote it.',
    'Je n’ai pas interrogé {host} sur l’image ; l’étiquette reste comme vous l’avez écrite.',
  ],
  [
    'I did not ask {host} for the image; the tag stays as you wrote it. "{tag}" may be another image tomorrow; a version such as :1.2 is calmer.',
    'Je n’ai pas interrogé {host} sur l’image ; l’étiquette reste comme vous l’avez écrite. « {tag} » peut être une autre image demain ; une version comme :1.2 est plus tranquille.',
  ],
  [
    '{host} did not tell the digest of the image; the tag stays as you wrote it.',
    '{host} n’a pas donné l’empreinte de l’image ; l’étiquette reste comme vous l’avez écrite.',
  ],
  [
    '{host} did not tell the digest of the image; the tag stays as you wrote it. "{tag}" may be another image tomorrow; a version such as :1.2 is calmer.',
    '{host} n’a pas donné l’empreinte de l’image ; l’étiquette reste comme vous l’avez écrite. « {tag} » peut être une autre image demain ; une version comme :1.2 est plus tranquille.',
  ],
  [
    'Careful: {host} says that there is no image {image}. The app will hardly start.',
    'Attention : {host} dit que l’image {image} n’existe pas. L’application a peu de chances de démarrer.',
  ],
  ['Pinned to {digest}, what the tag means today.', 'Figée à {digest}, ce que l’étiquette désigne aujourd’hui.'],
  [
    'An app with a volume runs once: a volume is written by one copy only.',
    'Une application avec un volume tourne en un seul exemplaire : une seule copie écrit sur un volume.',
  ],
  [
    'An autoscaler decides how many copies run; that stays so.',
    'Un autoscaler décide combien de copies tournent ; cela reste ainsi.',
  ],
  [
    'An autoscaler decides how many copies run, and may change the number again.',
    'Un autoscaler décide combien de copies tournent, et peut changer ce nombre à nouveau.',
  ],
  [
    'Its volume is there already and stays as it is, with the data on it.',
    'Son volume existe déjà et reste tel quel, avec ses données.',
  ],
  [
    'Nobody reaches the app while it is stopped. Its data and settings stay.',
    'Personne ne peut joindre l’application tant qu’elle est arrêtée. Ses données et ses réglages restent.',
  ],
  [
    'The copies that run go on. Changes of the app wait until you resume it.',
    'Les copies qui tournent continuent. Les changements de l’application attendent que vous repreniez.',
  ],
  [
    'Settings in ConfigMaps and Secrets, and data on volumes, stay as they are now.',
    'Les réglages des ConfigMaps et des Secrets, et les données des volumes, restent comme ils sont maintenant.',
  ],
  ['{names} cannot start without it any more.', '{names} ne pourra plus démarrer sans cela.'],
  ['{names} will be restarted, one copy after the other.', '{names} : redémarrage prévu, une copie après l’autre.'],
  ['{names} will see it after the next restart.', '{names} le verra au prochain redémarrage.'],
  // What can be wrong with manifests.
  [
    'There is no object in it. A manifest begins with apiVersion and kind.',
    'Il n’y a aucun objet dedans. Un manifeste commence par apiVersion et kind.',
  ],
];
