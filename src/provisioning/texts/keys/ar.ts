/** What is said of the kubeconfigs that people were given, in Arabic. */
export const keySentences: readonly (readonly [english: string, own: string])[] = [
  ['Key', 'المفتاح'],
  ['Its holder may', 'يجوز لحامله'],
  ['Made', 'أُنشئ'],
  ['Ends', 'ينتهي'],
  ['Look at everything but secrets', 'النظر إلى كل شيء عدا الأسرار'],
  ['Change what runs', 'تغيير ما يعمل'],
  ['Do everything', 'كل شيء'],
  ['{what}, in {namespace} only', '{what}، في {namespace} فقط'],
  ['until {moment}', 'حتى {moment}'],
  ['Take the account away', 'سحب الحساب'],
];
