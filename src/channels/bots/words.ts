/** The hub's own sentences, by language; what a flow says comes translated already. */
export function word(lang: string, key: WordKey, values: Readonly<Record<string, string | number>> = {}): string {
  const table = tables[lang.split('-')[0] ?? ''] ?? en;
  return table[key].replace(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? ''));
}

export type WordKey = keyof typeof en;

/** Languages that have words of their own. */
export const languages = ['en', 'ar', 'fr'] as const;

const en = {
  next: 'More ›',
  previous: '‹ Earlier',
  done: 'Done ({count})',
  back: '‹ Back',
  skip: 'Skip',
  help: 'Help',
  change: 'Change',
  changeRow: 'Change: {label}',
  useDefault: 'Use {value}',
  pickOne: 'Type a number or a name.',
  pickSeveral: 'Type numbers with commas between, for example 1, 3.',
  field: '({at} of {count})',
  typed: 'To go on, type {word} exactly.',
  enterSecret: 'Enter it on a safe page',
  secretHint: 'Please do not type it here: open the page below. It works once, for 15 minutes.',
  secretPasted:
    'That looked like a secret, so I did not take it. I removed it from this chat; if it was real, better make a new one.',
  secretPastedStays:
    'That looked like a secret, so I did not take it. Please delete your message here; if it was real, better make a new one.',
  tooLong:
    'That is longer than I can take here: at most {max} characters. You can send it as a file where I ask for one.',
  tooLarge: 'That file is larger than I can take here: at most {max}.',
  tooFast: 'That was a little fast. Please wait {seconds} s and send it again.',
  unreadable: 'I cannot read that here. Please answer with text, or with a button.',
  notText: 'That file is not text, and I can read only text here.',
  noFile: 'Nothing asks for a file right now. Say **menu** to see what I can do.',
  failed: 'Something went wrong on my side. Nothing was lost. Please try again; reference: {reference}.',
  notYours: 'This question is for somebody else.',
  stranger:
    'Hello {name}. I do not know you yet. Sign in to the wizard in your browser, say **link**, and send me the code it gives you.',
  linked:
    'You are linked now: I know you as **{name}**. Type **/continue** to go on here with what you began elsewhere.',
  nothingElsewhere: 'You have nothing under way elsewhere. Say **menu** to see what I can do.',
  linkGone: 'That code was used, or its time is over. Say **link** in the wizard to get a new one.',
  onceNote: 'Works once.',
  ignored: 'Mention me, or answer one of my messages, and I listen.',
} as const;

type Table = { readonly [key in WordKey]: string };

const ar: Table = {
  next: 'المزيد ›',
  previous: '‹ السابق',
  done: 'تم ({count})',
  back: '‹ رجوع',
  skip: 'تخطٍّ',
  help: 'مساعدة',
  change: 'تغيير',
  changeRow: 'تغيير: {label}',
  useDefault: 'استخدم {value}',
  pickOne: 'اكتب رقمًا أو اسمًا.',
  pickSeveral: 'اكتب الأرقام وبينها فواصل، مثل 1, 3.',
  field: '({at} من {count})',
  typed: 'للمتابعة اكتب {word} كما هي تمامًا.',
  enterSecret: 'أدخله في صفحة آمنة',
  secretHint: 'من فضلك لا تكتبه هنا: افتح الصفحة أدناه. تعمل مرة واحدة، لمدة 15 دقيقة.',
  secretPasted: 'بدا ذلك سرًّا فلم آخذه، وحذفته من هذه المحادثة. إن كان حقيقيًّا فالأفضل إنشاء غيره.',
  secretPastedStays: 'بدا ذلك سرًّا فلم آخذه. من فضلك احذف رسالتك هنا. إن كان حقيقيًّا فالأفضل إنشاء غيره.',
  tooLong: 'هذا أطول مما أستطيع أخذه هنا: {max} حرف على الأكثر. يمكنك إرساله ملفًّا حين أطلب ملفًّا.',
  tooLarge: 'هذا الملف أكبر مما أستطيع أخذه هنا: {max} على الأكثر.',
  tooFast: 'كان ذلك سريعًا قليلًا. من فضلك انتظر {seconds} ث ثم أرسله مجددًا.',
  unreadable: 'لا أستطيع قراءة ذلك هنا. من فضلك أجب بنص أو بزر.',
  notText: 'هذا الملف ليس نصًّا، ولا أقرأ هنا إلا النصوص.',
  noFile: 'لا شيء يطلب ملفًّا الآن. قل **القائمة** لترى ما يمكنني فعله.',
  failed: 'حدث خطأ من جهتي. لم يُفقد شيء. من فضلك أعد المحاولة. المرجع: {reference}.',
  notYours: 'هذا السؤال لشخص آخر.',
  stranger:
    'مرحبًا {name}. لا أعرفك بعد. سجّل الدخول إلى المعالج في متصفحك وقل **ربط** ثم أرسل إليّ الرمز الذي يعطيك إياه.',
  linked: 'تم الربط: أعرفك الآن باسم **{name}**. اكتب **/continue** لتتابع هنا ما بدأته في مكان آخر.',
  nothingElsewhere: 'لا شيء جارٍ لديك في مكان آخر. قل **القائمة** لترى ما يمكنني فعله.',
  linkGone: 'استُخدم هذا الرمز أو انتهى وقته. قل **ربط** في المعالج لتحصل على رمز جديد.',
  onceNote: 'يعمل مرة واحدة.',
  ignored: 'اذكرني أو أجب على إحدى رسائلي فأنصت إليك.',
};

const fr: Table = {
  next: 'Suite ›',
  previous: '‹ Avant',
  done: 'Terminé ({count})',
  back: '‹ Retour',
  skip: 'Passer',
  help: 'Aide',
  change: 'Modifier',
  changeRow: 'Modifier : {label}',
  useDefault: 'Prendre {value}',
  pickOne: 'Écrivez un numéro ou un nom.',
  pickSeveral: 'Écrivez des numéros séparés par des virgules, par exemple 1, 3.',
  field: '({at} sur {count})',
  typed: 'Pour continuer, écrivez exactement {word}.',
  enterSecret: 'Le saisir sur une page sûre',
  secretHint: 'Ne l’écrivez pas ici : ouvrez la page ci-dessous. Elle sert une seule fois, pendant 15 minutes.',
  secretPasted:
    'Cela ressemblait à un secret, je ne l’ai pas pris. Je l’ai retiré de cette discussion ; s’il était vrai, mieux vaut en créer un autre.',
  secretPastedStays:
    'Cela ressemblait à un secret, je ne l’ai pas pris. Supprimez votre message ici ; s’il était vrai, mieux vaut en créer un autre.',
  tooLong:
    'C’est plus long que ce que je peux prendre ici : {max} caractères au plus. Vous pouvez l’envoyer en fichier là où j’en demande un.',
  tooLarge: 'Ce fichier est plus grand que ce que je peux prendre ici : {max} au plus.',
  tooFast: 'C’était un peu rapide. Attendez {seconds} s et renvoyez-le.',
  unreadable: 'Je ne peux pas lire cela ici. Répondez par un texte ou par un bouton.',
  notText: 'Ce fichier n’est pas du texte, et je ne lis que du texte ici.',
  noFile: 'Rien ne demande de fichier en ce moment. Dites **menu** pour voir ce que je sais faire.',
  failed: 'Quelque chose a échoué de mon côté. Rien n’est perdu. Réessayez ; référence : {reference}.',
  notYours: 'Cette question est pour quelqu’un d’autre.',
  stranger:
    'Bonjour {name}. Je ne vous connais pas encore. Ouvrez l’assistant dans votre navigateur, dites **lier**, et envoyez-moi le code qu’il vous donne.',
  linked:
    'C’est fait : je vous connais comme **{name}**. Écrivez **/continue** pour poursuivre ici ce que vous avez commencé ailleurs.',
  nothingElsewhere: 'Rien n’est en cours ailleurs. Dites **menu** pour voir ce que je sais faire.',
  linkGone: 'Ce code a servi, ou son temps est passé. Dites **lier** à l’assistant pour en avoir un autre.',
  onceNote: 'Sert une seule fois.',
  ignored: 'Mentionnez-moi, ou répondez à l’un de mes messages, et j’écoute.',
};

const tables: { readonly [lang: string]: Table } = { en, ar, fr };
