/** What is said of makers of certificates, in French. */
export const certificateSentences: readonly (readonly [english: string, own: string])[] = [
  ['"{text}" is not an e-mail address.', '« {text} » n’est pas une adresse e-mail.'],
  [
    'cert-manager is not installed in "{name}". Install it first.',
    'cert-manager n’est pas installé dans « {name} ». Installez-le d’abord.',
  ],
  ['Let {issuer} make certificates', 'Laisser {issuer} créer des certificats'],
  [
    'Let’s Encrypt has terms of its own, which this agrees to in your name, and looks at port 80 of each domain from outside.',
    'Let’s Encrypt a ses propres conditions, acceptées ainsi en votre nom, et interroge le port 80 de chaque domaine depuis l’extérieur.',
  ],
  ['cert-manager has not registered it yet', 'cert-manager ne l’a pas encore enregistré'],
];
