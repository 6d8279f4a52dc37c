import { addScript } from './add-script.ts';
import { createHandle } from './host-api.ts';

/**
 * The script a page includes. It defines `window.ThreebotChat` at once and fetches the chat itself when it is opened, when
 * the page holds a `<threebot-chat>`, or when the browser has nothing else to do.
 */
function load(script: HTMLScriptElement): void {
  if (globalThis.ThreebotChat) return;
  const { server, flow, position, lang, theme, open } = script.dataset;
  const base = new URL('.', script.src).href;
  let asked = false;
  const wake = (): void => {
    if (asked) return;
    asked = true;
    addScript(new URL('widget-core.js', script.src).href);
  };
  globalThis.ThreebotChat = createHandle(
    {
      server: new URL(server ?? base, document.baseURI).href,
      ...(flow !== undefined && { flow }),
      ...(position !== undefined && { position }),
      ...(lang !== undefined && { lang }),
      ...(theme !== undefined && { theme }),
      open: open !== undefined && open !== 'false',
    },
    wake,
  );
  const ready = (): void => {
    if (document.querySelector('threebot-chat') || (open !== undefined && open !== 'false')) wake();
    else if ('requestIdleCallback' in globalThis) requestIdleCallback(wake, { timeout: 3_000 });
    else setTimeout(wake, 1_000);
  };
  if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', ready, { once: true });
  else ready();
}

if (document.currentScript instanceof HTMLScriptElement) load(document.currentScript);
