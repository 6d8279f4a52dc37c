import { z } from 'zod';

import { appObjects } from '../apps/app-objects.ts';
import { appWishSchema, checkedApp } from '../apps/app-wish.ts';
import { pinnedImage } from '../apps/pinned-image.ts';
import { standingApp } from '../apps/standing-app.ts';
import { examplePlanned, planChanges, plannedSchema, showChanges } from '../changes/index.ts';
import { defineAction } from '../define-action.ts';
import { type Card, cardSchema } from '../shown.ts';
import { textsIn } from '../texts/texts.ts';
import { openVdc } from '../vdc-clusters.ts';

/** What deploying an app, or changing one, would change. Changes nothing. */
export const appPlan = defineAction({
  kind: 'read',
  name: 'app.plan',
  title: 'Checks an app and shows what deploying it would change',
  permission: 'vdc.change',
  input: appWishSchema,
  output: plannedSchema.extend({ update: z.boolean(), card: cardSchema }),
  run: async (context, wish) => {
    const { services, caller, locale, signal } = context;
    const app = await checkedApp(wish, { services, owner: caller.owner });
    const vdc = await openVdc(services, caller, wish.vdc);
    const [standing, pinned, home] = await Promise.all([
      standingApp(vdc.cluster, app, signal),
      pinnedImage(services, vdc, app.image, signal),
      vdc.cluster.get({ apiVersion: 'v1', kind: 'Namespace', name: app.namespace }, { signal }),
    ]);
    const update = standing.deployment !== null;
    const title = `${update ? 'Update' : 'Deploy'} ${app.name}`;
    const placed = { ...app, image: pinned.image, replicas: app.volume ? Math.min(1, app.replicas) : app.replicas };
    const set = await planChanges(context, vdc, {
      title,
      objects: [
        ...(home ? [] : [{ apiVersion: 'v1', kind: 'Namespace', metadata: { name: app.namespace } }]),
        ...appObjects(placed, standing, `${title}: ${app.image}`, services.now()),
      ],
      notes: [
        ...(pinned.note === '' ? [] : [pinned.note]),
        ...(app.volume && app.replicas > 1
          ? ['An app with a volume runs once: a volume is written by one copy only.']
          : []),
        ...(standing.scaled ? ['An autoscaler decides how many copies run; that stays so.'] : []),
        ...(app.volume && standing.claim
          ? ['Its volume is there already and stays as it is, with the data on it.']
          : []),
      ],
    });
    const { appTexts: texts } = textsIn(locale);
    const card: Card = {
      title: app.name,
      fields: [
        { label: texts.image, value: pinned.image },
        { label: texts.copies, value: String(placed.replicas) },
        { label: texts.each, value: texts.size(app.size.cpu, app.size.memory) },
        ...(app.ports.length === 0
          ? []
          : [{ label: texts.address, value: `${app.name}.${app.namespace}.svc:${app.ports[0]}`, copy: true }]),
      ],
    };
    return { ...showChanges(set, locale), update, card };
  },
  simulate: ({ name, image }) => ({
    ...examplePlanned(`Deploy ${name}`),
    update: false,
    card: { title: name, fields: [{ label: 'Image', value: image }] },
  }),
});
