import { expect } from 'chai';

import { understand } from '#src/understanding/index.ts';
import { language } from '#src/understanding/language.ts';
import { Sentence } from '#src/understanding/sentence.ts';

import { openSituations } from './situations.ts';

describe('the numbers of a sentence', () => {
  for (const [said, meant] of [
    ['five workers, actually make it seven', '7 workers'],
    ['two, no wait, three workers', '3 workers'],
    ['six workers... nah, four', '4 workers'],
    ['make it seven workers, no, six workers, in demo', 'make it 6 workers in demo'],
    ['it has 3 nodes and I want 5', 'it has 5 nodes and i want'],
    ['it has 3 nodes and needs 2 more', 'it has 2 nodes and needs more'],
    ['remove 2 of the 5 workers', 'remove 2 workers'],
    ['five instead of three', '5'],
    ['instead of 3 workers demo should have 5', '5 workers demo should have'],
    ['from six nodes down to four', 'from 4 nodes down to'],
    ['cinq nœuds, non, six', '6 nœuds'],
    ['ثلاثة خوادم، لا، خمسة', '5 خوادم'],
  ] as const) {
    it(`leave out the number that is not meant: ${said}`, () => {
      expect(new Sentence(said, language()).text).to.equal(meant);
    });
  }
  for (const [said, meant] of [
    ['one worker, no, three controllers', '1 worker actually 3 controllers'],
    ['3 workers and not 1 controller', '3 workers and not 1 controller'],
    ['2 workers and 3 controllers', '2 workers and 3 controllers'],
    ['between 2 and 8, no more than 9 GB', 'between 2 and 8 no more than 9 gb'],
    ['I have 2 apps and need 3 workers', 'i have 2 apps and need 3 workers'],
  ] as const) {
    it(`keep two numbers that are both meant: ${said}`, () => {
      expect(new Sentence(said, language()).text).to.equal(meant);
    });
  }
});

describe('how many workers more or fewer', () => {
  let scene: Awaited<ReturnType<typeof openSituations>>;

  before(async () => {
    scene = await openSituations();
  });

  for (const [said, workers, count] of [
    ['grow demo by 2 workers', 2, 'more'],
    ['shrink demo by one worker', 1, 'fewer'],
    ['remove 2 of the 5 workers in web1', 2, 'fewer'],
    ['take 1 of the 3 machines of demo away', 1, 'fewer'],
    ['web1 has 3 workers and needs 2 more', 2, 'more'],
    ['I only have 2 workers in web1, please add 3', 3, 'more'],
    ['web1 a 3 workers, ajoute 2 de plus', 2, 'more'],
    ['reduce web1 from 6 nodes down to 4', 4, undefined],
    ['cut demo down to 2 workers by tonight', 2, undefined],
    ['make web1 5 workers instead of 3', 5, undefined],
  ] as const) {
    it(`are ${workers}${count === undefined ? ' in all' : ` ${count}`} where somebody says: ${said}`, () => {
      const [command] = understand(scene('home', said, 'en')).commands;
      expect(command).to.include({ type: 'start', flow: 'scale-vdc' });
      const slots = command?.type === 'start' ? command.slots : {};
      expect([slots['workers'], slots['count']]).to.deep.equal([workers, count]);
    });
  }
});
