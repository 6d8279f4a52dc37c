/** What is said of makers of certificates, in Arabic. */
export const certificateSentences: readonly (readonly [english: string, own: string])[] = [
  ['"{text}" is not an e-mail address.', '«{text}» ليس بريدًا إلكترونيًا.'],
  ['cert-manager is not installed in "{name}". Install it first.', 'cert-manager غير مثبت في «{name}». ثبّته أولًا.'],
  ['Let {issuer} make certificates', 'جعل {issuer} يُصدر الشهادات'],
  [
    'Let’s Encrypt has terms of its own, which this agrees to in your name, and looks at port 80 of each domain from outside.',
    'لدى Let’s Encrypt شروطه التي تُقبل باسمك، وهو ينظر إلى المنفذ 80 لكل نطاق من الخارج.',
  ],
  ['cert-manager has not registered it yet', 'لم يسجّله cert-manager بعد'],
];
