import { expect } from 'chai';

import { transcriptLines } from '#test/support/transcript.ts';
import { startTestWizard, type TestWizard } from '#test/support/wizard.ts';
import type { WizardClient } from '#test/support/wizard-client.ts';

/** Words that only English has. */
const english =
  /\b(the|this|your|you|what|with|and|is|are|machines? (reserved|boot)|ready|please|done|looked?|check|changes|wait)\b/i;

describe('in French', function () {
  this.timeout(240_000);
  let wizard: TestWizard;
  let client: WizardClient;

  before(async () => {
    wizard = await startTestWizard();
    client = await wizard.client();
    await client.open({ locale: 'fr-BE' });
  });

  after(() => wizard.stop());

  /** What the wizard has said so far. */
  const lines = () => client.entries.flatMap(transcriptLines).filter((line) => !line.startsWith('you  '));

  /** Nothing of what was said is English; names, and what is typed into a terminal, are nobody's language. */
  const expectFrench = (): void => {
    const said = lines().map((line) => line.replace(/kubectl --kubeconfig <file> get nodes/, ''));
    expect(said.filter((line) => english.test(line))).to.deep.equal([]);
    const work = [
      ...client.entries.flatMap((entry) => (entry.type === 'operation' ? [entry.operation] : [])),
      ...client.operations.values(),
    ].flatMap(({ title, badge = '', stages }) => [
      title,
      badge,
      ...stages.flatMap((one) => [one.title, one.text ?? '']),
    ]);
    expect(work.filter((text) => english.test(text) || text === 'simulated')).to.deep.equal([]);
  };

  it('goes from the first word to a kubeconfig, and says nothing in English', async () => {
    await client.asked('wish');
    await client.say('Déployer un centre');
    await client.asked('name');
    await client.say('Pas un nom');
    await client.say('annuler');
    await client.asked('wish');
    await client.say('non');
    await client.say('Déployer un centre');
    await client.asked('name');
    await client.say('boutique');
    await client.asked('size');
    await client.say('Petite');
    const summary = await client.asked('confirm');
    expect(summary.kind === 'confirm' && summary.text).to.match(/^Voici votre plan\u00a0:/);
    await client.say('oui');
    await client.asked('next', 60_000);
    expect(lines()).to.include('show download boutique.kubeconfig.yaml').and.to.include('bot  boutique est prêt.');
    expectFrench();
    const work = [...client.operations.values()].flatMap(({ stages }) => stages.map(({ title }) => title));
    expect(work).to.include('Démarrer les contrôleurs');
  });

  it('breaks an app in there, finds out why it does not run, and mends it', async () => {
    await client.say('C’est tout, merci');
    await client.asked('wish');
    await client.say('casser quelque chose');
    await client.asked('fault', 60_000);
    await client.say('L’image d’une application a disparu');
    await client.asked('next', 60_000);
    await client.say('Trouver et réparer');
    const how = await client.asked('remedy', 60_000);
    expect(lines()).to.include('show card L’image nginx:does-not-exist est introuvable dans docker.io.: En panne');
    const ways = how.kind === 'ask' ? (how.question.choices ?? []).map(({ label }) => label) : [];
    expect(ways[0]).to.equal('Revenir à ce qui tournait avant (nginx:1.28)');
    await client.say('Revenir à ce qui tournait avant');
    const change = await client.asked('confirm', 60_000);
    expect(change.kind === 'confirm' && change.text).to.contain('1 objet à modifier.');
    await client.say('oui');
    await client.asked('next', 120_000);
    expect(lines().some((line) => /« Revenir à ce qui tournait avant/.test(line.replaceAll('\u00a0', ' ')))).to.equal(
      true,
    );
    expectFrench();
  });
});
