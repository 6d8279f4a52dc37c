import type { ChangeTexts } from './change-texts.ts';

/** What changes say in Arabic. */
export const ar: ChangeTexts = {
  what: 'التغيير',
  kind: 'النوع',
  name: 'الاسم',
  namespace: 'مساحة الأسماء',
  verbs: { create: 'إنشاء', change: 'تعديل', delete: 'حذف', replace: 'إنشاء من جديد' },
  summary: (creates, changes, deletes) =>
    counts(creates, changes, deletes) ?? 'لا شيء يتغير: كل شيء على هذه الحال بالفعل.',
  done: (creates, changes, deletes) => {
    const text = counts(creates, changes, deletes);
    return text === undefined ? 'لم يلزم تغيير شيء.' : `تم: ${text}`;
  },
  more: (count) => `… و${count} غيرها`,
  undone: (title) => `أُلغي «${title}»: عاد كل شيء كما كان.`,
  undoneBefore: (title) => `سبق أن أُلغي «${title}».`,
  changedAt: (state, when) => `${{ applying: 'قيد التنفيذ', applied: 'تم', undone: 'أُلغي' }[state]}، ${when} UTC`,
};

function counts(creates: number, changes: number, deletes: number): string | undefined {
  const parts = [
    ...(creates > 0 ? [`إنشاء: ${creates}`] : []),
    ...(changes > 0 ? [`تعديل: ${changes}`] : []),
    ...(deletes > 0 ? [`حذف: ${deletes}`] : []),
  ];
  return parts.length === 0 ? undefined : `${parts.join('، ')}.`;
}

/** Sentences that planning, making and undoing say in English where nobody's language is known. */
export const changeSentences: readonly (readonly [english: string, own: string])[] = [
  ['Check that nothing has changed since', 'التحقق من أن شيئًا لم يتغير منذ ذلك'],
  ['Make the changes', 'تنفيذ التغييرات'],
  ['Wait until everything is ready', 'الانتظار حتى يجهز كل شيء'],
  ['Bring back what was there', 'إعادة ما كان موجودًا'],
  ['Making {name}', 'إنشاء {name}'],
  ['Changing {name}', 'تعديل {name}'],
  ['Deleting {name}', 'حذف {name}'],
  ['Making {name} anew', 'إنشاء {name} من جديد'],
  ['Taking back {name}', 'إرجاع {name}'],
  ['The Kubernetes API does not answer; waiting for it to come back', 'لا تجيب واجهة Kubernetes؛ جارٍ انتظار عودتها'],
  ['{name}: {ready} of {count} copies run', '{name}: يعمل {ready} من {count} من النسخ'],
  ['{name}: {count} old copies are leaving', '{name}: النسخ القديمة التي تغادر: {count}'],
  ['{name}: runs on {ready} of {count} nodes', '{name}: يعمل على {ready} من {count} من العُقد'],
  ['{name}: waiting for its controller', '{name}: في انتظار وحدة التحكم به'],
  ['{name}: waiting for a volume', '{name}: في انتظار قرص'],
  ['{name}: waiting for an address', '{name}: في انتظار عنوان'],
  ['{name}: Velero has not begun yet', '{name}: لم يبدأ Velero بعد'],
  ['{name}: Velero has begun', '{name}: بدأ Velero'],
  ['{name}: Velero has brought back {done} of {all} objects', '{name}: أعاد Velero {done} من {all} من الكائنات'],
  ['{name}: it starts', '{name}: قيد البدء'],
  ['{name} is being removed', '{name} قيد الإزالة'],
  ['{name} is not there', '{name} غير موجود'],
  ['Still being removed: {names}.', 'ما زال قيد الإزالة: {names}.'],
  ['{waiting} after {time}, and the cluster gives no reason.', '{waiting} بعد انتهاء المهلة، ولا يذكر العنقود سببًا.'],
  ['{reason} Its last lines: {lines}', '{reason} آخر سطوره: {lines}'],
  ['This was done already.', 'تم هذا من قبل.'],
  ['{name} has been made meanwhile.', 'أُنشئ {name} في هذه الأثناء.'],
  ['{name} has been deleted meanwhile.', 'حُذف {name} في هذه الأثناء.'],
  ['{name} has been deleted and made anew meanwhile.', 'حُذف {name} وأُنشئ من جديد في هذه الأثناء.'],
  ['{name} has been changed meanwhile ({fields}).', 'عُدّل {name} في هذه الأثناء ({fields}).'],
  [
    'That change is not on record: it was never made, or more than 30 days ago.',
    'هذا التغيير غير مسجل: لم يُنفذ، أو مضى عليه أكثر من 30 يومًا.',
  ],
  ['{name} was changed later by "{title}". Undo that first.', 'عُدّل {name} لاحقًا بـ «{title}». ألغِ ذلك أولًا.'],
  [
    '{name} has a volume by now, and with it perhaps data: it would be lost.',
    'أصبح لـ {name} قرص، وربما فيه بيانات: ستُفقد.',
  ],
  ['{name} is still being deleted.', 'ما زال حذف {name} جاريًا.'],
  ['{name} has been made anew since.', 'أُنشئ {name} من جديد منذ ذلك.'],
  ['{name} has been deleted since.', 'حُذف {name} منذ ذلك.'],
  ['{name} has been changed since by somebody else ({fields}).', 'عدّل شخص آخر {name} منذ ذلك ({fields}).'],
  [
    '{name} is also managed by "{owner}" ({fields}); if that is still at work, it may change this back.',
    'يدير «{owner}» أيضًا {name} ({fields})؛ وقد يعيد ما نغيره إن كان ما زال يعمل.',
  ],
  [
    'These are {count} objects, and I take {most} at once. Take them in parts.',
    'هذه {count} من الكائنات، وأقبل {most} في المرة الواحدة. قسّمها إلى أجزاء.',
  ],
  // Why something does not become ready.
  ['The image {image} was not found in {host}.', 'لم يُعثر على الصورة {image} في {host}.'],
  ['"{image}" is not the name of an image.', '«{image}» ليس اسمًا لصورة.'],
  ['The job "{name}" failed.', 'فشلت المهمة «{name}».'],
  ['Velero could not restore "{name}".', 'تعذر على Velero استرجاع «{name}».'],
  [
    'Velero could not bring {count} objects back. "{command}" says which and why.',
    'تعذر على Velero إعادة {count} من الكائنات. ويبيّن الأمر «{command}» أيها ولماذا.',
  ],
  ['The volume behind "{name}" is gone.', 'القرص الذي خلف «{name}» لم يعد موجودًا.'],
  [
    'This cluster has no default storage class, so that nobody makes the volume.',
    'ليس في هذا العنقود صنف تخزين افتراضي، فلا أحد ينشئ القرص.',
  ],
  ['There is no storage class "{name}".', 'لا يوجد صنف تخزين باسم «{name}».'],
  [
    'The cluster has no free address for a load balancer, or nobody who gives out any.',
    'ليس في العنقود عنوان متاح لموازن الأحمال، أو لا أحد يوزع العناوين.',
  ],
];
