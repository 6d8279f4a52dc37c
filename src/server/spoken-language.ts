/** The languages that pages of the server are there in. */
const spoken = ['en', 'ar', 'fr'] as const;

export type SpokenLanguage = (typeof spoken)[number];

/** The first language of a browser's list that there are words for: browsers put what they like best first. */
export function spokenLanguage(acceptLanguage = ''): SpokenLanguage {
  for (const range of acceptLanguage.slice(0, 200).split(',')) {
    const [language = ''] = range.trim().toLowerCase().split(/[-;]/);
    const known = spoken.find((one) => one === language);
    if (known !== undefined) return known;
  }
  return 'en';
}

/** Where lines of a language begin. */
export function directionOf(language: SpokenLanguage): 'ltr' | 'rtl' {
  return language === 'ar' ? 'rtl' : 'ltr';
}
