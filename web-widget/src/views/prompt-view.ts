import { html, nothing, type TemplateResult } from 'lit';

import type { Command, Prompt } from '#src/protocol/index.ts';

import { markdown } from '../markdown/view.ts';
import { askControls } from './ask-view.ts';
import { confirmView } from './confirm-view.ts';
import { formView } from './form-view.ts';
import { icons } from './icons.ts';
import { promptTextId } from './prompt-ids.ts';
import type { ViewContext } from './view-context.ts';

/** What the wizard asks. While it is open it has controls; afterwards it is only what was asked. */
export function promptView(context: ViewContext, prompt: Prompt): TemplateResult {
  const open = context.reading.open?.id === prompt.id;
  return html`<div class="prompt" data-prompt=${prompt.id} data-kind=${prompt.kind} data-open=${open} aria-disabled=${open ? nothing : 'true'}>
    ${body(context, prompt, open)} ${open ? commandRow(context, prompt) : closedNote(context, prompt)}
  </div>`;
}

function body(context: ViewContext, prompt: Prompt, open: boolean): TemplateResult {
  switch (prompt.kind) {
    case 'ask':
      return html`<div class="asked" id=${promptTextId(prompt)}>${markdown(context, prompt.question.text)}</div>
        ${open ? askControls(context, prompt) : nothing}`;
    case 'form':
      return formView(context, prompt, open);
    case 'confirm':
      return confirmView(context, prompt, open);
    case 'offers':
      return html`<div class="asked" id=${promptTextId(prompt)}>${markdown(context, prompt.text)}</div>
        ${open ? offers(context, prompt) : nothing}`;
    default:
      return prompt satisfies never;
  }
}

function offers(context: ViewContext, prompt: Extract<Prompt, { kind: 'offers' }>): TemplateResult {
  return html`<div class="buttons" role="group" aria-labelledby=${promptTextId(prompt)}>
    ${prompt.offers.map(
      ({ offer, label, style }) => html`<button
        type="button"
        class="button"
        data-style=${style ?? 'plain'}
        data-offer=${offer}
        aria-disabled=${context.busy ? 'true' : nothing}
        @click=${() => context.reply({ type: 'offer', prompt: prompt.id, offer }, label)}
      >
        <span dir=${context.dirOf(label)}>${context.text(label)}</span>
      </button>`,
    )}
  </div>`;
}

/** Commands that are drawn, in this order. Repeating is for channels where the question scrolls away. */
const drawn = ['back', 'skip', 'help', 'menu', 'restart', 'cancel'] as const satisfies readonly Command[];

function commandRow(context: ViewContext, prompt: Prompt): TemplateResult | typeof nothing {
  const { t, picture } = context;
  const offered = drawn.filter((command) => prompt.commands.includes(command));
  const help = prompt.kind === 'ask' ? prompt.question.help : undefined;
  const unfolded = picture.has(`help:${prompt.id}`);
  if (offered.length === 0 && help === undefined) return nothing;
  const press = (command: Command): void => {
    if (command === 'help' && help !== undefined) {
      if (unfolded) picture.delete(`help:${prompt.id}`);
      else picture.set(`help:${prompt.id}`, 'open');
      context.update();
    } else {
      context.reply({ type: 'command', command, prompt: prompt.id }, t(`command.${command}`));
    }
  };
  const all: readonly Command[] = help !== undefined && !offered.includes('help') ? [...offered, 'help'] : offered;
  return html`${
    help !== undefined && unfolded
      ? html`<div class="help" id="help-${prompt.id}">${markdown(context, help)}</div>`
      : nothing
  }
    <div class="commands" role="group" aria-label=${t('prompt.commands')}>
      ${all.map(
        (command) => html`<button
          type="button"
          class="quiet"
          data-command=${command}
          aria-disabled=${context.busy ? 'true' : nothing}
          aria-expanded=${command === 'help' && help !== undefined ? unfolded : nothing}
          @click=${() => press(command)}
        >
          ${t(`command.${command}`)}
        </button>`,
      )}
    </div>`;
}

function closedNote(context: ViewContext, prompt: Prompt): TemplateResult | typeof nothing {
  const answer = context.reading.answers.get(prompt.id);
  if (answer === undefined) return nothing;
  const text = context.t('prompt.answered', { text: answer });
  // The answer stands in its own bubble; a card without its controls says what came of it.
  return prompt.kind === 'confirm'
    ? html`<p class="small closed">${icons.check} ${text}</p>`
    : html`<p class="unseen">${text}</p>`;
}
