/** What diagnosis finds, in Arabic. What stands in braces may be a sentence of its own, and is then said in Arabic, too. */
export const findingSentences: readonly (readonly [english: string, arabic: string])[] = [
  // Images.
  ['The image {image} was not found in {registry}.', 'لم يُعثَر على الصورة {image} في {registry}.'],
  [
    '{registry} does not give out {image}: it is private, or its name is misspelt.',
    'لا يسلّم {registry} الصورة {image}: إما أنها خاصة أو أن اسمها مكتوب خطأ.',
  ],
  [
    '{registry} does not give out {image}: the Secret "{secret}" that should let it in is not there.',
    'لا يسلّم {registry} الصورة {image}: السر «{secret}» الذي يتيح الدخول إليه غير موجود.',
  ],
  [
    '{registry} lets us fetch no more images for now, so {image} has to wait.',
    'لا يتيح {registry} جلب مزيد من الصور الآن، فعلى {image} أن تنتظر.',
  ],
  [
    '{registry} cannot be reached, so {image} cannot be fetched.',
    'لا يمكن الوصول إلى {registry}، فلا يمكن جلب {image}.',
  ],
  [
    'The certificate of {registry} is not trusted, so {image} cannot be fetched.',
    'شهادة {registry} غير موثوقة، فلا يمكن جلب {image}.',
  ],
  [
    "The image {image} does not exist for this node's kind of processor.",
    'لا توجد الصورة {image} لنوع معالج هذه العقدة.',
  ],
  ["There is no room on the node's disk for the image {image}.", 'لا متسع على قرص العقدة للصورة {image}.'],
  [
    'The image {image} is not on the node, and its pull policy "Never" forbids to fetch it.',
    'الصورة {image} غير موجودة على العقدة، وسياسة الجلب Never تمنع جلبها.',
  ],
  ['The signature of the image {image} is not accepted.', 'توقيع الصورة {image} غير مقبول.'],
  ['The image {image} cannot be fetched.', 'لا يمكن جلب الصورة {image}.'],

  // Programs that end: why first, then how often.
  ['{what}, once so far.', '{what} (مرة واحدة حتى الآن).'],
  ['{what}, {count} times so far.', '{what} (عدد المرات حتى الآن: {count}).'],
  [
    'The container "{container}" ends because it looks for the service "{service}", which does not exist; there is one called "{near}"',
    'تنتهي الحاوية «{container}» لأنها تبحث عن الخدمة «{service}» وهي غير موجودة؛ هناك خدمة اسمها «{near}»',
  ],
  [
    'The container "{container}" ends because it looks for the service "{service}", which does not exist',
    'تنتهي الحاوية «{container}» لأنها تبحث عن الخدمة «{service}» وهي غير موجودة',
  ],
  ['The container "{container}" ends because {why}', 'تنتهي الحاوية «{container}»، والسبب: {why}'],
  ['it cannot look up a name', 'لا تستطيع معرفة عنوان اسم تحتاج إليه'],
  ['it cannot look up "{name}"', 'لا تستطيع معرفة عنوان «{name}»'],
  ['nobody answers at an address it needs', 'لا أحد يجيب عند عنوان تحتاج إليه'],
  ['nobody answers at "{address}"', 'لا أحد يجيب عند «{address}»'],
  ['what it needs does not answer in time', 'ما تحتاج إليه لا يجيب في الوقت المناسب'],
  ['"{address}" does not answer in time', '«{address}» لا يجيب في الوقت المناسب'],
  ['what it connects to refuses its password or user "{user}"', 'ما تتصل به يرفض كلمة مرورها أو المستخدم «{user}»'],
  ['what it connects to refuses its password or user', 'ما تتصل به يرفض كلمة مرورها أو مستخدمها'],
  ['the database "{name}" does not exist', 'قاعدة البيانات «{name}» غير موجودة'],
  ['the database does not exist', 'قاعدة البيانات غير موجودة'],
  ['its port {port} is taken by another program of the pod or node', 'منفذها {port} يشغله برنامج آخر'],
  ['its port is taken by another program of the pod or node', 'منفذها يشغله برنامج آخر'],
  [
    'it wants to write to {path} on a file system that is read-only',
    'تريد الكتابة في {path} على نظام ملفات للقراءة فقط',
  ],
  ['it wants to write on a file system that is read-only', 'تريد الكتابة على نظام ملفات للقراءة فقط'],
  ['it may not do what it wants as its user ({what})', 'لا يُسمح لمستخدمها بما تريد فعله ({what})'],
  ['it may not do what it wants as its user', 'لا يُسمح لمستخدمها بما تريد فعله'],
  ['the environment variable "{name}" is not set', 'متغير البيئة «{name}» غير محدد'],
  ['the environment variable is not set', 'متغير بيئة تحتاج إليه غير محدد'],
  ['it does not find a file it needs', 'لا تجد ملفًا تحتاج إليه'],
  ['it does not find "{file}"', 'لا تجد «{file}»'],
  [
    "a certificate is not valid yet by its node's clock, which seems to be wrong",
    'شهادة غير سارية بعد بحسب ساعة عقدتها، ويبدو أن الساعة خاطئة',
  ],
  ['it cannot read its configuration "{what}"', 'لا تستطيع قراءة إعداداتها «{what}»'],
  ['it cannot read its configuration', 'لا تستطيع قراءة إعداداتها'],
  ['a disk it writes to is full.', 'القرص الذي تكتب عليه ممتلئ.'],
  ['The container "{container}" ends again and again', 'تنتهي الحاوية «{container}» مرة بعد مرة'],
  ['The container "{container}" ends again and again.', 'تنتهي الحاوية «{container}» مرة بعد مرة.'],
  [
    'The program of the container "{container}" ends by itself although it should go on',
    'ينتهي برنامج الحاوية «{container}» من تلقاء نفسه مع أن عليه أن يستمر',
  ],
  [
    'The program of the container "{container}" may not be executed (exit code 126)',
    'لا يُسمح بتنفيذ برنامج الحاوية «{container}» (رمز الخروج 126)',
  ],
  [
    'The program of the container "{container}" is not in its image (exit code 127)',
    'برنامج الحاوية «{container}» غير موجود في صورتها (رمز الخروج 127)',
  ],
  [
    'The container "{container}" was killed from outside (exit code 137)',
    'أُنهيت الحاوية «{container}» من الخارج (رمز الخروج 137)',
  ],
  [
    'The program of the container "{container}" fails with exit code {code}',
    'يفشل برنامج الحاوية «{container}» برمز الخروج {code}',
  ],
  [
    'The container "{container}" cannot begin: there is no program "{program}" in its image.',
    'لا تستطيع الحاوية «{container}» أن تبدأ: لا يوجد البرنامج «{program}» في صورتها.',
  ],
  ['The container "{container}" cannot begin: {why}.', 'لا تستطيع الحاوية «{container}» أن تبدأ: {why}.'],
  [
    'The container "{container}" needs more memory than the {limit} it may have, and was ended for it.',
    'تحتاج الحاوية «{container}» إلى ذاكرة أكثر من {limit} المسموح بها، فأُنهيت لذلك.',
  ],
  [
    'The container "{container}" needs more memory than the {limit} it may have, and was ended {count} times.',
    'تحتاج الحاوية «{container}» إلى ذاكرة أكثر من {limit} المسموح بها، وأُنهيت لذلك (عدد المرات: {count}).',
  ],
  [
    'The container "{container}" was ended because its node ran out of memory; it has no limit of its own.',
    'أُنهيت الحاوية «{container}» لأن ذاكرة عقدتها نفدت؛ وليس لها حد خاص بها.',
  ],
  [
    'The container "{container}", which has to end before the others begin, does not end.',
    'الحاوية «{container}»، التي يجب أن تنتهي قبل أن تبدأ غيرها، لا تنتهي.',
  ],
  [
    'The container "{container}", which has to end before the others begin, waits for "{host}".',
    'الحاوية «{container}»، التي يجب أن تنتهي قبل أن تبدأ غيرها، تنتظر «{host}».',
  ],
  [
    'The container "{container}" runs, and its log complains: {line} ({count} of its last {all} lines).',
    'تعمل الحاوية «{container}»، لكن سجلها يشتكي: {line} (عدد الأسطر: {count} من آخر {all}).',
  ],
  [
    'The container "{container}" is well, and what it does takes up to {seconds} seconds: {line}.',
    'الحاوية «{container}» سليمة، لكن ما تفعله يستغرق حتى {seconds} ثانية: {line}.',
  ],

  // Configuration.
  ['The ConfigMap "{name}" is not there.', 'إعدادات ConfigMap «{name}» غير موجودة.'],
  ['The Secret "{name}" is not there.', 'السر «{name}» غير موجود.'],
  ['The {kind} "{name}" has no key "{key}".', 'لا يوجد المفتاح «{key}» في {kind} «{name}».'],
  [
    'The container "{container}" wants to run as root, which its settings forbid.',
    'تريد الحاوية «{container}» أن تعمل بصلاحيات الجذر، وإعداداتها تمنع ذلك.',
  ],
  ['The container "{container}" cannot be set up: {why}.', 'لا يمكن إعداد الحاوية «{container}»: {why}.'],
  [
    'The variable {variable} of "{name}" leads to the service "{service}" in {namespace}, which does not exist; there is one called "{near}".',
    'يشير المتغير {variable} في «{name}» إلى الخدمة «{service}» في {namespace}، وهي غير موجودة؛ هناك خدمة اسمها «{near}».',
  ],
  [
    'The variable {variable} of "{name}" leads to the service "{service}" in {namespace}, which does not exist.',
    'يشير المتغير {variable} في «{name}» إلى الخدمة «{service}» في {namespace}، وهي غير موجودة.',
  ],
  [
    'The variable {variable} of "{name}" leads to the service "{service}", which does not exist; there is one called "{near}".',
    'يشير المتغير {variable} في «{name}» إلى الخدمة «{service}»، وهي غير موجودة؛ هناك خدمة اسمها «{near}».',
  ],
  [
    'The variable {variable} of "{name}" leads to the service "{service}", which does not exist.',
    'يشير المتغير {variable} في «{name}» إلى الخدمة «{service}»، وهي غير موجودة.',
  ],

  // Checks.
  ['The container "{container}" gets no traffic: {why}.', 'لا تصل الطلبات إلى الحاوية «{container}»: {why}.'],
  [
    'The container "{container}" is restarted again and again: {why}.',
    'يُعاد تشغيل الحاوية «{container}» مرة بعد مرة: {why}.',
  ],
  ['its {check} asks port {port}, but it listens on another one', '{check} يسأل المنفذ {port}، وهي تستمع على غيره'],
  ['its {check} asks port {port}, but it listens on {ports}', '{check} يسأل المنفذ {port}، وهي تستمع على {ports}'],
  ['its {check} asks for {path}, which does not exist (404)', '{check} يطلب {path}، وهو غير موجود (404)'],
  ['the program itself answers its {check} with an error ({code})', 'البرنامج نفسه يجيب {check} بخطأ ({code})'],
  ['the program refuses its {check} ({code})', 'البرنامج يرفض {check} ({code})'],
  ['nobody listens on port {port}, where its {check} asks', 'لا أحد يستمع على المنفذ {port} حيث يسأل {check}'],
  ['it does not answer its {check} in time', 'لا تجيب {check} في الوقت المناسب'],
  ['its {check} fails', '{check} يفشل'],
  ['startup check', 'فحص البدء'],
  ['liveness check', 'فحص الحياة'],
  ['readiness check', 'فحص الجاهزية'],

  // Nodes that do not take a pod.
  ['It asks for more {resource} ({amount}) than any node has.', 'يطلب من {resource} ({amount}) أكثر مما لدى أي عقدة.'],
  [
    'No node has room for it: it asks for {amount} {resource}, and at most {free} is free.',
    'لا عقدة تتسع له: يطلب {amount} من {resource}، وأكثر المتاح {free}.',
  ],
  ['No node has what it asks for: {labels}.', 'لا عقدة لديها ما يطلبه: {labels}.'],
  ['It waits for "{gates}" to let it be scheduled.', 'ينتظر أن يسمح «{gates}» بجدولته.'],
  ['Its volume claim "{claim}" is not there.', 'طلب التخزين «{claim}» الخاص به غير موجود.'],
  ['Its volume claim "{claim}" has no volume yet.', 'طلب التخزين «{claim}» الخاص به بلا قرص بعد.'],
  ['The cluster has no node that could run it.', 'لا عقدة في العنقود يمكنها تشغيله.'],
  [
    'Every node that could run it is closed for new pods: {nodes}.',
    'كل العُقد التي يمكنها تشغيله مغلقة أمام الحاويات الجديدة: {nodes}.',
  ],
  [
    'Every node that could run it keeps it away by a taint: {taints}.',
    'كل العُقد التي يمكنها تشغيله تبعده بعلامة منع: {taints}.',
  ],
  ['No node takes it: {why}.', 'لا عقدة تقبله: {why}.'],
  ['the scheduler does not say why', 'لا يقول المجدول السبب'],
  ['A node threw it out to save itself: it was low on {resource}.', 'أخرجته عقدة لتنقذ نفسها: كان ينقصها {resource}.'],

  // Storage.
  [
    'The storage class "{class}" of the volume claim "{claim}" does not exist.',
    'صنف التخزين «{class}» لطلب التخزين «{claim}» غير موجود.',
  ],
  [
    'The volume claim "{claim}" names no storage class, and the cluster has no default one.',
    'لا يذكر طلب التخزين «{claim}» صنف تخزين، وليس في العنقود صنف افتراضي.',
  ],
  ['The volume claim "{claim}" has lost its volume "{volume}".', 'فقد طلب التخزين «{claim}» قرصه «{volume}».'],
  ['The volume claim "{claim}" has lost its volume.', 'فقد طلب التخزين «{claim}» قرصه.'],
  [
    'The volume claim "{claim}" has been waiting for a volume for a while.',
    'ينتظر طلب التخزين «{claim}» قرصًا منذ مدة.',
  ],
  ['No volume can be made for the claim "{claim}": {why}.', 'لا يمكن إنشاء قرص لطلب التخزين «{claim}»: {why}.'],
  [
    'The volume "{volume}" is still held on another node by {users}, and can be used on one at a time.',
    'القرص «{volume}» ما زال تمسكه على عقدة أخرى {users}، ولا يُستخدم إلا على عقدة واحدة.',
  ],
  [
    'The volume "{volume}" is still held on another node, and can be used on one at a time.',
    'القرص «{volume}» ما زال ممسوكًا على عقدة أخرى، ولا يُستخدم إلا على عقدة واحدة.',
  ],
  [
    'The volume "{volume}" needs a storage driver that does not run on the node "{node}".',
    'يحتاج القرص «{volume}» إلى مشغّل تخزين لا يعمل على العقدة «{node}».',
  ],
  [
    'The node "{node}" lacks the program that mounts the volume "{volume}" (an NFS or CIFS client).',
    'ينقص العقدة «{node}» البرنامج الذي يربط القرص «{volume}» (عميل NFS أو CIFS).',
  ],
  [
    'The file system on the volume "{volume}" is damaged, or of a kind that was not expected.',
    'نظام الملفات على القرص «{volume}» تالف، أو من نوع غير متوقع.',
  ],
  [
    'The storage behind the volume "{volume}" does not let this node in.',
    'التخزين وراء القرص «{volume}» لا يسمح لهذه العقدة بالدخول.',
  ],
  ['The storage behind the volume "{volume}" cannot be reached.', 'لا يمكن الوصول إلى التخزين وراء القرص «{volume}».'],
  [
    'The folder that the volume "{volume}" stands for does not exist on the node "{node}".',
    'المجلد الذي يمثله القرص «{volume}» غير موجود على العقدة «{node}».',
  ],
  [
    'The volume "{volume}" cannot be attached to the node "{node}": {why}.',
    'لا يمكن وصل القرص «{volume}» بالعقدة «{node}»: {why}.',
  ],
  [
    'The volume "{volume}" cannot be mounted on the node "{node}": {why}.',
    'لا يمكن ربط القرص «{volume}» على العقدة «{node}»: {why}.',
  ],
  [
    'The disk of the node "{node}" is nearly full, and clearing away old images does not help.',
    'قرص العقدة «{node}» يكاد يمتلئ، ولا ينفع حذف الصور القديمة.',
  ],
  [
    'The volume of the claim "{claim}" cannot be made bigger: {why}.',
    'لا يمكن تكبير قرص طلب التخزين «{claim}»: {why}.',
  ],
  [
    'The claim "{claim}" has become bigger, but its file system only will when a pod mounts it anew.',
    'كبُر طلب التخزين «{claim}»، لكن نظام ملفاته لن يكبر إلا حين يُربط من جديد.',
  ],

  // What is not let in.
  [
    'The quota "{quota}" does not allow more pods: {asked} was asked for, {used} is used, {limit} is the limit.',
    'لا تسمح الحصة «{quota}» بمزيد: المطلوب {asked}، والمستخدم {used}، والحد {limit}.',
  ],
  [
    'The quota "{quota}" wants every container to say how much it needs, and these do not.',
    'تريد الحصة «{quota}» أن تذكر كل حاوية ما تحتاج إليه، وهذه لا تذكره.',
  ],
  [
    'The quota "{quota}" allows {limit} of {resource}, and the workloads of its namespace ask for {wanted}: {kind} "{name}" cannot have all of its pods.',
    'تسمح الحصة «{quota}» بمقدار {limit} من {resource}، وما في نطاقها يطلب {wanted}: لا يمكن أن تكتمل نسخ {kind} «{name}».',
  ],
  ['The service account "{account}" of its pods is not there.', 'حساب الخدمة «{account}» الخاص به غير موجود.'],
  ['The admission webhook "{hook}" does not let its pods in.', 'مدقق القبول «{hook}» لا يسمح بحاوياته.'],
  [
    'The admission webhook "{hook}" does not answer, so no pod can be made.',
    'مدقق القبول «{hook}» لا يجيب، فلا يمكن إنشاء أي حاوية.',
  ],
  ['Its pods ask for more rights than this namespace allows.', 'تطلب حاوياته صلاحيات أكثر مما يسمح به هذا النطاق.'],
  ['Its pods are outside of the limits of this namespace: {why}.', 'حاوياته خارج حدود هذا النطاق: {why}.'],
  ['Its pods cannot be made: {why}.', 'لا يمكن إنشاء حاوياته: {why}.'],
  [
    'The service account "{account}" of "{name}" has no right to {verb} {resource} in all namespaces, which its command does.',
    'حساب الخدمة «{account}» الخاص بـ«{name}» لا يملك صلاحية {verb} على {resource} في كل النطاقات، وأمره يفعل ذلك.',
  ],
  [
    'The service account "{account}" of "{name}" has no right to {verb} {resource} in all namespaces.',
    'حساب الخدمة «{account}» الخاص بـ«{name}» لا يملك صلاحية {verb} على {resource} في كل النطاقات.',
  ],
  [
    'The service account "{account}" of "{name}" has no right to {verb} {resource} in {namespace}, which its command does.',
    'حساب الخدمة «{account}» الخاص بـ«{name}» لا يملك صلاحية {verb} على {resource} في {namespace}، وأمره يفعل ذلك.',
  ],
  [
    'The service account "{account}" of "{name}" has no right to {verb} {resource} in {namespace}.',
    'حساب الخدمة «{account}» الخاص بـ«{name}» لا يملك صلاحية {verb} على {resource} في {namespace}.',
  ],
  [
    'The {kind} "{binding}" gives the rights of the {roleKind} "{role}", which does not exist: it gives none.',
    'يمنح {kind} «{binding}» صلاحيات {roleKind} «{role}»، وهو غير موجود، فلا يمنح شيئًا.',
  ],

  // Workloads.
  [
    '"{name}" is stuck: {ready} of {wanted} pods are ready, and it has stopped trying.',
    '«{name}» عالق: الجاهز {ready} من {wanted}، وقد توقفت المحاولة.',
  ],
  [
    'The stateful set "{name}" gives its members names through the service "{service}", which does not exist.',
    'تأخذ أعضاء المجموعة «{name}» أسماءها من الخدمة «{service}»، وهي غير موجودة.',
  ],
  [
    'The stateful set "{name}" wants volumes of the storage class "{class}", which does not exist.',
    'تريد المجموعة «{name}» أقراصًا من صنف التخزين «{class}»، وهو غير موجود.',
  ],
  [
    '"{name}" is stuck: "{pod}" still runs a broken older revision, and has to be deleted for the new one to begin.',
    '«{name}» عالق: ما زال «{pod}» على إصدار أقدم معطّل، ويجب حذفه ليبدأ الجديد.',
  ],
  [
    '"{name}" waits for its member "{pod}": {ready} of {wanted} are ready.',
    '«{name}» ينتظر عضوه «{pod}»: الجاهز {ready} من {wanted}.',
  ],
  [
    '"{name}" should have {wanted} members, and none of them is being made.',
    'يجب أن يكون لـ«{name}» {wanted} من الأعضاء، ولا يُنشأ أي منها.',
  ],
  [
    '"{name}" should run on {wanted} nodes, and is ready on {ready}; not on {nodes}.',
    'يجب أن يعمل «{name}» على {wanted} من العُقد، وهو جاهز على {ready}؛ ليس على {nodes}.',
  ],
  [
    '"{name}" should run on {wanted} nodes, and is ready on {ready}.',
    'يجب أن يعمل «{name}» على {wanted} من العُقد، وهو جاهز على {ready}.',
  ],
  ['The job "{job}" has failed after {tries} tries.', 'فشلت المهمة «{job}» (عدد المحاولات: {tries}).'],
  ['The job "{job}" has failed.', 'فشلت المهمة «{job}».'],
  ['The job "{job}" has failed once, and may try again.', 'فشلت المهمة «{job}» مرة، وقد تحاول من جديد.'],
  [
    'The job "{job}" has failed {tries} times, and may try again.',
    'فشلت المهمة «{job}» (عدد المرات: {tries})، وقد تحاول من جديد.',
  ],
  ['The job "{job}" took longer than it may, and was ended.', 'استغرقت المهمة «{job}» أكثر من المسموح، فأُنهيت.'],
  [
    'The job "{job}" is suspended: it does not run until somebody resumes it.',
    'المهمة «{job}» معلّقة: لا تعمل حتى يستأنفها أحد.',
  ],
  [
    'The cron job "{job}" is suspended: it does not run until somebody resumes it.',
    'المهمة المجدولة «{job}» معلّقة: لا تعمل حتى يستأنفها أحد.',
  ],
  [
    'The cron job "{job}" has a schedule that cannot be read: "{schedule}". Five fields are wanted, like "0 3 * * *".',
    'للمهمة المجدولة «{job}» موعد لا يمكن قراءته: «{schedule}». المطلوب خمسة حقول، مثل «0 3 * * *».',
  ],
  [
    'The cron job "{job}" has a starting deadline in the past ({seconds} s): it never begins.',
    'للمهمة المجدولة «{job}» مهلة بدء في الماضي ({seconds} ث): لا تبدأ أبدًا.',
  ],
  ['The cron job "{job}" has missed its times.', 'فاتت المهمةَ المجدولة «{job}» مواعيدُها.'],
  [
    'The cron job "{job}" does not begin because its last run has not ended.',
    'لا تبدأ المهمة المجدولة «{job}» لأن تشغيلها الأخير لم ينتهِ.',
  ],
  [
    'The autoscaler "{name}" is for {kind} "{target}", which does not exist.',
    'الموسّع التلقائي «{name}» مخصص لـ{kind} «{target}»، وهو غير موجود.',
  ],
  [
    'The autoscalers "{other}" and "{name}" both scale {kind} "{target}", against each other.',
    'يوسّع كل من «{other}» و«{name}» {kind} «{target}»، كل منهما ضد الآخر.',
  ],
  [
    'The autoscaler "{name}" wants more copies than the {most} it may make.',
    'يريد الموسّع التلقائي «{name}» نسخًا أكثر من الحد المسموح ({most}).',
  ],
  ['The autoscaler "{name}" cannot work: {why}.', 'لا يستطيع الموسّع التلقائي «{name}» العمل: {why}.'],
  ['the pods do not say how much {resource} they need', 'لا تذكر الحاويات ما تحتاج إليه من {resource}'],
  ['the cluster does not measure its pods', 'العنقود لا يقيس استهلاك حاوياته'],
  [
    'The disruption budget "{name}" wants {desired} of {expected} pods at all times, so no node with one of them can be emptied.',
    'تريد ميزانية الإيقاف «{name}» {desired} من {expected} دائمًا، فلا يمكن إخلاء أي عقدة عليها واحدة منها.',
  ],
  [
    'The disruption budgets "{other}" and "{name}" are both for pods like "{pod}": such pods can never be moved.',
    'ميزانيتا الإيقاف «{other}» و«{name}» كلتاهما لحاويات مثل «{pod}»: لا يمكن نقل مثلها أبدًا.',
  ],
  ['The namespace "{name}" should be gone, and is held: {why}.', 'كان يجب أن يزول النطاق «{name}»، لكنه ممسوك: {why}.'],
  ['the cluster does not say by what', 'لا يقول العنقود بماذا'],
  ['The pod "{pod}" should be gone, and is held by {what}.', 'كان يجب أن يزول «{pod}»، لكن يمسكه {what}.'],
  [
    'The pod "{pod}" should be gone, but its node does not say that it has ended.',
    'كان يجب أن يزول «{pod}»، لكن عقدته لا تقول إنه انتهى.',
  ],

  // Traffic.
  [
    'The service "{service}" looks for pods with {labels}, and there are none; {kind} "{near}" comes close.',
    'تبحث الخدمة «{service}» عن حاويات لها {labels}، ولا توجد؛ الأقرب {kind} «{near}».',
  ],
  [
    'The service "{service}" looks for pods with {labels}, and there are none.',
    'تبحث الخدمة «{service}» عن حاويات لها {labels}، ولا توجد.',
  ],
  [
    'The service "{service}" leads to {kind} "{name}", which is stopped (0 copies).',
    'تقود الخدمة «{service}» إلى {kind} «{name}»، وهو متوقف (0 نسخ).',
  ],
  [
    'The service "{service}" leads to {kind} "{name}", which has no pods.',
    'تقود الخدمة «{service}» إلى {kind} «{name}»، وليس له حاويات.',
  ],
  [
    'None of the {count} pods behind the service "{service}" is ready.',
    'لا حاوية جاهزة وراء الخدمة «{service}» (عددها: {count}).',
  ],
  [
    'The service "{service}" sends to port "{port}", but its pods have no port of a name.',
    'ترسل الخدمة «{service}» إلى المنفذ «{port}»، وليس لحاوياتها منفذ مسمّى.',
  ],
  [
    'The service "{service}" sends to port "{port}", but its pods have {ports}.',
    'ترسل الخدمة «{service}» إلى المنفذ «{port}»، ولدى حاوياتها {ports}.',
  ],
  [
    'The service "{service}" sends to port {port}, but its pods have {ports}.',
    'ترسل الخدمة «{service}» إلى المنفذ {port}، ولدى حاوياتها {ports}.',
  ],
  [
    'The service "{service}" gets no address outside: its port is taken by the service "{rival}".',
    'لا تحصل الخدمة «{service}» على عنوان خارجي: منفذها تشغله الخدمة «{rival}».',
  ],
  [
    'The service "{service}" gets no address outside: the pods that would carry it are not ready.',
    'لا تحصل الخدمة «{service}» على عنوان خارجي: الحاويات التي تحملها غير جاهزة.',
  ],
  ['The service "{service}" gets no address outside: {why}.', 'لا تحصل الخدمة «{service}» على عنوان خارجي: {why}.'],
  [
    'The service "{service}" waits for an address outside, and nothing in this cluster seems to give any.',
    'تنتظر الخدمة «{service}» عنوانًا خارجيًا، ويبدو أن لا شيء في هذا العنقود يمنحه.',
  ],
  [
    'The ingress "{ingress}" sends to the service "{service}", which does not exist; there is one called "{near}".',
    'يرسل المدخل «{ingress}» إلى الخدمة «{service}»، وهي غير موجودة؛ هناك خدمة اسمها «{near}».',
  ],
  [
    'The ingress "{ingress}" sends to the service "{service}", which does not exist.',
    'يرسل المدخل «{ingress}» إلى الخدمة «{service}»، وهي غير موجودة.',
  ],
  [
    'The ingress "{ingress}" sends to port {port} of the service "{service}", which has {ports}.',
    'يرسل المدخل «{ingress}» إلى المنفذ {port} للخدمة «{service}»، ولديها {ports}.',
  ],
  [
    'The ingress "{ingress}" is for the class "{class}", which does not exist.',
    'المدخل «{ingress}» من الصنف «{class}»، وهو غير موجود.',
  ],
  [
    'The ingress "{ingress}" names no class, and none is the default: nobody serves it.',
    'لا يذكر المدخل «{ingress}» صنفًا، ولا صنف افتراضيًا: لا أحد يخدمه.',
  ],
  [
    'The certificate of the ingress "{ingress}" should be in the Secret "{secret}", which is not there.',
    'يجب أن تكون شهادة المدخل «{ingress}» في السر «{secret}»، وهو غير موجود.',
  ],
  [
    'The ingress "{ingress}" and "{other}" in {namespace} want the same requests ({place}): only one of them gets them.',
    'المدخل «{ingress}» و«{other}» في {namespace} يريدان الطلبات نفسها ({place}): يحصل عليها واحد فقط.',
  ],
  [
    'The ingress "{ingress}" and "{other}" want the same requests ({place}): only one of them gets them.',
    'المدخل «{ingress}» و«{other}» يريدان الطلبات نفسها ({place}): يحصل عليها واحد فقط.',
  ],
  [
    'Nobody answers behind the ingress "{ingress}": the service "{service}" has no pod that is ready.',
    'لا أحد يجيب وراء المدخل «{ingress}»: ليس للخدمة «{service}» حاوية جاهزة.',
  ],
  ['The gateway class "{class}" is served by nobody: {why}.', 'صنف البوابات «{class}» لا يخدمه أحد: {why}.'],
  [
    'The gateway "{gateway}" is for the class "{class}", which does not exist; there is one called "{near}".',
    'البوابة «{gateway}» من الصنف «{class}»، وهو غير موجود؛ هناك صنف اسمه «{near}».',
  ],
  [
    'The gateway "{gateway}" is for the class "{class}", which does not exist.',
    'البوابة «{gateway}» من الصنف «{class}»، وهو غير موجود.',
  ],
  [
    'The gateway "{gateway}" is not set up (listener "{listener}"): {why}.',
    'لم تُجهَّز البوابة «{gateway}» (المستمع «{listener}»): {why}.',
  ],
  ['The gateway "{gateway}" is not set up: {why}.', 'لم تُجهَّز البوابة «{gateway}»: {why}.'],
  [
    'The route "{route}" belongs to the gateway "{gateway}", which does not exist: nobody serves it.',
    'المسار «{route}» تابع للبوابة «{gateway}»، وهي غير موجودة: لا أحد يخدمه.',
  ],
  [
    'The route "{route}" is for the listener "{listener}" of the gateway "{gateway}", which has none of that name.',
    'المسار «{route}» للمستمع «{listener}» في البوابة «{gateway}»، وليس فيها مستمع بهذا الاسم.',
  ],
  [
    'The gateway "{gateway}" does not let routes of the namespace "{namespace}" in.',
    'لا تقبل البوابة «{gateway}» مسارات النطاق «{namespace}».',
  ],
  ['The route "{route}" is refused by its gateway: {why}.', 'ترفض البوابة المسار «{route}»: {why}.'],
  [
    'The route "{route}" sends to the service "{service}", which does not exist; there is one called "{near}".',
    'يرسل المسار «{route}» إلى الخدمة «{service}»، وهي غير موجودة؛ هناك خدمة اسمها «{near}».',
  ],
  [
    'The route "{route}" sends to the service "{service}", which does not exist.',
    'يرسل المسار «{route}» إلى الخدمة «{service}»، وهي غير موجودة.',
  ],
  [
    'The route "{route}" sends to port {port} of the service "{service}", which has {ports}.',
    'يرسل المسار «{route}» إلى المنفذ {port} للخدمة «{service}»، ولديها {ports}.',
  ],
  [
    'The network policy "{policy}" lets nobody from outside of the namespace in to "{service}", to which the ingress "{ingress}" leads.',
    'سياسة الشبكة «{policy}» لا تدع أحدًا من خارج النطاق يصل إلى «{service}»، وإليها يقود المدخل «{ingress}».',
  ],
  [
    'The network policy "{policy}" lets pods like "{pod}" go to some places, but not look up names (port 53): they find nothing that is not an address.',
    'سياسة الشبكة «{policy}» تدع حاويات مثل «{pod}» تصل إلى بعض الأماكن، لكن لا تدعها تسأل عن الأسماء (المنفذ 53): لا تجد إلا ما هو عنوان.',
  ],

  // Certificates.
  [
    'The certificate in the Secret "{secret}" ended on {day}; {kind} "{name}" uses it.',
    'انتهت الشهادة في السر «{secret}» في {day}؛ يستخدمها {kind} «{name}».',
  ],
  [
    'The certificate in the Secret "{secret}" ends on {day}, in {left}; {kind} "{name}" uses it.',
    'تنتهي الشهادة في السر «{secret}» في {day}، أي بعد {left}؛ يستخدمها {kind} «{name}».',
  ],
  ['The certificate in the Secret "{secret}" ended on {day}.', 'انتهت الشهادة في السر «{secret}» في {day}.'],
  [
    'The certificate in the Secret "{secret}" ends on {day}, in {left}.',
    'تنتهي الشهادة في السر «{secret}» في {day}، أي بعد {left}.',
  ],
  ['a day', 'يوم'],
  ['{count} days', '{count} من الأيام'],
  [
    'The certificate in the Secret "{secret}" is not valid before {day}.',
    'لا تسري الشهادة في السر «{secret}» قبل {day}.',
  ],
  [
    'The certificate in the Secret "{secret}" is not for {hosts}: visitors are warned or turned away.',
    'الشهادة في السر «{secret}» ليست لـ{hosts}: يُحذَّر الزوار أو يُردّون.',
  ],
  [
    'The Secret "{secret}" holds no certificate that can be read, and {kind} "{name}" shows it to visitors.',
    'ليس في السر «{secret}» شهادة يمكن قراءتها، و{kind} «{name}» يعرضها للزوار.',
  ],
  ['The certificate "{name}" is not issued: {why}.', 'لم تصدر الشهادة «{name}»: {why}.'],
  [
    'The authority that the admission webhook "{hook}" is trusted by ended on {day}: what it is asked about is refused.',
    'انتهت في {day} الجهة التي توثّق مدقق القبول «{hook}»: يُرفض كل ما يُسأل عنه.',
  ],
  [
    'The authority that the admission webhook "{hook}" is trusted by ended on {day}.',
    'انتهت في {day} الجهة التي توثّق مدقق القبول «{hook}».',
  ],
  ['The node "{node}" waits for its certificate to be approved.', 'تنتظر العقدة «{node}» الموافقة على شهادتها.'],
  [
    'The certificate that the node "{node}" asked for was refused: {why}.',
    'رُفضت الشهادة التي طلبتها العقدة «{node}»: {why}.',
  ],
  ['The certificate that the node "{node}" asked for was refused.', 'رُفضت الشهادة التي طلبتها العقدة «{node}».'],
  [
    'Certificates of the node "{node}" end before long; restarting its k3s service renews them: {why}.',
    'تنتهي شهادات العقدة «{node}» قريبًا؛ إعادة تشغيل خدمة k3s عليها تجددها: {why}.',
  ],

  // The cluster itself.
  [
    'The controller "{node}" says nothing any more: it is off, cut off, or its kubelet has stopped.',
    'وحدة التحكم «{node}» صامتة: إما مطفأة أو منقطعة أو توقف kubelet عليها.',
  ],
  [
    'The node "{node}" says nothing any more: it is off, cut off, or its kubelet has stopped.',
    'العقدة «{node}» صامتة: إما مطفأة أو منقطعة أو توقف kubelet عليها.',
  ],
  ['The controller "{node}" is not ready: {why}.', 'وحدة التحكم «{node}» غير جاهزة: {why}.'],
  ['The node "{node}" is not ready: {why}.', 'العقدة «{node}» غير جاهزة: {why}.'],
  ['The node "{node}" is running out of memory.', 'ذاكرة العقدة «{node}» تكاد تنفد.'],
  ['The node "{node}" is running out of disk.', 'قرص العقدة «{node}» يكاد يمتلئ.'],
  ['The node "{node}" has too many processes.', 'على العقدة «{node}» عمليات أكثر مما يجب.'],
  ['The node "{node}" has no network for pods.', 'ليس للعقدة «{node}» شبكة للحاويات.'],
  [
    'The node "{node}" is closed for new pods, and nobody seems to be working on it.',
    'العقدة «{node}» مغلقة أمام الحاويات الجديدة، ويبدو أن لا أحد يعمل عليها.',
  ],
  [
    "The cluster's store has lost its majority: {well} of {members} etcd members are ready, {majority} are needed. Nothing can be changed until then.",
    'فقد مخزن العنقود أغلبيته: الجاهز {well} من {members} من أعضاء etcd، والمطلوب {majority}. لا يمكن تغيير شيء حتى ذلك الحين.',
  ],
  ['{down} of {members} etcd members is not ready; {rest}.', 'عضو من etcd غير جاهز ({down} من {members})؛ {rest}.'],
  ['{down} of {members} etcd members are not ready; {rest}.', 'غير الجاهز من أعضاء etcd: {down} من {members}؛ {rest}.'],
  ['one more, and the cluster can change nothing any more', 'إن تعطل عضو آخر فلن يستطيع العنقود تغيير شيء'],
  ['the others carry on', 'والباقون مستمرون'],
  [
    'The controller "{node}" has no vote in the cluster\'s store: {why}.',
    'ليس لوحدة التحكم «{node}» صوت في مخزن العنقود: {why}.',
  ],
  ['The controller "{node}" has no vote in the cluster\'s store.', 'ليس لوحدة التحكم «{node}» صوت في مخزن العنقود.'],
  ['For {minutes} minutes nothing has been heard of {who}.', 'لم يُسمع منذ {minutes} دقيقة شيء من {who}.'],
  ['the scheduler: new pods get no node', 'المجدول: لا تحصل الحاويات الجديدة على عقدة'],
  [
    'the controller manager: nothing is scaled, replaced or cleaned up, and services keep their old addresses',
    'مدير المتحكمات: لا يُوسَّع شيء ولا يُستبدل ولا يُنظَّف، وتبقى للخدمات عناوينها القديمة',
  ],
  [
    'The clock of the node "{node}" seems to be {seconds} s ahead: certificates and leases on it will fail by and by.',
    'يبدو أن ساعة العقدة «{node}» متقدمة {seconds} ثانية: ستفشل شهاداتها وعقودها شيئًا فشيئًا.',
  ],
  [
    'The clock of the node "{node}" seems to be {seconds} s behind: certificates and leases on it will fail by and by.',
    'يبدو أن ساعة العقدة «{node}» متأخرة {seconds} ثانية: ستفشل شهاداتها وعقودها شيئًا فشيئًا.',
  ],
  [
    'Nobody answers for names in the cluster: none of the {count} pods of "{name}" is ready.',
    'لا أحد يجيب عن الأسماء في العنقود: لا حاوية جاهزة من «{name}» (عددها: {count}).',
  ],
  [
    '"{name}", which answers for names in the cluster, is stopped (0 copies): no pod can look up any name.',
    '«{name}»، الذي يجيب عن الأسماء في العنقود، متوقف (0 نسخ): لا تستطيع أي حاوية معرفة أي اسم.',
  ],
  [
    'The service "{service}" is not there: no pod can look up any name.',
    'الخدمة «{service}» غير موجودة: لا تستطيع أي حاوية معرفة أي اسم.',
  ],
  [
    'The admission webhook "{hook}" asks the service "{service}" in {namespace}, {why}: changes are refused until it does.',
    'يسأل مدقق القبول «{hook}» الخدمة «{service}» في {namespace}، {why}: تُرفض التغييرات حتى تعود.',
  ],
  [
    'The admission webhook "{hook}" asks the service "{service}" in {namespace}, {why}.',
    'يسأل مدقق القبول «{hook}» الخدمة «{service}» في {namespace}، {why}.',
  ],
  [
    'The admission webhook "{hook}" asks the service "{service}", {why}: changes are refused until it does.',
    'يسأل مدقق القبول «{hook}» الخدمة «{service}»، {why}: تُرفض التغييرات حتى تعود.',
  ],
  [
    'The admission webhook "{hook}" asks the service "{service}", {why}.',
    'يسأل مدقق القبول «{hook}» الخدمة «{service}»، {why}.',
  ],
  ['behind which nobody answers', 'ولا أحد يجيب وراءها'],
  ['which does not exist', 'وهي غير موجودة'],
  ['The API "{name}" is not answered: {why}.', 'لا أحد يجيب عن الواجهة «{name}»: {why}.'],

  // What is installed.
  [
    'The Helm release "{release}" has been left in the middle ({status}): Helm refuses every further change until it is rolled back.',
    'تُرك إصدار Helm «{release}» في منتصف الطريق ({status}): يرفض Helm كل تغيير حتى يُعاد إلى ما قبله.',
  ],
  [
    'The last change of the Helm release "{release}" (revision {revision}) failed.',
    'فشل آخر تغيير لإصدار Helm «{release}» (المراجعة {revision}).',
  ],
  ['The upgrade "{plan}" cannot begin: {why}.', 'لا يمكن أن تبدأ الترقية «{plan}»: {why}.'],
  [
    'The upgrade "{plan}" has failed: {why}. The node may still be closed for new pods.',
    'فشلت الترقية «{plan}»: {why}. قد تكون العقدة ما زالت مغلقة أمام الحاويات الجديدة.',
  ],
  [
    'The upgrade "{plan}" has been at {nodes} for more than half an hour.',
    'الترقية «{plan}» عند {nodes} منذ أكثر من نصف ساعة.',
  ],
  [
    'The operator catalogue "{name}" does not answer: no operator of it can be installed or updated.',
    'لا يجيب فهرس المشغّلات «{name}»: لا يمكن تثبيت مشغّل منه أو تحديثه.',
  ],
  ['The installation plan "{name}" has failed: {why}.', 'فشلت خطة التثبيت «{name}»: {why}.'],
  ['The installation plan "{name}" has failed.', 'فشلت خطة التثبيت «{name}».'],
  [
    'The operator of the subscription "{name}" is not kept up to date: {why}.',
    'لا يُحدَّث مشغّل الاشتراك «{name}»: {why}.',
  ],
  ['The operator "{name}" could not be installed: {why}.', 'تعذّر تثبيت المشغّل «{name}»: {why}.'],
  ['The operator "{name}" could not be installed.', 'تعذّر تثبيت المشغّل «{name}».'],
];
