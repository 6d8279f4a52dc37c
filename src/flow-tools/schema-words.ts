import type { JsonSchema } from '#src/chatflow/catalogue.ts';

const text = (description: string): JsonSchema => ({ type: ['string', 'number'], description });
const flag = (description: string): JsonSchema => ({ type: 'boolean', description });
const count = (description: string): JsonSchema => ({ type: 'integer', minimum: 1, description });
const time = (description: string): JsonSchema => ({
  type: 'string',
  description: `${description}, such as \`30s\`, \`20m\` or \`2h\`.`,
});
const condition = (description: string): JsonSchema => ({
  type: ['string', 'boolean'],
  description: `${description} A bare expression, such as \`workers > 3\`.`,
});
const value = (description: string): JsonSchema => ({ description });
const texts = (description: string): JsonSchema => ({
  anyOf: [{ type: ['string', 'number'] }, { type: 'array', items: { type: ['string', 'number'] } }],
  description,
});

/** What editors say about each key of a flow, and what stands behind it. Keys of `src/chatflow/parse/keys.ts`, and no others. */
export const flowWords: { readonly [key: string]: JsonSchema } = {
  apiVersion: { const: 'wizard.3bot/v1', description: 'The version of this language. May be left out.' },
  kind: { const: 'Flow', description: 'May be left out.' },
  id: text('How other flows call it. By default, the name of the file.'),
  version: count('Goes up when the meaning of the questions changes.'),
  title: text('What people see in menus and summaries.'),
  description: text('One sentence that tells people what it is for.'),
  icon: text('A picture for menus, by name.'),
  obsolete: flag('Not begun any more; conversations that run it go on.'),
};

/** Keys of every step. */
export const stepWords: { readonly [key: string]: JsonSchema } = {
  id: text('How other steps and tests call it. By default, the name behind the verb.'),
  when: condition('The step is only taken where this holds.'),
};

/** What each verb does, and what stands behind it. */
export const verbWords: { readonly [verb: string]: JsonSchema } = {
  ask: text('Asks for one answer and keeps it under this name.'),
  form: text('Asks for several answers at once; one by one where a channel has no forms.'),
  say: text('Says something. `${{ name }}` puts a value in.'),
  show: value(
    'Puts a value before the person: a table, a card, a chart, a QR code, a download, a link that works once.',
  ),
  set: { type: 'object', description: 'Keeps values under names of their own.' },
  goto: text('Goes on at a later step.'),
  call: text('Runs another flow and comes back.'),
  wait: {
    anyOf: [
      { type: 'string' },
      {
        type: 'object',
        properties: { event: text('The event that is waited for.'), timeout: value('How long at most.') },
        additionalProperties: false,
      },
    ],
    description: 'Waits for a time such as `10m`, or for an event.',
  },
  end: { enum: ['done', 'cancelled', 'failed'], description: 'Ends the flow here.' },
  run: text('Runs an action.'),
  confirm: text('Shows a summary in which every answer can be changed, and asks to go on.'),
  approve: text('Asks other people to agree.'),
  handoff: text('Hands over to a person: the queue they take it from.'),
};

/** Keys of a question. */
export const fieldWords: { readonly [key: string]: JsonSchema } = {
  text: text('The question.'),
  label: text('How summaries and forms call the answer.'),
  help: text('Said when the person asks for help: why this is asked, or how to find the answer.'),
  placeholder: text('An example of an answer, in the empty field and in error messages.'),
  reprompts: { type: 'array', items: { type: 'string' }, description: 'The question at the second, third … try.' },
  default: value('Offered as the answer; "skip" takes it.'),
  assume: value('Taken without asking; stands in the summary, where it can be changed.'),
  pattern: { type: 'string', maxLength: 500, description: 'A regular expression that the whole answer matches.' },
  min: {
    type: ['number', 'string'],
    description: 'The smallest number, the shortest text, the earliest date, the least choices.',
  },
  max: {
    type: ['number', 'string'],
    description: 'The largest number, the longest text, the latest date, the most choices.',
  },
  max_size: { type: ['number', 'string'], description: 'The largest file, such as `64 KB`.' },
  accept: texts('File endings or media types, such as `.pub`.'),
  else: value('The answer where the question is not asked because of its `when:`.'),
  always: flag('Always asked, never filled in from a sentence or a link: for consent.'),
  only: flag('While this is asked, everything typed is its answer.'),
  optional: flag('May be skipped.'),
  remember: {
    enum: ['user', 'conversation'],
    description: 'Offered again: in all of the person’s conversations, or in this one.',
  },
  sensitive: flag('Not shown again; in summaries it is dots.'),
  depends: texts('Earlier questions: when their answer changes, this one is asked again.'),
  ui: { type: 'object', description: 'Hints for how it looks.' },
};

/** Keys of the verbs that are not questions, by `verb.key`. */
export const verbKeyWords: { readonly [key: string]: JsonSchema } = {
  'form.title': text('The heading of the form.'),
  'form.text': text('Said above the fields.'),
  'say.tone': { enum: ['neutral', 'info', 'success', 'warning', 'error'], description: 'How it is meant.' },
  'show.as': {
    enum: ['markdown', 'table', 'card', 'chart', 'picture', 'qr', 'download', 'one_time_link', 'link', 'log'],
    description: 'How it is shown. By default what fits the value.',
  },
  'show.text': text('Said with it.'),
  'show.title': text('Its heading.'),
  'show.caption': text('A line below it.'),
  'show.badge': text('A word on the card’s corner.'),
  'show.kind': { enum: ['bar', 'line', 'pie'], description: 'The kind of chart.' },
  'show.unit': text('What the numbers of a chart count.'),
  'show.href': text('Where a link leads.'),
  'show.label': text('The words of a link.'),
  'show.filename': text('The name of a download.'),
  'show.content': text('The text of a download.'),
  'show.value': value('What is shown, where `show:` itself is a name.'),
  'show.alt': text('What a picture shows, in words.'),
  'call.with': value('The inputs of the flow.'),
  'call.save': text('Keeps its outputs under this name.'),
  'call.optional': flag('Goes on when the person leaves it.'),
  'wait.text': text('Said while waiting.'),
  'wait.save': text('Keeps what the event brought under this name.'),
  'end.text': text('The last words.'),
  'run.with': value('The inputs of the action.'),
  'run.save': text('Keeps its result under this name.'),
  'run.title': text('What the person reads while it runs.'),
  'run.commit': flag(
    'The answers above are fixed once it starts. For actions that change something this is the default.',
  ),
  'run.cache': flag('`false`: run again each time the flow comes by. By default a read runs once for the same inputs.'),
  'run.timeout': time('How long it may take'),
  'run.background': flag('The conversation goes on meanwhile.'),
  'run.done': text('Said when it is done in the background.'),
  'run.idempotency': text('The same key is the same work, never done twice.'),
  'confirm.text': text('What will happen.'),
  'confirm.show': texts('The answers in the summary, each with its Edit button.'),
  'confirm.danger': {
    type: ['boolean', 'string'],
    description: 'The person types a word to go on: `true` takes the name, a text is the word.',
  },
  'confirm.yes': text('The button that goes on.'),
  'confirm.no': text('The button that does not.'),
  'approve.by': texts('Who may agree: `role:billing` or `user:ada`.'),
  'approve.text': text('What they agree to.'),
  'approve.quorum': count('How many have to agree.'),
  'approve.expires': time('When it is too late'),
  'approve.escalate': text('Who is asked too when half of the time is over.'),
  'handoff.text': text('What the person who takes over should know.'),
};

/** Keys of the maps inside steps and flows, by `part.key`. */
export const partWords: { readonly [key: string]: JsonSchema } = {
  'triggers.commands': texts('Commands that begin it, such as `/deploy`.'),
  'triggers.phrases': texts('Sentences that begin it.'),
  'triggers.events': texts('Events that begin it.'),
  'access.roles': texts('Who may begin it; nobody named: everybody.'),
  'access.needs': texts('What the person must have.'),
  'access.actions': texts('The actions it uses, such as `vdc.*`.'),
  'channels.only': texts('Only there: `web`, `terminal`, `telegram`, `matrix`.'),
  'channels.except': texts('Everywhere but there.'),
  'input.required': flag('Whoever calls the flow has to give it.'),
  'input.default': value('Taken where nothing is given.'),
  'on.cancel': text('Said when the person cancels.'),
  'idle.after': time('How long nothing was answered'),
  'idle.text': text('Said then, once.'),
  'migrate.from': value('The versions whose answers are carried over; none: all.'),
  'migrate.rename': { type: 'object', description: 'Old name: new name.' },
  'migrate.drop': texts('Answers that are not carried over.'),
  'choice.value': text('What is kept.'),
  'choice.label': text('What the button says.'),
  'choice.description': text('A line beside it.'),
  'choice.group': text('The heading it stands under in long lists.'),
  'choice.when': condition('Only offered where this holds.'),
  'choicesFrom.with': value('The inputs of the action.'),
  'choicesFrom.items': text('The way to the list in what the action answers, such as `items`.'),
  'choicesFrom.value': text('What is kept of each `it`, such as `it.id`.'),
  'choicesFrom.label': text('What the button says, such as `${{ it.title }}`.'),
  'choicesFrom.description': text('A line beside it.'),
  'choicesFrom.group': text('The heading it stands under in long lists.'),
  'choicesFrom.disabled': condition('Shown, but cannot be picked, where this holds.'),
  'choicesFrom.search': flag('Shows a search box.'),
  'choicesFrom.depends': texts('Earlier questions: when their answer changes, this one is asked again.'),
  'choicesFrom.timeout': time('How long the action may take'),
  'validate.if': condition('The answer is refused where this holds; `value` is the answer.'),
  'validate.text': text('Why, and what would be right.'),
  'check.with': value('The inputs of the action; `${{ value }}` is the answer.'),
  'check.timeout': time('How long the action may take'),
  'extract.examples': texts('Sentences that hold an answer.'),
  'extract.synonyms': { type: 'object', description: 'Other words for a choice.' },
  'extract.patterns': texts('Regular expressions that find the answer in a sentence; the first group is it.'),
  'retries.max': count('After so many answers that were not taken, ways out are offered.'),
  'retries.text': text('Said then.'),
  'field.slot': text('The name the answer is kept under.'),
  'field.when': condition('Only asked where this holds.'),
  'retry.max': count('Tries in all.'),
  'retry.backoff': time('The pause before the second try; it doubles'),
  'compensate.with': value('The inputs of that action.'),
  'onError.if': condition('This entry is for errors where this holds: `error.code`, `error.message`.'),
  'onError.text': text('What happened, in words.'),
  'offer.offer': text(
    '`retry`, `cancel`, `skip`, `continue`, `handoff`, `edit:<slot>`, `start:<flow>`, `goto:<step>`.',
  ),
  'offer.label': text('What the button says.'),
  'offer.style': { enum: ['primary', 'danger'], description: 'How the button looks.' },
  'row.label': text('What the line is about.'),
  'row.value': text('What it says.'),
  'row.tone': text('Its colour: neutral, info, success, warning or error; may be computed.'),
  'row.copy': flag('With a copy button.'),
  'row.when': condition('Only shown where this holds.'),
  'status.text': text('How it is doing, in a word.'),
  'status.tone': text('Its colour: neutral, info, success, warning or error; may be computed.'),
  'column.title': text('The heading of the column.'),
  'column.value': text('What stands in it, of each `it`.'),
  'wait.event': text('The event that is waited for.'),
  'wait.timeout': value('How long at most.'),
};
