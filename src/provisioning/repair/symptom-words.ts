/** The rules whose findings look from outside like what is said, one pattern for each symptom that is named. */
export function symptomsIn(said: string): RegExp[] {
  const words = plain(said).split(/[^\p{L}\p{N}]+/u);
  return symptoms.filter(([stems]) => words.some((word) => isOneOf(stems, word))).map(([, rules]) => rules);
}

/** Without accents, vowel signs, and letters that are written in several ways. */
function plain(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{M}|ـ/gu, '')
    .replace(/[أإآٱ]/g, 'ا')
    .replace(/ى/g, 'ي')
    .replace(/ة/g, 'ه')
    .toLowerCase();
}

/** A star stands for any ending; in Arabic "and", "with" and "the" are written together with the word. */
function isOneOf(stems: readonly string[], word: string): boolean {
  const bare = word.replace(/^[وفبل]?ال(?=\p{L}{3})/u, '');
  return stems.some((stem) =>
    stem.endsWith('*') ? bare.startsWith(stem.slice(0, -1)) : bare === stem || word === stem,
  );
}

const stemsOf = (text: string): string[] => text.split(/\s+/).map((stem) => plain(stem));

/** What people call a symptom, in English, French and Arabic. */
const symptoms: readonly (readonly [stems: readonly string[], rules: RegExp])[] = [
  [
    stemsOf(
      `500 502 503 504 gateway unavailable offline down reach* unreachable loads load website site page answer* responds
      respond* panne indisponible hors injoignable accessible inaccessible repond* page marche fonctionne charge
      متوقف* معطل* يعمل تعمل يفتح تفتح يستجيب تستجيب يصل منقطع* موقع صفحه`,
    ),
    /service|ingress|image|crash|probe|machine|pending|rollout|config|memory|endpoints|refused|gatewayready|publicip|funded/i,
  ],
  [stemsOf('404 introuvable found موجود*'), /ingress|service/],
  [
    stemsOf(
      'crash* restart* dies died exit* loop backoff plante* redemarr* tombe* ينهار تنهار انهيار* يعيد تعيد تشغيل يتوقف',
    ),
    /crash|memory|probe|config/,
  ],
  [stemsOf('oom oomkilled memory ram memoire ذاكره'), /memory|node|evicted/],
  [
    stemsOf(
      `pending waiting waits stuck hang* start starts starting schedul* attente bloque* demarre* lance*
      معلق* ينتظر تنتظر عالق* يبدا تبدا بدء`,
    ),
    /pending|volume|image|refused|init|rollout|stuck|stateful|config/,
  ],
  [
    stemsOf('disk* storage volume* full space disque* stockage plein* espace قرص اقراص تخزين ممتلئ* مساحه'),
    /volume|disk|evicted/i,
  ],
  [stemsOf('image* imagepullbackoff errimagepull pull* registry registre صوره صور سجل'), /image/],
  [stemsOf('dns name names resolve* host nom noms اسم اسماء نطاق'), /dns|service|ingress/],
  [stemsOf('certificate* tls ssl https cert certificat* شهاده شهادات'), /cert|ingress|webhook/],
  [
    stemsOf('node nodes machine* worker* controller* server* noeud* nœud* serveur* عقده عقد خادم خوادم جهاز'),
    /node|machine/,
  ],
  [stemsOf('backup* snapshot* sauvegarde* نسخه نسخ احتياطي*'), /backup/i],
  [stemsOf('money balance fund* paid pay solde argent payer paye رصيد مال دفع'), /funded/i],
  [
    stemsOf('slow scale scaling busy load lent lente lenteur charge rame بطيء* بطء ضغط'),
    /autoscaler|memory|quota|refused|pending/,
  ],
  [stemsOf('job jobs cron nightly task* tache* planifie* مهمه مهام مجدول*'), /job/],
  [
    stemsOf('permission* forbidden denied rights role 403 droit* interdit* refuse* صلاحي* ممنوع* اذن'),
    /access|rights|refused|image/,
  ],
];
