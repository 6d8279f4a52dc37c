import type { Renderer } from '#src/flow-tools/run-test.ts';

import { renderEntry, renderPrompt } from './chat-render.ts';
import { webEntry, webPrompt } from './flow-web-render.ts';

/** The channels that flows are tested on, and how each writes what is said and asked. */
export const renderers: readonly Renderer[] = [
  { channel: 'terminal', entry: (entry) => renderEntry(entry, 'https://wizard.example'), prompt: renderPrompt },
  { channel: 'web', entry: webEntry, prompt: webPrompt },
];
