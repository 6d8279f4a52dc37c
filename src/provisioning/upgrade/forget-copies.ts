import type { Services } from '../services.ts';

/** Shreds what was kept of a VDC that is gone: nobody could find it any more. */
export async function forgetCopies(
  { upgrades, secrets }: Pick<Services, 'upgrades' | 'secrets'>,
  owner: string,
  vdc: string,
): Promise<void> {
  for (const { way, name } of await upgrades.copies(owner, vdc)) if (way === 'export') await secrets.shred(name);
  await upgrades.dropCopies(owner, vdc);
}
