import { expect } from 'chai';

import { checks, judgeUpgrade } from '#src/cluster/upgrade/index.ts';
import { saidIn } from '#src/provisioning/texts/texts.ts';

import { clear } from './clear-clusters.ts';
import { preflightOf } from './fixtures.ts';
import { troubled } from './troubled-clusters.ts';

interface Language {
  name: string;
  locale: 'ar' | 'fr';
  /** Whether a sentence is not left in English. */
  says(english: string): boolean;
  /** Sentences whose parts are put together, and what they are as a whole. */
  whole: readonly (readonly [english: string, said: string])[];
}

const languages: readonly Language[] = [
  {
    name: 'French',
    locale: 'fr',
    says: (english) => saidIn('fr', english) !== english,
    whole: [
      [
        'From 1.33 to v1.36 in 3 steps, one minor at a time: v1.34, then v1.35, then v1.36.',
        'De 1.33 à v1.36, une version mineure à la fois\u00a0: v1.34, puis v1.35, puis v1.36.',
      ],
      ['Upgrade it to 1.4 or later first.', 'Mettez-le d’abord à niveau vers 1.4 ou plus récent.'],
      [
        'Kubernetes 1.31 cannot mount volumes of CephFS and RBD by itself any more.',
        'Kubernetes 1.31 ne sait plus monter lui-même les volumes de CephFS et RBD.',
      ],
      [
        'The admission webhook "p" refuses every change, because the service "gone" in shop does not exist.',
        'Le webhook d’admission «\u00a0p\u00a0» refuse tous les changements\u00a0: le service «\u00a0gone\u00a0» dans shop n’existe pas.',
      ],
    ],
  },
  {
    name: 'Arabic',
    locale: 'ar',
    says: (english) => /[\u0600-\u06ff]/.test(saidIn('ar', english)),
    whole: [
      [
        'The certificate of the authority of the cluster ends on 2026-06-07, in 5 days.',
        'تنتهي شهادة مرجع العنقود في 2026-06-07، بعد 5 أيام.',
      ],
      ['Upgrade it to 1.4 or later first.', 'رقِّه أولًا إلى 1.4 أو أحدث.'],
      [
        'Kubernetes 1.31 cannot mount volumes of CephFS and RBD by itself any more.',
        'لم يعد Kubernetes 1.31 يستطيع تركيب أقراص CephFS و RBD بنفسه.',
      ],
      [
        'Kubernetes 1.26 cannot mount volumes of GlusterFS any more.',
        'لم يعد Kubernetes 1.26 يستطيع تركيب أقراص GlusterFS.',
      ],
      [
        'The admission webhook "p" refuses every change, because the service "gone" in shop does not exist.',
        'خطاف القبول «p» يرفض كل تغيير، لأن الخدمة «gone» في shop غير موجودة.',
      ],
      ['Disruption budgets: the credentials may not read Pod.', 'ميزانيات التعطيل: لا تتيح بيانات الاعتماد قراءة Pod.'],
    ],
  },
];

for (const { name, locale, says, whole } of languages) {
  describe(`An upgrade check in ${name}`, () => {
    it('says everything that it says in English', () => {
      const said = new Set<string>();
      for (const { wish } of [...troubled, ...clear]) {
        const { lines, notLookedAt } = judgeUpgrade(preflightOf(wish()));
        for (const { check, title, detail = '', remedies } of lines) {
          said.add(detail);
          // What a diagnosis says has its own words, and its own test.
          if (check === 'node-health' || check === 'present-faults' || check === 'extension-apis') continue;
          said.add(title);
          for (const remedy of remedies) said.add(remedy.title).add(remedy.warning);
        }
        for (const text of notLookedAt) said.add(text);
      }
      for (const { fine, subject, needs } of Object.values(checks)) {
        if (needs.length === 0) continue;
        said.add(fine).add(subject).add(`${subject}: the credentials may not read Pod.`);
      }
      said.delete('');
      expect([...said].filter((text) => !says(text))).to.deep.equal([]);
    });

    it('shows why, and says what to do by hand', () => {
      const said = new Set<string>();
      for (const { wish } of [...troubled, ...clear]) {
        for (const { evidence, remedies } of judgeUpgrade(preflightOf(wish())).lines) {
          for (const { text } of evidence) said.add(text);
          for (const { steps } of remedies) for (const step of steps) said.add(step);
        }
      }
      // Sentences: not commands, fields of objects and what a cluster wrote.
      const sentences = [...said].filter((text) => /^["A-Z0-9].* .*\.$/.test(text));
      expect(sentences.filter((text) => !says(text))).to.deep.equal([]);
    });

    for (const [english, translated] of whole) {
      it(`says it whole: ${english}`, () => {
        expect(saidIn(locale, english)).to.equal(translated);
      });
    }
  });
}
