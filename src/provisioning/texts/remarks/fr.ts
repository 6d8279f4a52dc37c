/** What actions, clusters and advice say now and then, in French: stages, answers that cannot be taken, and why something cannot be done. */
export const remarkSentences: readonly (readonly [english: string, own: string])[] = [
  // Stages.
  ['Look at what is there', 'Regarder ce qu’il y a'],
  ['Put the shop there', 'Y mettre la boutique'],
  ['Wait until it runs', 'Attendre qu’elle tourne'],
  ['Break it', 'Le casser'],
  ['Let it take effect', 'Laisser agir'],
  ['Remember the choice', 'Retenir le choix'],
  ['Remove the link', 'Retirer le lien'],
  ['Note it', 'Le noter'],
  ['Look how it is now', 'Regarder comment il va'],
  // Advice: nothing is broken, but it could be better.
  [
    'There is one copy of "{name}" only: when its node is restarted or it is updated wrongly, it is away.',
    'Il n’y a qu’une copie de « {name} » : quand son nœud redémarre ou qu’une mise à jour échoue, elle est absente.',
  ],
  [
    'Nothing keeps all {count} copies of "{name}" from being moved at the same time: it has no disruption budget.',
    'Rien n’empêche les {count} copies de « {name} » d’être déplacées en même temps : il n’y a pas de budget d’interruption.',
  ],
  [
    'The pod "{name}" belongs to nobody: when its node goes, it is gone.',
    'Le pod « {name} » n’appartient à personne : quand son nœud part, il disparaît.',
  ],
  [
    '"{name}" listens on port {ports}, and no service leads to it: others cannot find it by a name.',
    '« {name} » écoute sur le port {ports}, et aucun service n’y mène : les autres ne le trouvent pas par un nom.',
  ],
  ['No pod asks for the {kind} "{name}".', 'Aucun pod ne demande ceci : {kind} « {name} ».'],
  ['No gateway is of the class "{name}".', 'Aucune passerelle n’est de la classe « {name} ».'],
  [
    'Nobody reads the key "{key}" of the ConfigMap "{name}".',
    'Personne ne lit la clé « {key} » du ConfigMap « {name} ».',
  ],
  [
    'Nobody reads the keys {keys} of the ConfigMap "{name}".',
    'Personne ne lit les clés {keys} du ConfigMap « {name} ».',
  ],
  ['The network policy "{policy}" lets everything in.', 'La politique réseau « {policy} » laisse tout entrer.'],
  ['The network policy "{policy}" lets everything out.', 'La politique réseau « {policy} » laisse tout sortir.'],
  [
    'The network policy "{policy}" lets nothing in of the pods it selects.',
    'La politique réseau « {policy} » ne laisse rien entrer dans les pods qu’elle vise.',
  ],
  [
    'The network policy "{policy}" lets nothing out of the pods it selects.',
    'La politique réseau « {policy} » ne laisse rien sortir des pods qu’elle vise.',
  ],
  [
    'Network policies say where "{name}" may go, and not who may come to it: everybody may.',
    'Des politiques réseau disent où « {name} » peut aller, mais pas qui peut y venir : tout le monde le peut.',
  ],
  [
    'Network policies say who may come to "{name}", and not where it may go: everywhere.',
    'Des politiques réseau disent qui peut venir à « {name} », mais pas où il peut aller : partout.',
  ],
  [
    'Nothing limits the memory of {names}: a leak there takes it from everything else on its node ({kind} "{name}").',
    'Rien ne limite la mémoire de {names} : une fuite la prend à tout le reste de son nœud ({kind} « {name} »).',
  ],
  [
    '{names} does not say how much CPU and memory it needs: the scheduler can only guess ({kind} "{name}").',
    '{names} ne dit pas combien de processeur et de mémoire il lui faut : l’ordonnanceur ne peut que deviner ({kind} « {name} »).',
  ],
  [
    '{names} has no readiness check: it gets traffic before it can answer ({kind} "{name}").',
    '{names} n’a pas de sonde de disponibilité : il reçoit du trafic avant de pouvoir répondre ({kind} « {name} »).',
  ],
  [
    '{names} has no liveness check: if it hangs, nobody restarts it ({kind} "{name}").',
    '{names} n’a pas de sonde de vivacité : s’il se fige, personne ne le redémarre ({kind} « {name} »).',
  ],
  [
    '{names} runs whatever {image} is at the time: nobody can tell which version, or go back to it ({kind} "{name}").',
    '{names} prend {image} tel qu’il est sur le moment : personne ne peut dire quelle version, ni y revenir ({kind} « {name} »).',
  ],
  [
    '{names} is privileged: whoever gets into it has the whole node ({kind} "{name}").',
    '{names} est privilégié : qui y entre a le nœud entier ({kind} « {name} »).',
  ],
  [
    '{names} runs as root by its own settings ({kind} "{name}").',
    '{names} tourne en root d’après ses propres réglages ({kind} « {name} »).',
  ],
  [
    '{names} reaches into a folder of its node ({kind} "{name}").',
    '{names} accède à un dossier de son nœud ({kind} « {name} »).',
  ],
  [
    '{names} has rights of the node\'s administrator added to it ({kind} "{name}").',
    '{names} a reçu des droits d’administrateur du nœud ({kind} « {name} »).',
  ],
  [
    'The service account "{account}" may do everything in the whole cluster, by the {kind} "{name}".',
    'Le compte de service « {account} » peut tout faire dans tout le cluster, par le {kind} « {name} ».',
  ],
  [
    'The service account "{account}" may read every secret in the whole cluster, by the {kind} "{name}".',
    'Le compte de service « {account} » peut lire tous les secrets de tout le cluster, par le {kind} « {name} ».',
  ],
  [
    'The service account "{account}" may do everything in {namespace}, by the {kind} "{name}".',
    'Le compte de service « {account} » peut tout faire dans {namespace}, par le {kind} « {name} ».',
  ],
  [
    'The service account "{account}" may read every secret in {namespace}, by the {kind} "{name}".',
    'Le compte de service « {account} » peut lire tous les secrets de {namespace}, par le {kind} « {name} ».',
  ],
  [
    'The disruption budget "{name}" lets no pod go now: {healthy} are well, {desired} are wanted.',
    'Le budget d’interruption « {name} » ne laisse partir aucun pod maintenant : sains {healthy}, voulus {desired}.',
  ],
  [
    'The disruption budget "{name}" protects nothing: no pod has the labels it asks for.',
    'Le budget d’interruption « {name} » ne protège rien : aucun pod n’a les étiquettes qu’il demande.',
  ],
  [
    'The installation plan "{name}" waits for somebody to approve it.',
    'Le plan d’installation « {name} » attend que quelqu’un l’approuve.',
  ],
  // What a cluster, or the way to it, says.
  [
    'The cluster does not accept these credentials, or they have expired.',
    'Le cluster n’accepte pas ces identifiants, ou ils ont expiré.',
  ],
  ['The cluster does not know this kind of object.', 'Le cluster ne connaît pas ce type d’objet.'],
  ['The Kubernetes API took too long to answer.', 'L’API Kubernetes a mis trop de temps à répondre.'],
  [
    'The Kubernetes API answered {status} without a reason.',
    'L’API Kubernetes a répondu {status} sans donner de raison.',
  ],
  ['What answers at {address} is not a Kubernetes API.', 'Ce qui répond à {address} n’est pas une API Kubernetes.'],
  [
    'The Kubernetes API at {address} has just come back, and is not ready yet.',
    'L’API Kubernetes à {address} vient de revenir, et n’est pas encore prête.',
  ],
  [
    'The Kubernetes API at {address} took too long to answer.',
    'L’API Kubernetes à {address} a mis trop de temps à répondre.',
  ],
  ['The Kubernetes API at {address} does not answer: {why}.', 'L’API Kubernetes à {address} ne répond pas : {why}.'],
  [
    'The certificate of {host} is not to be trusted ({why}).',
    'Le certificat de {host} n’est pas digne de confiance ({why}).',
  ],
  ['This kubeconfig cannot be used: {why}.', 'Ce kubeconfig ne peut pas être utilisé : {why}.'],
  [
    'This kubeconfig has more than {size} KB: it is probably not one.',
    'Ce kubeconfig fait plus de {size} Ko : ce n’en est sans doute pas un.',
  ],
  [
    'This is not a kubeconfig: it should be YAML with clusters, users and contexts.',
    'Ce n’est pas un kubeconfig : il faut du YAML avec clusters, users et contexts.',
  ],
  ['The watch was cut off.', 'Le suivi a été coupé.'],
  ['The log broke off.', 'Le journal s’est interrompu.'],
  [
    'The cluster does not know {kind} ({version}): what brings this kind is not installed.',
    'Le cluster ne connaît pas {kind} ({version}) : ce qui apporte ce type n’est pas installé.',
  ],
  ['This secret is no longer there. Please enter it again.', 'Ce secret n’est plus là. Saisissez-le à nouveau.'],
  ['Your sign-in has expired. Please sign in again.', 'Votre connexion a expiré. Reconnectez-vous.'],
  // Answers to the questions of a remedy.
  [
    'Write an amount such as "100m" of CPU or "128Mi" of memory.',
    'Écrivez une quantité comme « 100m » de processeur ou « 128Mi » de mémoire.',
  ],
  [
    'Write an amount such as "500m" of CPU or "256Mi" of memory.',
    'Écrivez une quantité comme « 500m » de processeur ou « 256Mi » de mémoire.',
  ],
  [
    'I need both: a CERTIFICATE block, and a PRIVATE KEY block after it.',
    'Il me faut les deux : un bloc CERTIFICATE, puis un bloc PRIVATE KEY.',
  ],
  ['Write a user number above 0, like 1000.', 'Écrivez un numéro d’utilisateur supérieur à 0, comme 1000.'],
  ['Write one KEY=value on each line.', 'Écrivez un CLÉ=valeur par ligne.'],
  ['"{key}" needs a value.', '« {key} » a besoin d’une valeur.'],
  ['There has to be a line for {keys} too.', 'Il faut aussi une ligne pour {keys}.'],
  [
    'An image is named like "nginx:1.29" or "ghcr.io/me/app:2".',
    'Une image se nomme comme « nginx:1.29 » ou « ghcr.io/me/app:2 ».',
  ],
  [
    'Write the name and the token with a colon between, like me:token.',
    'Écrivez le nom et le jeton séparés par deux-points, comme moi:jeton.',
  ],
  ['A schedule has five fields, like "0 3 * * *".', 'Un horaire a cinq champs, comme « 0 3 * * * ».'],
  ['Write a port from 1 to 65535 other than {port}.', 'Écrivez un port de 1 à 65535 autre que {port}.'],
  [
    'Write an amount of memory such as "256Mi" or "1Gi".',
    'Écrivez une quantité de mémoire comme « 256Mi » ou « 1Gi ».',
  ],
  ['{limit} was too little: write more than that.', '{limit} ne suffisait pas : écrivez davantage.'],
  ['{most} is the most that {who} allows.', '{most} est le maximum que permet {who}.'],
  ['A path begins with "/", like "/healthz".', 'Un chemin commence par « / », comme « /healthz ».'],
  ['Write an amount of more than {least}.', 'Écrivez une quantité supérieure à {least}.'],
  ['Write the CPU, then the memory, like 100m 128Mi.', 'Écrivez le processeur, puis la mémoire, comme 100m 128Mi.'],
  ['Write less than {most}.', 'Écrivez moins que {most}.'],
  ['Write a size such as "1Gi".', 'Écrivez une taille comme « 1Gi ».'],
  // What actions answer where they cannot.
  [
    'You are a guest here: sign in to the wizard in your browser, and link from there.',
    'Vous êtes ici en invité : connectez-vous à l’assistant dans votre navigateur, et liez votre compte de là.',
  ],
  ['There are no bots here, so nobody can be told anything.', 'Il n’y a pas de bots ici, donc personne à prévenir.'],
  ['There are no bots here, so nothing is linked.', 'Il n’y a pas de bots ici, donc rien n’est lié.'],
  ['This account is not linked to you any more.', 'Ce compte n’est plus lié au vôtre.'],
  [
    '"{name}" runs once on each node, so it cannot have more copies.',
    '« {name} » tourne une fois sur chaque nœud, donc il ne peut pas avoir plus de copies.',
  ],
  ['"{name}" does not scale by itself.', '« {name} » ne s’adapte pas seul.'],
  [
    'It stays at {count} copies until somebody changes that.',
    'Il reste à {count} copies jusqu’à ce que quelqu’un change cela.',
  ],
  [
    'At most {max} copies is less than at least {min}. Please turn them round.',
    'Le maximum {max} est inférieur au minimum {min}. Inversez-les.',
  ],
  [
    '"{name}" does not say how much {what} a copy asks for, so there is nothing to compare its use with. Give it a size first.',
    '« {name} » ne dit pas ce que demande une copie ({what}), donc il n’y a rien à quoi comparer sa consommation. Donnez-lui d’abord une taille.',
  ],
  [
    'Many programs never give memory back: then the copies stay once they are there.',
    'Beaucoup de programmes ne rendent jamais la mémoire : les copies restent alors une fois créées.',
  ],
  ['No password is kept for "{name}".', 'Aucun mot de passe n’est gardé pour « {name} ».'],
  ['"{name}" is not stopped; there is nothing to start.', '« {name} » n’est pas à l’arrêt ; il n’y a rien à relancer.'],
  ['"{name}" does not run; there is nothing to stop.', '« {name} » ne tourne pas ; il n’y a rien à arrêter.'],
  [
    '"{name}" has version {now} already. Going back to {wanted} could damage its data, so I do not do it.',
    '« {name} » est déjà en version {now}. Revenir à {wanted} pourrait abîmer ses données, donc je ne le fais pas.',
  ],
  [
    '"{name}" is stopped. Start it first; then I can change it.',
    '« {name} » est à l’arrêt. Relancez-le d’abord ; je pourrai ensuite le modifier.',
  ],
  ['Please tell me to which version "{name}" shall go.', 'Dites-moi vers quelle version « {name} » doit aller.'],
  [
    'I do not know this chart: what it needs and whether it fits shows when it runs.',
    'Je ne connais pas ce chart : ce qu’il lui faut, et s’il y a la place, se verra quand il tournera.',
  ],
  [
    'Without a version it is the newest one; pin one to get the same again.',
    'Sans version, c’est la plus récente ; fixez-en une pour retrouver la même.',
  ],
  [
    'A repository is an address like https://charts.example.org or oci://registry.example.org/charts.',
    'Un dépôt est une adresse comme https://charts.example.org ou oci://registry.example.org/charts.',
  ],
  [
    "Please give me the chart's name alone, without the repository, like gitea.",
    'Donnez-moi le nom du chart seul, sans le dépôt, comme gitea.',
  ],
  ['A version is like 1.2.3.', 'Une version ressemble à 1.2.3.'],
  [
    'The values should be a map, as in a values.yaml: `replicas: 2`.',
    'Les valeurs doivent être une table, comme dans un values.yaml : `replicas: 2`.',
  ],
  [
    'This data center has no address to be reached at. Take a domain of your own.',
    'Ce centre de données n’a pas d’adresse où le joindre. Prenez un domaine à vous.',
  ],
  [
    'The passwords of the earlier installation are kept.',
    'Les mots de passe de l’installation précédente sont gardés.',
  ],
  [
    'There is no ingress controller in this data center: the address answers only when one is installed.',
    'Il n’y a pas de contrôleur d’ingress dans ce centre de données : l’adresse ne répondra que lorsqu’il y en aura un.',
  ],
  [
    '{title} needs an address of its own: it does not work without.',
    '{title} a besoin d’une adresse à lui : il ne marche pas sans.',
  ],
  ['What is on its disks is gone for good.', 'Ce qui est sur ses disques est perdu pour de bon.'],
  ['There is no way in called "{name}" any more.', 'Il n’y a plus d’accès nommé « {name} ».'],
  ['There is nothing called "{name}" to be reached.', 'Rien de joignable ne s’appelle « {name} ».'],
  ['There is no issuer of certificates called "{name}".', 'Il n’y a pas d’émetteur de certificats nommé « {name} ».'],
  [
    '"{name}" is not ready to be changed. Look at its status first.',
    '« {name} » n’est pas prêt à être modifié. Regardez d’abord son état.',
  ],
  ['This plan has nothing in it any more.', 'Ce plan ne contient plus rien.'],
  [
    'Only what loses nothing and needs no answer can be done without asking.',
    'Seul ce qui ne fait rien perdre et ne demande pas de réponse peut se faire sans demander.',
  ],
  [
    '"{text}" is no date and time. Write it like 2026-12-01 22:00.',
    '« {text} » n’est pas une date avec une heure. Écrivez-la comme 2026-12-01 22:00.',
  ],
  ['There is nothing left that this could break.', 'Il ne reste rien que cela puisse casser.'],
  ['There was nothing left that this could break.', 'Il ne restait rien que cela puisse casser.'],
  [
    'The Kubernetes API of "{name}" is not there: perhaps it is broken already.',
    'L’API Kubernetes de « {name} » n’est pas là : peut-être est-elle déjà en panne.',
  ],
  [
    'It cannot be looked at now, so nothing was changed.',
    'Impossible d’y regarder maintenant, donc rien n’a été changé.',
  ],
  ['"{name}" cannot be mended from here.', '« {name} » ne peut pas être réparé d’ici.'],
  ['{name} cannot be looked at now.', '{name} ne peut pas être examiné maintenant.'],
  [
    'This wizard takes in no clusters. Ask your operator about it.',
    'Cet assistant ne relie pas de clusters. Demandez à votre opérateur.',
  ],
  [
    '"{name}" gives out its administrator\'s kubeconfig only: its Kubernetes makes no accounts for us.',
    '« {name} » ne donne que le kubeconfig de son administrateur : son Kubernetes ne nous crée pas de comptes.',
  ],
  [
    '"{name}" belongs to Kubernetes itself: whoever changes something there can do everything. Take another one.',
    '« {name} » appartient à Kubernetes lui-même : qui y change quelque chose peut tout faire. Prenez-en un autre.',
  ],
  ['This plan is for another VDC. Plan again.', 'Ce plan est pour un autre VDC. Refaites le plan.'],
  [
    'Undoing makes an empty disk of that name: what was on it does not come back.',
    'Défaire recrée un disque vide de ce nom : ce qu’il contenait ne revient pas.',
  ],
  [
    'Some classes show the new size only after the app is restarted.',
    'Certaines classes ne montrent la nouvelle taille qu’après le redémarrage de l’application.',
  ],
  ['There is no disk called "{name}" any more.', 'Il n’y a plus de disque nommé « {name} ».'],
  [
    'Please take lower-case letters, digits and dashes for the name of a disk.',
    'Prenez des lettres minuscules, des chiffres et des tirets pour le nom d’un disque.',
  ],
  [
    'There is a disk "{name}" in "{namespace}" already. Please take another name.',
    'Il y a déjà un disque « {name} » dans « {namespace} ». Prenez un autre nom.',
  ],
  ['Please say yes or no.', 'Répondez par oui ou par non.'],
  ['Please keep it below 500 characters.', 'Restez en dessous de 500 caractères.'],
  ['Please pick one of those on offer.', 'Choisissez parmi ce qui est proposé.'],
  ['It should have at least {least} characters.', 'Il faut au moins {least} caractères.'],
  ['{title} cannot be installed from here.', '{title} ne peut pas être installé d’ici.'],
  [
    'There is a namespace "{name}" already, which is not ours. Please take another name.',
    'Il y a déjà un namespace « {name} », qui n’est pas à nous. Prenez un autre nom.',
  ],
  [
    'No node takes apps just now: none is ready, or all are closed for new ones.',
    'Aucun nœud n’accepte d’applications en ce moment : aucun n’est prêt, ou tous sont fermés.',
  ],
  ['It did not end when it was told to.', 'Il ne s’est pas arrêté quand on le lui a demandé.'],
  ['It did not work.', 'Cela n’a pas réussi.'],
  ['It cannot get more or fewer machines here.', 'Il ne peut pas avoir plus ou moins de machines ici.'],
  ['It ended without success: {why}.', 'Il s’est terminé sans succès : {why}.'],
  ['The Job of helm failed, and its log is gone.', 'Le Job de helm a échoué, et son journal a disparu.'],
  ['This has more than {size} KB. Take it in parts.', 'Cela fait plus de {size} Ko. Donnez-le en plusieurs parties.'],
  [
    'Document {number}, line {line}: this is no valid YAML ({why}).',
    'Document {number}, ligne {line} : ce n’est pas du YAML valable ({why}).',
  ],
  [
    '"{text}" is no apiVersion; it looks like v1 or apps/v1.',
    '« {text} » n’est pas un apiVersion ; cela ressemble à v1 ou apps/v1.',
  ],
  ['"{text}" is no kind; it looks like Deployment.', '« {text} » n’est pas un kind ; cela ressemble à Deployment.'],
  ['There are {count} more.', 'Il y en a {count} de plus.'],
  [
    'The key to this VDC is not there yet. Try again in a minute.',
    'La clé de ce VDC n’est pas encore là. Réessayez dans une minute.',
  ],
  ['The key to this VDC is not there yet.', 'La clé de ce VDC n’est pas encore là.'],
  [
    'Three controllers cannot become one again without losing what they agreed on.',
    'Trois contrôleurs ne peuvent pas redevenir un seul sans perdre ce dont ils sont convenus.',
  ],
  [
    'The host works on it for longer than it should. Look again later.',
    'L’hôte y travaille plus longtemps que prévu. Regardez à nouveau plus tard.',
  ],
  [
    'This VDC lives at the engine "{engine}", which is not configured here.',
    'Ce VDC vit dans le moteur « {engine} », qui n’est pas configuré ici.',
  ],
  [
    'The plan is not the one that was hashed. Plan again.',
    'Ce plan n’est pas celui qui avait été approuvé. Refaites le plan.',
  ],
  [
    'No other node that this VDC may use has room for {machine}.',
    'Aucun autre nœud permis à ce VDC n’a la place pour {machine}.',
  ],
  [
    'Kubernetes {version} is not on offer. The versions are: {versions}.',
    'Kubernetes {version} n’est pas proposé. Les versions sont : {versions}.',
  ],
  [
    '"{name}" is no k3s cluster ({node} runs {version}): upgrade it with what it was made with.',
    '« {name} » n’est pas un cluster k3s ({node} utilise {version}) : mettez-le à niveau avec ce qui l’a créé.',
  ],
  [
    'The system-upgrade-controller does not come to run. Its pods say why.',
    'Le system-upgrade-controller ne démarre pas. Ses pods disent pourquoi.',
  ],
  ['{node} was not upgraded within {minutes} minutes.', '{node} n’a pas été mis à niveau en {minutes} minutes.'],
  [
    'This cluster is too big to be exported ({count} objects). Use Velero.',
    'Ce cluster est trop grand pour être exporté ({count} objets). Utilisez Velero.',
  ],
  ['What was kept is not what was read back.', 'Ce qui a été gardé n’est pas ce qui a été relu.'],
  ['Velero has no storage that is available now.', 'Velero n’a pas de stockage disponible en ce moment.'],
  ['Velero did not complete the backup {name}: {why}.', 'Velero n’a pas terminé la sauvegarde {name} : {why}.'],
  [
    'I cannot see what "{name}" runs: none of its nodes says so.',
    'Je ne vois pas quelle version utilise « {name} » : aucun de ses nœuds ne le dit.',
  ],
  ['"{name}" is not there to be upgraded.', '« {name} » n’est pas là pour être mis à niveau.'],
  // What shows a line of the check before an upgrade, and what people do by hand.
  ['"{name}" belongs to {owner}.', '« {name} » appartient à {owner}.'],
  ['"{name}" answers, on {nodes}.', '« {name} » répond, sur {nodes}.'],
  [
    '"{name}" last wrote {object} as {version} on {day}.',
    '« {name} » a écrit {object} en {version} pour la dernière fois le {day}.',
  ],
  ['"{name}" sets the mode.', '« {name} » fixe le mode.'],
  ['"{name}" was made then.', '« {name} » a été fait à ce moment-là.'],
  ['"{name}" is a volume of {driver}.', '« {name} » est un volume de {driver}.'],
  ['"{name}" is a policy that ends.', '« {name} » est une politique qui disparaît.'],
  ['"{name}" is no voter.', '« {name} » n’a pas de voix.'],
  ['"{name}" keeps {path} in an emptyDir.', '« {name} » garde {path} dans un emptyDir.'],
  ['"{name}" keeps data in {path}.', '« {name} » garde des données dans {path}.'],
  ['"{name}" has one copy.', '« {name} » a une seule copie.'],
  ['"{name}" has such a volume.', '« {name} » a un tel volume.'],
  ['"{name}" takes the pod.', '« {name} » vise ce pod.'],
  ['"{name}" is not ready.', '« {name} » n’est pas prêt.'],
  ['{count} nodes have a vote.', '{count} nœuds ont une voix.'],
  [
    'A client has asked for {api} since the API server began to run.',
    'Un client a demandé {api} depuis le démarrage du serveur d’API.',
  ],
  ['It asks the service "{name}".', 'Il interroge le service « {name} ».'],
  [
    'It is asked about {what}, and what it cannot judge, it refuses.',
    'Il est interrogé sur {what}, et ce dont il ne peut pas juger, il le refuse.',
  ],
  ['It is good until {day}.', 'Il est valable jusqu’au {day}.'],
  ['It works on {nodes}.', 'Il travaille sur {nodes}.'],
  ['Its leader renews this every few seconds.', 'Son leader renouvelle ceci toutes les quelques secondes.'],
  ['Kept as: {versions}.', 'Gardé en : {versions}.'],
  ['Served: {versions}.', 'Servi : {versions}.'],
  ['Nobody owns "{name}".', 'Personne ne possède « {name} ».'],
  ['Revision {revision} is {status}.', 'La révision {revision} est en état {status}.'],
  ['The API server says that {part} failed.', 'Le serveur d’API dit que {part} a échoué.'],
  [
    'The chart {chart} of the release "{release}" in {namespace} makes {kind} "{name}" as {version}.',
    'Le chart {chart} de la release « {release} » dans {namespace} crée {kind} « {name} » en {version}.',
  ],
  ['The cluster runs {version}.', 'Le cluster est en {version}.'],
  [
    'The file that kubectl applied last writes {object} as {version}.',
    'Le dernier fichier appliqué par kubectl écrit {object} en {version}.',
  ],
  ['The node "{node}" runs {version}.', 'Le nœud « {node} » est en {version}.'],
  [
    'The other nodes have too little {resource} left for "{name}".',
    'Il ne reste pas assez aux autres nœuds pour « {name} » ({resource}).',
  ],
  [
    'The values of the chart "{chart}" make {kind} "{name}" as {version}.',
    'Les valeurs du chart « {chart} » créent {kind} « {name} » en {version}.',
  ],
  ['The wizard made a backup then.', 'L’assistant a fait une sauvegarde à ce moment-là.'],
  ['Traefik 2 runs.', 'Traefik 2 tourne.'],
  ['Well: {healthy} of {expected}, wanted: {desired}.', 'Sains : {healthy} sur {expected}, voulus : {desired}.'],
  ['What it cannot judge, it refuses.', 'Ce dont il ne peut pas juger, il le refuse.'],
  ['What its makers say.', 'Ce que disent ses auteurs.'],
  ['What k3s says.', 'Ce que dit k3s.'],
  ['Where it is said.', 'Où cela est dit.'],
  ['Who holds it.', 'Qui le tient.'],
  [
    'With what else has to move, the other nodes are full before "{name}".',
    'Avec tout ce qui doit aussi se déplacer, les autres nœuds sont pleins avant « {name} ».',
  ],
  [
    'No other node may take "{name}": labels, taints or closed nodes.',
    'Aucun autre nœud ne peut prendre « {name} » : étiquettes, taints ou nœuds fermés.',
  ],
  ['k3s says so itself.', 'k3s le dit lui-même.'],
  ['{version} is newer.', '{version} est plus récent.'],
  [
    'A webhook: let the program that brought it, or cert-manager, issue a new one.',
    'Un webhook : faites émettre un nouveau certificat par le programme qui l’a apporté, ou par cert-manager.',
  ],
  ['Add a node at least as big as "{node}".', 'Ajoutez un nœud au moins aussi grand que « {node} ».'],
  ['Answer: {question}', 'Répondez : {question}'],
  ['Check again, upgrade, and take it away after.', 'Vérifiez à nouveau, mettez à niveau, puis retirez-le.'],
  ['Check again.', 'Vérifiez à nouveau.'],
  ['Upgrade it, and check again.', 'Mettez-le à niveau, et vérifiez à nouveau.'],
  [
    'Choose a release of {name} that its makers tested with {version}: {page}',
    'Choisissez une version de {name} que ses auteurs ont essayée avec {version} : {page}',
  ],
  ['Diagnose the pods behind {service}: {command}', 'Diagnostiquez les pods derrière {service} : {command}'],
  ['Diagnose what is behind it: {command}', 'Diagnostiquez ce qu’il y a derrière : {command}'],
  ['If its program is gone: {command}', 'Si son programme a disparu : {command}'],
  [
    'If the API is gone already, Helm refuses even that: let "{command}" rewrite what Helm remembers, then upgrade the chart.',
    'Si l’API a déjà disparu, Helm refuse même cela : faites réécrire par « {command} » ce que Helm retient, puis mettez le chart à niveau.',
  ],
  [
    'In spec.valuesContent of {object}, write {version} instead of {old}.',
    'Dans spec.valuesContent de {object}, écrivez {version} au lieu de {old}.',
  ],
  [
    'In the audit log, look for the annotation k8s.io/deprecated: its user and user agent name the client.',
    'Dans le journal d’audit, cherchez l’annotation k8s.io/deprecated : son utilisateur et son user agent nomment le client.',
  ],
  [
    'Without one, look at controllers, operators and pipelines whose release is older than the removal.',
    'À défaut, regardez les contrôleurs, opérateurs et pipelines dont la version est antérieure à la suppression.',
  ],
  ['The count stays until the API server starts again.', 'Le compteur reste jusqu’au redémarrage du serveur d’API.'],
  [
    'Install a version of the chart {chart} that writes {version}, before the cluster is upgraded.',
    'Installez une version du chart {chart} qui écrit {version}, avant la mise à niveau du cluster.',
  ],
  [
    'Install {version} on {nodes}, one after the other, and wait until each is ready.',
    'Installez {version} sur {nodes}, l’un après l’autre, en attendant que chacun soit prêt.',
  ],
  [
    'Upgrade the manifests of these parts to {version}.',
    'Mettez à niveau les manifestes de ces composants vers {version}.',
  ],
  [
    'Keep the server token with it, and a copy on another machine. Volumes need a backup of their own.',
    'Gardez avec elle le jeton du serveur, et une copie sur une autre machine. Les volumes ont besoin de leur propre sauvegarde.',
  ],
  [
    'Write {version} in the source of "{name}", and apply it once.',
    'Écrivez {version} dans la source de « {name} », et appliquez-la une fois.',
  ],
  [
    'k3s with SQLite: stop k3s, copy {folder}, start it.',
    'k3s avec SQLite : arrêtez k3s, copiez {folder}, redémarrez-le.',
  ],
  ['k3s with etcd: {command}, on one server.', 'k3s avec etcd : {command}, sur un serveur.'],
  [
    'k3s: restart the service on each server, one after the other; an authority: {command}.',
    'k3s : redémarrez le service sur chaque serveur, l’un après l’autre ; une autorité : {command}.',
  ],
  ['kubeadm: {command}, then restart the control plane.', 'kubeadm : {command}, puis redémarrez le plan de contrôle.'],
  // Rarer answers: of engines, of manifests, of workers that may not go.
  [
    'I cannot add machines to "{name}" from here. Take a smaller size, or remove something that you do not need.',
    'Je ne peux pas ajouter de machines à « {name} » d’ici. Prenez une taille plus petite, ou retirez ce dont vous n’avez pas besoin.',
  ],
  [
    '"{name}" has no helm controller, which comes with k3s, so I cannot install charts there.',
    '« {name} » n’a pas de helm controller, qui vient avec k3s, donc je ne peux pas y installer de charts.',
  ],
  ['There is no size "{size}". There are: {sizes}.', 'Il n’y a pas de taille « {size} ». Il y a : {sizes}.'],
  [
    'There is no node size "{size}". The sizes are: {sizes}.',
    'Il n’y a pas de taille de nœud « {size} ». Les tailles sont : {sizes}.',
  ],
  [
    'There is no solution "{name}" in the marketplace. There are: {names}.',
    'Il n’y a pas de solution « {name} » dans le catalogue. Il y a : {names}.',
  ],
  ['All repositories are gone for good.', 'Tous les dépôts sont perdus pour de bon.'],
  [
    'There is no ingress controller in "{name}", so nothing in it can be reached by a domain. k3s brings traefik unless it was left out.',
    'Il n’y a pas de contrôleur d’ingress dans « {name} » : rien n’y est joignable par un domaine. k3s apporte traefik, sauf si on l’a écarté.',
  ],
  [
    'There is no Service "{name}" with the port {port} in "{namespace}".',
    'Il n’y a pas de Service « {name} » avec le port {port} dans « {namespace} ».',
  ],
  [
    'There is no ingress class "{name}". There are: {names}.',
    'Il n’y a pas de classe d’ingress « {name} ». Il y a : {names}.',
  ],
  [
    '{host} leads to something else in this data center already ({place}). Take another domain, or remove that way first.',
    '{host} mène déjà à autre chose dans ce centre de données ({place}). Prenez un autre domaine, ou retirez d’abord cet accès.',
  ],
  ['There is only the present one.', 'Il n’y a que l’actuelle.'],
  [
    'This data center has no class of disks, so nobody could make one.',
    'Ce centre de données n’a pas de classe de disques, donc personne ne pourrait en créer un.',
  ],
  [
    'There is no class of disks "{name}". There are: {names}.',
    'Il n’y a pas de classe de disques « {name} ». Il y a : {names}.',
  ],
  [
    'The price has changed since you saw it, from {before} to {now}.',
    'Le prix a changé depuis que vous l’avez vu, de {before} à {now}.',
  ],
  ['{where}: it refers to itself too often (aliases).', '{where} : il se réfère trop souvent à lui-même (alias).'],
  ['{where}: metadata is missing.', '{where} : metadata manque.'],
  ['{where}: metadata.name is missing.', '{where} : metadata.name manque.'],
  [
    '{where}: it needs a name of its own; generateName would make another one each time.',
    '{where} : il lui faut un nom à lui ; generateName en créerait un autre à chaque fois.',
  ],
  ['{object}: its namespace is no name.', '{object} : son namespace n’est pas un nom.'],
  ['Line {line}: this is nested too deeply.', 'Ligne {line} : l’imbrication est trop profonde.'],
  ['Line {line}: this is indented too deeply.', 'Ligne {line} : l’indentation est trop profonde.'],
  ['This cluster does not know {kind} of {version}.', 'Ce cluster ne connaît pas {kind} de {version}.'],
  ['It is there twice.', 'Il y est deux fois.'],
  ['It is not there.', 'Il n’y est pas.'],
  ['The cluster does not know this kind.', 'Le cluster ne connaît pas ce type.'],
  ['There is no cluster "{name}" that was taken in.', 'Il n’y a pas de cluster relié « {name} ».'],
  ['There is no node "{node}" in this cluster.', 'Il n’y a pas de nœud « {node} » dans ce cluster.'],
  ['A VDC has 1 controller, or 3 redundant ones.', 'Un VDC a 1 contrôleur, ou 3 redondants.'],
  ['A VDC has 0 to {most} workers.', 'Un VDC a de 0 à {most} nœuds de travail.'],
  [
    'Something else has been made under this effect id. Plan again.',
    'Autre chose a été créé entre-temps à cette place. Refaites le plan.',
  ],
  ['A disruption budget keeps {pod} where it is.', 'Un budget d’interruption retient {pod} où il est.'],
  [
    'A disruption budget keeps {pod} on {machine}: loosen it, or keep the worker. Nothing was removed.',
    'Un budget d’interruption retient {pod} sur {machine} : assouplissez-le, ou gardez le nœud de travail. Rien n’a été retiré.',
  ],
  [
    'From {from} to {to} skips a minor version, which Kubernetes does not survive. Take {step}.',
    'De {from} à {to}, on sauterait une version mineure, ce que Kubernetes ne supporte pas. Prenez {step}.',
  ],
  [
    'From {from} to {to} skips a minor version. Take {step} first.',
    'De {from} à {to}, on sauterait une version mineure. Prenez d’abord {step}.',
  ],
  ['There is no VDC "{name}" on the host.', 'Il n’y a pas de VDC « {name} » sur l’hôte.'],
  ['There is no VDC "{name}" on the simulated grid.', 'Il n’y a pas de VDC « {name} » sur la grille simulée.'],
  [
    'A Kubernetes host has no certified farms: leave that wish out.',
    'Un hôte Kubernetes n’a pas de fermes certifiées : laissez ce souhait de côté.',
  ],
  [
    'This host gives no public IP addresses: leave that wish out, or ask your operator for load balancers.',
    'Cet hôte ne donne pas d’adresses IP publiques : laissez ce souhait de côté, ou demandez des répartiteurs de charge à votre opérateur.',
  ],
  [
    'The host has no node that is ready and takes new machines. Try again later, or ask your operator to look at its nodes.',
    'L’hôte n’a aucun nœud prêt qui accepte de nouvelles machines. Réessayez plus tard, ou demandez à votre opérateur de regarder ses nœuds.',
  ],
  ['Pods wait for room.', 'Des pods attendent de la place.'],
  ['{node} is the only one that takes pods.', '{node} est le seul à accepter des pods.'],
  ['{node} is more than half full.', '{node} est plus qu’à moitié plein.'],
  ['{pod} would find no room elsewhere.', '{pod} ne trouverait pas de place ailleurs.'],
  ['Nobody would make {pod} anew.', 'Personne ne recréerait {pod}.'],
  ['{pod} says that it must not be moved.', '{pod} dit ne pas devoir être déplacé.'],
  ['The disk {disk} of {pod} is on it.', 'Le disque {disk} de {pod} s’y trouve.'],
  [
    'The disruption budget {budget} keeps {pod} where it is.',
    'Le budget d’interruption {budget} retient {pod} où il est.',
  ],
  [
    'There is nothing here that "{fault}" could break. What can be broken now: {faults}.',
    'Il n’y a rien ici que « {fault} » puisse casser. Ce qui peut l’être : {faults}.',
  ],
  ['The cluster cannot be reached.', 'Le cluster est injoignable.'],
  [
    'This cannot be mended by "{way}" any more. The ways now are: {ways}.',
    'Cela ne peut plus être réparé par « {way} ». Les moyens sont maintenant : {ways}.',
  ],
  ['The cluster gave no token.', 'Le cluster n’a pas donné de jeton.'],
  [
    'Secrets were encrypted with another master key: restore SECRET_KEY, or master.key in the data folder.',
    'Les secrets ont été chiffrés avec une autre clé maîtresse : restaurez SECRET_KEY, ou master.key dans le dossier des données.',
  ],
  // Last, because it would take others for itself.
  ['"{name}" runs {version}.', '« {name} » utilise {version}.'],
];
