/** What an upgrade check says, in French. What stands in braces may be a sentence of its own, and is then said in French, too. */
export const upgradeCheckSentences: readonly (readonly [english: string, french: string])[] = [
  // What is in order.
  ['All nodes and parts run the same version.', 'Tous les nœuds et tous les composants sont dans la même version.'],
  [
    'No provider upgrades this cluster by its own means.',
    'Aucun fournisseur ne met ce cluster à niveau par ses propres moyens.',
  ],
  [
    'No other upgrade and no restart of nodes is under way.',
    'Aucune autre mise à niveau ni aucun redémarrage de nœuds n’est en cours.',
  ],
  ['Nothing uses an API that is removed on the way.', 'Rien n’utilise une API retirée en chemin.'],
  [
    'Nothing that the releases on the way take away is in use.',
    'Rien de ce que les versions traversées suppriment n’est utilisé.',
  ],
  [
    'All custom kinds are kept in a version that is served.',
    'Tous les types personnalisés sont gardés dans une version qui est servie.',
  ],
  [
    'Nothing is known against the programs beside Kubernetes.',
    'Rien de connu ne s’oppose aux programmes qui accompagnent Kubernetes.',
  ],
  ['The control plane and its data store are well.', 'Le plan de contrôle et sa base vont bien.'],
  ['Every extension of the API answers.', 'Toutes les extensions de l’API répondent.'],
  ['All nodes are well, and open.', 'Tous les nœuds vont bien, et sont ouverts.'],
  ['No certificate of the cluster ends soon.', 'Aucun certificat du cluster n’expire bientôt.'],
  ['No admission webhook stands in the way.', 'Aucun webhook d’admission ne fait obstacle.'],
  ['All releases of Helm are complete.', 'Toutes les releases de Helm sont complètes.'],
  ['Nothing is broken now.', 'Rien n’est en panne en ce moment.'],
  ['Every disruption budget lets pods go.', 'Tous les budgets d’interruption laissent partir des pods.'],
  [
    'What runs on any one node finds room on the others.',
    'Ce qui tourne sur n’importe quel nœud trouve de la place sur les autres.',
  ],
  [
    'There is one node: it is upgraded where it stands, and what runs on it may be away meanwhile.',
    'Il y a un seul nœud : il est mis à niveau sur place, et ce qui y tourne peut s’absenter entre-temps.',
  ],
  ['Every program has more than one copy.', 'Tous les programmes ont plus d’une copie.'],
  ['Every pod has a controller that makes it again.', 'Tous les pods ont un contrôleur qui les recrée.'],
  ['No data is bound to one node.', 'Aucune donnée n’est liée à un seul nœud.'],
  ['There is a fresh backup.', 'Il y a une sauvegarde récente.'],

  // The way.
  [
    '"{version}" is no version that the wizard can read.',
    '« {version} » n’est pas une version que l’assistant sache lire.',
  ],
  [
    'The cluster runs {version} already: there is nothing to upgrade.',
    'Le cluster est déjà en {version} : il n’y a rien à mettre à niveau.',
  ],
  ['Name a newer version.', 'Donnez une version plus récente.'],
  [
    '{to} is older than {from}, and Kubernetes does not go back.',
    '{to} est plus ancien que {from}, et Kubernetes ne revient pas en arrière.',
  ],
  [
    'What a newer version has written, an older one cannot read. The way back is to restore a backup that was made with the older version, together with that version.',
    'Ce qu’une version plus récente a écrit, une plus ancienne ne sait pas le lire. Pour revenir, il faut restaurer une sauvegarde faite avec l’ancienne version, en même temps que cette version.',
  ],
  ['There is no Kubernetes {version} yet.', 'Il n’y a pas encore de Kubernetes {version}.'],
  ['Name a version that has been released, such as v1.36.', 'Donnez une version déjà publiée, comme v1.36.'],
  [
    'What {version} removes is known from announcements only.',
    'Ce que {version} retire n’est connu que par des annonces.',
  ],
  [
    'These checks know every release up to {version}. Read the release notes of what comes after.',
    'Ces contrôles connaissent toutes les versions jusqu’à {version}. Lisez les notes de version de ce qui vient après.',
  ],
  ['From {from} to {to} is one step.', 'De {from} à {to}, il y a un seul pas.'],
  [
    'From {from} to {to} in {count}, one minor at a time: {hops}.',
    'De {from} à {to}, une version mineure à la fois : {hops}.',
  ],
  ['v{first}, then {rest}', 'v{first}, puis {rest}'],
  [
    'Of a minor alone, take the newest release there is.',
    'Si vous ne donnez que la version mineure, prenez sa version la plus récente.',
  ],
  [
    '{parts} would be too old for an API server of {version}.',
    'Trop ancien pour un serveur d’API en {version} : {parts}.',
  ],
  [
    'Upgrade {parts} to {version} first: a node may be {most} minors behind ({earlier} before 1.25), another part of the control plane one.',
    'Mettez d’abord à niveau {parts} vers {version} : un nœud peut avoir {most} versions mineures de retard ({earlier} avant 1.25), un autre composant du plan de contrôle une seule.',
  ],
  ['{parts} is newer than {version}.', '{parts} est plus récent que {version}.'],
  ['{parts} are newer than {version}.', '{parts} sont plus récents que {version}.'],
  [
    'Nothing may be newer than the API server. Upgrade at least to {version}.',
    'Rien ne doit être plus récent que le serveur d’API. Mettez à niveau au moins vers {version}.',
  ],
  ['{parts} is newer than the API server ({version}).', '{parts} est plus récent que le serveur d’API ({version}).'],
  ['{parts} are newer than the API server ({version}).', '{parts} sont plus récents que le serveur d’API ({version}).'],
  ['That is not supported. This upgrade puts it right.', 'Ce n’est pas pris en charge. Cette mise à niveau y remédie.'],
  [
    '{parts} still runs an older minor: an earlier upgrade was not finished.',
    '{parts} est encore dans une version mineure plus ancienne : une mise à niveau antérieure n’a pas été terminée.',
  ],
  [
    '{parts} still run an older minor: an earlier upgrade was not finished.',
    '{parts} sont encore dans une version mineure plus ancienne : une mise à niveau antérieure n’a pas été terminée.',
  ],
  [
    'It is allowed. Better bring everything to {version} first.',
    'C’est permis. Mieux vaut tout amener d’abord à {version}.',
  ],
  ['The node "{node}"', 'Le nœud « {node} »'],
  [
    '{name} runs this cluster, and upgrades it by its own means.',
    '{name} fait tourner ce cluster, et le met à niveau par ses propres moyens.',
  ],
  [
    'Use them for the upgrade itself. What is found here counts all the same.',
    'Servez-vous-en pour la mise à niveau elle-même. Ce qui est trouvé ici compte tout autant.',
  ],
  [
    'An earlier upgrade ("{name}", to {version}) failed and was left.',
    'Une mise à niveau antérieure (« {name} », vers {version}) a échoué et a été abandonnée.',
  ],
  [
    'Another upgrade ("{name}", to {version}) is under way on {nodes}.',
    'Une autre mise à niveau (« {name} », vers {version}) est en cours sur {nodes}.',
  ],
  ['Take it away or finish it, and open its node again.', 'Retirez-la ou terminez-la, et rouvrez son nœud.'],
  ['Let it finish first.', 'Laissez-la d’abord se terminer.'],
  ['A job of another upgrade works on "{node}".', 'Un job d’une autre mise à niveau travaille sur « {node} ».'],
  [
    '"{name}" holds a lock: a node is being restarted.',
    '« {name} » tient un verrou : un nœud est en train de redémarrer.',
  ],
  [
    'Wait until it is done. Two emptied nodes at once are one too many.',
    'Attendez que ce soit fini. Deux nœuds vidés à la fois, c’est un de trop.',
  ],

  // What goes.
  ['{kind} is still used, and is removed in {release}.', '{kind} est encore utilisé, et est retiré dans {release}.'],
  ['{kind} is still used, and is gone from {project}.', '{kind} est encore utilisé, et a disparu de {project}.'],
  [
    '{kind} may still be written as {version} somewhere ({count}), which is removed in {release}.',
    '{kind} est peut-être encore écrit en {version} quelque part ({count}), version retirée dans {release}.',
  ],
  [
    'Use {version}. What uses it fails from then on.',
    'Utilisez {version}. Ce qui s’en sert encore échoue à partir de là.',
  ],
  [
    'Nothing takes its place. What uses it fails from then on.',
    'Rien ne prend sa place. Ce qui s’en sert échoue à partir de là.',
  ],
  [
    'Use {version}. It is gone already: what uses it fails at its next change.',
    'Utilisez {version}. C’est déjà retiré : ce qui s’en sert échoue à son prochain changement.',
  ],
  [
    'What is there stays as it is. Use {version}. Look at the files and tools that wrote it.',
    'Ce qui existe reste tel quel. Utilisez {version}. Regardez les fichiers et les outils qui l’ont écrit.',
  ],
  [
    'What is there stays as it is. Nothing takes its place. Look at the files and tools that wrote it.',
    'Ce qui existe reste tel quel. Rien ne prend sa place. Regardez les fichiers et les outils qui l’ont écrit.',
  ],
  ['Later: {what}.', 'Plus tard : {what}.'],
  [
    'Kubernetes 1.24 has no dockershim any more: nodes that run containers by Docker stop.',
    'Kubernetes 1.24 n’a plus dockershim : les nœuds qui font tourner les conteneurs par Docker s’arrêtent.',
  ],
  [
    'Move these nodes to containerd, or install cri-dockerd, first.',
    'Passez d’abord ces nœuds à containerd, ou installez cri-dockerd.',
  ],
  [
    'From 1.24 on, servers have no label node-role.kubernetes.io/master any more.',
    'À partir de 1.24, les serveurs n’ont plus l’étiquette node-role.kubernetes.io/master.',
  ],
  [
    'What chooses its node by it finds none. Choose by node-role.kubernetes.io/control-plane instead.',
    'Ce qui choisit son nœud par elle n’en trouve aucun. Choisissez plutôt par node-role.kubernetes.io/control-plane.',
  ],
  [
    'Kubernetes 1.25 has no pod security policies any more: what they forbid is allowed from then on.',
    'Kubernetes 1.25 n’a plus de PodSecurityPolicy : ce qu’elles interdisent est permis à partir de là.',
  ],
  [
    'Put labels of Pod Security Admission (pod-security.kubernetes.io/enforce) on the namespaces first, then remove the policies.',
    'Mettez d’abord des étiquettes de Pod Security Admission (pod-security.kubernetes.io/enforce) sur les namespaces, puis retirez ces règles.',
  ],
  [
    'Kubernetes 1.31 cannot mount volumes of CephFS and RBD by itself any more.',
    'Kubernetes 1.31 ne sait plus monter lui-même les volumes de CephFS et RBD.',
  ],
  [
    'Kubernetes {release} cannot mount volumes of {name} any more.',
    'Kubernetes {release} ne sait plus monter les volumes de {name}.',
  ],
  [
    'Move this data to volumes of a CSI driver first.',
    'Déplacez d’abord ces données vers des volumes d’un pilote CSI.',
  ],
  ['From 1.27 on, seccomp annotations mean nothing.', 'À partir de 1.27, les annotations seccomp n’ont plus de sens.'],
  [
    'Write securityContext.seccompProfile instead, or these containers run without their profile.',
    'Écrivez securityContext.seccompProfile à la place, sinon ces conteneurs tournent sans leur profil.',
  ],
  [
    'From {release} on, volumes of {name} need the CSI driver {driver}, and it is not installed.',
    'À partir de {release}, les volumes de {name} ont besoin du pilote CSI {driver}, et il n’est pas installé.',
  ],
  [
    'Install the driver first. The volumes stay as they are.',
    'Installez d’abord le pilote. Les volumes restent tels quels.',
  ],
  [
    'From 1.29 on, Kubernetes does not talk to clouds by itself any more.',
    'À partir de 1.29, Kubernetes ne parle plus lui-même aux clouds.',
  ],
  [
    'Install the cloud controller manager of the provider, and start with --cloud-provider=external, first.',
    'Installez d’abord le cloud controller manager du fournisseur, et démarrez avec --cloud-provider=external.',
  ],
  [
    'Move this data to volumes of the CSI driver of Ceph first.',
    'Déplacez d’abord ces données vers des volumes du pilote CSI de Ceph.',
  ],
  [
    'From 1.33 on, gitRepo volumes are not mounted any more.',
    'À partir de 1.33, les volumes gitRepo ne sont plus montés.',
  ],
  [
    'Fetch the repository in an init container instead.',
    'Récupérez plutôt le dépôt dans un conteneur d’initialisation.',
  ],
  [
    'Kubernetes 1.34 comes with etcd 3.6, and etcd older than 3.5.20 may not survive that step.',
    'Kubernetes 1.34 apporte etcd 3.6, et un etcd antérieur à 3.5.20 peut ne pas survivre à ce pas.',
  ],
  [
    'Go to the newest patch of what runs now first: it brings a later etcd 3.5.',
    'Passez d’abord au dernier correctif de la version actuelle : il apporte un etcd 3.5 plus récent.',
  ],
  [
    'From 1.35 on, a kubelet does not start on a machine with cgroup v1, and these systems begin with it.',
    'À partir de 1.35, un kubelet ne démarre pas sur une machine en cgroup v1, et ces systèmes démarrent ainsi.',
  ],
  [
    'On such a node, "stat -fc %T /sys/fs/cgroup" says cgroup2fs where all is well. If not, switch it over, or set failCgroupV1: false for the time.',
    'Sur un tel nœud, « stat -fc %T /sys/fs/cgroup » répond cgroup2fs si tout va bien. Sinon, basculez-le, ou mettez failCgroupV1: false en attendant.',
  ],
  [
    'The ipvs mode of kube-proxy is deprecated from 1.35 on.',
    'Le mode ipvs de kube-proxy est déprécié à partir de 1.35.',
  ],
  ['It works for now. Plan to change to nftables.', 'Il marche pour l’instant. Prévoyez de passer à nftables.'],
  [
    'Kubernetes 1.35 was the last that works with containerd 1.',
    'Kubernetes 1.35 était le dernier à fonctionner avec containerd 1.',
  ],
  ['Upgrade containerd on these nodes to 2 first.', 'Passez d’abord containerd à la version 2 sur ces nœuds.'],
  [
    'Objects of "{name}" are kept as {versions}, which its definition does not know any more.',
    'Des objets de « {name} » sont gardés en {versions}, que sa définition ne connaît plus.',
  ],
  [
    'Objects of "{name}" may still be kept as {versions}, which is not served any more.',
    'Des objets de « {name} » sont peut-être encore gardés en {versions}, qui n’est plus servi.',
  ],
  [
    'Objects of "{name}" may still be kept as {versions}, which is deprecated.',
    'Des objets de « {name} » sont peut-être encore gardés en {versions}, qui est déprécié.',
  ],
  [
    'Write them all anew, and they are kept as {version}. The next release of what brought "{name}" may drop the old version, and then they cannot be read.',
    'Réécrivez-les tous, et ils sont gardés en {version}. La prochaine version de ce qui a apporté « {name} » peut abandonner l’ancienne, et ils ne pourraient alors plus être lus.',
  ],
  [
    'Versions of "{name}" cannot be converted: {why}.',
    'Les versions de « {name} » ne peuvent pas être converties : {why}.',
  ],
  [
    'Without it the API server cannot read these objects, and neither namespaces nor what is left over are cleaned up.',
    'Sans cela, le serveur d’API ne peut pas lire ces objets, et ni les namespaces ni les restes ne sont nettoyés.',
  ],
  ['The definition "{name}" has no structural schema.', 'La définition « {name} » n’a pas de schéma structurel.'],
  [
    'It was written for an API that is gone. Update what brought it.',
    'Elle a été écrite pour une API disparue. Mettez à jour ce qui l’a apportée.',
  ],
  ['the service "{name}" in {namespace} does not exist', 'le service « {name} » dans {namespace} n’existe pas'],
  [
    'nobody is ready behind the service "{name}" in {namespace}',
    'personne n’est prêt derrière le service « {name} » dans {namespace}',
  ],
  [
    '{name} does not work from Kubernetes {release} on: {why}.',
    '{name} ne fonctionne plus à partir de Kubernetes {release} : {why}.',
  ],
  [
    'it asks for versions of Ingress and of webhooks that are gone',
    'il demande des versions d’Ingress et de webhooks qui ont disparu',
  ],
  ['it asks for a version of Ingress that is gone', 'il demande une version d’Ingress qui a disparu'],
  ['it needs pod security policies, which are gone', 'il a besoin des PodSecurityPolicy, qui ont disparu'],
  ['its makers end its support with 1.21', 'ses auteurs arrêtent de le prendre en charge avec 1.21'],
  ['it makes its definitions in a version that is gone', 'il crée ses définitions dans une version qui a disparu'],
  ['its definitions are of a version that is gone', 'ses définitions sont d’une version qui a disparu'],
  ['Upgrade it to {version} or later first.', 'Mettez-le d’abord à niveau vers {version} ou plus récent.'],
  [
    '{name} is retired since March 2026; Traefik, or the Gateway API, can take its place.',
    '{name} n’est plus maintenu depuis mars 2026 ; Traefik, ou la Gateway API, peut prendre sa place.',
  ],
  [
    '{name} is retired since 2025; nobody tests it with newer versions of Kubernetes.',
    '{name} n’est plus maintenu depuis 2025 ; personne ne l’essaie avec les versions récentes de Kubernetes.',
  ],
  [
    'It may go on working. Nobody mends it when it does not.',
    'Il peut continuer à marcher. Personne ne le répare quand il ne marche plus.',
  ],
  [
    '{name} was tested with Kubernetes up to {last}, not with {release}.',
    '{name} a été essayé avec Kubernetes jusqu’à {last}, pas avec {release}.',
  ],
  ['It may work. Upgrading it first is the safer way.', 'Cela peut marcher. Le mettre d’abord à niveau est plus sûr.'],
  [
    'k3s brings Traefik 3 from v1.32 on; now it runs Traefik 2.',
    'k3s apporte Traefik 3 à partir de v1.32 ; pour l’instant il fait tourner Traefik 2.',
  ],
  [
    'Rules and settings of your own (HelmChartConfig, Middleware, IngressRoute) may have to change. Read its migration guide first.',
    'Vos propres règles et réglages (HelmChartConfig, Middleware, IngressRoute) peuvent devoir changer. Lisez d’abord son guide de migration.',
  ],

  // The state.
  ['the authority of the cluster', 'l’autorité du cluster'],
  ['the authority of clients', 'l’autorité des clients'],
  ['the authority of extensions', 'l’autorité des extensions'],
  ['the webhook "{name}"', 'le webhook « {name} »'],
  ['the API "{name}"', 'l’API « {name} »'],
  ['the conversion of "{name}"', 'la conversion de « {name} »'],
  ['the node', 'le nœud'],
  ['The API server is not ready: {parts} is not well.', 'Le serveur d’API n’est pas prêt : {parts} ne va pas bien.'],
  ['The API server is not ready: {parts} are not well.', 'Le serveur d’API n’est pas prêt : {parts} ne vont pas bien.'],
  [
    'etcd keeps everything that the cluster knows. Make it well first, and make a backup.',
    'etcd garde tout ce que le cluster sait. Remettez-le d’abord en état, et faites une sauvegarde.',
  ],
  [
    'Make it well first: an upgrade needs all of it.',
    'Remettez-le d’abord en état : une mise à niveau a besoin de l’ensemble.',
  ],
  ['{nodes} has no vote in etcd.', '{nodes} n’a pas de voix dans etcd.'],
  ['{nodes} have no vote in etcd.', '{nodes} n’ont pas de voix dans etcd.'],
  [
    'While another member is upgraded, too few votes may be left, and then nothing can be written.',
    'Pendant la mise à niveau d’un autre membre, il peut rester trop peu de voix, et plus rien ne peut alors être écrit.',
  ],
  [
    'etcd has {count} members. With an even number, none may be away more than with one fewer.',
    'etcd a {count} membres. Avec un nombre pair, on ne peut pas en perdre plus qu’avec un de moins.',
  ],
  [
    'etcd has {count} members: an even number survives no more than one fewer.',
    'etcd a {count} membres : un nombre pair ne survit à rien de plus qu’un de moins.',
  ],
  [
    'While one of the two is upgraded, the API server cannot write anything. Add a third.',
    'Pendant la mise à niveau de l’un des deux, le serveur d’API ne peut rien écrire. Ajoutez-en un troisième.',
  ],
  ['Add a server, or take one away.', 'Ajoutez un serveur, ou retirez-en un.'],
  ['etcd is not ready on {nodes}.', 'etcd n’est pas prêt sur {nodes}.'],
  [
    'While another member is upgraded, too few may be left.',
    'Pendant la mise à niveau d’un autre membre, il peut en rester trop peu.',
  ],
  ['{name} has said nothing since {time}.', '{name} n’a plus rien dit depuis {time}.'],
  [
    'Without it, pods that leave a node are not made again.',
    'Sans lui, les pods qui quittent un nœud ne sont pas recréés.',
  ],
  [
    'While it is away, the API server does not know all of its own kinds, and cleans nothing up.',
    'Pendant son absence, le serveur d’API ne connaît pas tous ses propres types, et ne nettoie rien.',
  ],
  [
    'Bring it back before the upgrade: {pods} stood on it. A node that is not well cannot be upgraded.',
    'Ramenez-le avant la mise à niveau : il portait {pods}. Un nœud qui ne va pas bien ne peut pas être mis à niveau.',
  ],
  [
    'Bring it back before the upgrade. A node that is not well cannot be upgraded.',
    'Ramenez-le avant la mise à niveau. Un nœud qui ne va pas bien ne peut pas être mis à niveau.',
  ],
  [
    'An upgrade brings new images: free some disk first.',
    'Une mise à niveau apporte de nouvelles images : libérez d’abord de la place sur le disque.',
  ],
  [
    'It takes nothing over while others are emptied, and it stays closed after the upgrade.',
    'Il ne reprend rien quand d’autres sont vidés, et il reste fermé après la mise à niveau.',
  ],
  ['The certificate of {whose} ended on {day}.', 'Le certificat de ceci a expiré le {day} : {whose}.'],
  ['The certificates of {whose} ended on {day}.', 'Les certificats de ceux-ci ont expiré le {day} : {whose}.'],
  ['The certificate of {whose} ends on {day}, {when}.', 'Le certificat de ceci expire le {day}, {when} : {whose}.'],
  [
    'The certificates of {whose} end on {day}, {when}.',
    'Les certificats de ceux-ci expirent le {day}, {when} : {whose}.',
  ],
  ['in {days} days', 'dans {days} jours'],
  ['very soon', 'très bientôt'],
  [
    'Renew before the upgrade: a part that cannot be trusted does not come back.',
    'Renouvelez avant la mise à niveau : un composant qui n’est pas reconnu ne revient pas.',
  ],
  ['Certificates of "{node}" end soon.', 'Des certificats de « {node} » expirent bientôt.'],
  [
    'k3s renews them when it starts again: restart it, or let the upgrade do it.',
    'k3s les renouvelle en redémarrant : redémarrez-le, ou laissez la mise à niveau le faire.',
  ],
  [
    'The admission webhook "{name}" refuses every change, because {why}.',
    'Le webhook d’admission « {name} » refuse tous les changements : {why}.',
  ],
  [
    'An upgrade makes such changes itself. Let the webhook answer, or let it pass for the time.',
    'Une mise à niveau fait elle-même de tels changements. Faites répondre le webhook, ou laissez passer en attendant.',
  ],
  [
    'The admission webhook "{name}" has to answer for {what}, and all that answers runs on {node}.',
    'Le webhook d’admission « {name} » doit répondre pour {what}, et tout ce qui répond tourne sur {node}.',
  ],
  [
    "While {node} is emptied, no pod can begin, not even the webhook's own.",
    'Pendant que {node} se vide, aucun pod ne peut démarrer, pas même ceux du webhook.',
  ],
  [
    'While {node} is emptied, nodes cannot say that they live, and the upgrade would stand still.',
    'Pendant que {node} se vide, les nœuds ne peuvent pas donner signe de vie, et la mise à niveau s’arrêterait.',
  ],
  ['leases of nodes', 'les baux des nœuds'],
  [
    'The release "{name}" in {namespace} failed at its last change.',
    'La release « {name} » dans {namespace} a échoué à son dernier changement.',
  ],
  [
    'The release "{name}" in {namespace} hangs in the middle of a change ({status}).',
    'La release « {name} » dans {namespace} est bloquée au milieu d’un changement ({status}).',
  ],
  [
    'Bring it into order first, so that what the upgrade breaks can be told from what was broken.',
    'Remettez-la d’abord en ordre, pour distinguer ce que la mise à niveau casse de ce qui l’était déjà.',
  ],
  ['The chart "{name}" could not be installed.', 'Le chart « {name} » n’a pas pu être installé.'],
  [
    'Mend its values first, so that what the upgrade breaks can be told from what was broken.',
    'Corrigez d’abord ses valeurs, pour distinguer ce que la mise à niveau casse de ce qui l’était déjà.',
  ],
  ['Broken already: {what}', 'Déjà en panne : {what}'],
  ['{count} more things are broken already.', '{count} autres choses sont déjà en panne.'],
  ['3bot diagnose lists them all.', '3bot diagnose les liste toutes.'],

  // Emptying the nodes.
  [
    'The disruption budget "{name}" never lets a pod go: it wants {desired} of {expected}.',
    'Le budget d’interruption « {name} » ne laisse jamais partir un pod : il en veut {desired} sur {expected}.',
  ],
  [
    'No node with one of these pods can be emptied, and the upgrade would wait for ever.',
    'Aucun nœud portant l’un de ces pods ne peut être vidé, et la mise à niveau attendrait sans fin.',
  ],
  [
    'The disruption budget "{name}" lets no pod go now (well: {healthy} of {expected}, wanted: {desired}).',
    'Le budget d’interruption « {name} » ne laisse partir aucun pod maintenant (sains : {healthy} sur {expected}, voulus : {desired}).',
  ],
  [
    'As soon as its pods are well, it lets them go. Until then a node with one of them cannot be emptied.',
    'Dès que ses pods vont bien, il les laisse partir. D’ici là, un nœud qui en porte un ne peut pas être vidé.',
  ],
  [
    'The pod "{name}" has {count} disruption budgets, and Kubernetes refuses to move such a pod.',
    'Le pod « {name} » a {count} budgets d’interruption, et Kubernetes refuse de déplacer un tel pod.',
  ],
  ['Keep one of them.', 'N’en gardez qu’un.'],
  [
    'While "{node}" is emptied, "{pod}" finds no room elsewhere.',
    'Pendant que « {node} » se vide, « {pod} » ne trouve pas de place ailleurs.',
  ],
  [
    'While "{node}" is emptied, {pods} find no room elsewhere.',
    'Pendant que « {node} » se vide, {pods} ne trouvent pas de place ailleurs.',
  ],
  [
    'It waits until the node is back. Add a node for the time, or ask for less.',
    'Il attend que le nœud revienne. Ajoutez un nœud pour ce temps, ou demandez moins.',
  ],
  [
    'They wait until the node is back. Add a node for the time, or ask for less.',
    'Ils attendent que le nœud revienne. Ajoutez un nœud pour ce temps, ou demandez moins.',
  ],
  ['"{name}" has one copy only.', '« {name} » n’a qu’une copie.'],
  ['{count} programs ({names}) have one copy only.', '{count} programmes ({names}) n’ont qu’une copie.'],
  [
    'It is away for a moment, while the node that it runs on is emptied.',
    'Il s’absente un instant, le temps que son nœud soit vidé.',
  ],
  [
    'Each of them is away for a moment, while the node that it runs on is emptied.',
    'Chacun s’absente un instant, le temps que son nœud soit vidé.',
  ],
  [
    'The pod "{name}" has no controller that would make it again.',
    'Le pod « {name} » n’a pas de contrôleur qui le recréerait.',
  ],
  [
    '{count} pods ({names}) have no controller that would make them again.',
    '{count} pods ({names}) n’ont pas de contrôleur qui les recréerait.',
  ],
  [
    'Emptying a node stops at such a pod. Delete it if nobody needs it, or let a Deployment make it.',
    'Vider un nœud s’arrête à un tel pod. Supprimez-le si personne n’en a besoin, ou confiez-le à un Deployment.',
  ],
  [
    'Emptying a node stops at such a pod. Delete them if nobody needs them, or let a Deployment make them.',
    'Vider un nœud s’arrête à un tel pod. Supprimez-les si personne n’en a besoin, ou confiez-les à un Deployment.',
  ],
  ['"{name}" keeps its data on one node.', '« {name} » garde ses données sur un seul nœud.'],
  [
    '{count} pods ({names}) keep their data on one node.',
    '{count} pods ({names}) gardent leurs données sur un seul nœud.',
  ],
  [
    'It waits until that node is back, because no other node has the data. Make a backup of it first.',
    'Il attend que ce nœud revienne, car aucun autre n’a les données. Faites-en d’abord une sauvegarde.',
  ],
  [
    'They wait until that node is back, because no other node has the data. Make a backup of it first.',
    'Ils attendent que ce nœud revienne, car aucun autre n’a les données. Faites-en d’abord une sauvegarde.',
  ],
  [
    '"{name}" keeps data in a volume that ends with the pod.',
    '« {name} » garde des données dans un volume qui disparaît avec le pod.',
  ],
  [
    '{count} pods ({names}) keep data in a volume that ends with the pod.',
    '{count} pods ({names}) gardent des données dans un volume qui disparaît avec le pod.',
  ],
  [
    'When its node is emptied, this data is gone. Save it first, or give it a volume of its own.',
    'Quand son nœud est vidé, ces données sont perdues. Enregistrez-les d’abord, ou donnez-leur un vrai volume.',
  ],

  // The way back.
  ['No backup is known.', 'Aucune sauvegarde n’est connue.'],
  [
    'Make one right before the upgrade: without it there is no way back.',
    'Faites-en une juste avant la mise à niveau : sans elle, pas de retour possible.',
  ],
  ['The newest backup is {age} old.', 'La sauvegarde la plus récente date de {age}.'],
  ['less than an hour', 'moins d’une heure'],
  ['an hour', 'une heure'],
  ['{count} hours', '{count} heures'],
  [
    'What has changed since would be lost on the way back. Make one right before the upgrade.',
    'Ce qui a changé depuis serait perdu en revenant en arrière. Faites-en une juste avant la mise à niveau.',
  ],

  // Remedies.
  ['Bring {what} to {version}', 'Amener {what} à {version}'],
  ['these parts', 'ces composants'],
  ['Upgrade by {name}', 'Mettre à niveau par {name}'],
  ['Take the plan "{name}" away', 'Retirer le plan « {name} »'],
  [
    'Find the client that asks for {version}, and update it',
    'Trouver le client qui demande {version}, et le mettre à jour',
  ],
  ['Upgrade the chart of "{name}"', 'Mettre à jour le chart de « {name} »'],
  ['Change the values of the chart "{name}"', 'Changer les valeurs du chart « {name} »'],
  ['Remember {object} as {version}', 'Retenir {object} en {version}'],
  ['Update what "{name}" applies', 'Mettre à jour ce que « {name} » applique'],
  ['Keep all objects as {version}', 'Garder tous les objets en {version}'],
  ['Let the service "{name}" answer again', 'Faire à nouveau répondre le service « {name} »'],
  ['Upgrade {name} first', 'Mettre d’abord {name} à niveau'],
  [
    'Let its service answer again, or remove the extension',
    'Faire à nouveau répondre son service, ou retirer l’extension',
  ],
  ['Renew the certificate of {whose}', 'Renouveler le certificat : {whose}'],
  ['Let "{name}" pass what it cannot judge', 'Laisser « {name} » accepter ce dont il ne peut pas juger'],
  ['Run "{name}" in two copies', 'Faire tourner « {name} » en deux copies'],
  ['Run "{name}" in {count} copies', 'Faire tourner « {name} » en {count} copies'],
  ['Go back to the revision of "{name}" that worked', 'Revenir à la révision de « {name} » qui fonctionnait'],
  ['Let one pod of "{name}" go at a time', 'Laisser partir un pod de « {name} » à la fois'],
  ['Let pods that are not well leave without asking', 'Laisser partir sans demander les pods qui ne vont pas bien'],
  ['Take the webhooks of "{name}" away', 'Retirer les webhooks de « {name} »'],
  [
    'What they checked is not checked any more. Right where their program is gone for good.',
    'Ce qu’ils vérifiaient ne l’est plus. À faire si leur programme a disparu pour de bon.',
  ],
  ['They are made again as they were.', 'Ils sont recréés tels qu’ils étaient.'],
  [
    'While a node is emptied, one of its pods fewer answers.',
    'Pendant qu’un nœud se vide, un de ses pods de moins répond.',
  ],
  ['Add a node before the upgrade', 'Ajouter un nœud avant la mise à niveau'],
  ['Delete the pod', 'Supprimer le pod'],
  ['Delete the {count} pods', 'Supprimer les {count} pods'],
  ['Make a backup now', 'Faire une sauvegarde maintenant'],
  ['Nothing is changed by the wizard.', 'L’assistant ne change rien.'],
  ['While a node is upgraded, its pods move.', 'Pendant la mise à niveau d’un nœud, ses pods se déplacent.'],
  [
    'Nodes that it has upgraded stay upgraded; one that it closed stays closed until it is opened.',
    'Les nœuds déjà mis à niveau le restent ; un nœud qu’il a fermé reste fermé jusqu’à ce qu’on le rouvre.',
  ],
  [
    'The pods of the release are replaced one after the other.',
    'Les pods de la release sont remplacés l’un après l’autre.',
  ],
  ['The pods of the release are replaced.', 'Les pods de la release sont remplacés.'],
  ['Its pods are replaced one after the other.', 'Ses pods sont remplacés l’un après l’autre.'],
  [
    'Only what kubectl remembers of the last file changes. Change the file too, or it comes back.',
    'Seul change ce que kubectl retient du dernier fichier. Changez aussi le fichier, sinon cela revient.',
  ],
  [
    'Every object of this kind is written once, unchanged.',
    'Chaque objet de ce type est réécrit une fois, sans changement.',
  ],
  ['The API server is away for a moment.', 'Le serveur d’API s’absente un instant.'],
  [
    'What it would refuse comes through while nobody answers. Set it back after the upgrade.',
    'Ce qu’il refuserait passe tant que personne ne répond. Rétablissez-le après la mise à niveau.',
  ],
  ['One more copy uses more of the cluster.', 'Une copie de plus consomme davantage du cluster.'],
  [
    'One more copy uses more of the cluster. See that it comes to another node.',
    'Une copie de plus consomme davantage du cluster. Veillez à ce qu’elle aille sur un autre nœud.',
  ],
  [
    'Only for programs that may run twice. A second copy uses more of the cluster.',
    'Seulement pour des programmes qui peuvent tourner deux fois. Une deuxième copie consomme davantage du cluster.',
  ],
  [
    'They do not work now; those that do stay protected.',
    'Ils ne marchent pas en ce moment ; ceux qui marchent restent protégés.',
  ],
  [
    'What runs in them ends, and what they keep in themselves is gone.',
    'Ce qui y tourne s’arrête, et ce qu’ils gardent en eux est perdu.',
  ],
  [
    'A deleted pod can be made again, without what it kept.',
    'Un pod supprimé peut être recréé, sans ce qu’il gardait.',
  ],
  ['It is made again as it was, and goes on.', 'Il est recréé tel qu’il était, et continue.'],
  ['Nothing to take back: the objects are the same.', 'Rien à reprendre : les objets sont les mêmes.'],
  ['The same way back.', 'Le même chemin en sens inverse.'],

  // What could not be looked at.
  [
    '{subject}: the credentials may not read {what}.',
    '{subject} : ces identifiants n’ont pas le droit de lire {what}.',
  ],
  ['{subject}: the cluster does not show {what}.', '{subject} : le cluster ne montre pas {what}.'],
  ['{subject}: the cluster failed to show {what}.', '{subject} : le cluster n’a pas réussi à montrer {what}.'],
  ['{subject}: this check failed on what it saw.', '{subject} : ce contrôle a échoué sur ce qu’il a vu.'],
  ['/metrics of the API server', '/metrics du serveur d’API'],
  ['/readyz of the API server', '/readyz du serveur d’API'],
  ['APIs that are removed on the way', 'API retirées en chemin'],
  ['What the releases on the way take away', 'Ce que les versions traversées suppriment'],
  ['The control plane and its data store', 'Le plan de contrôle et sa base'],
  ['Versions of nodes and of the control plane', 'Versions des nœuds et du plan de contrôle'],
  ['Who upgrades this cluster', 'Qui met ce cluster à niveau'],
  ['Other upgrades and restarts', 'Autres mises à niveau et redémarrages'],
  ['Custom resource definitions', 'Définitions de types personnalisés'],
  ['Programs beside Kubernetes', 'Programmes qui accompagnent Kubernetes'],
  ['Extensions of the API', 'Extensions de l’API'],
  ['Health of the nodes', 'Santé des nœuds'],
  ['Certificates of the cluster', 'Certificats du cluster'],
  ['Admission webhooks', 'Webhooks d’admission'],
  ['Releases of Helm', 'Releases de Helm'],
  ['What is broken already', 'Ce qui est déjà en panne'],
  ['Disruption budgets', 'Budgets d’interruption'],
  ['Room on the other nodes', 'Place sur les autres nœuds'],
  ['Programs with one copy', 'Programmes à une seule copie'],
  ['Pods without a controller', 'Pods sans contrôleur'],
  ['Data that lives on one node', 'Données présentes sur un seul nœud'],
  ['Backups', 'Sauvegardes'],
];
