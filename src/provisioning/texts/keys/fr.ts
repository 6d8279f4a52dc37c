/** What is said of the kubeconfigs that people were given, in French. */
export const keySentences: readonly (readonly [english: string, own: string])[] = [
  ['Key', 'Clé'],
  ['Its holder may', 'Son porteur peut'],
  ['Made', 'Créée'],
  ['Ends', 'Expire'],
  ['Look at everything but secrets', 'Tout regarder sauf les secrets'],
  ['Change what runs', 'Changer ce qui tourne'],
  ['Do everything', 'Tout faire'],
  ['{what}, in {namespace} only', '{what}, dans {namespace} seulement'],
  ['until {moment}', 'jusqu’au {moment}'],
  ['Take the account away', 'Retirer le compte'],
];
