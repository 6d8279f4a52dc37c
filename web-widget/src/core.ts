import { ThreebotChat } from './chat-element.ts';
import { createHandle, type LoaderOptions } from './host-api.ts';
import { takeLanguage } from './texts/fetch-language.ts';

if (!customElements.get('threebot-chat')) customElements.define('threebot-chat', ThreebotChat);

const handle = (globalThis.ThreebotChat ??= createHandle(null, () => undefined));
handle.link.languages = takeLanguage;

/** The chat of this page: the one its author placed, else one that floats over it. */
function attach(): void {
  const { options, waiting } = handle.link;
  const placed = document.querySelector('threebot-chat');
  const chat = placed instanceof ThreebotChat ? placed : options ? document.createElement('threebot-chat') : null;
  if (!(chat instanceof ThreebotChat)) return;
  if (options) apply(chat, options);
  if (chat !== placed) {
    document.body.append(chat);
    keepOnPage(chat);
  }
  handle.link.target = chat;
  for (const call of waiting.splice(0)) call(chat);
}

function apply(chat: ThreebotChat, options: LoaderOptions): void {
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
  observer.observe(document.documentElement, { childList: true });
  observer.observe(document.body, { childList: true });
}

if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', attach, { once: true });
else attach();
