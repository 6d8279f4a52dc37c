import { expect } from 'chai';

import { actions } from '#src/provisioning/index.ts';
import { ar } from '#src/provisioning/texts/ar.ts';
import { en } from '#src/provisioning/texts/en.ts';
import { fr } from '#src/provisioning/texts/fr.ts';
import { saidIn, type Texts, textsIn } from '#src/provisioning/texts/texts.ts';
import { durationText, machinesText, nodesText } from '#src/provisioning/wording.ts';

const places = (text: string): string[] => [...text.matchAll(/\{\w+\}/g)].map(([place]) => place);
/** Languages that have to say all that English says. */
const others: { readonly [language: string]: Texts } = { ar, fr };
const machine = (role: 'controller' | 'worker') => ({ role });

describe('What actions say', () => {
  it('is in the language of the locale, or in English', () => {
    expect(textsIn('ar-EG')).to.equal(ar);
    expect(textsIn('sv')).to.equal(en);
    expect(textsIn('constructor')).to.equal(en);
  });

  it('has words of its own for everything in Arabic', () => {
    for (const [key, text] of Object.entries(ar.states)) expect(text, key).to.match(/\p{Script=Arabic}/u);
    expect(Object.keys(ar.sizes)).to.have.members(Object.keys(en.sizes));
  });

  it('has words of its own for everything in French', () => {
    // Words that are the same in both languages.
    const shared = /^(Micro|, |Kubernetes|Machine|Image|Images|Copies|Namespace|Version|Verdict)$/;
    const borrowed: string[] = [];
    const walk = (ours: object, theirs: object, path: string): void => {
      for (const [key, text] of Object.entries<unknown>({ ...theirs })) {
        const own: unknown = Reflect.get(ours, key);
        expect(typeof own, `${path}${key}`).to.equal(typeof text);
        if (isTable(text) && isTable(own)) walk(own, text, `${path}${key}.`);
        // A function that is the very one of English has not been translated.
        else if (own === text && !(typeof text === 'string' && shared.test(text))) borrowed.push(`${path}${key}`);
      }
    };
    walk({ ...fr, sentences: [] }, { ...en, sentences: [] }, '');
    expect(borrowed).to.deep.equal([]);
  });

  it('is set as French is', () => {
    const texts = fr.sentences.map(([, own]) => own.replace(/`[^`]*`/g, ''));
    for (const text of [...texts, ...strings({ ...fr, sentences: [] })]) {
      expect(text).to.not.match(/ [;:!?»](?!\S)|« |\w'\w/u);
    }
  });

  it('counts as the language does', () => {
    expect([0, 1, 2, 3, 11].map((count) => ar.workers(count))).to.deep.equal([
      'لا عُقد عاملة',
      'عقدة عاملة واحدة',
      'عقدتان عاملتان',
      '3 عُقد عاملة',
      '11 عقدة عاملة',
    ]);
    expect(nodesText([machine('controller'), machine('worker')], 'ar')).to.equal('عقدة تحكم واحدة، عقدة عاملة واحدة');
    expect(nodesText([machine('controller')])).to.equal('1 controller, no workers');
    expect(durationText(20)).to.equal('about 20 seconds');
    expect(durationText(20, 'ar')).to.equal('نحو 20 ثانية');
    expect(durationText(600, 'ar')).to.equal('نحو 10 دقائق');
  });

  it('calls well only what could all be looked at', () => {
    expect(en.repairTexts.found(0, 0, 24, false)).to.equal('All is well: 24 checks found nothing wrong.');
    expect(en.repairTexts.found(0, 0, 24, true)).to.equal('24 checks found nothing wrong in what I could look at.');
    expect(ar.repairTexts.found(0, 0, 24, true))
      .to.match(/24/)
      .and.not.equal(ar.repairTexts.found(0, 0, 24, false));
  });

  it('lists the machines of a plan', () => {
    const spec = {
      name: 'demo',
      owner: 'ada',
      controllers: 1,
      controllerSize: 'small',
      workers: 2,
      workerSize: 'medium',
      placement: {},
      publicIp: false,
    } as const;
    expect(machinesText(spec)).to.equal(
      '1 small controller (2 vCPU, 4 GiB memory, 50 GiB disk) and 2 medium workers (4 vCPU, 8 GiB memory, 50 GiB disk each)',
    );
    expect(machinesText(spec, 'ar')).to.not.match(/small|medium|controller|worker/);
  });

  it('turns sentences of engines into the language, with their values', () => {
    expect(saidIn('ar', 'All 3 nodes are ready')).to.equal('كل العُقد جاهزة، وعددها 3');
    expect(saidIn('ar', 'A node died while booting. I try again.')).to.equal(
      'تعطلت عقدة أثناء الإقلاع. أحاول مرة أخرى.',
    );
    expect(saidIn('ar', 'Nobody has translated this.')).to.equal('Nobody has translated this.');
    expect(saidIn('en', 'All 3 nodes are ready')).to.equal('All 3 nodes are ready');
  });

  for (const [language, { sentences }] of Object.entries(others)) {
    it(`keeps to values that the English sentence has, in ${language}`, () => {
      for (const [english, own] of sentences) expect(places(english), english).to.include.members(places(own));
      expect(new Set(sentences.map(([english]) => english)).size).to.equal(sentences.length);
    });

    it(`tells the stages of all actions in ${language}`, () => {
      const stages = actions.flatMap((action) => (action.kind === 'lasting' ? action.stages : []));
      expect(stages.length).to.be.greaterThan(50);
      expect(stages.map(({ title }) => title).filter((title) => saidIn(language, title) === title)).to.deep.equal([]);
    });

    it(`turns into ${language} whatever is turned into another language`, () => {
      const said = new Set(sentences.map(([english]) => english));
      // How words are joined is each language's own matter.
      const all = Object.values(others).flatMap((texts) => texts.sentences.map(([english]) => english));
      expect(all.filter((english) => !said.has(english) && !/^\S*\{\w+\}, then \{\w+\}$/.test(english))).to.deep.equal(
        [],
      );
    });
  }
});

const isTable = (text: unknown): text is object => typeof text === 'object' && text !== null;

/** All texts of a table that are not made by functions. */
function strings(table: object): string[] {
  return Object.values(table).flatMap((text: unknown) =>
    typeof text === 'string' ? [text] : text !== null && typeof text === 'object' ? strings(text) : [],
  );
}
