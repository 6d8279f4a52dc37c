/** Sentences of the engines that work with real clusters, and of adopting and scaling, in French. */
export const hostSentences: readonly (readonly [english: string, own: string])[] = [
  // What goes on while a VDC is made on a host.
  ['Making room for "{name}" on the host', 'Préparation de la place de « {name} » sur l’hôte'],
  ['"{name}" has its place on the host', '« {name} » a sa place sur l’hôte'],
  [
    'Building the walls around it and asking k3k for the cluster',
    'Mise en place des cloisons autour, et demande du cluster à k3k',
  ],
  ['Waiting for k3k to give it an address', 'En attente d’une adresse donnée par k3k'],
  ['Its Kubernetes API will be at {address}', 'Son API Kubernetes sera à l’adresse {address}'],
  ['{machine} waits to be made', '{machine} attend d’être créé'],
  ['{machine} waits for a node', '{machine} attend un nœud'],
  ['{machine} waits for a node with room', '{machine} attend un nœud qui ait de la place'],
  ['{machine} waits for its disk {disk}', '{machine} attend son disque {disk}'],
  ['{machine} is set up on {node}, pulling its image', '{machine} se prépare sur {node} et télécharge son image'],
  ['{machine} starts k3s on {node}', '{machine} démarre k3s sur {node}'],
  ['{machine} is ready on {node}', '{machine} est prêt sur {node}'],
  ['{machine} stops', '{machine} s’arrête'],
  ['Waiting for the address of its Kubernetes API', 'En attente de l’adresse de son API Kubernetes'],
  ['Waiting for the key to its Kubernetes API', 'En attente de la clé de son API Kubernetes'],
  ['Its Kubernetes API runs {now}, and {then} is to come', 'Son API Kubernetes est en {now}, et {then} est attendu'],
  ['Removing the machines', 'Suppression des machines'],
  ['{pods} machines and {disks} disks are still there', 'Il reste {pods} machines et {disks} disques'],
  ['The machines are gone', 'Les machines ont disparu'],
  ['Removing its place on the host', 'Suppression de sa place sur l’hôte'],
  ['Everything is given back', 'Tout est rendu'],
  // Changing its size and its version.
  ['Tell the host', 'Prévenir l’hôte'],
  ['Look after the controllers', 'Veiller sur les contrôleurs'],
  ['Look after the workers', 'Veiller sur les nœuds de travail'],
  ['k3k knows how many machines it shall have', 'k3k sait combien de machines il doit y avoir'],
  [
    '{machine} is emptied: what runs there moves to the others',
    '{machine} se vide : ce qui y tourne passe sur les autres',
  ],
  ['{machine} is emptied: {count} pods still run there', '{machine} se vide : {count} pods y tournent encore'],
  ['Going from {from} to {to}', 'Passage de {from} à {to}'],
  [
    'The newest workers go. What runs on them moves to the others; what was written to their disks is gone.',
    'Les nœuds de travail les plus récents partent. Ce qui y tourne passe sur les autres ; ce qui était écrit sur leurs disques disparaît.',
  ],
  [
    'From one controller to three: the Kubernetes API may be away for a moment while they find each other.',
    'D’un contrôleur à trois : l’API Kubernetes peut s’absenter un instant, le temps qu’ils se trouvent.',
  ],
  [
    'This VDC has been changed since the plan was made. Plan again.',
    'Ce VDC a été modifié depuis que le plan a été fait. Refaites le plan.',
  ],
  [
    '"{name}" has {now} workers: it cannot have {fewer} fewer.',
    '« {name} » a {now} nœuds de travail : il ne peut pas en avoir {fewer} de moins.',
  ],
  [
    '"{name}" would have {all} workers, and {most} is the most.',
    '« {name} » aurait {all} nœuds de travail, et {most} est le maximum.',
  ],
  [
    '"{name}" cannot get more or fewer machines here: they are not ours to give.',
    '« {name} » ne peut pas avoir plus ou moins de machines ici : ce n’est pas à nous de les donner.',
  ],
  [
    '{to} is older than {from}, and Kubernetes data cannot go back. Take a newer version.',
    '{to} est plus ancien que {from}, et les données de Kubernetes ne reviennent pas en arrière. Prenez une version plus récente.',
  ],
  [
    'From {from} to {to} skips a minor version, which Kubernetes does not survive. Take {step} first.',
    'De {from} à {to}, on sauterait une version mineure, ce que Kubernetes ne supporte pas. Prenez d’abord {step}.',
  ],
  // What a plan on a host says before the yes.
  [
    'It runs on a Kubernetes host of your operator, and nothing is charged.',
    'Il tourne sur un hôte Kubernetes de votre opérateur, et rien n’est facturé.',
  ],
  [
    'It is a real k3s in a namespace of its own; the scheduler of the host has the last word on where its machines run.',
    'C’est un vrai k3s dans son propre namespace ; l’ordonnanceur de l’hôte a le dernier mot sur l’emplacement de ses machines.',
  ],
  [
    'One controller: while its node is away, and during an upgrade, so is the Kubernetes API. Three make it redundant.',
    'Un seul contrôleur : quand son nœud est absent, et pendant une mise à niveau, l’API Kubernetes l’est aussi. Trois la rendent redondante.',
  ],
  [
    'What apps write to the disk of a worker goes when that worker is replaced: keep backups of what matters.',
    'Ce que les applications écrivent sur le disque d’un nœud de travail disparaît quand il est remplacé : gardez des sauvegardes de ce qui compte.',
  ],
  [
    'Its Kubernetes API is reached from inside the host only.',
    'Son API Kubernetes n’est joignable que de l’intérieur de l’hôte.',
  ],
  [
    'Traffic between its machines is encrypted with WireGuard.',
    'Le trafic entre ses machines est chiffré par WireGuard.',
  ],
  // Taking in a cluster that is there.
  ['Check the key', 'Vérifier la clé'],
  ['Keep the key safely', 'Garder la clé en sûreté'],
  [
    'Nothing is changed in the cluster, and deleting it here later only forgets the key.',
    'Rien n’est changé dans le cluster, et le supprimer ici plus tard ne fait qu’oublier la clé.',
  ],
  [
    'These credentials may not do everything in it: what they may not do, I cannot do for you either.',
    'Ces identifiants n’y ont pas tous les droits : ce qu’ils ne peuvent pas faire, je ne peux pas le faire pour vous non plus.',
  ],
  [
    'Forgetting the key to "{name}"; the cluster itself stays as it is',
    'Oubli de la clé de « {name} » ; le cluster lui-même reste tel quel',
  ],
  ['The key is forgotten', 'La clé est oubliée'],
  ['I cannot take this kubeconfig: {reason}.', 'Je ne peux pas prendre ce kubeconfig : {reason}.'],
  [
    'The cluster is at {host}, where this wizard may not go. {advice}',
    'Le cluster est à l’adresse {host}, où cet assistant n’a pas le droit d’aller. {advice}',
  ],
  [
    'There is no address for {host}: look at the server line of the kubeconfig.',
    'Il n’y a pas d’adresse pour {host} : regardez la ligne « server » du kubeconfig.',
  ],
  [
    'A cluster that was taken in as it is cannot be {done} here.',
    'Un cluster repris tel quel ne permet pas cela ici ({done}).',
  ],
  ['There is no namespace "{namespace}" in "{name}".', 'Il n’y a pas de namespace « {namespace} » dans « {name} ».'],
];
