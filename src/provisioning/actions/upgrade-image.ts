import { z } from 'zod';

import { ActionFailure } from '../action.ts';
import { appId } from '../apps/app-reference.ts';
import { imageProblem } from '../apps/app-wish.ts';
import { parseImage } from '../apps/image-name.ts';
import { copiesOf, imagesOf } from '../apps/list-apps.ts';
import { openApp } from '../apps/open-app.ts';
import { pinnedImage } from '../apps/pinned-image.ts';
import { examplePlanned, planChanges, plannedSchema, showChanges } from '../changes/index.ts';
import { defineAction } from '../define-action.ts';
import { appInput, vdcInput } from '../inputs.ts';
import { saidIn } from '../texts/texts.ts';
import { noTrialBecause, trialOf, wantImage, wantNoTrial, wantTrial } from '../upgrade/app-image.ts';
import { releasePage } from '../upgrade/release-page.ts';

const aboutApp = { vdc: vdcInput, app: appInput };

/** What an app runs, and how carefully it can go to another image. */
export const upgradeLookAtApp = defineAction({
  kind: 'read',
  name: 'upgrade.lookAtApp',
  title: 'What an app runs, and how carefully it can be upgraded',
  permission: 'vdc.read',
  input: z.strictObject(aboutApp),
  output: z.object({
    name: z.string(),
    image: z.string(),
    copies: z.int(),
    /** Where one can read what is new; empty where nobody can tell. */
    news: z.string(),
    /** Why one copy cannot be tried first; empty where it can. */
    noTrial: z.string(),
    /** The image of a copy that is tried already; empty where there is none. */
    trying: z.string(),
    /** The id of that copy. */
    trial: z.string(),
  }),
  run: async (context, input) => {
    const { cluster, app, reference } = await openApp(context, input);
    const trial = await cluster.get(trialOf(reference), { signal: context.signal });
    const image = imagesOf(app)[0] ?? '';
    return {
      name: reference.name,
      image,
      copies: copiesOf(app).wanted,
      news: releasePage(image) ?? '',
      noTrial: saidIn(context.locale, noTrialBecause(app) ?? ''),
      trying: trial ? (imagesOf(trial)[0] ?? '') : '',
      trial: appId({ ...app, kind: 'Deployment', metadata: { ...app.metadata, ...trialOf(reference) } }),
    };
  },
  simulate: () => ({
    name: 'web',
    image: 'nginx:1.27',
    copies: 3,
    news: 'https://hub.docker.com/_/nginx/tags',
    noTrial: '',
    trying: '',
    trial: 'default/web-try',
  }),
});

/** What trying one copy of another image, taking all of them there, or ending the trial, would change. */
export const upgradePlanImage = defineAction({
  kind: 'read',
  name: 'upgrade.planImage',
  title: 'Shows what trying another image of an app, or going to it, would change',
  permission: 'vdc.change',
  input: z.strictObject({
    ...aboutApp,
    image: z.string().max(600),
    /** `one` copy beside the others; `all` of them; `none`: the trial copy goes. */
    step: z.enum(['one', 'all', 'none']),
  }),
  output: plannedSchema,
  run: async (context, { image: wished, step, ...input }) => {
    const opened = await openApp(context, input);
    const { app, reference } = opened;
    const image = wished.trim();
    if (step !== 'none' && !parseImage(image)) throw new ActionFailure('INVALID_SPEC', imageProblem(image));
    const why = step === 'one' ? noTrialBecause(app) : undefined;
    if (why !== undefined) throw new ActionFailure('UNSUPPORTED', why);
    const { services, signal, locale } = context;
    if (step === 'none') return showChanges(await planChanges(context, opened, wantNoTrial(reference)), locale);
    const pinned = await pinnedImage(services, opened, image, signal);
    const { notes = [], ...wanted } = (step === 'one' ? wantTrial : wantImage)(app, reference, pinned.image);
    const said = pinned.note === '' ? [] : [pinned.note];
    return showChanges(await planChanges(context, opened, { ...wanted, notes: [...notes, ...said] }), locale);
  },
  simulate: ({ step, image }) => ({
    ...examplePlanned(
      {
        one: `Try one copy of web with ${image}`,
        all: `Upgrade web to ${image}`,
        none: 'Take away the trial copy of web',
      }[step],
    ),
    ...(step === 'all' ? { creates: 0, changes: 1, differences: `- \`image\`: \`nginx:1.27\` → \`${image}\`` } : {}),
  }),
});
