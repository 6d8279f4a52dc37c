import type { UpgradeTexts } from './upgrade-texts.ts';

/** Between two names in Latin letters an arrow would run their way: the marks keep it from right to left. */
const ARROW = ' \u200f←\u200f ';

/** What upgrades say in Arabic. */
export const ar: UpgradeTexts = {
  moment: 'لحظة',
  seconds: (count) => `${count} ث`,
  minutes: (count) => `${count} د`,
  hours: (hours, minutes) => (minutes === 0 ? `${hours} س` : `${hours} س ${minutes} د`),
  takes: (time, measured) =>
    measured
      ? `المدة نحو ${time}، بحسب ترقيات سابقة هنا.`
      : `المدة نحو ${time}؛ وهذا تقدير، فليست كل الخطوات مما جرى هنا من قبل.`,
  steps: {
    backup: { velero: 'نسخة احتياطية بواسطة Velero', export: 'حفظ نسخة من كل الكائنات' },
    surge: 'انضمام عقدة عاملة إضافية',
    controller: (node, to) => `${node}${ARROW}${to}`,
    worker: (node, to, drained) => `${node}${ARROW}${to}${drained ? '، بعد تفريغها' : ''}`,
    whole: (to) => `كل الأجهزة${ARROW}${to}`,
    verify: (to) => `فحص كل شيء على ${to}`,
  },
  notices: {
    oneController:
      'هناك عقدة تحكم واحدة: تغيب واجهة Kubernetes لحظة أثناء إعادة تشغيلها. التطبيقات تواصل العمل، ولا يبدأ شيء جديد في هذه الأثناء.',
    redundant: 'تُرقّى عُقد التحكم واحدة بعد أخرى، فتبقى واجهة Kubernetes متاحة.',
    drained:
      'تُرقّى العُقد العاملة واحدة بعد أخرى. ما يعمل على إحداها ينتقل أولًا إلى غيرها بقدر ما تسمح به ميزانيات التعطيل.',
    alone: 'لا توجد عقدة أخرى يُنتقل إليها: ما يعمل هناك يواصل العمل بينما يُعاد تشغيل k3s.',
    onControllers: 'ما يعمل على عُقد التحكم لا يُنقل: يواصل العمل بينما يُعاد تشغيل k3s.',
    whole:
      'يجدّد المضيف كل الأجهزة بنفسه، كما يفعل k3k: ما يعمل عليها يبدأ من جديد، وتغيب التطبيقات ذات النسخة الواحدة لحظة.',
    single: (names) => `لهذه نسخة واحدة، فتغيب لحظة عند تفريغ عقدتها: ${names}.`,
    window: (window) => `يعمل ضمن ${window} فقط، وينتظر خارجها.`,
    starts: (when) => `يبدأ في ${when} بالتوقيت العالمي.`,
  },
  undo: {
    forwardOnly:
      'لا يعود Kubernetes إلى الوراء: متى عملت عقدة تحكم بالإصدار الجديد فطريق العودة هو استعادة ما حُفظ، ويضيع كل ما كُتب بعده.',
    velero: 'تعيد نسخة Velero الكائنات، والأقراص حيث يحفظها Velero.',
    export: 'تعيد النسخة الكائنات، لا ما على الأقراص.',
    own: 'لديك نسخة احتياطية خاصة بك، أو تمضي بدونها: لا أستطيع إعادة شيء.',
    pause: 'بين أي عقدتين يمكنك الإيقاف مؤقتًا أو الإنهاء: لا بأس بإصدارات مختلطة بعض الوقت.',
  },
  backups: {
    velero: 'نسخة احتياطية بواسطة Velero',
    veleroMore: 'الكائنات والأقراص؛ أنتظرها وأتحقق منها',
    export: 'نسخة من كل الكائنات',
    exportMore: 'تُحفظ هنا مختومة وتُقرأ للتحقق؛ لا تشمل الأقراص',
    own: 'لديّ نسختي، أو لا أريد',
    ownMore: 'عندها لا أستطيع إعادة شيء',
    snapshot: (name, ago) => `لدى k3s نفسه لقطة من بياناته: ${name}، عمرها ${ago}.`,
  },
  price: {
    same: (price) => `يبقى السعر كما هو: ${price}.`,
    surge: (price) => `يبقى السعر ${price}؛ وتُحسب العقدة الإضافية بقدر مدة وجودها.`,
  },
  // A word, no arrow: in a text that is read from right to left it keeps the versions in their order.
  path: (from, hops) => [from, ...hops].join(' ثم '),
  timeline: (name, from, to) => `ترقية ${name} من ${from} إلى ${to} خطوة بخطوة`,
  columns: {
    verdict: 'الحكم',
    found: 'ما وجدته',
    step: 'الخطوة',
    takes: 'المدة تقريبًا',
    node: 'العقدة',
    role: 'الدور',
    before: 'قبل',
    after: 'بعد',
    state: 'الحالة',
  },
  verdicts: { ok: '✓ سليم', warn: '! جدير بالعلم', blocks: '✗ يمنعها' },
  checked: (blocks, warns, fine) => {
    if (blocks === 0 && warns === 0) return 'لا شيء يعترض الطريق.';
    const stops = blocks === 0 ? 'لا شيء يمنعها' : `ما يمنعها: ${blocks}`;
    return `${stops}${warns === 0 ? '' : `، وما يجدر العلم به: ${warns}`}؛ والسليم: ${fine}.`;
  },
  ways: (count) => (count === 0 ? 'لا طريقة أعرفها' : `طرق الإصلاح: ${count}`),
  lineGone: 'أصبح هذا سليمًا.',
  follows: 'ما يترتب عليه',
  about: 'ما يخصّه',
  from: 'يهم ابتداءً من',
  nodeStates: {
    waiting: 'تنتظر',
    draining: 'تُفرَّغ',
    upgrading: 'تُرقّى',
    verifying: 'تُفحص',
    done: 'تمت',
    skipped: 'تُركت كما هي',
    failed: 'لم تتم',
  },
  runStates: {
    running: 'جارية',
    paused: 'متوقفة مؤقتًا',
    waiting: 'تنتظر قرارك',
    window: 'تنتظر وقتها',
    done: 'تمت',
    stopped: 'انتهت مبكرًا',
    failed: 'فشلت',
  },
  release: {
    newest: 'أحدث إصدار متاح',
    patch: 'الأحدث ضمن الإصدار الفرعي الحالي: إصلاحات فقط',
    hops: (count) => `على بُعد إصدارات فرعية عددها ${count}: واحدًا بعد آخر، مع فحص كل منها`,
    between: 'الإصدار الفرعي التالي',
  },
  newestAlready: (name, version) => `يعمل «${name}» بالإصدار ${version}، وهو أحدث ما يتوفر. لا شيء للترقية.`,
  behind: (names, version) => `بقيت هذه العُقد خلف ${version}: ${names}.`,
  offers: (name, version, count) => `يعمل «${name}» بالإصدار ${version}. عدد الإصدارات الأحدث المتاحة: ${count}.`,
  now: (version) => `يعمل بالإصدار ${version}`,
  nothingRuns: (name) => `لا توجد ترقية جارية لـ «${name}».`,
  running: (name, to, done, all) => `«${name}» ينتقل إلى ${to}: تمت ${done} من ${all} من العُقد.`,
  ended: (name, to, state) => `آخر ترقية لـ «${name}»، إلى ${to}: ${state}.`,
  answers: {
    wait: { label: 'انتظر', more: 'واصل المحاولة؛ قد يزول الأمر من نفسه' },
    scale: { label: 'نسخة إضافية', more: 'مدة هذه العقدة فقط؛ ثم يعود العدد كما كان' },
    evict: { label: 'أنهِها', more: 'تضيع: لا أحد ينشئها من جديد' },
    skip: { label: 'تخطَّ هذه العقدة', more: 'تبقى على إصدارها القديم؛ في وقت آخر' },
    retry: { label: 'حاول مرة أخرى', more: 'أعد تشغيلها وواصل' },
    replace: { label: 'استبدل الجهاز', more: 'جهاز جديد في مكان آخر؛ يضيع ما كان على قرصه وحده' },
    'go-on': { label: 'واصل مع ذلك', more: 'أنت تعلم بالأمر وتعتني به لاحقًا' },
    stop: { label: 'أنهِ الترقية هنا', more: 'ما تم يبقى؛ وتُفتح العقدة من جديد' },
  },
  dilemmas: {
    budget: 'ميزانية تعطيل تُبقي حاوية في مكانها',
    bare: 'حاوية لا ينشئها أحد من جديد',
    stuck: 'حاويات لا تنتهي',
    node: 'عقدة لا تعود',
    unwell: 'شيء ليس كما كان',
    backup: 'لم تنجح النسخة الاحتياطية',
  },
  wishes: {
    pause: 'إيقاف مؤقت',
    go: 'واصل',
    last: 'أنهِ بعد هذه العقدة',
    pauseMore: 'قبل العقدة التالية',
    goMore: 'من حيث توقفت',
    lastMore: 'ما تم يبقى؛ والباقي في وقت آخر',
  },
  heard: {
    pause: 'سأتوقف قبل العقدة التالية. لا شيء يبقى نصف منجز في هذه الأثناء.',
    go: 'أواصل.',
    last: 'أُنجز العقدة الحالية وأنتهي عندها.',
    answer: (label) => `مفهوم: ${label}.`,
    settled: 'زال الأمر من نفسه في هذه الأثناء؛ وأواصل.',
  },
  report: {
    done: (name, from, to, time) => `يعمل «${name}» الآن بالإصدار ${to} (قبل ذلك: ${from}). استغرق الأمر ${time}.`,
    stopped: (name, done, all) =>
      `انتهت ترقية «${name}» مبكرًا: تمت ${done} من ${all} من العُقد، وكل شيء مفتوح للعمل. ابدأ من جديد متى شئت؛ وما تم لا يُعاد.`,
    skipped: (names) => `تُركت كما هي: ${names}.`,
    workload: 'حمل العمل',
    ready: 'جاهز',
    restarts: 'مرات إعادة التشغيل',
    images: 'الصور',
    same: (count) => `كل أحمال العمل (${count}) جاهزة كما كانت.`,
    worse: (names) => `ليس كما كان: ${names}.`,
    apiRuns: (version) => `تقول واجهة Kubernetes: ${version}.`,
    kept: (objects) => `الكائنات المحفوظة من قبل: ${objects}.`,
  },
  restore: {
    before: (from, to) => (from === to ? `كما كان بالإصدار ${from}` : `قبل الانتقال من ${from} إلى ${to}`),
    copy: (ago, way, objects) => `منذ ${ago} · ${way} · عدد الكائنات ${objects}`,
    gone: (name) => `لم تعد هذه النسخة من «${name}» موجودة. انظر ما هو متاح.`,
    compared: (missing, changed, same) =>
      missing + changed === 0
        ? `كل ما حُفظ موجود كما كان، وعدده ${same}.`
        : `الكائنات المفقودة ${missing}، والمتغيرة ${changed}؛ وما لم يتغير ${same}.`,
    differ: (missing, changed) => `مفقود ${missing}، متغير ${changed}`,
    namespace: 'نطاق الأسماء',
    missing: 'مفقود',
    changed: 'متغير',
    nowhere: 'خارج نطاقات الأسماء',
    everything: 'كلها',
    unknown: (kinds) => `لا يعرف هذا العنقود هذه الأنواع، فتُترك: ${kinds}.`,
    jobs: (count) => `تُترك المهام (Job) وعددها ${count}: إعادتها تشغّلها مرة أخرى.`,
    veleroCompares: (name) => `لدى Velero النسخة ${name}، وهو يقارن عند الاستعادة.`,
    veleroThere: 'يستعيد Velero إلى مركز البيانات الذي أُخذت منه النسخة. اختر ذلك المركز.',
  },
};

/** What a running upgrade says on its way, in Arabic. */
export const upgradeSentences: readonly (readonly [english: string, own: string])[] = [
  ['Look at what is there before', 'النظر فيما هو موجود قبلًا'],
  ['Keep what is there', 'حفظ ما هو موجود'],
  ['Node after node', 'عقدة بعد عقدة'],
  ['Compare with before', 'المقارنة بما قبل'],
  ['Paused before {next}; nothing happens until you say resume', 'توقف مؤقت قبل {next}؛ لا يحدث شيء حتى تقول «واصل»'],
  ['Waiting for the maintenance window before {next}', 'انتظار وقت الصيانة قبل {next}'],
  ['Begins at {when} UTC', 'يبدأ في {when} بالتوقيت العالمي'],
  ['the backup', 'النسخة الاحتياطية'],
  ['{count} objects kept so far', 'كائنات حُفظت حتى الآن: {count}'],
  ['{count} objects are kept, and were read back', 'حُفظت كائنات عددها {count}، وقُرئت للتحقق'],
  ['{node} runs {version}, and everything is as before', '{node} تعمل بالإصدار {version}، وكل شيء كما كان'],
  ['{node} is left as it is', 'تُركت {node} كما هي'],
  ['Stopped at {node}; it is open for work again', 'توقف عند {node}؛ وهي مفتوحة للعمل من جديد'],
  [
    '{node} is emptied: the budget {budget} keeps {pod} for now',
    'تُفرَّغ {node}: تُبقي الميزانية {budget} الحاوية {pod} الآن',
  ],
  ['{node} is emptied: {count} pods still run there', 'تُفرَّغ {node}: ما زال يعمل عليها {count}'],
  [
    'The disruption budget {budget} keeps {pod} on {node}: it allows no pod less just now',
    'تُبقي ميزانية التعطيل {budget} الحاوية {pod} على {node}: لا تسمح الآن بحاوية أقل',
  ],
  [
    'Nobody would make {pod} on {node} anew: emptying the node loses it',
    'لا أحد ينشئ {pod} على {node} من جديد: تفريغ العقدة يُضيعها',
  ],
  ['{count} pods on {node} were asked to end and do not', 'طُلب من {count} من الحاويات على {node} أن تنتهي ولم تنتهِ'],
  ['{node} goes to {version}', 'تنتقل {node} إلى {version}'],
  ['{node} starts again with {version}', 'تبدأ {node} من جديد بالإصدار {version}'],
  ['{node} has left the cluster', 'غادرت {node} العنقود'],
  ['{node} still runs {now}, and {then} was to come', 'ما زالت {node} تعمل بالإصدار {now}، والمنتظر {then}'],
  ['{node} is not ready: {why}', '{node} غير جاهزة: {why}'],
  ['{node} is made anew on another machine', 'تُنشأ {node} من جديد على جهاز آخر'],
  ['{node} is started again', 'يُعاد تشغيل {node}'],
  ['Not as before: {what}. {why}', 'ليس كما كان: {what}. {why}'],
  ['Not as before: {what}', 'ليس كما كان: {what}'],
  ['{kind} {name}: {ready} of {wanted} ready', '{kind} {name}: الجاهز {ready} من {wanted}'],
  ['{kind} {name} has {count} copies for a while', 'لـ {kind} {name} نسخ عددها {count} بعض الوقت'],
  ['All of it runs {version}', 'الكل يعمل بالإصدار {version}'],
  [
    'An extra worker joins, so that the others may go one by one',
    'تنضم عقدة عاملة إضافية كي تُرقّى البقية واحدة بعد أخرى',
  ],
  ['{node} stands in while the others are upgraded', 'تنوب {node} أثناء ترقية البقية'],
  [
    'There is no room for an extra worker just now, so it goes on without: {why}',
    'لا متسع الآن لعقدة إضافية، فتمضي بدونها: {why}',
  ],
  ['{node}, which stood in, is given back', 'أُعيدت {node} التي نابت عن غيرها'],
  ['{node} does not answer: node {machine} in {city} is down.', '{node} لا تستجيب: العقدة {machine} في {city} متوقفة.'],
  [
    '{node} does not answer any more: node {machine} in {city} died.',
    '{node} لم تعد تستجيب: تعطلت العقدة {machine} في {city}.',
  ],
  [
    '"{name}" is being upgraded to {to} already. One upgrade at a time: wait for it, or stop it first.',
    'تجري ترقية «{name}» إلى {to} بالفعل. ترقية واحدة في كل مرة: انتظرها أو أنهِها أولًا.',
  ],
  [
    '"{name}" lives where versions are not ours to change: upgrade it there.',
    'يعيش «{name}» حيث لا نملك تغيير الإصدارات: رقِّه هناك.',
  ],
  ['"{name}" runs {version} already.', 'يعمل «{name}» بالإصدار {version} بالفعل.'],
  [
    '{to} is older than {from}, and Kubernetes data cannot go back. Choose a newer version; going back means restoring a backup.',
    '{to} أقدم من {from}، وبيانات Kubernetes لا تعود إلى الوراء. اختر إصدارًا أحدث؛ فالعودة تعني استعادة نسخة احتياطية.',
  ],
  [
    'I know no way from {from} to {to}. Choose one of the versions on offer.',
    'لا أعرف طريقًا من {from} إلى {to}. اختر أحد الإصدارات المتاحة.',
  ],
  [
    '"{name}" runs {now} by now, and the plan begins at {from}. Plan again.',
    'يعمل «{name}» الآن بالإصدار {now}، بينما تبدأ الخطة من {from}. خطّط من جديد.',
  ],
  [
    '"{name}" has other nodes by now ({nodes}) than when the plan was made. Plan again.',
    'لدى «{name}» الآن عُقد أخرى ({nodes}) غير التي كانت عند وضع الخطة. خطّط من جديد.',
  ],
  [
    '"{text}" is no time of the day from and to. Write it like 22:00-04:00.',
    '«{text}» ليس وقتًا من اليوم وإليه. اكتبه مثل 22:00-04:00.',
  ],
  ['Bring back {name}, as it was with {version}', 'إعادة {name} كما كان بالإصدار {version}'],
  ['Bring back {name}, as it was before {version}', 'إعادة {name} كما كان قبل {version}'],
  [
    'Volumes come back empty: what was on them is not in this copy.',
    'تعود الأقراص فارغة: ما كان عليها ليس في هذه النسخة.',
  ],
  [
    'What was added to an object since then stays; what was changed goes back.',
    'ما أُضيف إلى كائن منذ ذلك الحين يبقى، وما تغيّر يعود كما كان.',
  ],
  [
    'Velero does this by itself, and I tell how far it is. It cannot be taken back.',
    'يقوم Velero بذلك بنفسه، وأخبرك بما بلغه. ولا يمكن التراجع عنه.',
  ],
  ['Try one copy of {name} with {image}', 'تجربة نسخة واحدة من {name} بالصورة {image}'],
  ['Take away the trial copy of {name}', 'إزالة النسخة التجريبية من {name}'],
  [
    'If it does not come up, it is taken away again; what runs now is not touched.',
    'إن لم تعمل أُزيلت، ولا يُمس ما يعمل الآن.',
  ],
  ['If it does not come up, what runs now is brought back.', 'إن لم تعمل أُعيد ما يعمل الآن.'],
  [
    '"{name}" changes one copy at a time, the last first, and goes no further where one does not come up.',
    'يتغير «{name}» نسخة بعد أخرى بدءًا من الأخيرة، ويتوقف إن لم تعمل واحدة.',
  ],
  [
    '"{name}" runs once on every node, and changes node after node.',
    'يعمل «{name}» مرة على كل عقدة، ويتغير عقدة بعد أخرى.',
  ],
  [
    '"{name}" is stopped: nothing runs that a copy could be tried beside.',
    '«{name}» متوقف: لا يعمل ما تُجرَّب نسخة بجانبه.',
  ],
  [
    '"{name}" writes to a volume: two versions of it at once could harm what is on it.',
    'يكتب «{name}» على قرص: قد يضر إصداران معًا بما عليه.',
  ],
  ['"{name}" is made so that two versions of it never run at once.', 'صُمّم «{name}» بحيث لا يعمل إصداران منه معًا.'],
  ['What is new in it: {page}', 'ما الجديد فيها: {page}'],
];
