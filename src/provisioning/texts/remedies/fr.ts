/** What ways to mend say of themselves, in French: what they do, what it risks, how to go back, and what they ask. */
export const remedySentences: readonly (readonly [english: string, french: string])[] = [
  // What it does to what runs.
  [
    'The pods of "{name}" are replaced one after the other.',
    'Les pods de « {name} » sont remplacés l’un après l’autre.',
  ],
  ['It counts from its next run on.', 'Cela compte à partir de sa prochaine exécution.'],
  [
    'A job cannot be changed: "{name}" is deleted and begun anew, and may do again what it had done.',
    'Un job ne peut pas être modifié : « {name} » est supprimé et recommencé, et peut refaire ce qu’il avait déjà fait.',
  ],
  [
    'A pod cannot be changed: "{name}" is deleted and made anew, and what it wrote into itself is lost.',
    'Un pod ne peut pas être modifié : « {name} » est supprimé et recréé, et ce qu’il avait écrit en lui-même est perdu.',
  ],
  [
    'It was killed at {limit}; {why}. {warning} If the program loses memory, this only wins time.',
    'Il a été tué à {limit} ; {why}. {warning} Si le programme perd de la mémoire, cela ne fait que gagner du temps.',
  ],
  ['that is twice as much', 'c’est deux fois plus'],
  ['that is half as much again', 'c’est moitié plus'],
  ['that is the most that {who} allows', 'c’est le maximum que permet {who}'],
  ['the limit range "{name}"', 'le LimitRange « {name} »'],
  ['the quota "{name}"', 'le quota « {name} »'],
  ['the largest node "{name}"', 'le plus grand nœud, « {name} »'],
  [
    'If one place fails, more copies may fail with it. {warning}',
    'Si un lieu tombe, davantage de copies peuvent tomber avec lui. {warning}',
  ],
  [
    'If that node fails, several copies fail with it. {warning}',
    'Si ce nœud tombe, plusieurs copies tombent avec lui. {warning}',
  ],
  [
    'It may then run on nodes that it was kept away from on purpose. {warning}',
    'Il peut alors tourner sur des nœuds dont il était écarté exprès. {warning}',
  ],
  [
    'It was to be kept apart more strictly, perhaps for a reason. {warning}',
    'Ses copies devaient être séparées plus strictement, peut-être pour une raison. {warning}',
  ],
  [
    'Those nodes are kept for something else, perhaps on purpose. {warning}',
    'Ces nœuds sont réservés à autre chose, peut-être exprès. {warning}',
  ],
  [
    'With too little it may become slow, or be ended. {warning}',
    'Avec trop peu, il peut devenir lent, ou être arrêté. {warning}',
  ],
  [
    'An image that runs as root will then say so, and not begin. {warning}',
    'Une image qui tourne en root le dira alors, et ne démarrera pas. {warning}',
  ],
  [
    'Its volume can be used on one node at a time. {warning}',
    'Son volume ne peut servir que sur un nœud à la fois. {warning}',
  ],

  // How to go back.
  [
    'The present settings are kept, and can be brought back.',
    'Les réglages actuels sont gardés, et peuvent être remis.',
  ],
  [
    'The former values are kept, and can be brought back.',
    'Les anciennes valeurs sont gardées, et peuvent être remises.',
  ],
  ['The former port is kept, and can be brought back.', 'L’ancien port est gardé, et peut être remis.'],
  ['The present quota is kept, and can be brought back.', 'Le quota actuel est gardé, et peut être remis.'],
  ['The present schedule is kept, and can be brought back.', 'L’horaire actuel est gardé, et peut être remis.'],
  ['The former job is made again, and begins anew.', 'L’ancien job est recréé, et recommence.'],
  ['The former job is made again, and begins anew too.', 'L’ancien job est recréé, et recommence lui aussi.'],
  [
    'The former pod is made again; what it wrote into itself does not come back.',
    'L’ancien pod est recréé ; ce qu’il avait écrit en lui-même ne revient pas.',
  ],
  [
    'The former binding is made again, and gives no rights.',
    'L’ancienne liaison est recréée, et ne donne aucun droit.',
  ],
  ['The former certificate is put back.', 'L’ancien certificat est remis.'],
  ['The former claim is made again, without its volume.', 'L’ancien PVC est recréé, sans son volume.'],
  [
    'The former claim is made again, as long as the new one has no volume yet.',
    'L’ancien PVC est recréé, tant que le nouveau n’a pas encore de volume.',
  ],
  [
    'The former set is made again around its pods; claims that hold something by then keep their volumes.',
    'L’ancien StatefulSet est recréé autour de ses pods ; les PVC qui contiennent alors quelque chose gardent leurs volumes.',
  ],
  [
    'The present settings come back, and the new Secret is deleted.',
    'Les réglages actuels reviennent, et le nouveau Secret est supprimé.',
  ],
  ['It is made again as it was.', 'C’est recréé tel quel.'],
  ['It is deleted again.', 'C’est supprimé à nouveau.'],
  ['It is deleted again, with what was written to it.', 'C’est supprimé à nouveau, avec ce qui y a été écrit.'],
  [
    'It is deleted again; pods that run keep what they have.',
    'C’est supprimé à nouveau ; les pods qui tournent gardent ce qu’ils ont.',
  ],
  ['The key is taken away again.', 'La clé est retirée à nouveau.'],
  ['The role and its binding are deleted again.', 'Le rôle et sa liaison sont supprimés à nouveau.'],
  ['The run is deleted; what it did stays done.', 'L’exécution est supprimée ; ce qu’elle a fait reste fait.'],
  ['A run that was ended does not go on.', 'Une exécution arrêtée ne reprend pas.'],
  [
    'The note is put back, and Helm refuses changes again.',
    'La note est remise, et Helm refuse à nouveau les changements.',
  ],
  ['The upgrade is put back, and goes on by itself.', 'La mise à niveau est remise, et continue d’elle-même.'],
  [
    'A restart cannot be undone; nothing else changes.',
    'Un redémarrage ne peut pas être défait ; rien d’autre ne change.',
  ],
  ['A volume that has grown stays as big as it is.', 'Un volume qui a grandi garde sa taille.'],
  ['What is gone does not come back.', 'Ce qui a disparu ne revient pas.'],
  ['What they last said does not come back.', 'Leurs derniers messages ne reviennent pas.'],
  [
    'A deleted pod does not come back as it was; its data does.',
    'Un pod supprimé ne revient pas tel qu’il était ; ses données, si.',
  ],
  [
    'The pod does not come back; what made it makes another one.',
    'Le pod ne revient pas ; ce qui l’avait créé en crée un autre.',
  ],
  [
    'The node is opened again; pods stay where they are by then.',
    'Le nœud est rouvert ; les pods restent là où ils sont alors.',
  ],
  [
    'The node is written down again; if its machine comes back, it takes up its work.',
    'Le nœud est réinscrit ; si sa machine revient, il reprend son travail.',
  ],
  ['Nothing has to be undone.', 'Il n’y a rien à défaire.'],

  // Programs and images.
  ['Go back to what ran before ({images})', 'Revenir à ce qui tournait avant ({images})'],
  ['Use another image', 'Utiliser une autre image'],
  ['Which image instead of {image}?', 'Quelle image à la place de {image} ?'],
  ['Sign in with the Secret "{name}" that is there', 'S’identifier avec le Secret « {name} » qui existe'],
  ['Sign in to {registry}', 'S’identifier auprès de {registry}'],
  [
    'With which name and token, written as name:token, at {registry}?',
    'Avec quel nom et quel jeton, écrits nom:jeton, auprès de {registry} ?',
  ],
  ['Let the node fetch the image when it has none', 'Laisser le nœud télécharger l’image quand il ne l’a pas'],
  ['Start the program of the image instead of "{given}"', 'Démarrer le programme de l’image au lieu de « {given} »'],
  [
    'Restart "{name}", so that it mounts the bigger volume',
    'Redémarrer « {name} », pour que le volume agrandi soit monté',
  ],
  ['Restart "{name}"', 'Redémarrer « {name} »'],
  [
    'Let "{container}" have {more} of memory instead of {limit}',
    'Donner à « {container} » {more} de mémoire au lieu de {limit}',
  ],
  ['Let "{container}" have another amount of memory', 'Donner à « {container} » une autre quantité de mémoire'],
  ['Say how much memory "{container}" may have', 'Dire combien de mémoire « {container} » peut avoir'],
  [
    'How much memory may "{container}" have, instead of {limit}; {most} is the most that {who} allows?',
    'Combien de mémoire « {container} » peut-il avoir, au lieu de {limit} ; {most} est le maximum que permet {who} ?',
  ],
  [
    'How much memory may "{container}" have, instead of {limit}?',
    'Combien de mémoire « {container} » peut-il avoir, au lieu de {limit} ?',
  ],
  [
    'How much memory may "{container}" have; {most} is the most that {who} allows?',
    'Combien de mémoire « {container} » peut-il avoir ; {most} est le maximum que permet {who} ?',
  ],
  ['How much memory may "{container}" have?', 'Combien de mémoire « {container} » peut-il avoir ?'],
  ['Run it as another user than root', 'Le faire tourner sous un autre utilisateur que root'],
  [
    'As which user number? The page of the image says it; many take 1000.',
    'Sous quel numéro d’utilisateur ? La page de l’image le dit ; beaucoup prennent 1000.',
  ],

  // Settings.
  ['Use the {kind} "{other}" that is there', 'Utiliser le {kind} « {other} » qui existe'],
  ['Use the key "{other}" that is there', 'Utiliser la clé « {other} » qui existe'],
  ['Use the service account "{other}" that is there', 'Utiliser le compte de service « {other} » qui existe'],
  ['Use the volume claim "{other}" that is there', 'Utiliser le PVC « {other} » qui existe'],
  ['Let {what} name the service "{other}" that is there', 'Nommer dans {what} le service « {other} » qui existe'],
  ['Add "{keys}" to the {kind} "{name}"', 'Ajouter « {keys} » au {kind} « {name} »'],
  ['Make the {kind} "{name}"', 'Créer le {kind} « {name} »'],
  ['Make the priority class "{name}"', 'Créer la classe de priorité « {name} »'],
  ['Make the service account "{name}"', 'Créer le compte de service « {name} »'],
  ['Make the service "{name}"', 'Créer le service « {name} »'],
  ['Make the volume claim "{name}"', 'Créer le PVC « {name} »'],
  ['Which value should "{key}" have?', 'Quelle valeur donner à « {key} » ?'],
  ['What should be in it? One KEY=value on each line.', 'Que doit-il contenir ? Un CLÉ=valeur par ligne.'],
  [
    'What should be in it? One line for each of {keys}, like {example}.',
    'Que doit-il contenir ? Une ligne pour chacun de {keys}, comme {example}.',
  ],
  [
    'Nothing that runs is touched; the pods that wait for it begin.',
    'Rien de ce qui tourne n’est touché ; les pods qui l’attendent démarrent.',
  ],
  [
    'It gets no rights: give it those that it needs after.',
    'Il ne reçoit aucun droit : donnez-lui ensuite ceux qu’il lui faut.',
  ],
  ['It was stopped by somebody, perhaps on purpose.', 'Quelqu’un l’a arrêté, peut-être exprès.'],
  ['It was suspended by somebody, perhaps on purpose.', 'Quelqu’un l’a suspendu, peut-être exprès.'],
  ['Resume "{name}"', 'Reprendre « {name} »'],
  ['Start "{name}" again with one copy', 'Relancer « {name} » avec une copie'],
  ['Start "{name}" with one copy', 'Démarrer « {name} » avec une copie'],
  ['Start "{name}" with {copies} copies', 'Démarrer « {name} » avec {copies} copies'],
  ['Replace the pod "{pod}"', 'Remplacer le pod « {pod} »'],
  [
    'It is deleted, and made anew from the present settings. Its volumes stay.',
    'Il est supprimé, et recréé d’après les réglages actuels. Ses volumes restent.',
  ],

  // Checks.
  ['Let the check ask port {port}', 'Faire interroger le port {port} par la sonde'],
  ['Let the check ask for another path', 'Faire demander un autre chemin par la sonde'],
  ['Which path answers when it is well?', 'Quel chemin répond quand tout va bien ?'],
  [
    'Give it more time (first check after {delay} s instead of {before} s, {seconds} s for an answer)',
    'Lui donner plus de temps (première sonde après {delay} s au lieu de {before} s, {seconds} s pour répondre)',
  ],

  // Nodes that do not take a pod.
  ['Let any node run it', 'Le laisser tourner sur n’importe quel nœud'],
  ['Ask for {label}={other}, which nodes have', 'Demander {label}={other}, que des nœuds ont'],
  ['Give the node "{node}" the label {label}={value}', 'Donner au nœud « {node} » l’étiquette {label}={value}'],
  [
    'Right if the node really has what the label says. Others that ask for it may come there too.',
    'À faire si le nœud a vraiment ce que dit l’étiquette. D’autres qui la demandent peuvent y venir aussi.',
  ],
  ['Let it run on nodes with the taint {taint}', 'Le laisser tourner sur les nœuds marqués du taint {taint}'],
  ['Open the node "{name}" for new pods', 'Ouvrir le nœud « {name} » aux nouveaux pods'],
  ['Only if nobody is working on it.', 'Seulement si personne n’y travaille.'],
  ['Ask for less {resource}', 'Demander moins ({resource})'],
  [
    'How much {resource} should "{name}" ask for instead of {asked}? {free} is the most that one node has free.',
    'Combien « {name} » doit-il demander ({resource}) au lieu de {asked} ? Un nœud a au plus {free} de libre.',
  ],
  [
    'How much {resource} should "{name}" ask for? {free} is the most that one node has free.',
    'Combien « {name} » doit-il demander ({resource}) ? Un nœud a au plus {free} de libre.',
  ],
  [
    'How much {resource} should "{name}" ask for instead of {asked}?',
    'Combien « {name} » doit-il demander ({resource}) au lieu de {asked} ?',
  ],
  ['How much {resource} should "{name}" ask for?', 'Combien « {name} » doit-il demander ({resource}) ?'],
  [
    'Let copies stand beside each other where there is no other room',
    'Accepter des copies côte à côte quand il n’y a pas d’autre place',
  ],
  [
    'Spread copies as well as there is room, and not strictly',
    'Répartir les copies du mieux que la place le permet, sans rigueur',
  ],
  ['Do with one copy instead of {wanted}', 'Se contenter d’une copie au lieu de {wanted}'],
  ['Do with {copies} copies instead of {wanted}', 'Se contenter de {copies} copies au lieu de {wanted}'],
  [
    'Those that run go on; fewer of them answer.',
    'Celles qui tournent continuent ; elles sont moins nombreuses à répondre.',
  ],
  [
    'Run it with the usual priority instead of "{priority}"',
    'Le faire tourner avec la priorité habituelle au lieu de « {priority} »',
  ],
  [
    'Run it with the usual runtime instead of "{runtime}"',
    'Le faire tourner avec l’environnement d’exécution habituel au lieu de « {runtime} »',
  ],
  [
    'How important, as a number? 0 is the usual, 1000000 is high.',
    'Quelle importance, en nombre ? 0 est l’habituel, 1000000 est élevé.',
  ],
  [
    'Pods of it may push others aside when room is short.',
    'Ses pods peuvent en écarter d’autres quand la place manque.',
  ],

  // Quotas and limits.
  ['Raise the quota "{name}"', 'Augmenter le quota « {name} »'],
  [
    'How much {resource} may the namespace use instead of {hard}? Its workloads ask for {asked} altogether.',
    'Combien le namespace peut-il utiliser ({resource}) au lieu de {hard} ? Ses charges demandent {asked} en tout.',
  ],
  [
    'How much {resource} may the namespace use? Its workloads ask for {asked} altogether.',
    'Combien le namespace peut-il utiliser ({resource}) ? Ses charges demandent {asked} en tout.',
  ],
  [
    'How much {resource} may the namespace use instead of {hard}?',
    'Combien le namespace peut-il utiliser ({resource}) au lieu de {hard} ?',
  ],
  ['How much {resource} may the namespace use?', 'Combien le namespace peut-il utiliser ({resource}) ?'],
  ['The namespace may then use more of the cluster.', 'Le namespace peut alors consommer davantage du cluster.'],
  [
    'Say how much {resource} the containers of "{name}" need',
    'Dire ce qu’il faut aux conteneurs de « {name} » ({resource})',
  ],
  ['Say how much the containers of "{name}" need', 'Dire ce qu’il faut aux conteneurs de « {name} »'],
  ['Set what a container gets that says nothing', 'Fixer ce que reçoit un conteneur qui ne dit rien'],
  [
    'It counts for every new container in this namespace that does not say how much it needs.',
    'Cela vaut pour tout nouveau conteneur de ce namespace qui ne dit pas ce qu’il lui faut.',
  ],
  [
    'How much CPU and memory does one container need? Write both, like 100m 128Mi.',
    'Combien de processeur et de mémoire faut-il à un conteneur ? Écrivez les deux, comme 100m 128Mi.',
  ],
  [
    'How much {resource} does one container need, such as {example}?',
    'Combien faut-il à un conteneur ({resource}), par exemple {example} ?',
  ],
  [
    'Set its {resource} {field} to {allowed} instead of {asked}',
    'Mettre son {field} ({resource}) à {allowed} au lieu de {asked}',
  ],
  [
    'Let containers of this namespace have up to {asked} of {resource}',
    'Autoriser les conteneurs de ce namespace jusqu’à {asked} ({resource})',
  ],
  [
    'Let containers of this namespace have as little as {asked} of {resource}',
    'Autoriser les conteneurs de ce namespace à ne demander que {asked} ({resource})',
  ],
  [
    'The limit range "{name}" then allows it to every container there.',
    'Le LimitRange « {name} » l’autorise alors à tous les conteneurs qui s’y trouvent.',
  ],
  [
    'Run it with the rights that this namespace allows ({what})',
    'Le faire tourner avec les droits que ce namespace permet ({what})',
  ],

  // Rights.
  [
    'Let "{account}" {verb} {resource} in {namespace}',
    'Autoriser « {account} » à faire {verb} sur {resource} dans {namespace}',
  ],
  ['It gets this right and no other.', 'Il reçoit ce droit et aucun autre.'],
  [
    'It gets this right and no other; it can read every secret of that namespace then.',
    'Il reçoit ce droit et aucun autre ; il peut alors lire tous les secrets de ce namespace.',
  ],
  ['Let it give the rights of the {kind} "{name}"', 'Lui faire donner les droits du {kind} « {name} »'],
  [
    'The role of a binding cannot be changed: the binding is made anew. Whoever is named in it then has those rights.',
    'Le rôle d’une liaison ne peut pas être changé : la liaison est recréée. Qui y est nommé a alors ces droits.',
  ],

  // Storage.
  ['Use the storage class "{name}"', 'Utiliser la classe de stockage « {name} »'],
  ['Use volumes of the storage class "{name}"', 'Utiliser des volumes de la classe de stockage « {name} »'],
  ['Make "{name}" the usual storage class', 'Faire de « {name} » la classe de stockage habituelle'],
  [
    'Claims that name no class get volumes of it, now and later.',
    'Les PVC qui ne nomment pas de classe en reçoivent des volumes, maintenant et plus tard.',
  ],
  ['Make it anew, empty', 'Le recréer, vide'],
  ['It begins empty, in the usual storage class.', 'Il commence vide, dans la classe de stockage habituelle.'],
  [
    'What was on the lost volume does not come back by this. If there is a backup, bring that back after.',
    'Ce qui était sur le volume perdu ne revient pas ainsi. S’il y a une sauvegarde, restaurez-la ensuite.',
  ],
  [
    'A claim cannot be changed: it is deleted and made anew. It held nothing yet.',
    'Un PVC ne peut pas être modifié : il est supprimé et recréé. Il ne contenait encore rien.',
  ],
  [
    'This cannot be changed in place: the set is made anew around its pods, and its claims that hold nothing yet with it.',
    'Cela ne peut pas être modifié sur place : le StatefulSet est recréé autour de ses pods, ainsi que ses PVC qui ne contiennent encore rien.',
  ],
  ['How large should "{claim}" be?', 'De quelle taille doit être « {claim} » ?'],
  ['Grow the volume claim "{name}" from {before} to {more}', 'Agrandir le PVC « {name} » de {before} à {more}'],
  [
    'A volume cannot be made smaller again, and a bigger one may cost more. If the program fills every disk, this only wins time.',
    'Un volume ne peut pas être rétréci ensuite, et un plus grand peut coûter davantage. Si le programme remplit n’importe quel disque, cela ne fait que gagner du temps.',
  ],
  ['Let one node at a time use it', 'Le laisser servir à un nœud à la fois'],
  ['End the old pod before the new one begins', 'Terminer l’ancien pod avant que le nouveau ne démarre'],
  ['At each change nobody answers for a moment.', 'À chaque changement, personne ne répond pendant un instant.'],
  ['Its volume can be used on one node at a time.', 'Son volume ne peut servir que sur un nœud à la fois.'],

  // Jobs and copies.
  ['Run "{name}" again', 'Exécuter « {name} » à nouveau'],
  ['Run "{name}" once now', 'Exécuter « {name} » une fois maintenant'],
  ['Run {copies} copies of "{name}"', 'Faire tourner {copies} copies de « {name} »'],
  [
    'It does its work now, beside its usual times.',
    'Il fait son travail maintenant, en plus de ses heures habituelles.',
  ],
  [
    'The job "{name}" is deleted and begun anew: what it had done already may be done twice, and its pods go with what they said.',
    'Le job « {name} » est supprimé et recommencé : ce qu’il avait déjà fait peut l’être deux fois, et ses pods partent avec leurs messages.',
  ],
  ['Run it again with {after} s instead of {before} s', 'L’exécuter à nouveau avec {after} s au lieu de {before} s'],
  ['Give it a schedule that can be read', 'Lui donner un horaire lisible'],
  [
    'When should it run? Minute, hour, day, month, weekday, like "0 3 * * *" for three at night.',
    'Quand doit-il s’exécuter ? Minute, heure, jour, mois, jour de la semaine, comme « 0 3 * * * » pour trois heures du matin.',
  ],
  ['It begins at the new times.', 'Il commence aux nouvelles heures.'],
  ['Let it begin up to an hour late', 'Le laisser commencer avec jusqu’à une heure de retard'],
  [
    'A run that was missed may then begin at an unusual time.',
    'Une exécution manquée peut alors commencer à une heure inhabituelle.',
  ],
  ['End the run that does not come to its end ({names})', 'Arrêter l’exécution qui n’en finit pas ({names})'],
  [
    'It is stopped in the middle of what it does; the next run begins at its time.',
    'Elle est arrêtée au milieu de son travail ; la prochaine commence à son heure.',
  ],
  ['Let it make {more} copies instead of {most}', 'Lui permettre {more} copies au lieu de {most}'],
  ['More copies use more of the cluster.', 'Plus de copies consomment davantage du cluster.'],
  ['Let it scale "{name}"', 'Lui faire régler « {name} »'],
  ['It then decides how many copies "{name}" has.', 'Il décide alors combien de copies a « {name} ».'],
  ['Let one pod go at a time', 'Laisser partir un pod à la fois'],
  ['While a node is emptied, one copy fewer answers.', 'Pendant qu’un nœud se vide, une copie de moins répond.'],
  [
    'One copy more uses more of the cluster; the budget stays as it is.',
    'Une copie de plus consomme davantage du cluster ; le budget reste tel quel.',
  ],
  ['Clear away the pod that was thrown out', 'Nettoyer le pod expulsé'],
  ['Clear away the {count} pods that were thrown out', 'Nettoyer les {count} pods expulsés'],
  [
    'They do not run; only what they last said is lost.',
    'Ils ne tournent pas ; seuls leurs derniers messages sont perdus.',
  ],

  // Traffic.
  ['Lead it to "{name}"', 'Le faire mener à « {name} »'],
  ['Only where its traffic goes changes.', 'Seule change la destination de son trafic.'],
  ['Only the way of its traffic changes.', 'Seul change le chemin de son trafic.'],
  ['Whoever uses "{service}" reaches "{other}" then.', 'Qui utilise « {service} » atteint alors « {other} ».'],
  ['Send to the service "{name}"', 'Envoyer au service « {name} »'],
  ['Send to port {port}', 'Envoyer au port {port}'],
  ['Let "{name}" serve it', 'Le faire servir par « {name} »'],
  ['Visitors see it at once.', 'Les visiteurs le voient aussitôt.'],
  ['Serve it without this certificate for now', 'Le servir sans ce certificat pour l’instant'],
  [
    'What people send and read there is not encrypted with a certificate of its own.',
    'Ce que l’on y envoie et y lit n’est pas chiffré par un certificat à lui.',
  ],
  ['Use the certificate in the Secret "{name}"', 'Utiliser le certificat du Secret « {name} »'],
  [
    'Browsers warn if it is not for the same domain.',
    'Les navigateurs avertissent s’il n’est pas pour le même domaine.',
  ],
  ['Let the gateway "{name}" serve it', 'Le faire servir par la passerelle « {name} »'],
  [
    'Let routes of "{namespace}" use the gateway "{gateway}"',
    'Autoriser les routes de « {namespace} » à utiliser la passerelle « {gateway} »',
  ],
  [
    'Whoever may make routes in "{namespace}" may then use its names and ports.',
    'Qui peut créer des routes dans « {namespace} » peut alors utiliser ses noms et ses ports.',
  ],
  [
    'Let it answer at the addresses of the nodes, at a port above 30000',
    'Le faire répondre aux adresses des nœuds, sur un port au-dessus de 30000',
  ],
  ['It waits for no address of its own any more.', 'Il n’attend plus d’adresse à lui.'],
  ['Let it answer at another port', 'Le faire répondre sur un autre port'],
  ['At which port instead of {port}?', 'Sur quel port au lieu de {port} ?'],
  ['Whoever uses it by the old port does not reach it any more.', 'Qui l’utilise par l’ancien port ne l’atteint plus.'],
  ['Let its pods look up names', 'Laisser ses pods résoudre des noms'],
  [
    'They may ask the DNS of the cluster, and nothing else.',
    'Ils peuvent interroger le DNS du cluster, et rien d’autre.',
  ],
  ['Let pods of the same namespace reach them', 'Laisser des pods du même namespace les joindre'],
  [
    'From other namespaces and from outside still nobody reaches them.',
    'Depuis d’autres namespaces et de l’extérieur, toujours personne ne les joint.',
  ],

  // Certificates.
  ['Put a new certificate into "{name}"', 'Mettre un nouveau certificat dans « {name} »'],
  [
    'Paste the certificate with its chain, and then its private key, both in PEM form.',
    'Collez le certificat avec sa chaîne, puis sa clé privée, tous deux au format PEM.',
  ],
  ['Let the certificate in "{name}" be issued anew', 'Faire réémettre le certificat de « {name} »'],
  [
    'The Secret is deleted; until the new certificate is there, which takes about a minute, visitors are warned.',
    'Le Secret est supprimé ; jusqu’à l’arrivée du nouveau certificat, environ une minute, les visiteurs sont avertis.',
  ],

  // The cluster itself.
  [
    'Close the node "{name}" and move the pod on it elsewhere',
    'Fermer le nœud « {name} » et déplacer ailleurs le pod qui s’y trouve',
  ],
  [
    'Close the node "{name}" and move the {count} pods on it elsewhere',
    'Fermer le nœud « {name} » et déplacer ailleurs les {count} pods qui s’y trouvent',
  ],
  [
    'They are begun anew on other nodes, as their disruption budgets allow; what they keep on this node alone stays there.',
    'Ils redémarrent sur d’autres nœuds, dans le respect de leurs budgets d’interruption ; ce qu’ils gardent sur ce seul nœud y reste.',
  ],
  ['Forget the node "{name}"', 'Oublier le nœud « {name} »'],
  [
    'Only if the machine is surely off for good: its pods begin anew elsewhere, and two of one kind would write to the same volume if it still ran.',
    'Seulement si la machine est éteinte pour de bon, c’est certain : ses pods redémarrent ailleurs, et deux du même genre écriraient sur le même volume si elle tournait encore.',
  ],
  ['Forget the pod "{name}" without waiting for its node', 'Oublier le pod « {name} » sans attendre son nœud'],
  [
    'Only if its machine is surely off: if the pod still runs there, it and the one in its place write to the same volume.',
    'Seulement si sa machine est éteinte, c’est certain : si le pod y tourne encore, lui et son remplaçant écrivent sur le même volume.',
  ],
  ['Let {what} go without {holders}', 'Laisser partir {what} sans {holders}'],
  [
    'What {holders} wanted to clear away before, inside the cluster or outside of it, stays where it is. Better is to bring that program back.',
    'Ce que {holders} voulait nettoyer avant, dans le cluster ou en dehors, reste où il est. Mieux vaut faire revenir ce programme.',
  ],
  ['Pass over "{hook}" while nobody answers', 'Se passer de « {hook} » tant que personne ne répond'],
  [
    'As long as it does not answer, what it should check goes in unchecked. Undo this when it is back.',
    'Tant qu’il ne répond pas, ce qu’il devrait vérifier entre sans contrôle. Défaites cela à son retour.',
  ],
  ['Remove the API "{name}"', 'Retirer l’API « {name} »'],
  ['Remove the ConfigMap "{name}"', 'Retirer le ConfigMap « {name} »'],
  ['Remove "{name}"', 'Retirer « {name} »'],
  [
    'Objects of its kinds cannot be reached without it. Right if the program that brought it has been removed.',
    'Les objets de ses types ne sont plus joignables sans elle. À faire si le programme qui l’a apportée a été retiré.',
  ],
  [
    'What it checked is not checked any more. Right if the program that brought it has been removed.',
    'Ce qu’il vérifiait ne l’est plus. À faire si le programme qui l’a apporté a été retiré.',
  ],
  [
    'A program that reads it by itself, and not through a pod, would miss it.',
    'Un programme qui le lit lui-même, et non par un pod, en serait privé.',
  ],

  // What is installed.
  ['Forget the change of "{release}" that never ended', 'Oublier le changement de « {release} » qui n’a jamais abouti'],
  [
    'Only if nobody is at it any more. What it had changed by then stays; the next change of the release goes on from there.',
    'Seulement si plus personne n’y travaille. Ce qu’il avait déjà changé reste ; le prochain changement de la release reprend à partir de là.',
  ],
  ['End the upgrade "{name}"', 'Mettre fin à la mise à niveau « {name} »'],
  [
    'Nodes that have the new version keep it, the others keep theirs; one that it had closed has to be opened after.',
    'Les nœuds qui ont la nouvelle version la gardent, les autres gardent la leur ; un nœud qu’elle avait fermé est à rouvrir ensuite.',
  ],
];
