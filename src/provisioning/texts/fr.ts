import { appSentences, fr as appTexts } from './apps/fr.ts';
import { certificateSentences } from './certificates/fr.ts';
import { changeSentences, fr as changeTexts } from './changes/fr.ts';
import { findingSentences } from './findings/fr.ts';
import { hostSentences } from './hosts/fr.ts';
import { keySentences } from './keys/fr.ts';
import { momentIn } from './moment-in.ts';
import { nodeSentences } from './nodes/fr.ts';
import { remarkSentences } from './remarks/fr.ts';
import { remedySentences } from './remedies/fr.ts';
import { fr as repairTexts } from './repair/fr.ts';
import { repairSentences } from './repair/fr-sentences.ts';
import { solutionSentences } from './solutions/fr.ts';
import type { Texts } from './texts.ts';
import { upgradeSentences, fr as upgradeTexts } from './upgrade/fr.ts';
import { upgradeCheckSentences } from './upgrade-check/fr.ts';

/** What actions and engines say in French. */
export const fr: Texts = {
  farms: (count) => `${count} ferme${s(count)}`,
  room: (farms, count) => `${farms}, de la place pour ${count} machine${s(count)}`,
  roomHere: (count) => `de la place pour ${count} machine${s(count)}`,
  certified: 'certifiée',
  green: 'énergie verte',
  anywhere: 'N’importe où',
  newest: (version) => `La plus récente (${version})`,
  sizes: { micro: 'Micro', small: 'Petite', medium: 'Moyenne', big: 'Grande', own: 'Sur mesure' },
  size: ({ vcpu, memoryGiB, diskGiB }) => `${vcpu} vCPU, ${memoryGiB} GiB de mémoire, ${diskGiB} GiB de disque`,
  perMachine: (tft) => `${tft} TFT par mois et par machine`,
  pricePerMonth: (tft, usd) => `${tft} TFT par mois (${usd} USD)`,
  machines: (count, role, size, facts) =>
    `${role === 'controller' ? fr.controllers(count) : fr.workers(count)}, taille ${size} (${facts}${count === 1 ? '' : ' chacun'})`,
  controllers: (count) => `${count} contrôleur${s(count)}`,
  workers: (count) => (count === 0 ? 'aucun nœud de travail' : `${count} nœud${s(count)} de travail`),
  notReady: (count) => `${count} pas prêt${s(count)}`,
  and: (before, last) => `${before} et ${last}`,
  comma: ', ',
  nowhere: 'nulle part encore',
  cities: (cities, countries) => `${cities} villes dans ${countries}`,
  countries: (count) => `${count} pays`,
  fewSeconds: 'quelques secondes',
  seconds: (count) => `environ ${count} secondes`,
  minutes: (count) => `environ ${count} minute${s(count)}`,
  hours: (count) => (count % 24 === 0 && count > 24 ? `${count / 24} jours` : `${count} heure${s(count)}`),
  states: {
    deploying: 'En cours de déploiement',
    ready: 'Prêt',
    degraded: 'Dégradé',
    failed: 'Échoué',
    deleting: 'En cours de suppression',
    gone: 'Disparu',
    unknown: 'Inconnu',
  },
  stateIn: (state, nodes, where) => `${state} : ${nodes} à ${where}`,
  roles: { controller: 'contrôleur', worker: 'nœud de travail' },
  machineStates: {
    ready: 'prêt',
    booting: 'démarre',
    failed: 'échoué',
    planned: 'prévu',
    reserved: 'réservé',
    gone: 'disparu',
  },
  labels: {
    id: 'Identifiant',
    nodes: 'Nœuds',
    kubernetes: 'Kubernetes',
    endpoint: 'Point d’accès',
    publicIp: 'IP publique',
    placement: 'Emplacement',
    price: 'Prix',
    machine: 'Machine',
    role: 'Rôle',
    size: 'Taille',
    where: 'Lieu',
    state: 'État',
    name: 'Nom',
    tftPerMonth: 'TFT par mois',
  },
  noVdc: 'Vous n’avez pas encore de VDC.',
  vdcs: (count, names) => `Vous avez ${count} VDC : ${names}.`,
  more: (count) => `${count} de plus`,
  running: (texts) => `En cours : ${texts.join(' ; ')}.`,
  approvals: {
    asks: (asker) => `demande de ${asker}`,
    progress: (agreed, quorum) => `${agreed} accord${s(agreed)} sur ${quorum}`,
    until: (at) => `jusqu’au ${momentIn('fr', at)}`,
    waiting: (count) =>
      count === 1
        ? 'Une demande attend votre oui ou votre non.'
        : `${count} demandes attendent votre oui ou votre non.`,
    asker: 'la personne qui demande',
    noted: (agreed, quorum, asker) =>
      `C’est noté : ${agreed} accord${s(agreed)} sur ${quorum}. ${asker} attend les autres.`,
    agreed: (asker) => `C’est accordé, et ${asker} continue.`,
    agreedBefore: 'Les autres avaient accepté avant votre refus.',
    refusedBefore: (by) => `${by} avait refusé avant vous.`,
    refused: (asker) => `J’ai dit à ${asker} que vous refusez.`,
  },
  handoffs: {
    since: (minutes) => (minutes < 1 ? 'à l’instant' : `depuis ${minutes} minute${s(minutes)}`),
    with: (helper) => `avec ${helper}`,
    withYou: 'avec vous',
    waiting: (count) =>
      count === 1 ? 'Une personne voudrait parler à quelqu’un.' : `${count} personnes voudraient parler à quelqu’un.`,
    wizard: 'Assistant',
  },
  changeTexts,
  appTexts,
  repairTexts,
  upgradeTexts,
  sentences: [
    ...upgradeCheckSentences,
    ...findingSentences,
    ...remedySentences,
    // Before those that would take a part of them for the whole.
    ...repairSentences,
    ...changeSentences,
    ...hostSentences,
    ...nodeSentences,
    ...certificateSentences,
    ...keySentences,
    ...appSentences,
    ...solutionSentences,
    ...upgradeSentences,
    ...remarkSentences,
    [
      'The time for this decision is over; nothing will be done.',
      'Le délai de cette décision est passé ; rien ne sera fait.',
    ],
    [
      '{asker} does not wait for this any more, or has asked anew.',
      '{asker} n’attend plus cette décision, ou a fait une nouvelle demande.',
    ],
    [
      'This decision is not yours: you asked for it yourself, or others were asked.',
      'Cette décision n’est pas la vôtre : c’est vous qui demandez, ou d’autres ont été sollicités.',
    ],
    ['There is no such request any more.', 'Cette demande n’existe plus.'],
    ['Nobody waits there any more.', 'Plus personne n’y attend.'],
    [
      '{helper} was faster and talks with them already.',
      '{helper} a été plus rapide et parle déjà avec cette personne.',
    ],
    ['Let them know', 'Prévenir'],
    ['Hand back', 'Rendre la main'],
    ['simulated', 'simulé'],
    ['Reserve the machines', 'Réserver les machines'],
    ['Build the private network', 'Construire le réseau privé'],
    ['Boot the controllers', 'Démarrer les contrôleurs'],
    ['Boot the workers', 'Démarrer les nœuds de travail'],
    ['Check that Kubernetes is ready', 'Vérifier que Kubernetes est prêt'],
    ['Remove the machines and their data', 'Supprimer les machines et leurs données'],
    ['Clean up', 'Nettoyer'],
    ['Pass it on', 'Transmettre'],
    ['Reserving {count} machines', 'Réservation de {count} machines'],
    ['{count} machine reserved on {farms} farm', '{count} machine réservée dans {farms} ferme'],
    ['{count} machines reserved on {farms} farm', '{count} machines réservées dans {farms} ferme'],
    ['{count} machines reserved on {farms} farms', '{count} machines réservées dans {farms} fermes'],
    ['Building the private network between the machines', 'Construction du réseau privé entre les machines'],
    ['The private network stands', 'Le réseau privé est en place'],
    ['{machine} is ready', '{machine} est prêt'],
    ['{machine} boots on node {node}, {city}', '{machine} démarre sur le nœud {node}, {city}'],
    [
      '{machine} lost node {node}, {city}: it died while booting; looking for another node',
      '{machine} a perdu le nœud {node}, {city}, pendant le démarrage ; recherche d’un autre nœud',
    ],
    [
      'Asking the Kubernetes API whether all nodes are ready',
      'Question à l’API Kubernetes : tous les nœuds sont-ils prêts ?',
    ],
    ['The API does not answer yet', 'L’API ne répond pas encore'],
    ['{ready} of {count} nodes are ready', '{ready} nœuds prêts sur {count}'],
    ['All {count} nodes are ready', 'Les {count} nœuds sont prêts'],
    [
      'The answer got lost on the way; looking what is there',
      'La réponse s’est perdue ; vérification de ce qui existe',
    ],
    ['Stopping the workers', 'Arrêt des nœuds de travail'],
    ['Stopping the controllers', 'Arrêt des contrôleurs'],
    ['The private network is gone', 'Le réseau privé est supprimé'],
    ['{count} machines given back', '{count} machines rendues'],
    [
      'This grid is simulated: no machine is rented and nothing is charged.',
      'Cette grille est simulée : aucune machine n’est louée et rien n’est facturé.',
    ],
    [
      'Three controllers on distinct nodes of {count} farms: the VDC goes on when one of them fails.',
      'Trois contrôleurs sur des nœuds distincts de {count} fermes : le VDC continue si l’un d’eux tombe.',
    ],
    [
      'Three controllers on distinct nodes: the VDC goes on when one of them fails.',
      'Trois contrôleurs sur des nœuds distincts : le VDC continue si l’un d’eux tombe.',
    ],
    [
      'One controller: while its node is away, so is the Kubernetes API. Three make it redundant.',
      'Un seul contrôleur : quand son nœud est absent, l’API Kubernetes l’est aussi. Trois la rendent redondante.',
    ],
    [
      'No workers: your apps run on the controllers.',
      'Pas de nœud de travail : vos applications tournent sur les contrôleurs.',
    ],
    [
      'No public IP: the VDC is reached through its private network.',
      'Pas d’IP publique : le VDC est joignable par son réseau privé.',
    ],
    [
      'All farms of this plan run on renewable energy.',
      'Toutes les fermes de ce plan utilisent de l’énergie renouvelable.',
    ],
    [
      'Please take 3 to 20 lower-case letters, digits and dashes, beginning with a letter and not ending with a dash.',
      'Prenez de 3 à 20 lettres minuscules, chiffres et tirets, en commençant par une lettre et sans finir par un tiret.',
    ],
    [
      'A VDC called "{name}" is just being deployed. Please take another name.',
      'Un VDC nommé « {name} » est justement en cours de déploiement. Prenez un autre nom.',
    ],
    [
      'You already have a VDC called "{name}". Please take another name.',
      'Vous avez déjà un VDC nommé « {name} ». Prenez un autre nom.',
    ],
    [
      'You already have a VDC named "{name}". Take another name, or delete that one.',
      'Vous avez déjà un VDC nommé « {name} ». Prenez un autre nom, ou supprimez celui-là.',
    ],
    [
      'Your VDC "{name}" is just being deleted. Please take another name.',
      'Votre VDC « {name} » est en cours de suppression. Prenez un autre nom.',
    ],
    [
      'Something of an earlier VDC "{name}" is still there; delete it to free the name. Please take another name.',
      'Il reste quelque chose d’un ancien VDC « {name} » ; supprimez-le pour libérer le nom, ou prenez-en un autre.',
    ],
    [
      'You have no VDC called "{name}". Say "my VDCs" to see those you have.',
      'Vous n’avez pas de VDC nommé « {name} ». Dites **menu** pour voir les vôtres.',
    ],
    [
      'The Kubernetes API of "{name}" is not there yet. Look at its status first.',
      'L’API Kubernetes de « {name} » n’est pas encore là. Regardez d’abord son état.',
    ],
    ['"{name}" has been deleted meanwhile.', '« {name} » a été supprimé entre-temps.'],
    ['This plan is too old to go on with.', 'Ce plan est trop ancien pour continuer.'],
    ['The machines of this plan are not all free any more.', 'Les machines de ce plan ne sont plus toutes libres.'],
    [
      'The price has changed since you saw it, from {before} TFT per month ({was} USD) to {now} TFT per month ({is} USD).',
      'Le prix a changé depuis que vous l’avez vu : de {before} TFT par mois ({was} USD) à {now} TFT par mois ({is} USD).',
    ],
    [
      'The price of this plan has expired. Plan again to see the current one.',
      'Le prix de ce plan a expiré. Refaites le plan pour voir le prix actuel.',
    ],
    [
      'Somebody else has taken {lost} meanwhile. There is room elsewhere: plan again.',
      'Quelqu’un d’autre a pris {lost} entre-temps. Il y a de la place ailleurs : refaites le plan.',
    ],
    ['The node has been taken meanwhile.', 'Le nœud a été pris entre-temps.'],
    ['The VDC has been removed meanwhile.', 'Le VDC a été supprimé entre-temps.'],
    [
      'There is no room for {what}. {advice}',
      'Il n’y a pas de place pour cela. Essayez plus petit, un autre lieu ou moins de machines.',
    ],
    ['{message} I try again.', '{message} Je réessaie.'],
    [
      '{message} Cleaning up did not work either: {why} Something may be left behind; it is on record, and cleaning up again is safe.',
      '{message} Le nettoyage n’a pas réussi non plus : {why} Il peut rester quelque chose ; c’est noté, et nettoyer encore est sans danger.',
    ],
    ['A node died while booting.', 'Un nœud est tombé pendant le démarrage.'],
    ['It was stopped, as you asked.', 'Arrêté, comme vous l’avez demandé.'],
    ['It was stopped before it was done.', 'Arrêté avant la fin.'],
    ['It was not done within {time}.', 'Ce n’était pas terminé dans le délai ({time}).'],
    [
      'That took too long, and I stopped waiting. Please try again.',
      'Cela a pris trop de temps et j’ai cessé d’attendre. Réessayez.',
    ],
    [
      'The machines run, but their Kubernetes API does not say so yet. Look again in a moment.',
      'Les machines tournent, mais leur API Kubernetes ne le dit pas encore. Regardez à nouveau dans un instant.',
    ],
    [
      'The grid did not answer in time; "{name}" may have been made. Look before trying again.',
      'La grille n’a pas répondu à temps ; « {name} » existe peut-être. Regardez avant de réessayer.',
    ],
    [
      'The engine did not answer, and nothing of "{name}" is there. You can try again.',
      'Le moteur n’a pas répondu, et rien de « {name} » n’existe. Vous pouvez réessayer.',
    ],
    [
      'Something went wrong on our side. Please try again; if it stays, name this reference to us: {reference}.',
      'Quelque chose a mal tourné de notre côté. Réessayez ; si cela persiste, donnez-nous cette référence : {reference}.',
    ],
    [
      'You do not have the right to do that: "{title}" needs {right}. Ask your administrator for it.',
      'Vous n’avez pas ce droit : il faut {right}. Demandez-le à votre administrateur.',
    ],
  ],
};

/** From two on: French says "1,5 machine". */
function s(count: number): string {
  return count < 2 ? '' : 's';
}
