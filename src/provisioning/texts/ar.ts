import { appSentences, ar as appTexts } from './apps/ar.ts';
import { certificateSentences } from './certificates/ar.ts';
import { changeSentences, ar as changeTexts } from './changes/ar.ts';
import { findingSentences } from './findings/ar.ts';
import { hostSentences } from './hosts/ar.ts';
import { keySentences } from './keys/ar.ts';
import { momentIn } from './moment-in.ts';
import { nodeSentences } from './nodes/ar.ts';
import { remarkSentences } from './remarks/ar.ts';
import { remedySentences } from './remedies/ar.ts';
import { ar as repairTexts } from './repair/ar.ts';
import { repairSentences } from './repair/ar-sentences.ts';
import { solutionSentences } from './solutions/ar.ts';
import type { Texts } from './texts.ts';
import { upgradeSentences, ar as upgradeTexts } from './upgrade/ar.ts';
import { upgradeCheckSentences } from './upgrade-check/ar.ts';

/** What actions and engines say in Arabic. */
export const ar: Texts = {
  farms: (count) =>
    counted(count, { one: 'مزرعة واحدة', two: 'مزرعتان', few: '# مزارع', many: '# مزرعة', other: '# مزرعة' }),
  room: (farms, count) => `${farms}، تتسع لعدد ${count} من الأجهزة`,
  roomHere: (count) => `تتسع لعدد ${count} من الأجهزة`,
  certified: 'معتمدة',
  green: 'طاقة خضراء',
  anywhere: 'أي مكان',
  newest: (version) => `الأحدث (${version})`,
  sizes: { micro: 'صغير جدًا', small: 'صغير', medium: 'متوسط', big: 'كبير', own: 'خاص' },
  size: ({ vcpu, memoryGiB, diskGiB }) => `${vcpu} vCPU، ذاكرة ${memoryGiB} GiB، قرص ${diskGiB} GiB`,
  perMachine: (tft) => `${tft} TFT شهريًا لكل جهاز`,
  pricePerMonth: (tft, usd) => `${tft} TFT شهريًا (${usd} USD)`,
  machines: (count, role, size, facts) =>
    `${role === 'controller' ? ar.controllers(count) : ar.workers(count)} بحجم ${size} (${facts}${count === 1 ? '' : ' لكل منها'})`,
  controllers: (count) =>
    counted(count, {
      one: 'عقدة تحكم واحدة',
      two: 'عقدتا تحكم',
      few: '# عُقد تحكم',
      many: '# عقدة تحكم',
      other: '# عقدة تحكم',
    }),
  workers: (count) =>
    counted(count, {
      zero: 'لا عُقد عاملة',
      one: 'عقدة عاملة واحدة',
      two: 'عقدتان عاملتان',
      few: '# عُقد عاملة',
      many: '# عقدة عاملة',
      other: '# عقدة عاملة',
    }),
  notReady: (count) => `غير جاهز: ${count}`,
  and: (before, last) => `${before} و${last}`,
  comma: '، ',
  nowhere: 'لا مكان بعد',
  cities: (cities, countries) => `${cities} من المدن في ${countries}`,
  countries: (count) => counted(count, { two: 'بلدين', few: '# بلدان', many: '# بلدًا', other: '# بلد' }),
  fewSeconds: 'ثوانٍ قليلة',
  seconds: (count) => `نحو ${counted(count, { few: '# ثوانٍ', many: '# ثانية', other: '# ثانية' })}`,
  minutes: (count) =>
    `نحو ${counted(count, { one: 'دقيقة', two: 'دقيقتين', few: '# دقائق', many: '# دقيقة', other: '# دقيقة' })}`,
  hours: (count) =>
    count % 24 === 0 && count > 24
      ? counted(count / 24, { two: 'يومين', few: '# أيام', many: '# يومًا', other: '# يوم' })
      : counted(count, { one: 'ساعة واحدة', two: 'ساعتين', few: '# ساعات', many: '# ساعة', other: '# ساعة' }),
  states: {
    deploying: 'قيد النشر',
    ready: 'جاهز',
    degraded: 'متدهور',
    failed: 'فشل',
    deleting: 'قيد الحذف',
    gone: 'غير موجود',
    unknown: 'غير معروف',
  },
  stateIn: (state, nodes, where) => `${state}: ${nodes} في ${where}`,
  roles: { controller: 'تحكم', worker: 'عاملة' },
  machineStates: {
    ready: 'جاهز',
    booting: 'قيد الإقلاع',
    failed: 'فشل',
    planned: 'مخطط',
    reserved: 'محجوز',
    gone: 'غير موجود',
  },
  labels: {
    id: 'المعرّف',
    nodes: 'العُقد',
    kubernetes: 'Kubernetes',
    endpoint: 'نقطة الوصول',
    publicIp: 'عنوان IP العام',
    placement: 'المكان',
    price: 'السعر',
    machine: 'الجهاز',
    role: 'الدور',
    size: 'الحجم',
    where: 'المكان',
    state: 'الحالة',
    name: 'الاسم',
    tftPerMonth: 'TFT شهريًا',
  },
  noVdc: 'ليس لديك مركز بيانات افتراضي بعد.',
  vdcs: (count, names) =>
    `لديك ${counted(count, {
      one: 'مركز بيانات واحد',
      two: 'مركزا بيانات',
      few: '# مراكز بيانات',
      many: '# مركز بيانات',
      other: '# مركز بيانات',
    })}: ${names}.`,
  more: (count) => `${count} غيرها`,
  running: (texts) => `يعمل الآن: ${texts.join('؛ ')}.`,
  approvals: {
    asks: (asker) => `يطلب ${asker}`,
    progress: (agreed, quorum) => `وافق ${agreed} من ${quorum} حتى الآن`,
    until: (at) => `حتى ${momentIn('ar', at)}`,
    waiting: (count) =>
      counted(count, {
        one: 'ينتظر طلب واحد موافقتك أو رفضك.',
        two: 'ينتظر طلبان موافقتك أو رفضك.',
        few: 'تنتظر # طلبات موافقتك أو رفضك.',
        many: 'ينتظر # طلبًا موافقتك أو رفضك.',
        other: 'ينتظر # طلب موافقتك أو رفضك.',
      }),
    asker: 'صاحب الطلب',
    noted: (agreed, quorum, asker) => `سُجّل: وافق ${agreed} من ${quorum}. ينتظر ${asker} الآخرين.`,
    agreed: (asker) => `تمت الموافقة، ويتابع ${asker} عمله.`,
    agreedBefore: 'كان الآخرون قد وافقوا قبل أن ترفض.',
    refusedBefore: (by) => `كان ${by} قد رفض قبلك.`,
    refused: (asker) => `أخبرتُ ${asker} أنك رفضت.`,
  },
  handoffs: {
    since: (minutes) =>
      minutes < 1
        ? 'منذ لحظات'
        : `منذ ${counted(minutes, { one: 'دقيقة واحدة', two: 'دقيقتين', few: '# دقائق', many: '# دقيقة', other: '# دقيقة' })}`,
    with: (helper) => `معه ${helper}`,
    withYou: 'أنت معه',
    waiting: (count) =>
      counted(count, {
        one: 'يود شخص واحد التحدث إلى أحد.',
        two: 'يود شخصان التحدث إلى أحد.',
        few: 'يود # أشخاص التحدث إلى أحد.',
        many: 'يود # شخصًا التحدث إلى أحد.',
        other: 'يود # شخص التحدث إلى أحد.',
      }),
    wizard: 'المساعد',
  },
  changeTexts,
  appTexts,
  repairTexts,
  upgradeTexts,
  sentences: [
    ...upgradeCheckSentences,
    ...findingSentences,
    ...remedySentences,
    // Before those that would take a part of them for the whole.
    ...repairSentences,
    ...changeSentences,
    ...hostSentences,
    ...nodeSentences,
    ...certificateSentences,
    ...keySentences,
    ...appSentences,
    ...solutionSentences,
    ...upgradeSentences,
    ...remarkSentences,
    ['The time for this decision is over; nothing will be done.', 'انتهى وقت هذا القرار؛ لن يُنفَّذ شيء.'],
    ['{asker} does not wait for this any more, or has asked anew.', 'لم يعد {asker} ينتظر هذا الطلب، أو طلب من جديد.'],
    [
      'This decision is not yours: you asked for it yourself, or others were asked.',
      'هذا القرار ليس لك: أنت صاحب الطلب، أو سُئل غيرك.',
    ],
    ['There is no such request any more.', 'لم يعد هذا الطلب موجودًا.'],
    ['Nobody waits there any more.', 'لم يعد أحد ينتظر هناك.'],
    ['{helper} was faster and talks with them already.', 'سبقك {helper} وهو يتحدث معه الآن.'],
    ['Let them know', 'إعلامه'],
    ['Hand back', 'إعادة المحادثة'],
    // What a deployment goes through.
    ['simulated', 'محاكاة'],
    ['Reserve the machines', 'حجز الأجهزة'],
    ['Build the private network', 'بناء الشبكة الخاصة'],
    ['Boot the controllers', 'إقلاع عُقد التحكم'],
    ['Boot the workers', 'إقلاع العُقد العاملة'],
    ['Check that Kubernetes is ready', 'التحقق من جاهزية Kubernetes'],
    ['Remove the machines and their data', 'إزالة الأجهزة وبياناتها'],
    ['Clean up', 'التنظيف'],
    ['Pass it on', 'إبلاغ القرار'],
    ['Reserving {count} machines', 'حجز الأجهزة، وعددها {count}'],
    ['{count} machine reserved on {farms} farm', 'حُجز جهاز واحد في مزرعة واحدة'],
    ['{count} machines reserved on {farms} farm', 'الأجهزة المحجوزة: {count}، في مزرعة واحدة'],
    ['{count} machines reserved on {farms} farms', 'الأجهزة المحجوزة: {count}، المزارع: {farms}'],
    ['Building the private network between the machines', 'بناء الشبكة الخاصة بين الأجهزة'],
    ['The private network stands', 'الشبكة الخاصة جاهزة'],
    ['{machine} is ready', '{machine} جاهز'],
    ['{machine} boots on node {node}, {city}', 'يُقلع {machine} على العقدة {node}، {city}'],
    [
      '{machine} lost node {node}, {city}: it died while booting; looking for another node',
      'فقد {machine} العقدة {node}، {city}، أثناء الإقلاع؛ جارٍ البحث عن عقدة أخرى',
    ],
    ['Asking the Kubernetes API whether all nodes are ready', 'سؤال واجهة Kubernetes عن جاهزية كل العُقد'],
    ['The API does not answer yet', 'لا تجيب الواجهة بعد'],
    ['{ready} of {count} nodes are ready', 'العُقد الجاهزة: {ready} من {count}'],
    ['All {count} nodes are ready', 'كل العُقد جاهزة، وعددها {count}'],
    ['The answer got lost on the way; looking what is there', 'ضاع الجواب في الطريق؛ جارٍ النظر فيما هو موجود'],
    ['Stopping the workers', 'إيقاف العُقد العاملة'],
    ['Stopping the controllers', 'إيقاف عُقد التحكم'],
    ['The private network is gone', 'أُزيلت الشبكة الخاصة'],
    ['{count} machines given back', 'الأجهزة المعادة: {count}'],
    // What a plan says before the yes.
    [
      'This grid is simulated: no machine is rented and nothing is charged.',
      'هذه الشبكة محاكاة: لا يُستأجر أي جهاز ولا يُحتسب عليك شيء.',
    ],
    [
      'Three controllers on distinct nodes of {count} farms: the VDC goes on when one of them fails.',
      'ثلاث عُقد تحكم على أجهزة مختلفة في {count} مزارع: يستمر العمل إذا تعطلت إحداها.',
    ],
    [
      'Three controllers on distinct nodes: the VDC goes on when one of them fails.',
      'ثلاث عُقد تحكم على أجهزة مختلفة: يستمر العمل إذا تعطلت إحداها.',
    ],
    [
      'One controller: while its node is away, so is the Kubernetes API. Three make it redundant.',
      'عقدة تحكم واحدة: إذا غاب جهازها غابت معه واجهة Kubernetes. ثلاث عُقد تجعلها احتياطية.',
    ],
    ['No workers: your apps run on the controllers.', 'لا عُقد عاملة: تعمل تطبيقاتك على عُقد التحكم.'],
    [
      'No public IP: the VDC is reached through its private network.',
      'لا عنوان IP عام: يكون الوصول عبر الشبكة الخاصة.',
    ],
    ['All farms of this plan run on renewable energy.', 'كل مزارع هذه الخطة تعمل بالطاقة المتجددة.'],
    // What can go wrong.
    [
      'Please take 3 to 20 lower-case letters, digits and dashes, beginning with a letter and not ending with a dash.',
      'من فضلك استخدم من 3 إلى 20 من الأحرف اللاتينية الصغيرة والأرقام والشرطات، على أن يبدأ بحرف ولا ينتهي بشرطة.',
    ],
    [
      'A VDC called "{name}" is just being deployed. Please take another name.',
      'مركز بيانات باسم «{name}» قيد النشر الآن. من فضلك اختر اسمًا آخر.',
    ],
    [
      'You already have a VDC called "{name}". Please take another name.',
      'لديك بالفعل مركز بيانات باسم «{name}». من فضلك اختر اسمًا آخر.',
    ],
    [
      'You already have a VDC named "{name}". Take another name, or delete that one.',
      'لديك بالفعل مركز بيانات باسم «{name}». اختر اسمًا آخر، أو احذف ذاك.',
    ],
    [
      'Your VDC "{name}" is just being deleted. Please take another name.',
      'مركز بياناتك «{name}» قيد الحذف الآن. من فضلك اختر اسمًا آخر.',
    ],
    [
      'Something of an earlier VDC "{name}" is still there; delete it to free the name. Please take another name.',
      'ما زال شيء من مركز بيانات سابق باسم «{name}» موجودًا؛ احذفه ليصبح الاسم متاحًا. أو اختر اسمًا آخر.',
    ],
    [
      'You have no VDC called "{name}". Say "my VDCs" to see those you have.',
      'ليس لديك مركز بيانات باسم «{name}». قل **القائمة** لترى ما لديك.',
    ],
    [
      'The Kubernetes API of "{name}" is not there yet. Look at its status first.',
      'واجهة Kubernetes الخاصة بـ «{name}» غير متاحة بعد. راجع حالته أولًا.',
    ],
    ['"{name}" has been deleted meanwhile.', 'حُذف «{name}» في هذه الأثناء.'],
    ['This plan is too old to go on with.', 'هذه الخطة أقدم من أن نتابع بها.'],
    ['The machines of this plan are not all free any more.', 'لم تعد كل أجهزة هذه الخطة متاحة.'],
    [
      'The price has changed since you saw it, from {before} TFT per month ({was} USD) to {now} TFT per month ({is} USD).',
      'تغيّر السعر منذ أن رأيته، من {before} TFT شهريًا ({was} USD) إلى {now} TFT شهريًا ({is} USD).',
    ],
    [
      'The price of this plan has expired. Plan again to see the current one.',
      'انتهت صلاحية سعر هذه الخطة. أعد التخطيط لترى السعر الحالي.',
    ],
    [
      'Somebody else has taken {lost} meanwhile. There is room elsewhere: plan again.',
      'أخذ شخص آخر جزءًا من هذه الخطة في هذه الأثناء. يوجد متسع في مكان آخر: أعد التخطيط.',
    ],
    ['The node has been taken meanwhile.', 'أُخذت العقدة في هذه الأثناء.'],
    ['The VDC has been removed meanwhile.', 'أُزيل مركز البيانات في هذه الأثناء.'],
    ['There is no room for {what}. {advice}', 'لا يوجد متسع لهذه الخطة. جرّب حجمًا أصغر أو مكانًا آخر أو عددًا أقل.'],
    ['{message} I try again.', '{message} أحاول مرة أخرى.'],
    [
      '{message} Cleaning up did not work either: {why} Something may be left behind; it is on record, and cleaning up again is safe.',
      '{message} ولم ينجح التنظيف أيضًا: {why} قد يكون بقي شيء؛ هو مسجل، وإعادة التنظيف آمنة.',
    ],
    ['A node died while booting.', 'تعطلت عقدة أثناء الإقلاع.'],
    ['It was stopped, as you asked.', 'أُوقف كما طلبت.'],
    ['It was stopped before it was done.', 'أُوقف قبل أن يكتمل.'],
    ['It was not done within {time}.', 'لم يكتمل في الوقت المحدد.'],
    [
      'That took too long, and I stopped waiting. Please try again.',
      'استغرق ذلك وقتًا طويلًا فتوقفت عن الانتظار. من فضلك حاول مرة أخرى.',
    ],
    [
      'The machines run, but their Kubernetes API does not say so yet. Look again in a moment.',
      'الأجهزة تعمل، لكن واجهة Kubernetes لم تؤكد ذلك بعد. انظر مرة أخرى بعد لحظات.',
    ],
    [
      'The grid did not answer in time; "{name}" may have been made. Look before trying again.',
      'لم تُجب الشبكة في الوقت المحدد؛ ربما أُنشئ «{name}». انظر قبل أن تحاول مرة أخرى.',
    ],
    [
      'The engine did not answer, and nothing of "{name}" is there. You can try again.',
      'لم يُجب المحرك، ولا يوجد شيء من «{name}». يمكنك المحاولة مرة أخرى.',
    ],
    [
      'Something went wrong on our side. Please try again; if it stays, name this reference to us: {reference}.',
      'حدث خطأ من جانبنا. من فضلك حاول مرة أخرى؛ وإن استمر فأخبرنا بهذا الرقم المرجعي: {reference}.',
    ],
    [
      'You do not have the right to do that: "{title}" needs {right}. Ask your administrator for it.',
      'ليس لديك الحق في ذلك: يلزمه الحق {right}. اطلبه من المسؤول لديك.',
    ],
  ],
};

type Forms = Partial<Record<Intl.LDMLPluralRule, string>> & { other: string };

const rules = new Intl.PluralRules('ar');

function counted(count: number, forms: Forms): string {
  return (forms[rules.select(count)] ?? forms.other).replace('#', String(count));
}
