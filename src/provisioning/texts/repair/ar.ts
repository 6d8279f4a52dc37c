import type { RepairTexts } from './repair-texts.ts';

/** What repair says in Arabic. */
export const ar: RepairTexts = {
  severities: { critical: 'في خطر', error: 'معطّل', warning: 'يحتاج إلى نظرة', advice: 'يمكن تحسينه' },
  risks: { reversible: 'يمكن التراجع عنه', disruptive: 'يعيد تشغيل الحاويات', destructive: 'لا يمكن التراجع عنه' },
  found: (count, grave, checks, unseen) => {
    if (count === 0 && unseen) return `لم تجد الفحوص (${checks}) أي خلل فيما أمكنني النظر إليه.`;
    if (count === 0) return `كل شيء على ما يرام: لم تجد الفحوص (${checks}) أي خلل.`;
    return grave === 0
      ? `أمور تحتاج إلى نظرة: ${count}؛ لا شيء معطّل.`
      : `أمور تحتاج إلى عناية: ${count}، والمعطّل منها: ${grave}.`;
  },
  unchecked: (what) => `تعذّر عليّ فحص: ${what}.`,
  meant: 'ما قد تقصده',
  about: (meant, of) => {
    if (meant === 0) return 'لم أجد شيئًا يتعلق بذلك بوضوح، فهذا كل ما هناك.';
    return meant === of ? 'قد يكون كل هذا ذا صلة بذلك.' : 'ما قد تكون له صلة بذلك يأتي أولًا.';
  },
  beside: (more) => `أمور أخرى تحتاج إلى عناية: ${more}؛ قل «repair» بعد ذلك لتراها.`,
  read: (objects) => `العناصر: ${objects}`,
  judged: (checks, count) => `الفحوص: ${checks}، ما وُجد: ${count}`,
  lookedAgain: (found) => `نظرت من جديد. ${found}`,
  object: 'ماذا',
  since: 'منذ',
  breaks: 'يُعطّل',
  evidence: 'ما يدل عليه',
  and: (names, more) => `${names.join('، ')}${more > 0 ? ` و${more} غيرها` : ''}`,
  noRemedy: 'لا أعرف طريقة آمنة لإصلاح هذا بنفسي.',
  well: (title, seconds) => `تم: «${title}». نظرت مرة أخرى: أصبح على ما يرام بعد ${seconds} ث.`,
  wellAfter: (seconds) => `على ما يرام بعد ${seconds} ث`,
  notYet: 'ليس على ما يرام بعد',
  ignoring: (count) => `أمور تُركت كما هي: ${count}.`,
  breaking: (what) => `يُعطّل ${what}`,
  wrong: 'ما الخلل',
  done: 'ما أفعله',
  outcome: 'الحال',
  planned: (count) =>
    count === 0
      ? 'لا شيء أستطيع إصلاحه دون أن أسألك المزيد.'
      : `أستطيع إصلاح ${count} منها بأمان: لا يضيع شيء، ويمكن التراجع عن كل إصلاح.`,
  mended: (well, of) =>
    well === of
      ? 'تم، وكل شيء على ما يرام.'
      : `${well} من ${of} على ما يرام؛ والباقي ليس كذلك بعد. يمكن التراجع عما تغيّر.`,
  ignored: (summary) => `أترك هذا كما هو، ولن أخبرك عنه مجددًا: ${summary}`,
  heeded: 'آخذه على محمل الجد من جديد.',
  byRule: 'بقاعدتك',
  all: (troubled, of, unseen) => {
    if (troubled === 0 && unseen) return 'لم أجد خللًا فيما أمكنني النظر إليه؛ لا تُسمح قراءة كل شيء.';
    return troubled === 0 ? 'كلها على ما يرام.' : `${troubled} من ${of} تحتاج إلى عناية.`;
  },
  at: 'متى',
  none: 'لا، شكرًا',
  undone: 'تم التراجع',
  choices: {
    'all-safe': (safe) => ({
      title: `إصلاح ${safe} منها دفعة واحدة`,
      description: 'ما لا يضيع به شيء ولا يحتاج إلى جواب؛ ترى الخطة كلها أولًا',
    }),
    describe: () => ({ title: 'شيء آخر', description: 'قل بكلماتك ما الذي لا يعمل' }),
    again: () => ({ title: 'انظر من جديد', description: 'كيف هو الحال الآن' }),
    watch: () => ({ title: 'أخبرني حين يتعطل شيء', description: 'أنظر مرة بعد مرة' }),
    history: () => ({ title: 'ما أُصلح من قبل', description: 'وطريق التراجع عنه' }),
    ignored: () => ({ title: 'ما تُرك كما هو', description: 'لأخذه على محمل الجد من جديد' }),
  },
  otherwise: {
    ignore: { title: 'اتركه كما هو', description: 'لن أخبرك عنه مجددًا حتى تنهي ذلك' },
    bundle: { title: 'اجمع كل شيء', description: 'ملف لمن يساعدك، بلا أسرار' },
    human: { title: 'تحدث إلى شخص', description: 'يصله كل ما وجدت' },
  },
  orElse: 'أو',
  mendIt: 'أصلحه',
  usedBefore: 'عمل هنا من قبل',
  otherValue: 'قيمة أخرى',
  everywhere: 'كلها',
  everywhereHint: 'أنظر في كل مكان، وأقول أين الخلل',
  bundle:
    'هذا ما وجدته وما يدل عليه: التقرير، والعناصر بأحداثها وآخر سطورها، والإصدارات. لا سرّ فيه ولا رمز ولا إعداد. يعمل الرابط مرة واحدة خلال ساعة.',
  watching: (name, minutes, known) =>
    `من الآن أنظر في ${name} كل ${minutes} دقيقة، وأخبرك هنا حين يتعطل شيء أو يتعافى.${known > 0 ? ` أما الخلل القائم الآن (${known}) فليس خبرًا.` : ''}`,
  watched: (name, minutes, lookedAt) => `أنظر في ${name} كل ${minutes} دقيقة؛ وآخر مرة كانت ${lookedAt}.`,
  notWatched: (name) => `لا أحد يراقب ${name} بعد.`,
  unwatched: (name) => `لم أعد أراقب ${name}.`,
  ruled: (perHour) =>
    `من الآن أفعل هذا بنفسي حين يتكرر: ${perHour} مرات في الساعة على الأكثر، ولا شيء بعد أن يفشل مرتين. أخبرك كل مرة، ويمكنك التراجع. لذلك عليّ أن أراقب مركز البيانات.`,
  ruleLimit: (perHour) => `${perHour} مرات في الساعة على الأكثر`,
  ruleStopped: 'متوقفة: فشلت مرتين',
  ruleEnded: 'سأسألك من جديد قبل أن أفعل هذا.',
  broke: (name, summaries, more) =>
    `تعطل شيء في «${name}»: ${summaries.join(' ')}${more > 0 ? ` و${more} غيرها.` : ''}`,
  recovered: (name, summaries, more) =>
    `تحسّن «${name}»: عاد هذا إلى ما يرام. ${summaries.join(' ')}${more > 0 ? ` و${more} غيرها.` : ''}`,
  sure: 'درجة التأكد',
  certainties: { likely: 'مرجّح', possible: 'محتمل وغير مؤكد' },
  cause: 'السبب',
  pods: (count) => `حاويات لا تعمل: ${count}`,
  becauseOf: 'لا يعمل بسببه',
  others: (count) => `${count} غيرها`,
  stillThere: 'تم التنفيذ، لكن الخلل ما زال قائمًا. يمكنك التراجع، أو متابعة البحث.',
  worse: (summary) => `تم التنفيذ، لكن ظهر خلل جديد: ${summary}`,
  notReady: (what) => `تم التنفيذ وزال ذلك الخلل، لكنه لا يعمل بعد: ${what}`,
  gone: 'أصبح هذا على ما يرام: لم يبقَ ما يُصلَح.',
  faults: {
    'network-plugin': 'توقف شبكة الحاويات على عقدة',
    'memory-pressure': 'نفاد الذاكرة على عقدة',
    cordon: 'عقدة أُغلقت أمام الحاويات الجديدة ونُسيت',
    'node-taint': 'العقد لا تقبل حاويات بعد الآن',
    'bad-image': 'صورة تطبيق لم تعد موجودة',
    'private-image': 'تطبيق يطلب صورة لا يُسمح له بها',
    'pod-crash': 'تطبيق ينهار مرة بعد مرة',
    'out-of-memory': 'ذاكرة تطبيق أقل مما يكفي',
    'too-big': 'تطبيق يطلب أكثر مما تملكه أي عقدة',
    'wrong-probe': 'فحص الصحة لتطبيق يسأل منفذًا خاطئًا',
    'missing-config': 'سرّ أو إعداد يحتاجه تطبيق لم يعد موجودًا',
    'service-selector': 'خدمة لا تجد أيًّا من حاوياتها',
    'service-port': 'خدمة ترسل إلى منفذ لا يستمع إليه أحد',
    'ingress-backend': 'طريق الدخول يؤدي إلى خدمة غير موجودة',
    'scaled-to-zero': 'أوقف أحدهم تطبيقًا',
    'rollout-paused': 'أوقف أحدهم نشر تطبيق مؤقتًا',
    quota: 'حصة لا تسمح بمزيد من الحاويات',
    'missing-class': 'تطبيق يطلب نوع قرص غير موجود',
    dns: 'أسماء العنقود لا يجيب عنها أحد',
    metrics: 'لا أحد يقيس بعد الآن',
    'worker-dies': 'يموت خادم عامل',
    'controller-dies': 'تموت وحدة تحكم',
    'disk-fills': 'يمتلئ قرص جهاز',
    'gateway-breaks': 'تتعطل بوابة الويب',
    'address-ends': 'ينتهي حجز العنوان العام',
    'funds-end': 'ينفد الرصيد',
    'backup-fails': 'فشلت آخر نسخة احتياطية',
  },
  unbroken: 'عاد كل شيء كما كان.',
  surprise: 'فاجئني',
  places: { app: 'التطبيقات', cluster: 'العنقود', machine: 'الأجهزة وما حولها' },
};
