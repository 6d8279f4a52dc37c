import type { WizardClient } from './wizard-client.ts';

/** A new conversation in which a VDC is deployed: from the first greeting until something else is wished. */
export async function deployByChat(person: WizardClient, name: string, size: string): Promise<void> {
  await person.open();
  await person.asked('wish');
  await person.say('/deploy');
  await person.asked('name');
  await person.say(name);
  await person.asked('size');
  await person.say(size);
  await person.asked('confirm');
  await person.say('yes');
  await person.asked('next', 40_000);
  await person.say('done');
  await person.asked('wish');
}
