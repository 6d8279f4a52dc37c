import type { AppTexts } from './app-texts.ts';
import { en } from './en.ts';

/** What apps say in Arabic. */
export const ar: AppTexts = {
  image: 'الصورة',
  copies: 'النسخ',
  copy: 'النسخة',
  each: 'كل نسخة',
  address: 'العنوان الداخلي',
  name: 'الاسم',
  namespace: 'مساحة الأسماء',
  state: 'الحالة',
  reason: 'السبب',
  restarts: 'مرات الإعادة',
  node: 'العقدة',
  version: 'الإصدار',
  cause: 'سببه',
  since: 'منذ',
  key: 'المفتاح',
  value: 'القيمة',
  binary: 'بيانات ثنائية',
  sizes: { tiny: 'صغير جدًا', small: 'صغير', medium: 'متوسط', large: 'كبير', huge: 'كبير جدًا' },
  customSize: 'حجم آخر',
  customSizeHelp: 'معالج وذاكرة تحددهما أنت',
  size: (cpu, memory) => en.size(cpu, memory).replace(' CPU, ', ' CPU، ذاكرة ').replace(' memory', ''),
  states: { running: 'يعمل', starting: 'قيد البدء', failing: 'متعطل', stopped: 'متوقف', paused: 'موقوف مؤقتًا' },
  ofCopies: (ready, wanted) => `${ready} من ${wanted}`,
  appIn: (state, copies, image) => `${state}: ${copies}، ${image}`,
  currentRevision: (number) => `${number} (الآن)`,
  revision: (number, image) => `الإصدار ${number}: ${image}`,
  lostVolume: (name, size) => `البيانات على القرص ${name} (${size})`,
  keys: (kind, count) => `${kind}، عدد المفاتيح: ${count}`,
  noUsers: 'لا يستخدمه أي تطبيق.',
  users: (names) => `يستخدمه: ${names}.`,
  container: (running, restarts) =>
    `${running ? 'تعمل' : 'لا تعمل'}${restarts === 0 ? '' : `، مرات إعادة التشغيل: ${restarts}`}`,
  previousLog: (pod) => `${pod}، قبل آخر إعادة تشغيل`,
};

/** Sentences about apps that are made in English where nobody's language is known. */
export const appSentences: readonly (readonly [english: string, own: string])[] = [
  // Titles of changes.
  ['Deploy {name}', 'نشر {name}'],
  ['Update {name}', 'تحديث {name}'],
  ['Scale {name} to {count}', 'تغيير عدد نسخ {name} إلى {count}'],
  ['Restart {name}', 'إعادة تشغيل {name}'],
  ['Stop {name}', 'إيقاف {name}'],
  ['Start {name}', 'تشغيل {name}'],
  ['Pause {name}', 'إيقاف {name} مؤقتًا'],
  ['Resume {name}', 'استئناف {name}'],
  ['Bring {name} back to version {number}', 'إعادة {name} إلى الإصدار {number}'],
  ['Delete {name}', 'حذف {name}'],
  ['Set {key} in {name}', 'ضبط {key} في {name}'],
  ['Remove {key} from {name}', 'إزالة {key} من {name}'],
  ['Make {name}', 'إنشاء {name}'],
  ['Apply {name}', 'تطبيق {name}'],
  // What can be wrong with an answer.
  [
    'Please take lower-case letters, digits and dashes (at most 50), beginning with a letter and not ending with a dash.',
    'من فضلك استخدم الأحرف اللاتينية الصغيرة والأرقام والشرطات (50 على الأكثر)، على أن يبدأ بحرف ولا ينتهي بشرطة.',
  ],
  [
    '"{name}" belongs to the cluster itself. Please take another namespace.',
    '«{name}» خاصة بالعنقود نفسه. من فضلك اختر مساحة أسماء أخرى.',
  ],
  [
    'A namespace has lower-case letters, digits and dashes, at most 63.',
    'في مساحة الأسماء أحرف لاتينية صغيرة وأرقام وشرطات، 63 على الأكثر.',
  ],
  ['The name of an image has no capital letters: try "{image}".', 'لا أحرف كبيرة في اسم الصورة: جرّب «{image}».'],
  [
    'Leave out the https:// in front; an image is written like ghcr.io/me/shop:1.2.',
    'احذف https:// من البداية؛ يُكتب اسم الصورة هكذا: ghcr.io/me/shop:1.2.',
  ],
  [
    '"{image}" is not the name of an image. It is written like nginx:1.27 or ghcr.io/me/shop:1.2.',
    '«{image}» ليس اسم صورة. يُكتب هكذا: nginx:1.27 أو ghcr.io/me/shop:1.2.',
  ],
  ['A health check needs a port: please name one.', 'يحتاج فحص السلامة إلى منفذ: من فضلك حدد واحدًا.'],
  [
    'The path of a health check begins with a slash, like /healthz.',
    'يبدأ مسار فحص السلامة بشرطة مائلة، مثل ‎/healthz.',
  ],
  [
    'A volume is mounted at a path like /data; the root itself cannot be one.',
    'يُركّب القرص على مسار مثل ‎/data؛ ولا يمكن أن يكون الجذر نفسه.',
  ],
  [
    '"{name}" is among the open variables and the secret ones: take it out of one of them.',
    '«{name}» بين المتغيرات الظاهرة والسرية معًا: احذفه من إحداهما.',
  ],
  [
    'I take {count} secret variables at once. Put more of them into a Secret of its own first.',
    'أقبل {count} متغيرات سرية في المرة الواحدة. ضع الزائد منها في Secret مستقل أولًا.',
  ],
  ['"{port}" is not a port: those are numbers from 1 to 65535.', '«{port}» ليس منفذًا: المنافذ أرقام من 1 إلى 65535.'],
  ['That are too many ports: I take 20.', 'هذه منافذ كثيرة جدًا: أقبل 20.'],
  ['A size of your own needs both CPU and memory.', 'يحتاج الحجم الخاص بك إلى المعالج والذاكرة معًا.'],
  [
    '"{name}" cannot be the name of a variable: take letters, digits and underscores, like DB_HOST.',
    'لا يصلح «{name}» اسمًا لمتغير: استخدم الأحرف اللاتينية والأرقام والشرطة السفلية، مثل DB_HOST.',
  ],
  ['"{text}" has no value: write it like NAME=value.', '«{text}» بلا قيمة: اكتبه هكذا: NAME=value.'],
  ['The value of "{name}" is not there yet: please type it.', 'قيمة «{name}» غير موجودة بعد: من فضلك اكتبها.'],
  [
    'There is no app "{name}" in the namespace "{namespace}" any more. Say "my apps" to see those there are.',
    'لم يعد هناك تطبيق باسم «{name}» في مساحة الأسماء «{namespace}». قل «تطبيقاتي» لترى الموجود.',
  ],
  ['There is no app called "{name}".', 'لا يوجد تطبيق باسم «{name}».'],
  [
    '"{name}" runs once on every node: its number of copies is not ours to set.',
    'يعمل «{name}» مرة على كل عقدة: لا نحدد عدد نسخه.',
  ],
  ['Please say how many copies shall run.', 'من فضلك حدد عدد النسخ.'],
  [
    'Only Deployments can be paused, and "{name}" is a {kind}.',
    'لا يوقف مؤقتًا إلا Deployment، و«{name}» من النوع {kind}.',
  ],
  [
    '"{name}" is paused. Resume it first, then go back.',
    '«{name}» موقوف مؤقتًا. استأنفه أولًا ثم عُد إلى الإصدار السابق.',
  ],
  [
    '"{name}" has no version {number} any more. There is only the present one.',
    'لم يعد لدى «{name}» الإصدار {number}. لا يوجد إلا الحالي.',
  ],
  [
    '"{name}" has no version {number} any more. There are: {known}.',
    'لم يعد لدى «{name}» الإصدار {number}. الموجود: {known}.',
  ],
  ['There are no settings called "{name}".', 'لا توجد إعدادات باسم «{name}».'],
  [
    'There is no {kind} "{name}" in the namespace "{namespace}" that you can edit here.',
    'لا يوجد {kind} باسم «{name}» في مساحة الأسماء «{namespace}» يمكنك تعديله هنا.',
  ],
  [
    '"{name}" is marked as immutable: make a new one and let the apps use that.',
    '«{name}» غير قابل للتعديل: أنشئ واحدًا جديدًا واجعل التطبيقات تستخدمه.',
  ],
  [
    'There is a {kind} "{name}" in "{namespace}" already. Edit that one, or take another name.',
    'يوجد {kind} باسم «{name}» في «{namespace}» بالفعل. عدّله أو اختر اسمًا آخر.',
  ],
  [
    'A name has lower-case letters, digits, dashes and dots, like web-settings.',
    'في الاسم أحرف لاتينية صغيرة وأرقام وشرطات ونقاط، مثل web-settings.',
  ],
  [
    'A key has letters, digits, dashes, dots and underscores, like DB_HOST or app.conf.',
    'في المفتاح أحرف لاتينية وأرقام وشرطات ونقاط وشرطة سفلية، مثل DB_HOST أو app.conf.',
  ],
  [
    'The value of a Secret is typed where nobody sees it: please enter it there.',
    'تُكتب قيمة Secret حيث لا يراها أحد: من فضلك أدخلها هناك.',
  ],
  ['Please say what the value shall be.', 'من فضلك حدد القيمة.'],
  [
    '"{pod}" is gone: another copy has taken its place. Please pick one again.',
    'لم يعد «{pod}» موجودًا: حلت نسخة أخرى محله. من فضلك اختر مرة أخرى.',
  ],
  ['"{pod}" is gone: another copy has taken its place.', 'لم يعد «{pod}» موجودًا: حلت نسخة أخرى محله.'],
  ['"{pod}" has not run before: there is no earlier log.', 'لم يعمل «{pod}» من قبل: لا سجل أقدم.'],
  ['"{pod}" has not started yet, so that there is no log.', 'لم يبدأ «{pod}» بعد، فلا سجل له.'],
  // What a plan says before the yes.
  ['The image is named by its digest: always the very same one.', 'الصورة محددة ببصمتها: هي نفسها دائمًا.'],
  [
    'I did not ask {host} for the image; the tag stays as you wrote it.',
    'لم أسأل {host} عن الصورة؛ يبقى الوسم كما كتبته.',
  ],
  [
    'I did not ask {host} for the image; the tag stays as you wrote it. "{tag}" may be another image tomorrow; a version such as :1.2 is calmer.',
    'لم أسأل {host} عن الصورة؛ يبقى الوسم كما كتبته. قد يصبح «{tag}» صورة أخرى غدًا؛ تحديد إصدار مثل ‎:1.2 أسلم.',
  ],
  [
    '{host} did not tell the digest of the image; the tag stays as you wrote it.',
    'لم يذكر {host} بصمة الصورة؛ يبقى الوسم كما كتبته.',
  ],
  [
    '{host} did not tell the digest of the image; the tag stays as you wrote it. "{tag}" may be another image tomorrow; a version such as :1.2 is calmer.',
    'لم يذكر {host} بصمة الصورة؛ يبقى الوسم كما كتبته. قد يصبح «{tag}» صورة أخرى غدًا؛ تحديد إصدار مثل ‎:1.2 أسلم.',
  ],
  [
    'Careful: {host} says that there is no image {image}. The app will hardly start.',
    'انتبه: يقول {host} إنه لا توجد صورة {image}. لن يبدأ التطبيق على الأرجح.',
  ],
  ['Pinned to {digest}, what the tag means today.', 'ثُبّتت على {digest}، ما يعنيه الوسم اليوم.'],
  [
    'An app with a volume runs once: a volume is written by one copy only.',
    'التطبيق ذو القرص يعمل نسخة واحدة: لا تكتب على القرص إلا نسخة واحدة.',
  ],
  ['An autoscaler decides how many copies run; that stays so.', 'يحدد المُحجِّم التلقائي عدد النسخ، ويبقى كذلك.'],
  [
    'An autoscaler decides how many copies run, and may change the number again.',
    'يحدد المُحجِّم التلقائي عدد النسخ، وقد يغيره مرة أخرى.',
  ],
  [
    'Its volume is there already and stays as it is, with the data on it.',
    'قرصه موجود بالفعل ويبقى كما هو، مع بياناته.',
  ],
  [
    'Nobody reaches the app while it is stopped. Its data and settings stay.',
    'لا يصل أحد إلى التطبيق ما دام متوقفًا. تبقى بياناته وإعداداته.',
  ],
  [
    'The copies that run go on. Changes of the app wait until you resume it.',
    'تستمر النسخ العاملة. تنتظر تغييرات التطبيق حتى تستأنفه.',
  ],
  [
    'Settings in ConfigMaps and Secrets, and data on volumes, stay as they are now.',
    'تبقى إعدادات ConfigMap وSecret وبيانات الأقراص كما هي الآن.',
  ],
  ['{names} cannot start without it any more.', 'لن يبدأ {names} من دونه بعد الآن.'],
  ['{names} will be restarted, one copy after the other.', 'سيُعاد تشغيل {names}، نسخة بعد أخرى.'],
  ['{names} will see it after the next restart.', 'سيراه {names} بعد إعادة التشغيل التالية.'],
  // What can be wrong with manifests.
  [
    'There is no object in it. A manifest begins with apiVersion and kind.',
    'لا يوجد فيه أي كائن. يبدأ الملف بـ apiVersion وkind.',
  ],
];
