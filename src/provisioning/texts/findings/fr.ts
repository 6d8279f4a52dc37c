/** What diagnosis finds, in French. What stands in braces may be a sentence of its own, and is then said in French, too. */
export const findingSentences: readonly (readonly [english: string, french: string])[] = [
  // Images.
  ['The image {image} was not found in {registry}.', 'L’image {image} est introuvable dans {registry}.'],
  [
    '{registry} does not give out {image}: it is private, or its name is misspelt.',
    '{registry} ne donne pas {image} : l’image est privée, ou son nom est mal écrit.',
  ],
  [
    '{registry} does not give out {image}: the Secret "{secret}" that should let it in is not there.',
    '{registry} ne donne pas {image} : le Secret « {secret} » qui devrait en ouvrir l’accès n’existe pas.',
  ],
  [
    '{registry} lets us fetch no more images for now, so {image} has to wait.',
    '{registry} ne nous laisse plus télécharger d’images pour l’instant, donc {image} doit attendre.',
  ],
  [
    '{registry} cannot be reached, so {image} cannot be fetched.',
    '{registry} est injoignable, donc {image} ne peut pas être téléchargée.',
  ],
  [
    'The certificate of {registry} is not trusted, so {image} cannot be fetched.',
    'Le certificat de {registry} n’est pas reconnu, donc {image} ne peut pas être téléchargée.',
  ],
  [
    "The image {image} does not exist for this node's kind of processor.",
    'L’image {image} n’existe pas pour le type de processeur de ce nœud.',
  ],
  [
    "There is no room on the node's disk for the image {image}.",
    'Il n’y a plus de place sur le disque du nœud pour l’image {image}.',
  ],
  [
    'The image {image} is not on the node, and its pull policy "Never" forbids to fetch it.',
    'L’image {image} n’est pas sur le nœud, et sa règle de téléchargement « Never » interdit d’aller la chercher.',
  ],
  ['The signature of the image {image} is not accepted.', 'La signature de l’image {image} n’est pas acceptée.'],
  ['The image {image} cannot be fetched.', 'L’image {image} ne peut pas être téléchargée.'],

  // Programs that end: why first, then how often.
  ['{what}, once so far.', '{what} (une fois jusqu’ici).'],
  ['{what}, {count} times so far.', '{what} ({count} fois jusqu’ici).'],
  [
    'The container "{container}" ends because it looks for the service "{service}", which does not exist; there is one called "{near}"',
    'Le conteneur « {container} » s’arrête parce qu’il cherche le service « {service} », qui n’existe pas ; il y en a un nommé « {near} »',
  ],
  [
    'The container "{container}" ends because it looks for the service "{service}", which does not exist',
    'Le conteneur « {container} » s’arrête parce qu’il cherche le service « {service} », qui n’existe pas',
  ],
  ['The container "{container}" ends because {why}', 'Le conteneur « {container} » s’arrête : {why}'],
  ['it cannot look up a name', 'il ne trouve pas l’adresse d’un nom'],
  ['it cannot look up "{name}"', 'il ne trouve pas l’adresse de « {name} »'],
  ['nobody answers at an address it needs', 'personne ne répond à une adresse dont il a besoin'],
  ['nobody answers at "{address}"', 'personne ne répond à « {address} »'],
  ['what it needs does not answer in time', 'ce dont il a besoin ne répond pas à temps'],
  ['"{address}" does not answer in time', '« {address} » ne répond pas à temps'],
  [
    'what it connects to refuses its password or user "{user}"',
    'ce à quoi il se connecte refuse son mot de passe ou l’utilisateur « {user} »',
  ],
  [
    'what it connects to refuses its password or user',
    'ce à quoi il se connecte refuse son mot de passe ou son utilisateur',
  ],
  ['the database "{name}" does not exist', 'la base de données « {name} » n’existe pas'],
  ['the database does not exist', 'la base de données n’existe pas'],
  [
    'its port {port} is taken by another program of the pod or node',
    'son port {port} est pris par un autre programme du pod ou du nœud',
  ],
  [
    'its port is taken by another program of the pod or node',
    'son port est pris par un autre programme du pod ou du nœud',
  ],
  [
    'it wants to write to {path} on a file system that is read-only',
    'il veut écrire dans {path}, sur un système de fichiers en lecture seule',
  ],
  [
    'it wants to write on a file system that is read-only',
    'il veut écrire sur un système de fichiers en lecture seule',
  ],
  [
    'it may not do what it wants as its user ({what})',
    'son utilisateur n’a pas le droit de faire ce qu’il veut ({what})',
  ],
  ['it may not do what it wants as its user', 'son utilisateur n’a pas le droit de faire ce qu’il veut'],
  ['the environment variable "{name}" is not set', 'la variable d’environnement « {name} » n’est pas définie'],
  ['the environment variable is not set', 'la variable d’environnement n’est pas définie'],
  ['it does not find a file it needs', 'il ne trouve pas un fichier dont il a besoin'],
  ['it does not find "{file}"', 'il ne trouve pas « {file} »'],
  [
    "a certificate is not valid yet by its node's clock, which seems to be wrong",
    'un certificat n’est pas encore valable selon l’horloge de son nœud, qui semble déréglée',
  ],
  ['it cannot read its configuration "{what}"', 'il n’arrive pas à lire sa configuration « {what} »'],
  ['it cannot read its configuration', 'il n’arrive pas à lire sa configuration'],
  ['a disk it writes to is full.', 'un disque sur lequel il écrit est plein.'],
  ['The container "{container}" ends again and again', 'Le conteneur « {container} » s’arrête sans cesse'],
  ['The container "{container}" ends again and again.', 'Le conteneur « {container} » s’arrête sans cesse.'],
  [
    'The program of the container "{container}" ends by itself although it should go on',
    'Le programme du conteneur « {container} » se termine de lui-même alors qu’il devrait continuer',
  ],
  [
    'The program of the container "{container}" may not be executed (exit code 126)',
    'Le programme du conteneur « {container} » n’a pas le droit d’être exécuté (code de sortie 126)',
  ],
  [
    'The program of the container "{container}" is not in its image (exit code 127)',
    'Le programme du conteneur « {container} » n’est pas dans son image (code de sortie 127)',
  ],
  [
    'The container "{container}" was killed from outside (exit code 137)',
    'Le conteneur « {container} » a été tué de l’extérieur (code de sortie 137)',
  ],
  [
    'The program of the container "{container}" fails with exit code {code}',
    'Le programme du conteneur « {container} » échoue avec le code de sortie {code}',
  ],
  [
    'The container "{container}" cannot begin: there is no program "{program}" in its image.',
    'Le conteneur « {container} » ne peut pas démarrer : il n’y a pas de programme « {program} » dans son image.',
  ],
  ['The container "{container}" cannot begin: {why}.', 'Le conteneur « {container} » ne peut pas démarrer : {why}.'],
  [
    'The container "{container}" needs more memory than the {limit} it may have, and was ended for it.',
    'Le conteneur « {container} » a besoin de plus de mémoire que les {limit} autorisés, et a été arrêté pour cela.',
  ],
  [
    'The container "{container}" needs more memory than the {limit} it may have, and was ended {count} times.',
    'Le conteneur « {container} » a besoin de plus de mémoire que les {limit} autorisés, et a été arrêté {count} fois.',
  ],
  [
    'The container "{container}" was ended because its node ran out of memory; it has no limit of its own.',
    'Le conteneur « {container} » a été arrêté parce que son nœud manquait de mémoire ; il n’a pas de limite à lui.',
  ],
  [
    'The container "{container}", which has to end before the others begin, does not end.',
    'Le conteneur « {container} », qui doit se terminer avant que les autres ne commencent, ne se termine pas.',
  ],
  [
    'The container "{container}", which has to end before the others begin, waits for "{host}".',
    'Le conteneur « {container} », qui doit se terminer avant que les autres ne commencent, attend « {host} ».',
  ],
  [
    'The container "{container}" runs, and its log complains: {line} ({count} of its last {all} lines).',
    'Le conteneur « {container} » tourne, et son journal se plaint : {line} ({count} de ses {all} dernières lignes).',
  ],
  [
    'The container "{container}" is well, and what it does takes up to {seconds} seconds: {line}.',
    'Le conteneur « {container} » va bien, et ce qu’il fait prend jusqu’à {seconds} secondes : {line}.',
  ],

  // Configuration.
  ['The ConfigMap "{name}" is not there.', 'Le ConfigMap « {name} » n’existe pas.'],
  ['The Secret "{name}" is not there.', 'Le Secret « {name} » n’existe pas.'],
  ['The {kind} "{name}" has no key "{key}".', 'Le {kind} « {name} » n’a pas de clé « {key} ».'],
  [
    'The container "{container}" wants to run as root, which its settings forbid.',
    'Le conteneur « {container} » veut tourner en root, ce que ses réglages interdisent.',
  ],
  [
    'The container "{container}" cannot be set up: {why}.',
    'Le conteneur « {container} » ne peut pas être préparé : {why}.',
  ],
  [
    'The variable {variable} of "{name}" leads to the service "{service}" in {namespace}, which does not exist; there is one called "{near}".',
    'La variable {variable} de « {name} » mène au service « {service} » dans {namespace}, qui n’existe pas ; il y en a un nommé « {near} ».',
  ],
  [
    'The variable {variable} of "{name}" leads to the service "{service}" in {namespace}, which does not exist.',
    'La variable {variable} de « {name} » mène au service « {service} » dans {namespace}, qui n’existe pas.',
  ],
  [
    'The variable {variable} of "{name}" leads to the service "{service}", which does not exist; there is one called "{near}".',
    'La variable {variable} de « {name} » mène au service « {service} », qui n’existe pas ; il y en a un nommé « {near} ».',
  ],
  [
    'The variable {variable} of "{name}" leads to the service "{service}", which does not exist.',
    'La variable {variable} de « {name} » mène au service « {service} », qui n’existe pas.',
  ],

  // Checks.
  [
    'The container "{container}" gets no traffic: {why}.',
    'Le conteneur « {container} » ne reçoit pas de trafic : {why}.',
  ],
  [
    'The container "{container}" is restarted again and again: {why}.',
    'Le conteneur « {container} » est redémarré sans cesse : {why}.',
  ],
  [
    'its {check} asks port {port}, but it listens on another one',
    'sa {check} interroge le port {port}, mais il écoute sur un autre',
  ],
  [
    'its {check} asks port {port}, but it listens on {ports}',
    'sa {check} interroge le port {port}, mais il écoute sur {ports}',
  ],
  ['its {check} asks for {path}, which does not exist (404)', 'sa {check} demande {path}, qui n’existe pas (404)'],
  [
    'the program itself answers its {check} with an error ({code})',
    'le programme lui-même répond par une erreur à sa {check} ({code})',
  ],
  ['the program refuses its {check} ({code})', 'le programme refuse sa {check} ({code})'],
  [
    'nobody listens on port {port}, where its {check} asks',
    'personne n’écoute sur le port {port}, qu’interroge sa {check}',
  ],
  ['it does not answer its {check} in time', 'il ne répond pas à temps à sa {check}'],
  ['its {check} fails', 'sa {check} échoue'],
  ['startup check', 'sonde de démarrage'],
  ['liveness check', 'sonde de vivacité'],
  ['readiness check', 'sonde de disponibilité'],

  // Nodes that do not take a pod.
  [
    'It asks for more {resource} ({amount}) than any node has.',
    'Il demande plus ({resource} : {amount}) que n’en a aucun nœud.',
  ],
  [
    'No node has room for it: it asks for {amount} {resource}, and at most {free} is free.',
    'Aucun nœud n’a la place : il demande {amount} ({resource}), et il reste au plus {free}.',
  ],
  ['No node has what it asks for: {labels}.', 'Aucun nœud n’a ce qu’il demande : {labels}.'],
  ['It waits for "{gates}" to let it be scheduled.', 'Il attend que « {gates} » autorise son placement.'],
  ['Its volume claim "{claim}" is not there.', 'Son PVC « {claim} » n’existe pas.'],
  ['Its volume claim "{claim}" has no volume yet.', 'Son PVC « {claim} » n’a pas encore de volume.'],
  ['The cluster has no node that could run it.', 'Le cluster n’a aucun nœud capable de l’accueillir.'],
  [
    'Every node that could run it is closed for new pods: {nodes}.',
    'Tous les nœuds capables de l’accueillir sont fermés aux nouveaux pods : {nodes}.',
  ],
  [
    'Every node that could run it keeps it away by a taint: {taints}.',
    'Tous les nœuds capables de l’accueillir l’écartent par un taint : {taints}.',
  ],
  ['No node takes it: {why}.', 'Aucun nœud ne le prend : {why}.'],
  ['the scheduler does not say why', 'l’ordonnanceur ne dit pas pourquoi'],
  [
    'A node threw it out to save itself: it was low on {resource}.',
    'Un nœud l’a expulsé pour se sauver lui-même : il manquait de ressources ({resource}).',
  ],

  // Storage.
  [
    'The storage class "{class}" of the volume claim "{claim}" does not exist.',
    'La classe de stockage « {class} » du PVC « {claim} » n’existe pas.',
  ],
  [
    'The volume claim "{claim}" names no storage class, and the cluster has no default one.',
    'Le PVC « {claim} » ne nomme pas de classe de stockage, et le cluster n’en a pas par défaut.',
  ],
  ['The volume claim "{claim}" has lost its volume "{volume}".', 'Le PVC « {claim} » a perdu son volume « {volume} ».'],
  ['The volume claim "{claim}" has lost its volume.', 'Le PVC « {claim} » a perdu son volume.'],
  [
    'The volume claim "{claim}" has been waiting for a volume for a while.',
    'Le PVC « {claim} » attend un volume depuis un moment.',
  ],
  [
    'No volume can be made for the claim "{claim}": {why}.',
    'Aucun volume ne peut être créé pour le PVC « {claim} » : {why}.',
  ],
  [
    'The volume "{volume}" is still held on another node by {users}, and can be used on one at a time.',
    'Le volume « {volume} » est encore retenu sur un autre nœud par {users}, et ne peut servir que sur un seul à la fois.',
  ],
  [
    'The volume "{volume}" is still held on another node, and can be used on one at a time.',
    'Le volume « {volume} » est encore retenu sur un autre nœud, et ne peut servir que sur un seul à la fois.',
  ],
  [
    'The volume "{volume}" needs a storage driver that does not run on the node "{node}".',
    'Le volume « {volume} » a besoin d’un pilote de stockage qui ne tourne pas sur le nœud « {node} ».',
  ],
  [
    'The node "{node}" lacks the program that mounts the volume "{volume}" (an NFS or CIFS client).',
    'Il manque au nœud « {node} » le programme qui monte le volume « {volume} » (un client NFS ou CIFS).',
  ],
  [
    'The file system on the volume "{volume}" is damaged, or of a kind that was not expected.',
    'Le système de fichiers du volume « {volume} » est abîmé, ou d’un type inattendu.',
  ],
  [
    'The storage behind the volume "{volume}" does not let this node in.',
    'Le stockage derrière le volume « {volume} » refuse l’accès à ce nœud.',
  ],
  [
    'The storage behind the volume "{volume}" cannot be reached.',
    'Le stockage derrière le volume « {volume} » est injoignable.',
  ],
  [
    'The folder that the volume "{volume}" stands for does not exist on the node "{node}".',
    'Le dossier que représente le volume « {volume} » n’existe pas sur le nœud « {node} ».',
  ],
  [
    'The volume "{volume}" cannot be attached to the node "{node}": {why}.',
    'Le volume « {volume} » ne peut pas être attaché au nœud « {node} » : {why}.',
  ],
  [
    'The volume "{volume}" cannot be mounted on the node "{node}": {why}.',
    'Le volume « {volume} » ne peut pas être monté sur le nœud « {node} » : {why}.',
  ],
  [
    'The disk of the node "{node}" is nearly full, and clearing away old images does not help.',
    'Le disque du nœud « {node} » est presque plein, et effacer les anciennes images n’y change rien.',
  ],
  [
    'The volume of the claim "{claim}" cannot be made bigger: {why}.',
    'Le volume du PVC « {claim} » ne peut pas être agrandi : {why}.',
  ],
  [
    'The claim "{claim}" has become bigger, but its file system only will when a pod mounts it anew.',
    'Le PVC « {claim} » a grandi, mais son système de fichiers ne grandira que lorsqu’un pod le montera à nouveau.',
  ],

  // What is not let in.
  [
    'The quota "{quota}" does not allow more pods: {asked} was asked for, {used} is used, {limit} is the limit.',
    'Le quota « {quota} » n’autorise pas plus de pods : demandé {asked}, utilisé {used}, limite {limit}.',
  ],
  [
    'The quota "{quota}" wants every container to say how much it needs, and these do not.',
    'Le quota « {quota} » veut que chaque conteneur dise ce qu’il lui faut, et ceux-ci ne le disent pas.',
  ],
  [
    'The quota "{quota}" allows {limit} of {resource}, and the workloads of its namespace ask for {wanted}: {kind} "{name}" cannot have all of its pods.',
    'Le quota « {quota} » autorise {limit} ({resource}), et les charges de son namespace demandent {wanted} : {kind} « {name} » ne peut pas avoir tous ses pods.',
  ],
  [
    'The service account "{account}" of its pods is not there.',
    'Le compte de service « {account} » de ses pods n’existe pas.',
  ],
  [
    'The admission webhook "{hook}" does not let its pods in.',
    'Le webhook d’admission « {hook} » ne laisse pas entrer ses pods.',
  ],
  [
    'The admission webhook "{hook}" does not answer, so no pod can be made.',
    'Le webhook d’admission « {hook} » ne répond pas, donc aucun pod ne peut être créé.',
  ],
  [
    'Its pods ask for more rights than this namespace allows.',
    'Ses pods demandent plus de droits que ce namespace n’en permet.',
  ],
  [
    'Its pods are outside of the limits of this namespace: {why}.',
    'Ses pods sortent des limites de ce namespace : {why}.',
  ],
  ['Its pods cannot be made: {why}.', 'Ses pods ne peuvent pas être créés : {why}.'],
  [
    'The service account "{account}" of "{name}" has no right to {verb} {resource} in all namespaces, which its command does.',
    'Le compte de service « {account} » de « {name} » n’a pas le droit de faire {verb} sur {resource} dans tous les namespaces, ce que fait sa commande.',
  ],
  [
    'The service account "{account}" of "{name}" has no right to {verb} {resource} in all namespaces.',
    'Le compte de service « {account} » de « {name} » n’a pas le droit de faire {verb} sur {resource} dans tous les namespaces.',
  ],
  [
    'The service account "{account}" of "{name}" has no right to {verb} {resource} in {namespace}, which its command does.',
    'Le compte de service « {account} » de « {name} » n’a pas le droit de faire {verb} sur {resource} dans {namespace}, ce que fait sa commande.',
  ],
  [
    'The service account "{account}" of "{name}" has no right to {verb} {resource} in {namespace}.',
    'Le compte de service « {account} » de « {name} » n’a pas le droit de faire {verb} sur {resource} dans {namespace}.',
  ],
  [
    'The {kind} "{binding}" gives the rights of the {roleKind} "{role}", which does not exist: it gives none.',
    'Le {kind} « {binding} » donne les droits du {roleKind} « {role} », qui n’existe pas : il n’en donne aucun.',
  ],

  // Workloads.
  [
    '"{name}" is stuck: {ready} of {wanted} pods are ready, and it has stopped trying.',
    '« {name} » est bloqué : {ready} pods sur {wanted} sont prêts, et il a cessé d’essayer.',
  ],
  [
    'The stateful set "{name}" gives its members names through the service "{service}", which does not exist.',
    'Le StatefulSet « {name} » nomme ses membres par le service « {service} », qui n’existe pas.',
  ],
  [
    'The stateful set "{name}" wants volumes of the storage class "{class}", which does not exist.',
    'Le StatefulSet « {name} » veut des volumes de la classe de stockage « {class} », qui n’existe pas.',
  ],
  [
    '"{name}" is stuck: "{pod}" still runs a broken older revision, and has to be deleted for the new one to begin.',
    '« {name} » est bloqué : « {pod} » tourne encore dans une ancienne révision défectueuse, et doit être supprimé pour que la nouvelle commence.',
  ],
  [
    '"{name}" waits for its member "{pod}": {ready} of {wanted} are ready.',
    '« {name} » attend son membre « {pod} » : {ready} sur {wanted} sont prêts.',
  ],
  [
    '"{name}" should have {wanted} members, and none of them is being made.',
    '« {name} » devrait avoir {wanted} membres, et aucun n’est en cours de création.',
  ],
  [
    '"{name}" should run on {wanted} nodes, and is ready on {ready}; not on {nodes}.',
    '« {name} » devrait tourner sur {wanted} nœuds, et est prêt sur {ready} ; pas sur {nodes}.',
  ],
  [
    '"{name}" should run on {wanted} nodes, and is ready on {ready}.',
    '« {name} » devrait tourner sur {wanted} nœuds, et est prêt sur {ready}.',
  ],
  ['The job "{job}" has failed after {tries} tries.', 'Le job « {job} » a échoué après {tries} essais.'],
  ['The job "{job}" has failed.', 'Le job « {job} » a échoué.'],
  [
    'The job "{job}" has failed once, and may try again.',
    'Le job « {job} » a échoué une fois, et peut encore réessayer.',
  ],
  [
    'The job "{job}" has failed {tries} times, and may try again.',
    'Le job « {job} » a échoué {tries} fois, et peut encore réessayer.',
  ],
  [
    'The job "{job}" took longer than it may, and was ended.',
    'Le job « {job} » a duré plus longtemps que permis, et a été arrêté.',
  ],
  [
    'The job "{job}" is suspended: it does not run until somebody resumes it.',
    'Le job « {job} » est suspendu : il ne tourne pas tant que personne ne le reprend.',
  ],
  [
    'The cron job "{job}" is suspended: it does not run until somebody resumes it.',
    'Le CronJob « {job} » est suspendu : il ne tourne pas tant que personne ne le reprend.',
  ],
  [
    'The cron job "{job}" has a schedule that cannot be read: "{schedule}". Five fields are wanted, like "0 3 * * *".',
    'Le CronJob « {job} » a un horaire illisible : « {schedule} ». Il faut cinq champs, comme « 0 3 * * * ».',
  ],
  [
    'The cron job "{job}" has a starting deadline in the past ({seconds} s): it never begins.',
    'Le CronJob « {job} » a un délai de démarrage déjà passé ({seconds} s) : il ne commence jamais.',
  ],
  ['The cron job "{job}" has missed its times.', 'Le CronJob « {job} » a manqué ses heures.'],
  [
    'The cron job "{job}" does not begin because its last run has not ended.',
    'Le CronJob « {job} » ne commence pas parce que sa dernière exécution n’est pas terminée.',
  ],
  [
    'The autoscaler "{name}" is for {kind} "{target}", which does not exist.',
    'L’autoscaler « {name} » est pour {kind} « {target} », qui n’existe pas.',
  ],
  [
    'The autoscalers "{other}" and "{name}" both scale {kind} "{target}", against each other.',
    'Les autoscalers « {other} » et « {name} » règlent tous deux {kind} « {target} », l’un contre l’autre.',
  ],
  [
    'The autoscaler "{name}" wants more copies than the {most} it may make.',
    'L’autoscaler « {name} » veut plus de copies que les {most} permises.',
  ],
  ['The autoscaler "{name}" cannot work: {why}.', 'L’autoscaler « {name} » ne peut pas travailler : {why}.'],
  ['the pods do not say how much {resource} they need', 'les pods ne disent pas ce qu’il leur faut ({resource})'],
  ['the cluster does not measure its pods', 'le cluster ne mesure pas ses pods'],
  [
    'The disruption budget "{name}" wants {desired} of {expected} pods at all times, so no node with one of them can be emptied.',
    'Le budget d’interruption « {name} » veut {desired} pods sur {expected} à tout moment, donc aucun nœud qui en porte un ne peut être vidé.',
  ],
  [
    'The disruption budgets "{other}" and "{name}" are both for pods like "{pod}": such pods can never be moved.',
    'Les budgets d’interruption « {other} » et « {name} » visent tous deux des pods comme « {pod} » : de tels pods ne peuvent jamais être déplacés.',
  ],
  [
    'The namespace "{name}" should be gone, and is held: {why}.',
    'Le namespace « {name} » devrait avoir disparu, et il est retenu : {why}.',
  ],
  ['the cluster does not say by what', 'le cluster ne dit pas par quoi'],
  [
    'The pod "{pod}" should be gone, and is held by {what}.',
    'Le pod « {pod} » devrait avoir disparu, et il est retenu par {what}.',
  ],
  [
    'The pod "{pod}" should be gone, but its node does not say that it has ended.',
    'Le pod « {pod} » devrait avoir disparu, mais son nœud ne dit pas qu’il est terminé.',
  ],

  // Traffic.
  [
    'The service "{service}" looks for pods with {labels}, and there are none; {kind} "{near}" comes close.',
    'Le service « {service} » cherche des pods avec {labels}, et il n’y en a pas ; {kind} « {near} » s’en approche.',
  ],
  [
    'The service "{service}" looks for pods with {labels}, and there are none.',
    'Le service « {service} » cherche des pods avec {labels}, et il n’y en a pas.',
  ],
  [
    'The service "{service}" leads to {kind} "{name}", which is stopped (0 copies).',
    'Le service « {service} » mène à {kind} « {name} », qui est arrêté (0 copie).',
  ],
  [
    'The service "{service}" leads to {kind} "{name}", which has no pods.',
    'Le service « {service} » mène à {kind} « {name} », qui n’a pas de pods.',
  ],
  [
    'None of the {count} pods behind the service "{service}" is ready.',
    'Aucun des {count} pods derrière le service « {service} » n’est prêt.',
  ],
  [
    'The service "{service}" sends to port "{port}", but its pods have no port of a name.',
    'Le service « {service} » envoie au port « {port} », mais ses pods n’ont aucun port nommé.',
  ],
  [
    'The service "{service}" sends to port "{port}", but its pods have {ports}.',
    'Le service « {service} » envoie au port « {port} », mais ses pods ont {ports}.',
  ],
  [
    'The service "{service}" sends to port {port}, but its pods have {ports}.',
    'Le service « {service} » envoie au port {port}, mais ses pods ont {ports}.',
  ],
  [
    'The service "{service}" gets no address outside: its port is taken by the service "{rival}".',
    'Le service « {service} » n’obtient pas d’adresse à l’extérieur : son port est pris par le service « {rival} ».',
  ],
  [
    'The service "{service}" gets no address outside: the pods that would carry it are not ready.',
    'Le service « {service} » n’obtient pas d’adresse à l’extérieur : les pods qui la porteraient ne sont pas prêts.',
  ],
  [
    'The service "{service}" gets no address outside: {why}.',
    'Le service « {service} » n’obtient pas d’adresse à l’extérieur : {why}.',
  ],
  [
    'The service "{service}" waits for an address outside, and nothing in this cluster seems to give any.',
    'Le service « {service} » attend une adresse à l’extérieur, et rien dans ce cluster ne semble en donner.',
  ],
  [
    'The ingress "{ingress}" sends to the service "{service}", which does not exist; there is one called "{near}".',
    'L’ingress « {ingress} » envoie au service « {service} », qui n’existe pas ; il y en a un nommé « {near} ».',
  ],
  [
    'The ingress "{ingress}" sends to the service "{service}", which does not exist.',
    'L’ingress « {ingress} » envoie au service « {service} », qui n’existe pas.',
  ],
  [
    'The ingress "{ingress}" sends to port {port} of the service "{service}", which has {ports}.',
    'L’ingress « {ingress} » envoie au port {port} du service « {service} », qui a {ports}.',
  ],
  [
    'The ingress "{ingress}" is for the class "{class}", which does not exist.',
    'L’ingress « {ingress} » est pour la classe « {class} », qui n’existe pas.',
  ],
  [
    'The ingress "{ingress}" names no class, and none is the default: nobody serves it.',
    'L’ingress « {ingress} » ne nomme pas de classe, et aucune n’est celle par défaut : personne ne le sert.',
  ],
  [
    'The certificate of the ingress "{ingress}" should be in the Secret "{secret}", which is not there.',
    'Le certificat de l’ingress « {ingress} » devrait être dans le Secret « {secret} », qui n’existe pas.',
  ],
  [
    'The ingress "{ingress}" and "{other}" in {namespace} want the same requests ({place}): only one of them gets them.',
    'L’ingress « {ingress} » et « {other} » dans {namespace} veulent les mêmes requêtes ({place}) : un seul les reçoit.',
  ],
  [
    'The ingress "{ingress}" and "{other}" want the same requests ({place}): only one of them gets them.',
    'L’ingress « {ingress} » et « {other} » veulent les mêmes requêtes ({place}) : un seul les reçoit.',
  ],
  [
    'Nobody answers behind the ingress "{ingress}": the service "{service}" has no pod that is ready.',
    'Personne ne répond derrière l’ingress « {ingress} » : le service « {service} » n’a aucun pod prêt.',
  ],
  [
    'The gateway class "{class}" is served by nobody: {why}.',
    'La classe de passerelles « {class} » n’est servie par personne : {why}.',
  ],
  [
    'The gateway "{gateway}" is for the class "{class}", which does not exist; there is one called "{near}".',
    'La passerelle « {gateway} » est pour la classe « {class} », qui n’existe pas ; il y en a une nommée « {near} ».',
  ],
  [
    'The gateway "{gateway}" is for the class "{class}", which does not exist.',
    'La passerelle « {gateway} » est pour la classe « {class} », qui n’existe pas.',
  ],
  [
    'The gateway "{gateway}" is not set up (listener "{listener}"): {why}.',
    'La passerelle « {gateway} » n’est pas en place (listener « {listener} ») : {why}.',
  ],
  ['The gateway "{gateway}" is not set up: {why}.', 'La passerelle « {gateway} » n’est pas en place : {why}.'],
  [
    'The route "{route}" belongs to the gateway "{gateway}", which does not exist: nobody serves it.',
    'La route « {route} » appartient à la passerelle « {gateway} », qui n’existe pas : personne ne la sert.',
  ],
  [
    'The route "{route}" is for the listener "{listener}" of the gateway "{gateway}", which has none of that name.',
    'La route « {route} » est pour le listener « {listener} » de la passerelle « {gateway} », qui n’en a pas de ce nom.',
  ],
  [
    'The gateway "{gateway}" does not let routes of the namespace "{namespace}" in.',
    'La passerelle « {gateway} » ne laisse pas entrer les routes du namespace « {namespace} ».',
  ],
  [
    'The route "{route}" is refused by its gateway: {why}.',
    'La route « {route} » est refusée par sa passerelle : {why}.',
  ],
  [
    'The route "{route}" sends to the service "{service}", which does not exist; there is one called "{near}".',
    'La route « {route} » envoie au service « {service} », qui n’existe pas ; il y en a un nommé « {near} ».',
  ],
  [
    'The route "{route}" sends to the service "{service}", which does not exist.',
    'La route « {route} » envoie au service « {service} », qui n’existe pas.',
  ],
  [
    'The route "{route}" sends to port {port} of the service "{service}", which has {ports}.',
    'La route « {route} » envoie au port {port} du service « {service} », qui a {ports}.',
  ],
  [
    'The network policy "{policy}" lets nobody from outside of the namespace in to "{service}", to which the ingress "{ingress}" leads.',
    'La politique réseau « {policy} » ne laisse entrer personne de l’extérieur du namespace vers « {service} », où mène l’ingress « {ingress} ».',
  ],
  [
    'The network policy "{policy}" lets pods like "{pod}" go to some places, but not look up names (port 53): they find nothing that is not an address.',
    'La politique réseau « {policy} » laisse des pods comme « {pod} » aller à certains endroits, mais pas résoudre des noms (port 53) : ils ne trouvent rien qui ne soit une adresse.',
  ],

  // Certificates.
  [
    'The certificate in the Secret "{secret}" ended on {day}; {kind} "{name}" uses it.',
    'Le certificat du Secret « {secret} » a expiré le {day} ; {kind} « {name} » s’en sert.',
  ],
  [
    'The certificate in the Secret "{secret}" ends on {day}, in {left}; {kind} "{name}" uses it.',
    'Le certificat du Secret « {secret} » expire le {day}, dans {left} ; {kind} « {name} » s’en sert.',
  ],
  [
    'The certificate in the Secret "{secret}" ended on {day}.',
    'Le certificat du Secret « {secret} » a expiré le {day}.',
  ],
  [
    'The certificate in the Secret "{secret}" ends on {day}, in {left}.',
    'Le certificat du Secret « {secret} » expire le {day}, dans {left}.',
  ],
  ['a day', 'un jour'],
  ['{count} days', '{count} jours'],
  [
    'The certificate in the Secret "{secret}" is not valid before {day}.',
    'Le certificat du Secret « {secret} » n’est pas valable avant le {day}.',
  ],
  [
    'The certificate in the Secret "{secret}" is not for {hosts}: visitors are warned or turned away.',
    'Le certificat du Secret « {secret} » n’est pas fait pour {hosts} : les visiteurs sont avertis ou refoulés.',
  ],
  [
    'The Secret "{secret}" holds no certificate that can be read, and {kind} "{name}" shows it to visitors.',
    'Le Secret « {secret} » ne contient pas de certificat lisible, et {kind} « {name} » le montre aux visiteurs.',
  ],
  ['The certificate "{name}" is not issued: {why}.', 'Le certificat « {name} » n’est pas émis : {why}.'],
  [
    'The authority that the admission webhook "{hook}" is trusted by ended on {day}: what it is asked about is refused.',
    'L’autorité par laquelle le webhook d’admission « {hook} » est reconnu a expiré le {day} : ce qu’on lui soumet est refusé.',
  ],
  [
    'The authority that the admission webhook "{hook}" is trusted by ended on {day}.',
    'L’autorité par laquelle le webhook d’admission « {hook} » est reconnu a expiré le {day}.',
  ],
  [
    'The node "{node}" waits for its certificate to be approved.',
    'Le nœud « {node} » attend que son certificat soit approuvé.',
  ],
  [
    'The certificate that the node "{node}" asked for was refused: {why}.',
    'Le certificat demandé par le nœud « {node} » a été refusé : {why}.',
  ],
  [
    'The certificate that the node "{node}" asked for was refused.',
    'Le certificat demandé par le nœud « {node} » a été refusé.',
  ],
  [
    'Certificates of the node "{node}" end before long; restarting its k3s service renews them: {why}.',
    'Des certificats du nœud « {node} » expirent bientôt ; redémarrer son service k3s les renouvelle : {why}.',
  ],

  // The cluster itself.
  [
    'The controller "{node}" says nothing any more: it is off, cut off, or its kubelet has stopped.',
    'Le contrôleur « {node} » ne donne plus signe de vie : il est éteint, isolé, ou son kubelet s’est arrêté.',
  ],
  [
    'The node "{node}" says nothing any more: it is off, cut off, or its kubelet has stopped.',
    'Le nœud « {node} » ne donne plus signe de vie : il est éteint, isolé, ou son kubelet s’est arrêté.',
  ],
  ['The controller "{node}" is not ready: {why}.', 'Le contrôleur « {node} » n’est pas prêt : {why}.'],
  ['The node "{node}" is not ready: {why}.', 'Le nœud « {node} » n’est pas prêt : {why}.'],
  ['The node "{node}" is running out of memory.', 'Le nœud « {node} » manque de mémoire.'],
  ['The node "{node}" is running out of disk.', 'Le nœud « {node} » manque de place sur son disque.'],
  ['The node "{node}" has too many processes.', 'Le nœud « {node} » a trop de processus.'],
  ['The node "{node}" has no network for pods.', 'Le nœud « {node} » n’a pas de réseau pour les pods.'],
  [
    'The node "{node}" is closed for new pods, and nobody seems to be working on it.',
    'Le nœud « {node} » est fermé aux nouveaux pods, et personne ne semble y travailler.',
  ],
  [
    "The cluster's store has lost its majority: {well} of {members} etcd members are ready, {majority} are needed. Nothing can be changed until then.",
    'La base du cluster a perdu sa majorité : {well} membres etcd sur {members} sont prêts, il en faut {majority}. D’ici là, rien ne peut être changé.',
  ],
  [
    '{down} of {members} etcd members is not ready; {rest}.',
    '{down} membre etcd sur {members} n’est pas prêt ; {rest}.',
  ],
  [
    '{down} of {members} etcd members are not ready; {rest}.',
    '{down} membres etcd sur {members} ne sont pas prêts ; {rest}.',
  ],
  ['one more, and the cluster can change nothing any more', 'un de plus, et le cluster ne peut plus rien changer'],
  ['the others carry on', 'les autres assurent'],
  [
    'The controller "{node}" has no vote in the cluster\'s store: {why}.',
    'Le contrôleur « {node} » n’a pas de voix dans la base du cluster : {why}.',
  ],
  [
    'The controller "{node}" has no vote in the cluster\'s store.',
    'Le contrôleur « {node} » n’a pas de voix dans la base du cluster.',
  ],
  [
    'For {minutes} minutes nothing has been heard of {who}.',
    'Depuis {minutes} minutes, plus de nouvelles de ceci : {who}.',
  ],
  ['the scheduler: new pods get no node', 'l’ordonnanceur, sans lequel les nouveaux pods ne reçoivent pas de nœud'],
  [
    'the controller manager: nothing is scaled, replaced or cleaned up, and services keep their old addresses',
    'le controller manager, sans lequel rien n’est adapté, remplacé ni nettoyé, et les services gardent leurs anciennes adresses',
  ],
  [
    'The clock of the node "{node}" seems to be {seconds} s ahead: certificates and leases on it will fail by and by.',
    'L’horloge du nœud « {node} » semble avancer de {seconds} s : ses certificats et ses baux finiront par échouer.',
  ],
  [
    'The clock of the node "{node}" seems to be {seconds} s behind: certificates and leases on it will fail by and by.',
    'L’horloge du nœud « {node} » semble retarder de {seconds} s : ses certificats et ses baux finiront par échouer.',
  ],
  [
    'Nobody answers for names in the cluster: none of the {count} pods of "{name}" is ready.',
    'Personne ne résout les noms dans le cluster : aucun des {count} pods de « {name} » n’est prêt.',
  ],
  [
    '"{name}", which answers for names in the cluster, is stopped (0 copies): no pod can look up any name.',
    '« {name} », qui résout les noms dans le cluster, est arrêté (0 copie) : aucun pod ne trouve plus aucun nom.',
  ],
  [
    'The service "{service}" is not there: no pod can look up any name.',
    'Le service « {service} » n’existe pas : aucun pod ne trouve plus aucun nom.',
  ],
  [
    'The admission webhook "{hook}" asks the service "{service}" in {namespace}, {why}: changes are refused until it does.',
    'Le webhook d’admission « {hook} » interroge le service « {service} » dans {namespace}, {why} : d’ici là, les changements sont refusés.',
  ],
  [
    'The admission webhook "{hook}" asks the service "{service}" in {namespace}, {why}.',
    'Le webhook d’admission « {hook} » interroge le service « {service} » dans {namespace}, {why}.',
  ],
  [
    'The admission webhook "{hook}" asks the service "{service}", {why}: changes are refused until it does.',
    'Le webhook d’admission « {hook} » interroge le service « {service} », {why} : d’ici là, les changements sont refusés.',
  ],
  [
    'The admission webhook "{hook}" asks the service "{service}", {why}.',
    'Le webhook d’admission « {hook} » interroge le service « {service} », {why}.',
  ],
  ['behind which nobody answers', 'derrière lequel personne ne répond'],
  ['which does not exist', 'qui n’existe pas'],
  ['The API "{name}" is not answered: {why}.', 'L’API « {name} » ne répond pas : {why}.'],

  // What is installed.
  [
    'The Helm release "{release}" has been left in the middle ({status}): Helm refuses every further change until it is rolled back.',
    'La release Helm « {release} » est restée au milieu d’un changement ({status}) : Helm refuse tout nouveau changement tant qu’on n’est pas revenu en arrière.',
  ],
  [
    'The last change of the Helm release "{release}" (revision {revision}) failed.',
    'Le dernier changement de la release Helm « {release} » (révision {revision}) a échoué.',
  ],
  ['The upgrade "{plan}" cannot begin: {why}.', 'La mise à niveau « {plan} » ne peut pas commencer : {why}.'],
  [
    'The upgrade "{plan}" has failed: {why}. The node may still be closed for new pods.',
    'La mise à niveau « {plan} » a échoué : {why}. Le nœud est peut-être encore fermé aux nouveaux pods.',
  ],
  [
    'The upgrade "{plan}" has been at {nodes} for more than half an hour.',
    'La mise à niveau « {plan} » en est à {nodes} depuis plus d’une demi-heure.',
  ],
  [
    'The operator catalogue "{name}" does not answer: no operator of it can be installed or updated.',
    'Le catalogue d’opérateurs « {name} » ne répond pas : aucun de ses opérateurs ne peut être installé ni mis à jour.',
  ],
  ['The installation plan "{name}" has failed: {why}.', 'Le plan d’installation « {name} » a échoué : {why}.'],
  ['The installation plan "{name}" has failed.', 'Le plan d’installation « {name} » a échoué.'],
  [
    'The operator of the subscription "{name}" is not kept up to date: {why}.',
    'L’opérateur de l’abonnement « {name} » n’est pas tenu à jour : {why}.',
  ],
  ['The operator "{name}" could not be installed: {why}.', 'L’opérateur « {name} » n’a pas pu être installé : {why}.'],
  ['The operator "{name}" could not be installed.', 'L’opérateur « {name} » n’a pas pu être installé.'],
];
