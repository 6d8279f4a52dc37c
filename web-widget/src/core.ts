import { ThreebotChat } from './chat-element.ts';
import { createHandle, type LoaderOptions } from './host-api.ts';
import { takeLanguage } from './texts/fetch-language.ts';

const handle = (globalThis.ThreebotChat ??= createHandle(null, () => undefined));
handle.link.languages = takeLanguage;

/** The chat of this page: the one its author placed, else one that floats over it. */
function attach(): void {
  const { options, waiting } = handle.link;
  const placed = document.querySelector('threebot-chat');
  const element = placed ?? (options && document.createElement('threebot-chat'));
  // Before it comes to life: it connects to its server at once.
  if (element && options) apply(element, options);
  if (!customElements.get('threebot-chat')) customElements.define('threebot-chat', ThreebotChat);
  if (element && !placed) document.body.append(element);
  if (!(element instanceof ThreebotChat)) return;
  if (!placed) keepOnPage(element);
  handle.link.target = element;
  for (const call of waiting.splice(0)) call(element);
}

function apply(chat: Element, options: LoaderOptions): void {
  for (const name of ['server', 'flow', 'position', 'lang', 'theme'] as const) {
    const value = options[name];
    if (value !== undefined && !chat.hasAttribute(name)) chat.setAttribute(name, value);
  }
  if (options.open) chat.setAttribute('open', '');
}

/** Pages that swap their body for another one keep their chat. */
function keepOnPage(chat: ThreebotChat): void {
  const observer = new MutationObserver(() => {
    if (chat.destroyed) observer.disconnect();
    else if (!chat.isConnected) document.body.append(chat);
  });
  for (const parent of [document.documentElement, document.body]) observer.observe(parent, { childList: true });
}

if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', attach, { once: true });
else attach();
