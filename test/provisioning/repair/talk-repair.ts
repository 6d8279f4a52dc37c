import { expect } from 'chai';

import { diagnose } from '#src/cluster/diagnosis/diagnose.ts';
import { type Cluster, type ClusterObject, type KindName, nameOf, referenceTo } from '#src/cluster/index.ts';
import type { JsonObject, Prompt } from '#src/protocol/index.ts';
import { transcriptLines } from '#test/support/transcript.ts';
import type { TestWizard } from '#test/support/wizard.ts';
import type { WizardClient } from '#test/support/wizard-client.ts';

import type { RepairCase } from './repair-case.ts';
import { breakIt, makeWell, until } from './walk-repair.ts';

/** How long anything may take that is sure to come, on a machine that others keep busy. */
const PATIENCE_MS = 240_000;

/**
 * Walks one case through the chat as a person would, in a namespace of its own: broken, told of in words, found, mended as
 * agreed, verified, undone, told of and found again.
 */
export async function talkRepair(
  wizard: TestWizard,
  cluster: Cluster,
  namespace: string,
  one: RepairCase,
): Promise<void> {
  const person = new Person(await wizard.client(), one, namespace);
  try {
    await makeWell(cluster, namespace, one);
    await breakIt(cluster, namespace, one);
    await shows(cluster, namespace, one);
    await person.client.open();
    await person.client.asked(undefined, PATIENCE_MS);
    await person.find();
    const before = await written(cluster, namespace, one);
    await person.mend();
    await person.undo();
    expect(await written(cluster, namespace, one), 'undone, everything is as it was').to.deep.equal(before);
    await shows(cluster, namespace, one);
    await person.find();
  } finally {
    person.client.close();
    for (const reference of one.leaves?.(namespace) ?? []) await cluster.delete(reference).catch(() => undefined);
    await cluster.delete({ apiVersion: 'v1', kind: 'Namespace', name: namespace }).catch(() => undefined);
  }
}

/** Until it shows from outside that it is broken: then a person comes and says so. */
async function shows(cluster: Cluster, namespace: string, { says, root }: RepairCase): Promise<void> {
  const [words, name] = [says.replaceAll('$', namespace), root.replaceAll('$', namespace)];
  let seen: string[] = [];
  await until(
    async () => {
      const { findings } = await diagnose(cluster, { namespace, now: Date.now });
      seen = findings.map(({ summary, object }) => `${nameOf(object)}: ${summary}`);
      return findings.some(
        ({ summary, object }) => summary.includes(words) && `${object.kind} ${object.name}` === name,
      );
    },
    () => `"${words}" to show; there is ${seen.join(' ')}`,
    PATIENCE_MS,
  );
}

/** What nobody wrote, but the cluster notes: it differs from moment to moment. */
const noted = ['resourceVersion', 'generation', 'managedFields', 'uid', 'creationTimestamp', 'ownerReferences'];
/** Marks by which an operation knows what it did, and notes of controllers. */
const marks = /^3bot\.io\/effect$|^deployment\.kubernetes\.io\/revision$|^pv\.kubernetes\.io\/|^volume\./;
/** A pod and a job get names and numbers of their own whenever they are made. */
const madeAnew: ReadonlySet<string> = new Set(['Pod', 'Job']);

/** What is made to mend something, and has to be gone when that is undone. */
const rights = 'rbac.authorization.k8s.io/v1';
const beside: readonly KindName[] = [
  ...['ConfigMap', 'Secret', 'Service', 'ServiceAccount'].map((kind) => ({ apiVersion: 'v1', kind })),
  ...['Role', 'RoleBinding'].map((kind) => ({ apiVersion: rights, kind })),
];

/** All that stands in the objects of a case, and whether those that could be made beside them are there. */
async function written(cluster: Cluster, namespace: string, one: RepairCase): Promise<JsonObject> {
  const found: JsonObject = {};
  for (const draft of [...(one.well?.(namespace) ?? []), ...one.broken(namespace)]) {
    const reference = referenceTo(draft);
    const live = madeAnew.has(draft.kind) ? null : await cluster.get(reference);
    if (live) found[nameOf(reference)] = withoutNotes(live);
  }
  for (const name of beside) {
    const names: string[] = [];
    // What every namespace gets by and by.
    for await (const { metadata } of cluster.list({ ...name, namespace }))
      if (!['kube-root-ca.crt', 'default'].includes(metadata.name)) names.push(metadata.name);
    found[name.kind] = names.sort();
  }
  return found;
}

function withoutNotes(object: ClusterObject): JsonObject {
  const { status: _status, metadata, spec, ...rest } = object;
  const { annotations = {}, ...named } = metadata;
  // Which volume a claim got, it is told as soon as somebody uses it.
  const { volumeName: _volume, ...wish } = spec ?? {};
  const own = Object.entries(annotations).filter(([name]) => !marks.test(name));
  const kept = Object.entries(named).filter(([field]) => !noted.includes(field));
  const written = { ...Object.fromEntries(kept), annotations: Object.fromEntries(own) };
  return JSON.parse(JSON.stringify({ ...rest, spec: wish, metadata: written })) as JsonObject;
}

/** Somebody whose app is broken, at the chat. */
class Person {
  readonly client: WizardClient;
  readonly #case: RepairCase;
  readonly #namespace: string;
  /** What was said before this, has been looked at. */
  #read = 0;

  constructor(client: WizardClient, one: RepairCase, namespace: string) {
    this.client = client;
    this.#case = one;
    this.#namespace = namespace;
  }

  /** Says in words that something is wrong, and comes to the ways to mend it. */
  async find(): Promise<void> {
    this.#turnPage();
    const before = this.client.prompt?.id;
    await this.client.say(`something is wrong in ${this.#namespace}`);
    let prompt = await this.#asked(['finding', 'remedy'], before);
    if (slotOf(prompt) === 'finding') {
      const choices = prompt.kind === 'ask' ? (prompt.question.choices ?? []) : [];
      const words = this.#here(this.#case.says);
      const choice = choices.find(
        ({ label, description = '' }) => label.includes(words) && this.#isAboutRoot(description),
      );
      prompt = await this.#answer(prompt, choice?.value ?? this.#fail(`"${words}" is not among what was found`), [
        'remedy',
      ]);
    }
    const page = this.#page();
    expect(page, 'the card of what was found').to.include(this.#here(this.#case.says).slice(0, 40));
    const offered = prompt.kind === 'ask' ? (prompt.question.choices ?? []).map(({ value }) => value) : [];
    expect(offered, page).to.include(this.#here(this.#case.remedy));
  }

  /** Picks the way, says what only a person can know, agrees, and is told that it is well. */
  async mend(): Promise<void> {
    this.#turnPage();
    const { answer } = this.#case;
    let prompt = await this.#answer(await this.client.asked('remedy'), this.#here(this.#case.remedy), [
      'suggestion',
      'answer',
      'secret_answer',
      'confirm',
    ]);
    if (prompt.kind !== 'confirm') expect(answer, 'a question that nobody expected').to.not.equal(undefined);
    if (slotOf(prompt) === 'suggestion') prompt = await this.#answer(prompt, 'other', ['answer']);
    if (prompt.kind !== 'confirm') prompt = await this.#answer(prompt, answer ?? '', ['confirm']);
    if (prompt.kind !== 'confirm') this.#fail('no consent was asked for');
    const { id, typed } = prompt;
    const agreed = await this.client.send({
      type: 'confirm',
      prompt: id,
      yes: true,
      ...(typed === undefined ? {} : { typed }),
    });
    expect(agreed.ok, JSON.stringify(agreed).slice(0, 500)).to.equal(true);
    await this.#asked(['next'], id);
    if (!this.#page().includes('I looked again: it is well')) this.#fail('nobody says that it is well');
  }

  async undo(): Promise<void> {
    this.#turnPage();
    const prompt = await this.client.asked('next');
    await this.#answer(prompt, 'undo', []);
    if (!this.#page().includes('is undone')) this.#fail('nobody says that it is undone');
  }

  async #answer(prompt: Prompt, value: string, then: readonly string[]): Promise<Prompt> {
    const { ok, ...rest } = await this.client.send({ type: 'answer', prompt: prompt.id, value });
    if (!ok) this.#fail(`"${value}" was refused: ${JSON.stringify(rest).slice(0, 300)}`);
    return await this.#asked(then, prompt.id);
  }

  /** The next question; it has to be one of these, unless any will do. */
  async #asked(wanted: readonly string[], before: string | undefined): Promise<Prompt> {
    await until(
      async () => this.client.prompt !== undefined && this.client.prompt.id !== before,
      () => `${wanted.join(' or ') || 'a question'} to be asked after:\n${this.#page()}`,
      PATIENCE_MS,
      50,
    );
    const { prompt } = this.client;
    if (!prompt || (wanted.length > 0 && !wanted.includes(slotOf(prompt))))
      this.#fail(`${prompt ? slotOf(prompt) : 'nothing'} is asked instead of ${wanted.join(' or ')}`);
    return prompt;
  }

  #here(text: string): string {
    return text.replaceAll('$', this.#namespace);
  }

  #isAboutRoot(description: string): boolean {
    const [kind = '', name = ''] = this.#here(this.#case.root).split(' ');
    const names = [`${kind} ${this.#namespace}/${name}`, `${kind} ${name}`];
    return description.split(' · ').some((part) => names.includes(part));
  }

  #turnPage(): void {
    this.#read = this.client.entries.length;
  }

  #page(): string {
    return this.client.entries
      .slice(this.#read)
      .flatMap((entry) => [...transcriptLines(entry), ...(entry.type === 'show' ? [JSON.stringify(entry.show)] : [])])
      .join('\n');
  }

  #fail(why: string): never {
    throw new Error(`${why}; what was said:\n${this.#page()}`);
  }
}

const slotOf = (prompt: Prompt): string => (prompt.kind === 'ask' ? prompt.question.slot : prompt.kind);
