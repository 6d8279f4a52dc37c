import { expect } from 'chai';

import { transcriptLines } from '#test/support/transcript.ts';
import { startTestWizard, type TestWizard } from '#test/support/wizard.ts';

/** Words that only English has. */
const english = /\b(the|this|your|you|what|with|and|is|are|machines? (reserved|boot)|ready|please)\b/i;

describe('in French', function () {
  this.timeout(60_000);
  let wizard: TestWizard;

  before(async () => {
    wizard = await startTestWizard();
  });

  after(() => wizard.stop());

  it('goes from the first word to a kubeconfig, and says nothing in English', async () => {
    const client = await wizard.client();
    await client.open({ locale: 'fr-BE' });
    await client.asked('wish');
    await client.say('Déployer un centre');
    await client.asked('name');
    await client.say('Pas un nom');
    await client.say('annuler');
    await client.asked();
    await client.say('non');
    await client.asked('wish');
    await client.say('Déployer un centre');
    await client.asked('name');
    await client.say('boutique');
    await client.asked('size');
    await client.say('Petite');
    const summary = await client.asked('confirm');
    expect(summary.kind === 'confirm' && summary.text).to.match(/^Voici votre plan\u00a0:/);
    await client.say('oui');
    await client.asked('next', 30_000);
    const lines = client.entries.flatMap(transcriptLines).filter((line) => !line.startsWith('you  '));
    expect(lines).to.include('show download boutique.kubeconfig.yaml').and.to.include('bot  boutique est prêt.');
    const said = lines.map((line) => line.replace(/kubectl --kubeconfig <file> get nodes/, ''));
    expect(said.filter((line) => english.test(line))).to.deep.equal([]);
    const work = [...client.operations.values()].flatMap(({ title, stages }) => [
      title,
      ...stages.map((one) => one.title),
    ]);
    expect(work.filter((text) => english.test(text))).to.deep.equal([]);
    expect(work).to.include('Démarrer les contrôleurs');
  });
});
