import { expect } from 'chai';

import { checks, judgeUpgrade } from '#src/cluster/upgrade/index.ts';
import { saidIn } from '#src/provisioning/texts/texts.ts';

import { clear } from './clear-clusters.ts';
import { preflightOf } from './fixtures.ts';
import { troubled } from './troubled-clusters.ts';

const isArabic = (text: string): boolean => /[\u0600-\u06ff]/.test(saidIn('ar', text));

describe('An upgrade check in Arabic', () => {
  it('says everything that it says in English', () => {
    const untold = new Set<string>();
    for (const { wish } of [...troubled, ...clear]) {
      const { lines, notLookedAt } = judgeUpgrade(preflightOf(wish()));
      for (const { check, title, detail, remedies } of lines) {
        const own = check === 'node-health' || check === 'present-faults' || check === 'extension-apis';
        // What a diagnosis says has its own words, and its own test.
        const texts = own
          ? [detail ?? '']
          : [title, detail ?? '', ...remedies.flatMap((remedy) => [remedy.title, remedy.warning])];
        for (const text of texts) if (text !== '' && !isArabic(text)) untold.add(text);
      }
      for (const text of notLookedAt) if (!isArabic(text)) untold.add(text);
    }
    for (const { fine, subject, needs } of Object.values(checks)) {
      if (needs.length === 0) continue;
      for (const text of [fine, subject, `${subject}: the credentials may not read Pod.`])
        if (!isArabic(text)) untold.add(text);
    }
    expect([...untold]).to.deep.equal([]);
  });

  const sentences: [english: string, arabic: string][] = [
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
  ];
  for (const [english, arabic] of sentences) {
    it(`says it whole: ${english}`, () => {
      expect(saidIn('ar', english)).to.equal(arabic);
    });
  }
});
