/** What actions, clusters and advice say now and then, in Arabic: stages, answers that cannot be taken, and why something cannot be done. */
export const remarkSentences: readonly (readonly [english: string, own: string])[] = [
  // Stages.
  ['Look at what is there', 'النظر فيما هو موجود'],
  ['Put the shop there', 'وضع المتجر هناك'],
  ['Wait until it runs', 'الانتظار حتى يعمل'],
  ['Break it', 'تعطيله'],
  ['Let it take effect', 'انتظار أثره'],
  ['Remember the choice', 'حفظ الاختيار'],
  ['Remove the link', 'إزالة الربط'],
  ['Note it', 'تدوينه'],
  ['Look how it is now', 'النظر في حاله الآن'],
  // Advice: nothing is broken, but it could be better.
  [
    'There is one copy of "{name}" only: when its node is restarted or it is updated wrongly, it is away.',
    'هناك نسخة واحدة فقط من «{name}»: تغيب عند إعادة تشغيل عقدتها أو عند تحديث خاطئ.',
  ],
  [
    'Nothing keeps all {count} copies of "{name}" from being moved at the same time: it has no disruption budget.',
    'لا شيء يمنع نقل كل نسخ «{name}» ({count}) في وقت واحد: ليست له ميزانية تعطيل.',
  ],
  [
    'The pod "{name}" belongs to nobody: when its node goes, it is gone.',
    'الحاوية «{name}» لا تتبع أحدًا: إذا ذهبت عقدتها ضاعت.',
  ],
  [
    '"{name}" listens on port {ports}, and no service leads to it: others cannot find it by a name.',
    'يستمع «{name}» على المنفذ {ports} ولا تؤدي إليه أي خدمة: لا يجده غيره باسم.',
  ],
  ['No pod asks for the {kind} "{name}".', 'لا تطلب أي حاوية {kind} «{name}».'],
  ['No gateway is of the class "{name}".', 'لا بوابة من الصنف «{name}».'],
  ['Nobody reads the key "{key}" of the ConfigMap "{name}".', 'لا أحد يقرأ المفتاح «{key}» من ConfigMap «{name}».'],
  ['Nobody reads the keys {keys} of the ConfigMap "{name}".', 'لا أحد يقرأ المفاتيح {keys} من ConfigMap «{name}».'],
  ['The network policy "{policy}" lets everything in.', 'سياسة الشبكة «{policy}» تسمح بدخول كل شيء.'],
  ['The network policy "{policy}" lets everything out.', 'سياسة الشبكة «{policy}» تسمح بخروج كل شيء.'],
  [
    'The network policy "{policy}" lets nothing in of the pods it selects.',
    'سياسة الشبكة «{policy}» لا تسمح بدخول شيء إلى الحاويات التي تختارها.',
  ],
  [
    'The network policy "{policy}" lets nothing out of the pods it selects.',
    'سياسة الشبكة «{policy}» لا تسمح بخروج شيء من الحاويات التي تختارها.',
  ],
  [
    'Network policies say where "{name}" may go, and not who may come to it: everybody may.',
    'تقول سياسات الشبكة أين يذهب «{name}»، ولا تقول من يأتي إليه: الجميع يستطيع.',
  ],
  [
    'Network policies say who may come to "{name}", and not where it may go: everywhere.',
    'تقول سياسات الشبكة من يأتي إلى «{name}»، ولا تقول أين يذهب: إلى كل مكان.',
  ],
  [
    'Nothing limits the memory of {names}: a leak there takes it from everything else on its node ({kind} "{name}").',
    'لا شيء يحد ذاكرة {names}: أي تسرب يأخذها من كل ما على عقدته ({kind} «{name}»).',
  ],
  [
    '{names} does not say how much CPU and memory it needs: the scheduler can only guess ({kind} "{name}").',
    'لا يقول {names} كم يحتاج من المعالج والذاكرة: لا يملك المُجدوِل إلا التخمين ({kind} «{name}»).',
  ],
  [
    '{names} has no readiness check: it gets traffic before it can answer ({kind} "{name}").',
    'ليس لـ {names} فحص جاهزية: يصله الطلب قبل أن يستطيع الجواب ({kind} «{name}»).',
  ],
  [
    '{names} has no liveness check: if it hangs, nobody restarts it ({kind} "{name}").',
    'ليس لـ {names} فحص حياة: إن توقف عن الاستجابة لم يُعد أحد تشغيله ({kind} «{name}»).',
  ],
  [
    '{names} runs whatever {image} is at the time: nobody can tell which version, or go back to it ({kind} "{name}").',
    'يشغّل {names} ما تكونه {image} حينها: لا يُعرف أي إصدار هو ولا يمكن الرجوع إليه ({kind} «{name}»).',
  ],
  [
    '{names} is privileged: whoever gets into it has the whole node ({kind} "{name}").',
    '{names} ذو امتيازات: من دخله ملك العقدة كلها ({kind} «{name}»).',
  ],
  [
    '{names} runs as root by its own settings ({kind} "{name}").',
    'يعمل {names} بصلاحية root بحسب إعداداته ({kind} «{name}»).',
  ],
  ['{names} reaches into a folder of its node ({kind} "{name}").', 'يصل {names} إلى مجلد في عقدته ({kind} «{name}»).'],
  [
    '{names} has rights of the node\'s administrator added to it ({kind} "{name}").',
    'أُضيفت إلى {names} صلاحيات مدير العقدة ({kind} «{name}»).',
  ],
  [
    'The service account "{account}" may do everything in the whole cluster, by the {kind} "{name}".',
    'يستطيع حساب الخدمة «{account}» فعل كل شيء في العنقود كله، عبر {kind} «{name}».',
  ],
  [
    'The service account "{account}" may read every secret in the whole cluster, by the {kind} "{name}".',
    'يستطيع حساب الخدمة «{account}» قراءة كل سر في العنقود كله، عبر {kind} «{name}».',
  ],
  [
    'The service account "{account}" may do everything in {namespace}, by the {kind} "{name}".',
    'يستطيع حساب الخدمة «{account}» فعل كل شيء في {namespace}، عبر {kind} «{name}».',
  ],
  [
    'The service account "{account}" may read every secret in {namespace}, by the {kind} "{name}".',
    'يستطيع حساب الخدمة «{account}» قراءة كل سر في {namespace}، عبر {kind} «{name}».',
  ],
  [
    'The disruption budget "{name}" lets no pod go now: {healthy} are well, {desired} are wanted.',
    'ميزانية التعطيل «{name}» لا تسمح الآن بذهاب أي حاوية: السليم {healthy} والمطلوب {desired}.',
  ],
  [
    'The disruption budget "{name}" protects nothing: no pod has the labels it asks for.',
    'ميزانية التعطيل «{name}» لا تحمي شيئًا: لا حاوية تحمل الوسوم التي تطلبها.',
  ],
  ['The installation plan "{name}" waits for somebody to approve it.', 'تنتظر خطة التثبيت «{name}» من يوافق عليها.'],
  // What a cluster, or the way to it, says.
  [
    'The cluster does not accept these credentials, or they have expired.',
    'لا يقبل العنقود بيانات الاعتماد هذه، أو انتهت صلاحيتها.',
  ],
  ['The cluster does not know this kind of object.', 'لا يعرف العنقود هذا النوع من الكائنات.'],
  ['The Kubernetes API took too long to answer.', 'تأخرت واجهة Kubernetes كثيرًا في الجواب.'],
  ['The Kubernetes API answered {status} without a reason.', 'أجابت واجهة Kubernetes بالرمز {status} دون سبب.'],
  ['What answers at {address} is not a Kubernetes API.', 'ما يجيب عند {address} ليس واجهة Kubernetes.'],
  [
    'The Kubernetes API at {address} has just come back, and is not ready yet.',
    'عادت واجهة Kubernetes عند {address} للتو، ولم تجهز بعد.',
  ],
  ['The Kubernetes API at {address} took too long to answer.', 'تأخرت واجهة Kubernetes عند {address} كثيرًا في الجواب.'],
  ['The Kubernetes API at {address} does not answer: {why}.', 'لا تجيب واجهة Kubernetes عند {address}: {why}.'],
  ['The certificate of {host} is not to be trusted ({why}).', 'شهادة {host} غير موثوقة ({why}).'],
  ['This kubeconfig cannot be used: {why}.', 'لا يمكن استخدام هذا الـ kubeconfig: {why}.'],
  [
    'This kubeconfig has more than {size} KB: it is probably not one.',
    'حجم هذا الـ kubeconfig أكثر من {size} كيلوبايت: لعله ليس كذلك.',
  ],
  [
    'This is not a kubeconfig: it should be YAML with clusters, users and contexts.',
    'هذا ليس kubeconfig: ينبغي أن يكون YAML فيه clusters و users و contexts.',
  ],
  ['The watch was cut off.', 'انقطعت المتابعة.'],
  ['The log broke off.', 'انقطع السجل.'],
  [
    'The cluster does not know {kind} ({version}): what brings this kind is not installed.',
    'لا يعرف العنقود {kind} ({version}): ما يأتي بهذا النوع غير مثبت.',
  ],
  ['This secret is no longer there. Please enter it again.', 'لم يعد هذا السر موجودًا. من فضلك أدخله مرة أخرى.'],
  ['Your sign-in has expired. Please sign in again.', 'انتهت صلاحية دخولك. من فضلك سجّل الدخول مرة أخرى.'],
  // Answers to the questions of a remedy.
  [
    'Write an amount such as "100m" of CPU or "128Mi" of memory.',
    'اكتب مقدارًا مثل «100m» من المعالج أو «128Mi» من الذاكرة.',
  ],
  [
    'Write an amount such as "500m" of CPU or "256Mi" of memory.',
    'اكتب مقدارًا مثل «500m» من المعالج أو «256Mi» من الذاكرة.',
  ],
  [
    'I need both: a CERTIFICATE block, and a PRIVATE KEY block after it.',
    'أحتاج إلى الاثنين: كتلة CERTIFICATE ثم كتلة PRIVATE KEY بعدها.',
  ],
  ['Write a user number above 0, like 1000.', 'اكتب رقم مستخدم أكبر من 0، مثل 1000.'],
  ['Write one KEY=value on each line.', 'اكتب KEY=value واحدًا في كل سطر.'],
  ['"{key}" needs a value.', '«{key}» يحتاج إلى قيمة.'],
  ['There has to be a line for {keys} too.', 'لا بد من سطر لـ {keys} أيضًا.'],
  ['An image is named like "nginx:1.29" or "ghcr.io/me/app:2".', 'تُسمّى الصورة مثل «nginx:1.29» أو «ghcr.io/me/app:2».'],
  [
    'Write the name and the token with a colon between, like me:token.',
    'اكتب الاسم والرمز وبينهما نقطتان، مثل me:token.',
  ],
  ['A schedule has five fields, like "0 3 * * *".', 'في الجدول خمسة حقول، مثل «0 3 * * *».'],
  ['Write a port from 1 to 65535 other than {port}.', 'اكتب منفذًا من 1 إلى 65535 غير {port}.'],
  ['Write an amount of memory such as "256Mi" or "1Gi".', 'اكتب مقدار ذاكرة مثل «256Mi» أو «1Gi».'],
  ['{limit} was too little: write more than that.', 'كان {limit} قليلًا: اكتب أكثر منه.'],
  ['{most} is the most that {who} allows.', '{most} هو أكثر ما يسمح به {who}.'],
  ['A path begins with "/", like "/healthz".', 'يبدأ المسار بـ «/»، مثل «/healthz».'],
  ['Write an amount of more than {least}.', 'اكتب مقدارًا أكثر من {least}.'],
  ['Write the CPU, then the memory, like 100m 128Mi.', 'اكتب المعالج ثم الذاكرة، مثل 100m 128Mi.'],
  ['Write less than {most}.', 'اكتب أقل من {most}.'],
  ['Write a size such as "1Gi".', 'اكتب حجمًا مثل «1Gi».'],
  // What actions answer where they cannot.
  [
    'You are a guest here: sign in to the wizard in your browser, and link from there.',
    'أنت ضيف هنا: سجّل الدخول إلى المعالج في متصفحك، واربط من هناك.',
  ],
  ['There are no bots here, so nobody can be told anything.', 'لا توجد روبوتات هنا، فلا يمكن إخبار أحد بشيء.'],
  ['There are no bots here, so nothing is linked.', 'لا توجد روبوتات هنا، فلا شيء مرتبط.'],
  ['This account is not linked to you any more.', 'لم يعد هذا الحساب مرتبطًا بك.'],
  [
    '"{name}" runs once on each node, so it cannot have more copies.',
    'يعمل «{name}» مرة على كل عقدة، فلا يمكن أن تكون له نسخ أكثر.',
  ],
  ['"{name}" does not scale by itself.', 'لا يتوسع «{name}» بنفسه.'],
  ['It stays at {count} copies until somebody changes that.', 'يبقى على {count} من النسخ حتى يغيّر أحد ذلك.'],
  [
    'At most {max} copies is less than at least {min}. Please turn them round.',
    'الحد الأعلى {max} أقل من الأدنى {min}. من فضلك اعكسهما.',
  ],
  [
    '"{name}" does not say how much {what} a copy asks for, so there is nothing to compare its use with. Give it a size first.',
    'لا يقول «{name}» كم تطلب النسخة من {what}، فلا شيء يُقارن به الاستخدام. أعطه حجمًا أولًا.',
  ],
  [
    'Many programs never give memory back: then the copies stay once they are there.',
    'كثير من البرامج لا تعيد الذاكرة أبدًا: فتبقى النسخ متى وُجدت.',
  ],
  ['No password is kept for "{name}".', 'لا كلمة مرور محفوظة لـ «{name}».'],
  ['"{name}" is not stopped; there is nothing to start.', '«{name}» غير متوقف؛ لا شيء يُشغَّل.'],
  ['"{name}" does not run; there is nothing to stop.', '«{name}» لا يعمل؛ لا شيء يُوقَف.'],
  [
    '"{name}" has version {now} already. Going back to {wanted} could damage its data, so I do not do it.',
    '«{name}» بالإصدار {now} بالفعل. قد يُفسد الرجوع إلى {wanted} بياناته، فلا أفعله.',
  ],
  ['"{name}" is stopped. Start it first; then I can change it.', '«{name}» متوقف. شغّله أولًا ثم أستطيع تغييره.'],
  ['Please tell me to which version "{name}" shall go.', 'من فضلك قل لي إلى أي إصدار ينتقل «{name}».'],
  [
    'I do not know this chart: what it needs and whether it fits shows when it runs.',
    'لا أعرف هذا المخطط: ما يحتاجه وهل يتسع له المكان يظهر حين يعمل.',
  ],
  [
    'Without a version it is the newest one; pin one to get the same again.',
    'بلا إصدار يكون الأحدث؛ حدّد واحدًا لتحصل على نفسه مرة أخرى.',
  ],
  [
    'A repository is an address like https://charts.example.org or oci://registry.example.org/charts.',
    'المستودع عنوان مثل https://charts.example.org أو oci://registry.example.org/charts.',
  ],
  [
    "Please give me the chart's name alone, without the repository, like gitea.",
    'من فضلك أعطني اسم المخطط وحده، دون المستودع، مثل gitea.',
  ],
  ['A version is like 1.2.3.', 'الإصدار مثل 1.2.3.'],
  [
    'The values should be a map, as in a values.yaml: `replicas: 2`.',
    'ينبغي أن تكون القيم خريطة، كما في values.yaml: `replicas: 2`.',
  ],
  [
    'This data center has no address to be reached at. Take a domain of your own.',
    'لا عنوان يُوصل به إلى مركز البيانات هذا. استخدم نطاقًا لك.',
  ],
  ['The passwords of the earlier installation are kept.', 'كلمات مرور التثبيت السابق محفوظة.'],
  [
    'There is no ingress controller in this data center: the address answers only when one is installed.',
    'لا يوجد متحكم دخول في مركز البيانات هذا: لا يجيب العنوان حتى يُثبَّت واحد.',
  ],
  ['{title} needs an address of its own: it does not work without.', 'يحتاج {title} إلى عنوان خاص به: لا يعمل بدونه.'],
  ['What is on its disks is gone for good.', 'ما على أقراصه يضيع نهائيًّا.'],
  ['There is no way in called "{name}" any more.', 'لم يعد هناك طريق دخول باسم «{name}».'],
  ['There is nothing called "{name}" to be reached.', 'لا شيء باسم «{name}» يُوصل إليه.'],
  ['There is no issuer of certificates called "{name}".', 'لا يوجد مُصدر شهادات باسم «{name}».'],
  ['"{name}" is not ready to be changed. Look at its status first.', '«{name}» غير جاهز للتغيير. انظر حالته أولًا.'],
  ['This plan has nothing in it any more.', 'لم يعد في هذه الخطة شيء.'],
  [
    'Only what loses nothing and needs no answer can be done without asking.',
    'لا يُفعل دون سؤال إلا ما لا يضيع به شيء ولا يحتاج إلى جواب.',
  ],
  [
    '"{text}" is no date and time. Write it like 2026-12-01 22:00.',
    '«{text}» ليس تاريخًا ووقتًا. اكتبه مثل 2026-12-01 22:00.',
  ],
  ['There is nothing left that this could break.', 'لم يبقَ شيء يعطله هذا.'],
  ['There was nothing left that this could break.', 'لم يكن قد بقي شيء يعطله هذا.'],
  [
    'The Kubernetes API of "{name}" is not there: perhaps it is broken already.',
    'واجهة Kubernetes في «{name}» غير موجودة: لعلها معطلة بالفعل.',
  ],
  ['It cannot be looked at now, so nothing was changed.', 'لا يمكن النظر إليه الآن، فلم يُغيَّر شيء.'],
  ['"{name}" cannot be mended from here.', 'لا يمكن إصلاح «{name}» من هنا.'],
  ['{name} cannot be looked at now.', 'لا يمكن النظر إلى {name} الآن.'],
  ['This wizard takes in no clusters. Ask your operator about it.', 'لا يستقبل هذا المعالج عناقيد. اسأل مشغّلك.'],
  [
    '"{name}" gives out its administrator\'s kubeconfig only: its Kubernetes makes no accounts for us.',
    'لا يعطي «{name}» إلا kubeconfig مديره: لا يُنشئ Kubernetes فيه حسابات لنا.',
  ],
  [
    '"{name}" belongs to Kubernetes itself: whoever changes something there can do everything. Take another one.',
    '«{name}» خاص بـ Kubernetes نفسه: من غيّر فيه شيئًا استطاع كل شيء. اختر غيره.',
  ],
  ['This plan is for another VDC. Plan again.', 'هذه الخطة لمركز بيانات آخر. أعد التخطيط.'],
  [
    'Undoing makes an empty disk of that name: what was on it does not come back.',
    'ينشئ التراجع قرصًا فارغًا بهذا الاسم: ما كان عليه لا يعود.',
  ],
  [
    'Some classes show the new size only after the app is restarted.',
    'بعض الأصناف لا تُظهر الحجم الجديد إلا بعد إعادة تشغيل التطبيق.',
  ],
  ['There is no disk called "{name}" any more.', 'لم يعد هناك قرص باسم «{name}».'],
  [
    'Please take lower-case letters, digits and dashes for the name of a disk.',
    'استخدم الأحرف اللاتينية الصغيرة والأرقام والشرطات لاسم القرص.',
  ],
  [
    'There is a disk "{name}" in "{namespace}" already. Please take another name.',
    'يوجد قرص «{name}» في «{namespace}» بالفعل. من فضلك اختر اسمًا آخر.',
  ],
  ['Please say yes or no.', 'من فضلك أجب بنعم أو لا.'],
  ['Please keep it below 500 characters.', 'من فضلك اجعله أقل من 500 حرف.'],
  ['Please pick one of those on offer.', 'من فضلك اختر مما هو معروض.'],
  ['It should have at least {least} characters.', 'ينبغي ألا يقل عن {least} من الأحرف.'],
  ['{title} cannot be installed from here.', 'لا يمكن تثبيت {title} من هنا.'],
  [
    'There is a namespace "{name}" already, which is not ours. Please take another name.',
    'توجد مساحة أسماء «{name}» بالفعل، وليست لنا. من فضلك اختر اسمًا آخر.',
  ],
  [
    'No node takes apps just now: none is ready, or all are closed for new ones.',
    'لا عقدة تقبل التطبيقات الآن: لا واحدة جاهزة، أو كلها مغلقة أمام الجديد.',
  ],
  ['It did not end when it was told to.', 'لم ينتهِ حين طُلب منه.'],
  ['It did not work.', 'لم ينجح الأمر.'],
  ['It cannot get more or fewer machines here.', 'لا يمكن زيادة أجهزته أو تقليلها هنا.'],
  ['It ended without success: {why}.', 'انتهى دون نجاح: {why}.'],
  ['The Job of helm failed, and its log is gone.', 'فشلت مهمة helm وضاع سجلها.'],
  ['This has more than {size} KB. Take it in parts.', 'هذا أكثر من {size} كيلوبايت. أعطه على أجزاء.'],
  [
    'Document {number}, line {line}: this is no valid YAML ({why}).',
    'المستند {number}، السطر {line}: هذا ليس YAML صحيحًا ({why}).',
  ],
  ['"{text}" is no apiVersion; it looks like v1 or apps/v1.', '«{text}» ليس apiVersion؛ يكون مثل v1 أو apps/v1.'],
  ['"{text}" is no kind; it looks like Deployment.', '«{text}» ليس kind؛ يكون مثل Deployment.'],
  ['There are {count} more.', 'هناك {count} غيرها.'],
  [
    'The key to this VDC is not there yet. Try again in a minute.',
    'مفتاح مركز البيانات هذا ليس موجودًا بعد. أعد المحاولة بعد دقيقة.',
  ],
  ['The key to this VDC is not there yet.', 'مفتاح مركز البيانات هذا ليس موجودًا بعد.'],
  [
    'Three controllers cannot become one again without losing what they agreed on.',
    'لا تعود ثلاث عُقد تحكم واحدة دون ضياع ما اتفقت عليه.',
  ],
  [
    'The host works on it for longer than it should. Look again later.',
    'يعمل المضيف على ذلك أطول مما ينبغي. انظر مرة أخرى لاحقًا.',
  ],
  [
    'This VDC lives at the engine "{engine}", which is not configured here.',
    'يعيش مركز البيانات هذا في المحرك «{engine}»، وهو غير مهيأ هنا.',
  ],
  ['The plan is not the one that was hashed. Plan again.', 'ليست هذه الخطة التي وُوفق عليها. أعد التخطيط.'],
  [
    'No other node that this VDC may use has room for {machine}.',
    'لا عقدة أخرى متاحة لمركز البيانات هذا تتسع لـ {machine}.',
  ],
  [
    'Kubernetes {version} is not on offer. The versions are: {versions}.',
    'Kubernetes {version} غير معروض. الإصدارات هي: {versions}.',
  ],
  [
    '"{name}" is no k3s cluster ({node} runs {version}): upgrade it with what it was made with.',
    '«{name}» ليس عنقود k3s ({node} تعمل بـ {version}): رقِّه بما أُنشئ به.',
  ],
  [
    'The system-upgrade-controller does not come to run. Its pods say why.',
    'لا يعمل system-upgrade-controller. حاوياته تقول السبب.',
  ],
  ['{node} was not upgraded within {minutes} minutes.', 'لم تُرقَّ {node} خلال {minutes} دقيقة.'],
  [
    'This cluster is too big to be exported ({count} objects). Use Velero.',
    'هذا العنقود أكبر من أن يُصدَّر (عدد الكائنات {count}). استخدم Velero.',
  ],
  ['What was kept is not what was read back.', 'ما حُفظ ليس ما قُرئ عند التحقق.'],
  ['Velero has no storage that is available now.', 'ليس لدى Velero مخزن متاح الآن.'],
  ['Velero did not complete the backup {name}: {why}.', 'لم يكمل Velero النسخة {name}: {why}.'],
  [
    'I cannot see what "{name}" runs: none of its nodes says so.',
    'لا أرى بأي إصدار يعمل «{name}»: لا عقدة منه تقول ذلك.',
  ],
  ['"{name}" is not there to be upgraded.', '«{name}» غير موجود ليُرقّى.'],
];
