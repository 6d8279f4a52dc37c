/** Sentences of the rules for workers, and of emptying a worker, in Arabic. */
export const nodeSentences: readonly (readonly [english: string, own: string])[] = [
  ['There was no room for {count} pods ({pods}).', 'لم يوجد متسع لعدد {count} من الـ Pods ({pods}).'],
  [
    'There was no room for {pods}: no worker of this size is big enough for them.',
    'لم يوجد متسع لـ {pods}: لا توجد عقدة بهذا الحجم تكفيها.',
  ],
  [
    'There was no room for {pods}, and there are {count} workers already.',
    'لم يوجد متسع لـ {pods}، وعدد العُقد العاملة {count} بالفعل.',
  ],
  [
    '{why} Another worker would bring the price to {price} TFT per month, and you have set {ceiling} as the most.',
    '{why} عقدة أخرى ترفع السعر إلى {price} TFT شهريًا، وقد وضعت {ceiling} حدًّا أعلى.',
  ],
  ['There was no room for {pods}.', 'لم يوجد متسع لـ {pods}.'],
  ['There were fewer workers than {count}.', 'كان عدد العُقد العاملة أقل من {count}.'],
  ['There were more workers than {count}.', 'كان عدد العُقد العاملة أكثر من {count}.'],
  ['A worker was not needed for {count} minutes.', 'لم يُحتج إلى إحدى العُقد مدة {count} دقيقة.'],
  [
    'Between {least} and {most} workers: one more when pods stay without room for a minute, one less when it was not needed for {minutes} minutes, and never more than {price} TFT per month.',
    'بين {least} و{most} من العُقد العاملة: عقدة أخرى عندما تبقى Pods بلا متسع دقيقة، وعقدة أقل عندما لا يُحتاج إليها {minutes} دقيقة، ولا أكثر من {price} TFT شهريًا أبدًا.',
  ],
  ['It is on the way from {from} to {to} workers. {why}', 'هو في طريقه من {from} إلى {to} من العُقد العاملة. {why}'],
  ['It is paused: the number of workers stays as it is.', 'القاعدة متوقفة مؤقتًا: يبقى عدد العُقد العاملة كما هو.'],
  [
    'Pods wait for room; if they still do in a minute, there will be another worker.',
    'بعض الـ Pods ينتظر متسعًا؛ فإن ظل كذلك بعد دقيقة جاءت عقدة أخرى.',
  ],
  ['One worker is not needed at present.', 'إحدى العُقد العاملة غير مطلوبة حاليًا.'],
  ['It did not work: {why}', 'لم ينجح ذلك: {why}'],
  [
    'It is paused: the number of workers stays as it is until you let it go on.',
    'توقفت مؤقتًا: يبقى عدد العُقد العاملة كما هو إلى أن تدعها تستمر.',
  ],
  ['It goes on.', 'تستمر.'],
  ['The rule has ended. The workers that are there stay.', 'انتهت القاعدة. العُقد العاملة الموجودة تبقى.'],
  ['"{name}" has no rule for its workers.', 'لا قاعدة للعُقد العاملة في «{name}».'],
  [
    'At most {most} workers is less than at least {least}. Please turn them round.',
    'الحد الأعلى {most} أقل من الحد الأدنى {least}. بدّل بينهما من فضلك.',
  ],
  ['At most has to be as many as at least, or more.', 'يجب ألا يقل الحد الأعلى عن الحد الأدنى.'],
  [
    'There are {count} workers now, so it becomes {then} at once.',
    'عدد العُقد العاملة الآن {count}، فيصير {then} على الفور.',
  ],
  ['Write the rule down', 'تدوين القاعدة'],
  ['Write it down', 'تدوين ذلك'],
  ['Make room', 'إفساح المكان'],
  ['was taken back', 'أُعيد إلى ما قبله'],
  ['Workers', 'العُقد العاملة'],
  ['{machine} is emptied: {count} pod still runs there', 'يُفرَّغ {machine}: ما زال يعمل عليه Pod واحد'],
  [
    '{pod} on {machine} belongs to nobody who would make it anew elsewhere: delete it, or keep the worker. Nothing was removed.',
    'لا أحد ينشئ {pod} الذي على {machine} من جديد في مكان آخر: احذفه أو أبقِ العقدة. لم يُزَل شيء.',
  ],
  [
    'The disruption budget {budget} keeps {pod} on {machine}: loosen it, or keep the worker. Nothing was removed.',
    'ميزانية التعطيل {budget} تُبقي {pod} على {machine}: خفّفها أو أبقِ العقدة. لم يُزَل شيء.',
  ],
  [
    'What runs on {machine} does not end: {count} pods are still there. Nothing was removed; try again later.',
    'ما يعمل على {machine} لا ينتهي: ما زال هناك {count} من الـ Pods. لم يُزَل شيء؛ حاول لاحقًا.',
  ],
];
