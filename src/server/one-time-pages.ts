import { directionOf, type SpokenLanguage, spokenLanguage } from './spoken-language.ts';

/** The pages behind one-time links, in the language that a browser asks for; in English where they do not speak it. */
export function oneTimePages(acceptLanguage: string | undefined): OneTimePages {
  const language = spokenLanguage(acceptLanguage);
  const words = tables[language];
  const page = (body: string): string =>
    `<!doctype html><html lang="${language}" dir="${directionOf(language)}"><meta charset="utf-8">` +
    '<meta name="viewport" content="width=device-width"><title>3Bot</title>' +
    `<link rel="stylesheet" href="/page.css"><main class="note">${body}</main></html>`;
  return {
    secret: page(
      `<h1>${words.enter}</h1><p>${words.safely}</p>
<form method="post"><p><label>${words.secret}<br><input type="password" name="secret" autocomplete="off" required autofocus></label></p>
<button>${words.send}</button></form>`,
    ),
    taken: page(`<h1>${words.thanks}</h1><p>${words.taken}</p>`),
    gone: page(`<h1>${words.gone}</h1><p>${words.another}</p>`),
    download: (filename) =>
      page(
        `<h1><bdi>${filename.replace(/[^\w.-]/g, '_')}</bdi></h1><p>${words.once}</p>
<form method="post"><button>${words.download}</button></form>`,
      ),
  };
}

export interface OneTimePages {
  /** Asks for a secret. */
  secret: string;
  taken: string;
  /** The link was used, or is too old. */
  gone: string;
  download(filename: string): string;
}

const en = {
  enter: 'Enter the secret',
  safely: 'It goes straight to the wizard, encrypted, and never into the chat.',
  secret: 'Secret',
  send: 'Send',
  thanks: 'Thank you',
  taken: 'The wizard has it. You can close this page and go back to the chat.',
  gone: 'This link was used, or its time is over',
  another: 'Ask the wizard for a new one: it takes a moment.',
  once: 'This works once. Keep the file safe: it opens your data center.',
  download: 'Download',
};

const tables = {
  en,
  ar: {
    enter: 'أدخل السر',
    safely: 'يصل إلى المعالج مباشرة ومشفّرًا، ولا يظهر في المحادثة أبدًا.',
    secret: 'السر',
    send: 'إرسال',
    thanks: 'شكرًا لك',
    taken: 'وصل إلى المعالج. يمكنك إغلاق هذه الصفحة والعودة إلى المحادثة.',
    gone: 'استُخدم هذا الرابط أو انتهى وقته',
    another: 'اطلب من المعالج رابطًا جديدًا: لا يستغرق ذلك إلا لحظة.',
    once: 'يعمل هذا مرة واحدة. احفظ الملف في مكان آمن: فهو يفتح مركز بياناتك.',
    download: 'تنزيل',
  },
  fr: {
    enter: 'Saisissez le secret',
    safely: 'Il va droit à l’assistant, chiffré, et jamais dans la discussion.',
    secret: 'Secret',
    send: 'Envoyer',
    thanks: 'Merci',
    taken: 'L’assistant l’a reçu. Vous pouvez fermer cette page et revenir à la discussion.',
    gone: 'Ce lien a déjà servi, ou son temps est passé',
    another: 'Demandez-en un autre à l’assistant\u00a0: cela prend un instant.',
    once: 'Ceci sert une seule fois. Gardez bien le fichier\u00a0: il ouvre votre centre de données.',
    download: 'Télécharger',
  },
} satisfies Record<SpokenLanguage, typeof en>;
