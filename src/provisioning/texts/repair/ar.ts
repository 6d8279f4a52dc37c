import type { RepairTexts } from './repair-texts.ts';

/** What repair says in Arabic. */
export const ar: RepairTexts = {
  severities: { critical: 'في خطر', error: 'معطّل', warning: 'يحتاج إلى نظرة', advice: 'يمكن تحسينه' },
  risks: { reversible: 'يمكن التراجع عنه', disruptive: 'يعيد تشغيل الحاويات', destructive: 'لا يمكن التراجع عنه' },
  found: (count, grave, checks) => {
    if (count === 0) return `كل شيء على ما يرام: لم تجد الفحوص (${checks}) أي خلل.`;
    return grave === 0
      ? `أمور تحتاج إلى نظرة: ${count}؛ لا شيء معطّل.`
      : `أمور تحتاج إلى عناية: ${count}، والمعطّل منها: ${grave}.`;
  },
  unchecked: (what) => `تعذّر عليّ فحص: ${what}.`,
  object: 'ماذا',
  since: 'منذ',
  breaks: 'يُعطّل',
  evidence: 'ما يدل عليه',
  and: (names, more) => `${names.join('، ')}${more > 0 ? ` و${more} غيرها` : ''}`,
  noRemedy: 'لا أعرف طريقة آمنة لإصلاح هذا بنفسي.',
  well: (title) => `تم: «${title}». نظرت مرة أخرى، وكل شيء على ما يرام.`,
  stillThere: 'تم التنفيذ، لكن الخلل ما زال قائمًا. يمكنك التراجع، أو متابعة البحث.',
  worse: (summary) => `تم التنفيذ، لكن ظهر خلل جديد: ${summary}`,
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
