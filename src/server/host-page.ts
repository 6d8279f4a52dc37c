import { directionOf, type SpokenLanguage, spokenLanguage } from './spoken-language.ts';

/** The wizard's own page in the language that a browser asks for: the chat in it speaks the language of its page. */
export function hostPage(english: string, acceptLanguage: string | undefined): string {
  const language = spokenLanguage(acceptLanguage);
  if (language === 'en') return english;
  return Object.entries(sentences[language]).reduce(
    (page, [sentence, said]) => page.replace(sentence, said),
    english.replace('<html lang="en">', `<html lang="${language}" dir="${directionOf(language)}">`),
  );
}

/** What the page says in English, and in other languages. */
const sentences: Record<Exclude<SpokenLanguage, 'en'>, Readonly<Record<string, string>>> = {
  ar: {
    'Deploy, upgrade and repair your virtual data centers by talking.':
      'انشر مراكز بياناتك الافتراضية ورقِّها وأصلحها بالمحادثة.',
    'Your private system administrator. Deploy, upgrade and repair virtual data centers by talking.':
      'مسؤول أنظمتك الخاص: انشر مراكز البيانات الافتراضية ورقِّها وأصلحها بالمحادثة.',
    'The chat needs JavaScript. In a terminal, <code>npm run chat</code> does the same.':
      'تحتاج المحادثة إلى JavaScript. وفي الطرفية يؤدي <code dir="ltr">npm run chat</code> الغرض نفسه.',
  },
  fr: {
    'Deploy, upgrade and repair your virtual data centers by talking.':
      'Déployez, mettez à niveau et réparez vos centres de données virtuels en discutant.',
    'Your private system administrator. Deploy, upgrade and repair virtual data centers by talking.':
      'Votre administrateur système privé. Déployez, mettez à niveau et réparez des centres de données virtuels en discutant.',
    'The chat needs JavaScript. In a terminal, <code>npm run chat</code> does the same.':
      'La discussion a besoin de JavaScript. Dans un terminal, <code>npm run chat</code> fait de même.',
  },
};
