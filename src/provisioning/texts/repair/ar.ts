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
};
