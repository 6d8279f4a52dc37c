/** Sentences of the rules for workers, and of emptying a worker, in French. */
export const nodeSentences: readonly (readonly [english: string, own: string])[] = [
  ['There was no room for {count} pods ({pods}).', 'Il n’y avait pas de place pour {count} pods ({pods}).'],
  [
    'There was no room for {pods}: no worker of this size is big enough for them.',
    'Il n’y avait pas de place pour {pods} : aucun nœud de travail de cette taille ne leur suffit.',
  ],
  [
    'There was no room for {pods}, and there are {count} workers already.',
    'Il n’y avait pas de place pour {pods}, et il y a déjà {count} nœuds de travail.',
  ],
  [
    '{why} Another worker would bring the price to {price} TFT per month, and you have set {ceiling} as the most.',
    '{why} Un nœud de travail de plus porterait le prix à {price} TFT par mois, et vous avez fixé {ceiling} au maximum.',
  ],
  ['There was no room for {pods}.', 'Il n’y avait pas de place pour {pods}.'],
  ['There were fewer workers than {count}.', 'Il y avait moins de {count} nœuds de travail.'],
  ['There were more workers than {count}.', 'Il y avait plus de {count} nœuds de travail.'],
  ['A worker was not needed for {count} minutes.', 'Un nœud de travail n’a pas servi pendant {count} minutes.'],
  [
    'Between {least} and {most} workers: one more when pods stay without room for a minute, one less when it was not needed for {minutes} minutes, and never more than {price} TFT per month.',
    'Entre {least} et {most} nœuds de travail : un de plus quand des pods restent sans place pendant une minute, un de moins quand il n’a pas servi pendant {minutes} minutes, et jamais plus de {price} TFT par mois.',
  ],
  ['It is on the way from {from} to {to} workers. {why}', 'Il passe de {from} à {to} nœuds de travail. {why}'],
  [
    'It is paused: the number of workers stays as it is.',
    'La règle est suspendue : le nombre de nœuds de travail reste tel quel.',
  ],
  [
    'Pods wait for room; if they still do in a minute, there will be another worker.',
    'Des pods attendent de la place ; si c’est encore le cas dans une minute, il y aura un nœud de travail de plus.',
  ],
  ['One worker is not needed at present.', 'Un nœud de travail ne sert pas en ce moment.'],
  ['It did not work: {why}', 'Cela n’a pas réussi : {why}'],
  [
    'It is paused: the number of workers stays as it is until you let it go on.',
    'La règle est suspendue : le nombre de nœuds de travail reste tel quel jusqu’à ce que vous repreniez.',
  ],
  ['It goes on.', 'Elle reprend.'],
  [
    'The rule has ended. The workers that are there stay.',
    'La règle est terminée. Les nœuds de travail présents restent.',
  ],
  ['"{name}" has no rule for its workers.', '« {name} » n’a pas de règle pour ses nœuds de travail.'],
  [
    'At most {most} workers is less than at least {least}. Please turn them round.',
    'Le maximum {most} est inférieur au minimum {least}. Inversez-les.',
  ],
  ['At most has to be as many as at least, or more.', 'Le maximum doit être au moins égal au minimum.'],
  [
    'There are {count} workers now, so it becomes {then} at once.',
    'Il y a {count} nœuds de travail maintenant ; il passe donc aussitôt à {then}.',
  ],
  ['Write the rule down', 'Noter la règle'],
  ['Write it down', 'Le noter'],
  ['Make room', 'Faire de la place'],
  ['was taken back', 'a été repris'],
  ['Workers', 'Nœuds de travail'],
  ['{machine} is emptied: {count} pod still runs there', '{machine} se vide : {count} pod y tourne encore'],
  [
    '{pod} on {machine} belongs to nobody who would make it anew elsewhere: delete it, or keep the worker. Nothing was removed.',
    '{pod} sur {machine} n’appartient à personne qui le recréerait ailleurs : supprimez-le, ou gardez le nœud de travail. Rien n’a été retiré.',
  ],
  [
    'The disruption budget {budget} keeps {pod} on {machine}: loosen it, or keep the worker. Nothing was removed.',
    'Le budget d’interruption {budget} retient {pod} sur {machine} : assouplissez-le, ou gardez le nœud de travail. Rien n’a été retiré.',
  ],
  [
    'What runs on {machine} does not end: {count} pods are still there. Nothing was removed; try again later.',
    'Ce qui tourne sur {machine} ne se termine pas : il y reste {count} pods. Rien n’a été retiré ; réessayez plus tard.',
  ],
];
