/** Sentences of the engines that work with real clusters, and of adopting and scaling, in Arabic. */
export const hostSentences: readonly (readonly [english: string, own: string])[] = [
  // What goes on while a VDC is made on a host.
  ['Making room for "{name}" on the host', 'إفساح مكان لـ «{name}» على المضيف'],
  ['"{name}" has its place on the host', 'أصبح لـ «{name}» مكانه على المضيف'],
  ['Building the walls around it and asking k3k for the cluster', 'بناء الجدران حوله وطلب العنقود من k3k'],
  ['Waiting for k3k to give it an address', 'انتظار أن يمنحه k3k عنوانًا'],
  ['Its Kubernetes API will be at {address}', 'ستكون واجهة Kubernetes الخاصة به على {address}'],
  ['{machine} waits to be made', '{machine} ينتظر إنشاءه'],
  ['{machine} waits for a node', '{machine} ينتظر عقدة'],
  ['{machine} waits for a node with room', '{machine} ينتظر عقدة فيها متسع'],
  ['{machine} waits for its disk {disk}', '{machine} ينتظر قرصه {disk}'],
  ['{machine} is set up on {node}, pulling its image', 'يُجهَّز {machine} على {node}، ويُنزَّل برنامجه'],
  ['{machine} starts k3s on {node}', 'يبدأ {machine} تشغيل k3s على {node}'],
  ['{machine} is ready on {node}', '{machine} جاهز على {node}'],
  ['{machine} stops', '{machine} يتوقف'],
  ['Waiting for the address of its Kubernetes API', 'انتظار عنوان واجهة Kubernetes'],
  ['Waiting for the key to its Kubernetes API', 'انتظار مفتاح واجهة Kubernetes'],
  ['Its Kubernetes API runs {now}, and {then} is to come', 'تعمل الواجهة بالإصدار {now}، والمنتظر هو {then}'],
  ['Removing the machines', 'إزالة الأجهزة'],
  ['{pods} machines and {disks} disks are still there', 'ما زال هناك: أجهزة {pods}، أقراص {disks}'],
  ['The machines are gone', 'أُزيلت الأجهزة'],
  ['Removing its place on the host', 'إزالة مكانه على المضيف'],
  ['Everything is given back', 'أُعيد كل شيء'],
  // Changing its size and its version.
  ['Tell the host', 'إبلاغ المضيف'],
  ['Look after the controllers', 'العناية بعُقد التحكم'],
  ['Look after the workers', 'العناية بالعُقد العاملة'],
  ['k3k knows how many machines it shall have', 'عرف k3k عدد الأجهزة المطلوب'],
  ['{machine} is emptied: what runs there moves to the others', 'يُفرَّغ {machine}: ينتقل ما يعمل عليه إلى غيره'],
  ['{machine} is emptied: {count} pods still run there', 'يُفرَّغ {machine}: ما زال يعمل عليه {count}'],
  ['Going from {from} to {to}', 'الانتقال من {from} إلى {to}'],
  [
    'The newest workers go. What runs on them moves to the others; what was written to their disks is gone.',
    'تذهب أحدث العُقد العاملة. ينتقل ما يعمل عليها إلى غيرها، ويضيع ما كُتب على أقراصها.',
  ],
  [
    'From one controller to three: the Kubernetes API may be away for a moment while they find each other.',
    'من عقدة تحكم واحدة إلى ثلاث: قد تغيب واجهة Kubernetes لحظة حتى تجد إحداها الأخرى.',
  ],
  [
    'This VDC has been changed since the plan was made. Plan again.',
    'تغيّر مركز البيانات هذا منذ وُضعت الخطة. أعد التخطيط.',
  ],
  [
    '"{name}" has {now} workers: it cannot have {fewer} fewer.',
    'عدد العُقد العاملة في «{name}» {now}، فلا يمكن إنقاصها بمقدار {fewer}.',
  ],
  [
    '"{name}" would have {all} workers, and {most} is the most.',
    'سيصبح عدد العُقد العاملة في «{name}» {all}، وأقصاه {most}.',
  ],
  [
    '"{name}" cannot get more or fewer machines here: they are not ours to give.',
    'لا يمكن تغيير عدد أجهزة «{name}» من هنا: ليست أجهزتنا.',
  ],
  [
    '{to} is older than {from}, and Kubernetes data cannot go back. Take a newer version.',
    'الإصدار {to} أقدم من {from}، ولا تعود بيانات Kubernetes إلى الوراء. اختر إصدارًا أحدث.',
  ],
  [
    'From {from} to {to} skips a minor version, which Kubernetes does not survive. Take {step} first.',
    'الانتقال من {from} إلى {to} يتخطى إصدارًا فرعيًا، وهذا ما لا يحتمله Kubernetes. انتقل إلى {step} أولًا.',
  ],
  // What a plan on a host says before the yes.
  [
    'It runs on a Kubernetes host of your operator, and nothing is charged.',
    'يعمل على مضيف Kubernetes لدى مشغّلك، ولا يُحتسب عليك شيء.',
  ],
  [
    'It is a real k3s in a namespace of its own; the scheduler of the host has the last word on where its machines run.',
    'هو k3s حقيقي في مساحة أسماء خاصة به، ومجدول المضيف هو من يقرر في النهاية أين تعمل أجهزته.',
  ],
  [
    'One controller: while its node is away, and during an upgrade, so is the Kubernetes API. Three make it redundant.',
    'عقدة تحكم واحدة: إذا غاب جهازها، وأثناء الترقية، غابت معه واجهة Kubernetes. ثلاث عُقد تجعلها احتياطية.',
  ],
  [
    'What apps write to the disk of a worker goes when that worker is replaced: keep backups of what matters.',
    'ما تكتبه التطبيقات على قرص عقدة عاملة يضيع إذا استُبدلت: احتفظ بنسخ مما يهمك.',
  ],
  [
    'Its Kubernetes API is reached from inside the host only.',
    'لا يمكن الوصول إلى واجهة Kubernetes إلا من داخل المضيف.',
  ],
  ['Traffic between its machines is encrypted with WireGuard.', 'تُشفَّر الحركة بين أجهزته بواسطة WireGuard.'],
  // Taking in a cluster that is there.
  ['Check the key', 'فحص المفتاح'],
  ['Keep the key safely', 'حفظ المفتاح بأمان'],
  [
    'Nothing is changed in the cluster, and deleting it here later only forgets the key.',
    'لا يتغير شيء في العنقود، وحذفه من هنا لاحقًا يُنسي المفتاح فقط.',
  ],
  [
    'These credentials may not do everything in it: what they may not do, I cannot do for you either.',
    'لا يُسمح لهذا المفتاح بكل شيء فيه: وما لا يُسمح له به لا أستطيع أن أفعله لك.',
  ],
  [
    'Forgetting the key to "{name}"; the cluster itself stays as it is',
    'نسيان مفتاح «{name}»؛ ويبقى العنقود نفسه كما هو',
  ],
  ['The key is forgotten', 'نُسي المفتاح'],
  [
    'I cannot take this kubeconfig: {reason}.',
    'لا أستطيع قبول ملف kubeconfig هذا. اكتبه بالأمر `kubectl config view --raw --flatten --minify -o json`، بمفتاح حساب خدمة وعنوان https. السبب: {reason}.',
  ],
  [
    'The cluster is at {host}, where this wizard may not go. {advice}',
    'العنقود على {host}، ولا يُسمح لهذا المساعد بالوصول إليه. أعطِ عنوانًا يمكن الوصول إليه من الخارج، أو اطلب من مشغّلك السماح به.',
  ],
  [
    'There is no address for {host}: look at the server line of the kubeconfig.',
    'لا يوجد عنوان لـ {host}: راجع سطر server في ملف kubeconfig.',
  ],
  ['A cluster that was taken in as it is cannot be {done} here.', 'العنقود الذي أُخذ كما هو لا يمكن نشره من هنا.'],
  ['There is no namespace "{namespace}" in "{name}".', 'لا توجد مساحة أسماء «{namespace}» في «{name}».'],
];
