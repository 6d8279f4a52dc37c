/** What ways to mend say of themselves, in Arabic: what they do, what it risks, how to go back, and what they ask. */
export const remedySentences: readonly (readonly [english: string, arabic: string])[] = [
  // What it does to what runs.
  ['The pods of "{name}" are replaced one after the other.', 'تُستبدل حاويات «{name}» واحدة بعد الأخرى.'],
  ['It counts from its next run on.', 'يسري من التشغيل القادم.'],
  [
    'A job cannot be changed: "{name}" is deleted and begun anew, and may do again what it had done.',
    'لا يمكن تغيير مهمة: تُحذف «{name}» وتبدأ من جديد، وقد تكرر ما كانت قد فعلته.',
  ],
  [
    'A pod cannot be changed: "{name}" is deleted and made anew, and what it wrote into itself is lost.',
    'لا يمكن تغيير حاوية: تُحذف «{name}» وتُنشأ من جديد، ويضيع ما كتبته في داخلها.',
  ],
  [
    'It was killed at {limit}; {why}. {warning} If the program loses memory, this only wins time.',
    'أُنهيت عند {limit}؛ {why}. {warning} إن كان البرنامج يسرّب الذاكرة فهذا يكسب وقتًا فقط.',
  ],
  ['that is twice as much', 'وهذا ضعف ذلك'],
  ['that is half as much again', 'وهذا مرة ونصف ذلك'],
  ['that is the most that {who} allows', 'وهذا أقصى ما يسمح به {who}'],
  ['the limit range "{name}"', 'نطاق الحدود «{name}»'],
  ['the quota "{name}"', 'الحصة «{name}»'],
  ['the largest node "{name}"', 'أكبر عقدة «{name}»'],
  ['If one place fails, more copies may fail with it. {warning}', 'إن تعطل موضع فقد تتعطل معه نسخ أكثر. {warning}'],
  ['If that node fails, several copies fail with it. {warning}', 'إن تعطلت تلك العقدة تعطلت معها عدة نسخ. {warning}'],
  [
    'It may then run on nodes that it was kept away from on purpose. {warning}',
    'قد يعمل عندها على عقد أُبعد عنها عمدًا. {warning}',
  ],
  [
    'It was to be kept apart more strictly, perhaps for a reason. {warning}',
    'كان الفصل بين نسخه أشد، وربما لسبب. {warning}',
  ],
  [
    'Those nodes are kept for something else, perhaps on purpose. {warning}',
    'تلك العقد محجوزة لشيء آخر، وربما عمدًا. {warning}',
  ],
  ['With too little it may become slow, or be ended. {warning}', 'بأقل مما يكفي قد يبطؤ أو يُنهى. {warning}'],
  [
    'An image that runs as root will then say so, and not begin. {warning}',
    'الصورة التي تعمل كمستخدم root ستقول ذلك عندها ولن تبدأ. {warning}',
  ],
  [
    'Its volume can be used on one node at a time. {warning}',
    'يمكن استخدام قرصه على عقدة واحدة في وقت واحد. {warning}',
  ],

  // How to go back.
  ['The present settings are kept, and can be brought back.', 'تُحفظ الإعدادات الحالية ويمكن استعادتها.'],
  ['The former values are kept, and can be brought back.', 'تُحفظ القيم السابقة ويمكن استعادتها.'],
  ['The former port is kept, and can be brought back.', 'يُحفظ المنفذ السابق ويمكن استعادته.'],
  ['The present quota is kept, and can be brought back.', 'تُحفظ الحصة الحالية ويمكن استعادتها.'],
  ['The present schedule is kept, and can be brought back.', 'يُحفظ الموعد الحالي ويمكن استعادته.'],
  ['The former job is made again, and begins anew.', 'تُنشأ المهمة السابقة من جديد وتبدأ من أولها.'],
  ['The former job is made again, and begins anew too.', 'تُنشأ المهمة السابقة من جديد وتبدأ من أولها هي أيضًا.'],
  [
    'The former pod is made again; what it wrote into itself does not come back.',
    'تُنشأ الحاوية السابقة من جديد؛ ولا يعود ما كتبته في داخلها.',
  ],
  ['The former binding is made again, and gives no rights.', 'يُنشأ الربط السابق من جديد، ولا يمنح حقوقًا.'],
  ['The former certificate is put back.', 'تُعاد الشهادة السابقة.'],
  ['The former claim is made again, without its volume.', 'يُنشأ طلب القرص السابق من جديد، بلا قرصه.'],
  [
    'The former claim is made again, as long as the new one has no volume yet.',
    'يُنشأ طلب القرص السابق من جديد، ما دام الجديد بلا قرص بعد.',
  ],
  [
    'The former set is made again around its pods; claims that hold something by then keep their volumes.',
    'تُنشأ المجموعة السابقة من جديد حول حاوياتها؛ وما امتلأ من طلبات الأقراص إلى ذلك الحين يحتفظ بقرصه.',
  ],
  ['The present settings come back, and the new Secret is deleted.', 'تعود الإعدادات الحالية ويُحذف السر الجديد.'],
  ['It is made again as it was.', 'يُنشأ من جديد كما كان.'],
  ['It is deleted again.', 'يُحذف من جديد.'],
  ['It is deleted again, with what was written to it.', 'يُحذف من جديد، ومعه ما كُتب فيه.'],
  ['It is deleted again; pods that run keep what they have.', 'يُحذف من جديد؛ وما يعمل من الحاويات يحتفظ بما لديه.'],
  ['The key is taken away again.', 'يُزال المفتاح من جديد.'],
  ['The role and its binding are deleted again.', 'يُحذف الدور وربطه من جديد.'],
  ['The run is deleted; what it did stays done.', 'يُحذف التشغيل، ويبقى ما فعله.'],
  ['A run that was ended does not go on.', 'التشغيل الذي أُنهي لا يستمر.'],
  ['The note is put back, and Helm refuses changes again.', 'تعود الملاحظة، ويرفض Helm التغييرات من جديد.'],
  ['The upgrade is put back, and goes on by itself.', 'تعود الترقية وتستمر من تلقاء نفسها.'],
  ['A restart cannot be undone; nothing else changes.', 'لا يمكن التراجع عن إعادة تشغيل؛ ولا يتغير شيء آخر.'],
  ['A volume that has grown stays as big as it is.', 'القرص الذي كبر يبقى على حجمه.'],
  ['What is gone does not come back.', 'ما زال لا يعود.'],
  ['What they last said does not come back.', 'لا يعود آخر ما قالته.'],
  [
    'A deleted pod does not come back as it was; its data does.',
    'الحاوية المحذوفة لا تعود كما كانت؛ أما بياناتها فتعود.',
  ],
  ['The pod does not come back; what made it makes another one.', 'لا تعود الحاوية؛ ومن أنشأها ينشئ غيرها.'],
  [
    'The node is opened again; pods stay where they are by then.',
    'تُفتح العقدة من جديد؛ وتبقى الحاويات حيث تكون عندئذ.',
  ],
  [
    'The node is written down again; if its machine comes back, it takes up its work.',
    'تُسجَّل العقدة من جديد؛ وإن عاد جهازها استأنفت عملها.',
  ],
  ['Nothing has to be undone.', 'لا شيء للتراجع عنه.'],

  // Programs and images.
  ['Go back to what ran before ({images})', 'العودة إلى ما كان يعمل من قبل ({images})'],
  ['Use another image', 'استخدام صورة أخرى'],
  ['Which image instead of {image}?', 'أي صورة بدلًا من {image}؟'],
  ['Sign in with the Secret "{name}" that is there', 'الدخول بالسر «{name}» الموجود'],
  ['Sign in to {registry}', 'تسجيل الدخول إلى {registry}'],
  [
    'With which name and token, written as name:token, at {registry}?',
    'بأي اسم ورمز، مكتوبين هكذا name:token، لدى {registry}؟',
  ],
  ['Let the node fetch the image when it has none', 'السماح للعقدة بجلب الصورة حين لا تكون لديها'],
  ['Start the program of the image instead of "{given}"', 'تشغيل برنامج الصورة نفسه بدلًا من «{given}»'],
  ['Restart "{name}", so that it mounts the bigger volume', 'إعادة تشغيل «{name}» ليركّب القرص الأكبر'],
  ['Restart "{name}"', 'إعادة تشغيل «{name}»'],
  [
    'Let "{container}" have {more} of memory instead of {limit}',
    'إعطاء «{container}» ذاكرة قدرها {more} بدلًا من {limit}',
  ],
  ['Let "{container}" have another amount of memory', 'إعطاء «{container}» قدرًا آخر من الذاكرة'],
  ['Say how much memory "{container}" may have', 'تحديد الذاكرة المسموح بها لـ«{container}»'],
  [
    'How much memory may "{container}" have, instead of {limit}; {most} is the most that {who} allows?',
    'كم من الذاكرة يُسمح به لـ«{container}» بدلًا من {limit}؟ أقصى ما يسمح به {who}: {most}',
  ],
  [
    'How much memory may "{container}" have, instead of {limit}?',
    'كم من الذاكرة يُسمح به لـ«{container}» بدلًا من {limit}؟',
  ],
  [
    'How much memory may "{container}" have; {most} is the most that {who} allows?',
    'كم من الذاكرة يُسمح به لـ«{container}»؟ أقصى ما يسمح به {who}: {most}',
  ],
  ['How much memory may "{container}" have?', 'كم من الذاكرة يُسمح به لـ«{container}»؟'],
  ['Run it as another user than root', 'تشغيله بمستخدم غير root'],
  [
    'As which user number? The page of the image says it; many take 1000.',
    'بأي رقم مستخدم؟ صفحة الصورة تذكره؛ وكثير منها يستخدم 1000.',
  ],

  // Settings.
  ['Use the key "{other}" that is there', 'استخدام المفتاح «{other}» الموجود'],
  ['Use the service account "{other}" that is there', 'استخدام حساب الخدمة «{other}» الموجود'],
  ['Use the volume claim "{other}" that is there', 'استخدام طلب القرص «{other}» الموجود'],
  ['Use the {kind} "{other}" that is there', 'استخدام {kind} «{other}» الموجود'],
  ['Let {what} name the service "{other}" that is there', 'جعل {what} يذكر الخدمة «{other}» الموجودة'],
  ['Add "{keys}" to the {kind} "{name}"', 'إضافة «{keys}» إلى {kind} «{name}»'],
  ['Make the priority class "{name}"', 'إنشاء فئة الأولوية «{name}»'],
  ['Make the service account "{name}"', 'إنشاء حساب الخدمة «{name}»'],
  ['Make the service "{name}"', 'إنشاء الخدمة «{name}»'],
  ['Make the volume claim "{name}"', 'إنشاء طلب القرص «{name}»'],
  ['Make the {kind} "{name}"', 'إنشاء {kind} «{name}»'],
  ['Which value should "{key}" have?', 'ما القيمة التي ينبغي أن تكون لـ«{key}»؟'],
  ['What should be in it? One KEY=value on each line.', 'ما الذي ينبغي أن يكون فيه؟ KEY=value واحد في كل سطر.'],
  [
    'What should be in it? One line for each of {keys}, like {example}.',
    'ما الذي ينبغي أن يكون فيه؟ سطر لكل من {keys}، مثل {example}.',
  ],
  [
    'Nothing that runs is touched; the pods that wait for it begin.',
    'لا يُمَس شيء مما يعمل؛ وتبدأ الحاويات التي تنتظره.',
  ],
  ['It gets no rights: give it those that it needs after.', 'لا يحصل على حقوق: امنحه بعد ذلك ما يحتاج إليه.'],
  ['It was stopped by somebody, perhaps on purpose.', 'أوقفه أحدهم، وربما عمدًا.'],
  ['It was suspended by somebody, perhaps on purpose.', 'علّقه أحدهم، وربما عمدًا.'],
  ['Resume "{name}"', 'استئناف «{name}»'],
  ['Start "{name}" again with one copy', 'تشغيل «{name}» من جديد بنسخة واحدة'],
  ['Start "{name}" with one copy', 'تشغيل «{name}» بنسخة واحدة'],
  ['Start "{name}" with {copies} copies', 'تشغيل «{name}» بعدد {copies} من النسخ'],
  ['Replace the pod "{pod}"', 'استبدال الحاوية «{pod}»'],
  [
    'It is deleted, and made anew from the present settings. Its volumes stay.',
    'تُحذف وتُنشأ من جديد بالإعدادات الحالية. وتبقى أقراصها.',
  ],

  // Checks.
  ['Let the check ask port {port}', 'جعل الفحص يسأل المنفذ {port}'],
  ['Let the check ask for another path', 'جعل الفحص يسأل عن مسار آخر'],
  ['Which path answers when it is well?', 'أي مسار يجيب حين يكون على ما يرام؟'],
  [
    'Give it more time (first check after {delay} s instead of {before} s, {seconds} s for an answer)',
    'إعطاؤه وقتًا أطول (أول فحص بعد {delay} ث بدلًا من {before} ث، و{seconds} ث للجواب)',
  ],

  // Nodes that do not take a pod.
  ['Let any node run it', 'السماح لأي عقدة بتشغيله'],
  ['Ask for {label}={other}, which nodes have', 'طلب {label}={other} الموجود على عقد'],
  ['Give the node "{node}" the label {label}={value}', 'وضع العلامة {label}={value} على العقدة «{node}»'],
  [
    'Right if the node really has what the label says. Others that ask for it may come there too.',
    'صواب إن كان في العقدة حقًا ما تقوله العلامة. وقد يأتي إليها غيره ممن يطلبها.',
  ],
  ['Let it run on nodes with the taint {taint}', 'السماح له بالعمل على العقد ذات المانع {taint}'],
  ['Open the node "{name}" for new pods', 'فتح العقدة «{name}» للحاويات الجديدة'],
  ['Only if nobody is working on it.', 'فقط إن لم يكن أحد يعمل عليها.'],
  ['Ask for less {resource}', 'طلب قدر أقل من {resource}'],
  [
    'How much {resource} should "{name}" ask for instead of {asked}? {free} is the most that one node has free.',
    'كم ينبغي أن يطلب «{name}» من {resource} بدلًا من {asked}؟ أقصى ما هو حرّ على عقدة واحدة: {free}.',
  ],
  [
    'How much {resource} should "{name}" ask for? {free} is the most that one node has free.',
    'كم ينبغي أن يطلب «{name}» من {resource}؟ أقصى ما هو حرّ على عقدة واحدة: {free}.',
  ],
  [
    'How much {resource} should "{name}" ask for instead of {asked}?',
    'كم ينبغي أن يطلب «{name}» من {resource} بدلًا من {asked}؟',
  ],
  ['How much {resource} should "{name}" ask for?', 'كم ينبغي أن يطلب «{name}» من {resource}؟'],
  ['Let copies stand beside each other where there is no other room', 'السماح بتجاور النسخ حيث لا متسع آخر'],
  ['Spread copies as well as there is room, and not strictly', 'توزيع النسخ بقدر ما يتسع المكان، لا بصرامة'],
  ['Do with one copy instead of {wanted}', 'الاكتفاء بنسخة واحدة بدلًا من {wanted}'],
  ['Do with {copies} copies instead of {wanted}', 'الاكتفاء بعدد {copies} من النسخ بدلًا من {wanted}'],
  ['Those that run go on; fewer of them answer.', 'ما يعمل يستمر؛ ويقل عدد من يجيب.'],
  ['Run it with the usual priority instead of "{priority}"', 'تشغيله بالأولوية المعتادة بدلًا من «{priority}»'],
  ['Run it with the usual runtime instead of "{runtime}"', 'تشغيله ببيئة التشغيل المعتادة بدلًا من «{runtime}»'],
  [
    'How important, as a number? 0 is the usual, 1000000 is high.',
    'ما درجة الأهمية رقمًا؟ 0 هو المعتاد، و1000000 مرتفع.',
  ],
  ['Pods of it may push others aside when room is short.', 'قد تزيح حاوياتها غيرها حين يضيق المكان.'],

  // Quotas and limits.
  ['Raise the quota "{name}"', 'رفع الحصة «{name}»'],
  [
    'How much {resource} may the namespace use instead of {hard}? Its workloads ask for {asked} altogether.',
    'كم يُسمح لمساحة الأسماء من {resource} بدلًا من {hard}؟ مجموع ما تطلبه أعباؤها: {asked}.',
  ],
  [
    'How much {resource} may the namespace use? Its workloads ask for {asked} altogether.',
    'كم يُسمح لمساحة الأسماء من {resource}؟ مجموع ما تطلبه أعباؤها: {asked}.',
  ],
  [
    'How much {resource} may the namespace use instead of {hard}?',
    'كم يُسمح لمساحة الأسماء من {resource} بدلًا من {hard}؟',
  ],
  ['How much {resource} may the namespace use?', 'كم يُسمح لمساحة الأسماء من {resource}؟'],
  ['The namespace may then use more of the cluster.', 'قد تستخدم مساحة الأسماء عندها قدرًا أكبر من العنقود.'],
  ['Say how much {resource} the containers of "{name}" need', 'تحديد ما تحتاج إليه حاويات «{name}» من {resource}'],
  ['Say how much the containers of "{name}" need', 'تحديد ما تحتاج إليه حاويات «{name}»'],
  ['Set what a container gets that says nothing', 'تحديد ما تحصل عليه حاوية لا تقول شيئًا'],
  [
    'It counts for every new container in this namespace that does not say how much it needs.',
    'يسري على كل حاوية جديدة في مساحة الأسماء هذه لا تقول كم تحتاج.',
  ],
  [
    'How much CPU and memory does one container need? Write both, like 100m 128Mi.',
    'كم تحتاج الحاوية الواحدة من المعالج والذاكرة؟ اكتب الاثنين، مثل 100m 128Mi.',
  ],
  [
    'How much {resource} does one container need, such as {example}?',
    'كم تحتاج الحاوية الواحدة من {resource}، مثل {example}؟',
  ],
  [
    'Set its {resource} {field} to {allowed} instead of {asked}',
    'ضبط {field} من {resource} على {allowed} بدلًا من {asked}',
  ],
  [
    'Let containers of this namespace have up to {asked} of {resource}',
    'السماح لحاويات مساحة الأسماء هذه بما يصل إلى {asked} من {resource}',
  ],
  [
    'Let containers of this namespace have as little as {asked} of {resource}',
    'السماح لحاويات مساحة الأسماء هذه بقدر لا يتجاوز في صغره {asked} من {resource}',
  ],
  [
    'The limit range "{name}" then allows it to every container there.',
    'يسمح نطاق الحدود «{name}» به عندها لكل حاوية هناك.',
  ],
  [
    'Run it with the rights that this namespace allows ({what})',
    'تشغيله بالحقوق التي تسمح بها مساحة الأسماء هذه ({what})',
  ],

  // Rights.
  ['Let "{account}" {verb} {resource} in {namespace}', 'السماح لـ«{account}» بـ{verb} على {resource} في {namespace}'],
  ['It gets this right and no other.', 'يحصل على هذا الحق وحده.'],
  [
    'It gets this right and no other; it can read every secret of that namespace then.',
    'يحصل على هذا الحق وحده؛ ويستطيع عندها قراءة كل أسرار مساحة الأسماء تلك.',
  ],
  ['Let it give the rights of the {kind} "{name}"', 'جعله يمنح حقوق {kind} «{name}»'],
  [
    'The role of a binding cannot be changed: the binding is made anew. Whoever is named in it then has those rights.',
    'لا يمكن تغيير دور ربط: يُنشأ الربط من جديد. ومن يُذكر فيه تكون له تلك الحقوق.',
  ],

  // Storage.
  ['Use the storage class "{name}"', 'استخدام فئة التخزين «{name}»'],
  ['Use volumes of the storage class "{name}"', 'استخدام أقراص من فئة التخزين «{name}»'],
  ['Make "{name}" the usual storage class', 'جعل «{name}» فئة التخزين المعتادة'],
  [
    'Claims that name no class get volumes of it, now and later.',
    'الطلبات التي لا تذكر فئة تحصل على أقراص منها، الآن ولاحقًا.',
  ],
  ['Make it anew, empty', 'إنشاؤه من جديد فارغًا'],
  ['It begins empty, in the usual storage class.', 'يبدأ فارغًا، في فئة التخزين المعتادة.'],
  [
    'What was on the lost volume does not come back by this. If there is a backup, bring that back after.',
    'لا يعود بهذا ما كان على القرص المفقود. إن كانت هناك نسخة احتياطية فاستعدها بعد ذلك.',
  ],
  [
    'A claim cannot be changed: it is deleted and made anew. It held nothing yet.',
    'لا يمكن تغيير طلب قرص: يُحذف ويُنشأ من جديد. ولم يكن فيه شيء بعد.',
  ],
  [
    'This cannot be changed in place: the set is made anew around its pods, and its claims that hold nothing yet with it.',
    'لا يمكن تغيير هذا في مكانه: تُنشأ المجموعة من جديد حول حاوياتها، ومعها طلبات الأقراص الفارغة.',
  ],
  ['How large should "{claim}" be?', 'كم ينبغي أن يكون حجم «{claim}»؟'],
  ['Grow the volume claim "{name}" from {before} to {more}', 'تكبير طلب القرص «{name}» من {before} إلى {more}'],
  [
    'A volume cannot be made smaller again, and a bigger one may cost more. If the program fills every disk, this only wins time.',
    'لا يمكن تصغير قرص بعد ذلك، وقد يكلف الأكبر أكثر. إن كان البرنامج يملأ كل قرص فهذا يكسب وقتًا فقط.',
  ],
  ['Let one node at a time use it', 'جعل عقدة واحدة تستخدمه في وقت واحد'],
  ['End the old pod before the new one begins', 'إنهاء الحاوية القديمة قبل أن تبدأ الجديدة'],
  ['At each change nobody answers for a moment.', 'عند كل تغيير لا يجيب أحد للحظة.'],
  ['Its volume can be used on one node at a time.', 'يمكن استخدام قرصه على عقدة واحدة في وقت واحد.'],

  // Jobs and copies.
  ['Run "{name}" again', 'تشغيل «{name}» من جديد'],
  ['Run "{name}" once now', 'تشغيل «{name}» مرة واحدة الآن'],
  ['Run {copies} copies of "{name}"', 'تشغيل {copies} من نسخ «{name}»'],
  ['It does its work now, beside its usual times.', 'يؤدي عمله الآن، إلى جانب مواعيده المعتادة.'],
  [
    'The job "{name}" is deleted and begun anew: what it had done already may be done twice, and its pods go with what they said.',
    'تُحذف المهمة «{name}» وتبدأ من جديد: قد يتكرر ما كانت قد فعلته، وتزول حاوياتها مع ما قالته.',
  ],
  ['Run it again with {after} s instead of {before} s', 'تشغيلها من جديد بمهلة {after} ث بدلًا من {before} ث'],
  ['Give it a schedule that can be read', 'إعطاؤه موعدًا يمكن قراءته'],
  [
    'When should it run? Minute, hour, day, month, weekday, like "0 3 * * *" for three at night.',
    'متى ينبغي أن يعمل؟ الدقيقة والساعة واليوم والشهر ويوم الأسبوع، مثل "0 3 * * *" للثالثة ليلًا.',
  ],
  ['It begins at the new times.', 'يبدأ في المواعيد الجديدة.'],
  ['Let it begin up to an hour late', 'السماح له بأن يبدأ متأخرًا حتى ساعة'],
  ['A run that was missed may then begin at an unusual time.', 'قد يبدأ تشغيل فائت عندها في وقت غير معتاد.'],
  ['End the run that does not come to its end ({names})', 'إنهاء التشغيل الذي لا ينتهي ({names})'],
  [
    'It is stopped in the middle of what it does; the next run begins at its time.',
    'يُوقَف في منتصف ما يفعله؛ ويبدأ التشغيل القادم في موعده.',
  ],
  ['Let it make {more} copies instead of {most}', 'السماح له بعدد {more} من النسخ بدلًا من {most}'],
  ['More copies use more of the cluster.', 'النسخ الأكثر تستخدم قدرًا أكبر من العنقود.'],
  ['Let it scale "{name}"', 'جعله يوسّع «{name}»'],
  ['It then decides how many copies "{name}" has.', 'يقرر هو عندها عدد نسخ «{name}».'],
  ['Let one pod go at a time', 'السماح بذهاب حاوية واحدة في كل مرة'],
  ['While a node is emptied, one copy fewer answers.', 'أثناء تفريغ عقدة تجيب نسخ أقل بواحدة.'],
  [
    'One copy more uses more of the cluster; the budget stays as it is.',
    'نسخة أخرى تستخدم قدرًا أكبر من العنقود؛ وتبقى ميزانية التعطيل كما هي.',
  ],
  ['Clear away the pod that was thrown out', 'إزالة الحاوية التي أُخرجت'],
  ['Clear away the {count} pods that were thrown out', 'إزالة الحاويات التي أُخرجت وعددها {count}'],
  ['They do not run; only what they last said is lost.', 'هي لا تعمل؛ ولا يضيع إلا آخر ما قالته.'],

  // Traffic.
  ['Lead it to "{name}"', 'توجيهه إلى «{name}»'],
  ['Only where its traffic goes changes.', 'لا يتغير إلا وجهة حركته.'],
  ['Only the way of its traffic changes.', 'لا يتغير إلا طريق حركته.'],
  ['Whoever uses "{service}" reaches "{other}" then.', 'من يستخدم «{service}» يصل عندها إلى «{other}».'],
  ['Send to the service "{name}"', 'الإرسال إلى الخدمة «{name}»'],
  ['Send to port {port}', 'الإرسال إلى المنفذ {port}'],
  ['Let "{name}" serve it', 'جعل «{name}» يخدمه'],
  ['Visitors see it at once.', 'يراه الزوار في الحال.'],
  ['Serve it without this certificate for now', 'خدمته بلا هذه الشهادة في الوقت الحاضر'],
  [
    'What people send and read there is not encrypted with a certificate of its own.',
    'ما يرسله الناس ويقرؤونه هناك لا يُشفَّر بشهادة خاصة به.',
  ],
  ['Use the certificate in the Secret "{name}"', 'استخدام الشهادة التي في السر «{name}»'],
  ['Browsers warn if it is not for the same domain.', 'تحذّر المتصفحات إن لم تكن للنطاق نفسه.'],
  ['Let the gateway "{name}" serve it', 'جعل البوابة «{name}» تخدمه'],
  [
    'Let routes of "{namespace}" use the gateway "{gateway}"',
    'السماح لمسارات «{namespace}» باستخدام البوابة «{gateway}»',
  ],
  [
    'Whoever may make routes in "{namespace}" may then use its names and ports.',
    'من يُسمح له بإنشاء مسارات في «{namespace}» يستطيع عندها استخدام أسمائها ومنافذها.',
  ],
  [
    'Let it answer at the addresses of the nodes, at a port above 30000',
    'جعله يجيب عند عناوين العقد، على منفذ فوق 30000',
  ],
  ['It waits for no address of its own any more.', 'لا ينتظر بعدها عنوانًا خاصًا به.'],
  ['Let it answer at another port', 'جعله يجيب عند منفذ آخر'],
  ['At which port instead of {port}?', 'عند أي منفذ بدلًا من {port}؟'],
  ['Whoever uses it by the old port does not reach it any more.', 'من يستخدمه بالمنفذ القديم لا يصل إليه بعدها.'],
  ['Let its pods look up names', 'السماح لحاوياته بمعرفة الأسماء'],
  ['They may ask the DNS of the cluster, and nothing else.', 'يُسمح لها بسؤال DNS العنقود ولا شيء غيره.'],
  ['Let pods of the same namespace reach them', 'السماح لحاويات مساحة الأسماء نفسها بالوصول إليها'],
  [
    'From other namespaces and from outside still nobody reaches them.',
    'من مساحات الأسماء الأخرى ومن الخارج لا يصل إليها أحد كما كان.',
  ],

  // Certificates.
  ['Put a new certificate into "{name}"', 'وضع شهادة جديدة في «{name}»'],
  [
    'Paste the certificate with its chain, and then its private key, both in PEM form.',
    'ألصق الشهادة مع سلسلتها، ثم مفتاحها الخاص، كلاهما بصيغة PEM.',
  ],
  ['Let the certificate in "{name}" be issued anew', 'إصدار الشهادة التي في «{name}» من جديد'],
  [
    'The Secret is deleted; until the new certificate is there, which takes about a minute, visitors are warned.',
    'يُحذف السر؛ وإلى أن تأتي الشهادة الجديدة، خلال دقيقة تقريبًا، يُحذَّر الزوار.',
  ],

  // The cluster itself.
  [
    'Close the node "{name}" and move the pod on it elsewhere',
    'إغلاق العقدة «{name}» ونقل الحاوية التي عليها إلى غيرها',
  ],
  [
    'Close the node "{name}" and move the {count} pods on it elsewhere',
    'إغلاق العقدة «{name}» ونقل الحاويات التي عليها ({count}) إلى غيرها',
  ],
  [
    'They are begun anew on other nodes, as their disruption budgets allow; what they keep on this node alone stays there.',
    'تبدأ من جديد على عقد أخرى بقدر ما تسمح ميزانيات تعطيلها؛ ويبقى هناك ما تحفظه على هذه العقدة وحدها.',
  ],
  ['Forget the node "{name}"', 'نسيان العقدة «{name}»'],
  [
    'Only if the machine is surely off for good: its pods begin anew elsewhere, and two of one kind would write to the same volume if it still ran.',
    'فقط إن كان الجهاز متوقفًا إلى الأبد حتمًا: تبدأ حاوياته في مكان آخر، ولو كان لا يزال يعمل لكتبت اثنتان في القرص نفسه.',
  ],
  ['Forget the pod "{name}" without waiting for its node', 'نسيان الحاوية «{name}» دون انتظار عقدتها'],
  [
    'Only if its machine is surely off: if the pod still runs there, it and the one in its place write to the same volume.',
    'فقط إن كان جهازها متوقفًا حتمًا: إن كانت الحاوية لا تزال تعمل هناك كتبت هي وبديلتها في القرص نفسه.',
  ],
  ['Let {what} go without {holders}', 'السماح لـ{what} بالذهاب دون {holders}'],
  [
    'What {holders} wanted to clear away before, inside the cluster or outside of it, stays where it is. Better is to bring that program back.',
    'ما كان {holders} سينظفه قبل ذلك، داخل العنقود أو خارجه، يبقى في مكانه. والأفضل إعادة ذلك البرنامج.',
  ],
  ['Pass over "{hook}" while nobody answers', 'تجاوز «{hook}» ما دام لا أحد يجيب'],
  [
    'As long as it does not answer, what it should check goes in unchecked. Undo this when it is back.',
    'ما دام لا يجيب يدخل ما كان سيفحصه بلا فحص. تراجع عن هذا حين يعود.',
  ],
  ['Remove the API "{name}"', 'إزالة الواجهة «{name}»'],
  ['Remove the ConfigMap "{name}"', 'إزالة ConfigMap «{name}»'],
  ['Remove "{name}"', 'إزالة «{name}»'],
  [
    'Objects of its kinds cannot be reached without it. Right if the program that brought it has been removed.',
    'لا يمكن الوصول إلى عناصر أنواعها من دونها. صواب إن كان البرنامج الذي جاء بها قد أُزيل.',
  ],
  [
    'What it checked is not checked any more. Right if the program that brought it has been removed.',
    'ما كان يفحصه لا يُفحص بعدها. صواب إن كان البرنامج الذي جاء به قد أُزيل.',
  ],
  [
    'A program that reads it by itself, and not through a pod, would miss it.',
    'يفتقده برنامج يقرؤه بنفسه لا عن طريق حاوية.',
  ],

  // What is installed.
  ['Forget the change of "{release}" that never ended', 'نسيان تغيير «{release}» الذي لم ينتهِ قط'],
  [
    'Only if nobody is at it any more. What it had changed by then stays; the next change of the release goes on from there.',
    'فقط إن لم يعد أحد يعمل عليه. يبقى ما غيّره إلى ذلك الحين؛ ويستمر التغيير القادم من هناك.',
  ],
  ['End the upgrade "{name}"', 'إنهاء الترقية «{name}»'],
  [
    'Nodes that have the new version keep it, the others keep theirs; one that it had closed has to be opened after.',
    'العقد التي عليها الإصدار الجديد تبقى عليه، والأخرى على إصدارها؛ وما كانت قد أغلقته يجب فتحه بعد ذلك.',
  ],
];
