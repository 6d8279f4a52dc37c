import type { IncomingHttpHeaders } from 'node:http';

import type { Registry } from 'prom-client';

import type { OneTimeLinks } from '#src/accounts/one-time-links.ts';
import type { Flow, Problem } from '#src/chatflow/index.ts';
import { hostPage } from './host-page.ts';
import type { Answer, Routes } from './http-server.ts';
import { oneTimePages } from './one-time-pages.ts';
import { Pages } from './pages.ts';

export interface RouteOptions {
  /** Rejects while the wizard cannot take turns. */
  ready(): Promise<object>;
  metrics: Registry;
  links: OneTimeLinks;
  /** What a one-time link leads to, by kind: made only when it is fetched. Null when it is gone. */
  fetchers: Readonly<Record<string, (owner: string, subject: string) => Promise<string | null>>>;
  flows(): { flows: Flow[]; problems: Problem[] };
  bots: BotPages;
  /** Pages elsewhere that hold the widget: they may fetch what it offers to download. */
  allowedOrigins: readonly string[];
}

/** What bot channels answer over HTTP. */
export interface BotPages {
  /** What a platform brings, with the status it is answered with. */
  webhook(name: string, headers: IncomingHttpHeaders, body: string): Promise<number>;
  /** Whether a secret can be entered under this token. */
  asksSecret(token: string): Promise<boolean>;
  /** False when nobody asks for it any more. */
  takeSecret(token: string, secret: string): Promise<boolean>;
}

/** The most that a platform brings at once, and that a secret may be. */
const MOST_BROUGHT = 1_048_576;
const MOST_SECRET = 100_000;

const root = new URL('../../', import.meta.url);

/** Everything the server answers over HTTP. */
export async function routes(options: RouteOptions): Promise<Routes> {
  const pages = await Pages.read({
    'index.html': new URL('web-widget/dist/index.html', root),
    'page.css': new URL('web-widget/dist/page.css', root),
    'icon.svg': new URL('web-widget/dist/icon.svg', root),
    'widget.js': new URL('web-widget/dist/widget.js', root),
    'widget-core.js': new URL('web-widget/dist/widget-core.js', root),
    'widget-fr.js': new URL('web-widget/dist/widget-fr.js', root),
    'widget-ar.js': new URL('web-widget/dist/widget-ar.js', root),
  });
  return {
    'GET /': ({ request }) => {
      const { body, ...answer } = pages.answer('index.html');
      const headers = { ...answer.headers, vary: 'accept-language' };
      return { ...answer, headers, body: hostPage(String(body), request.headers['accept-language']) };
    },
    'GET /page.css': () => pages.answer('page.css'),
    'GET /icon.svg': () => pages.answer('icon.svg'),
    'GET /widget.js': () => pages.answer('widget.js'),
    'GET /widget-core.js': () => pages.answer('widget-core.js'),
    'GET /widget-fr.js': () => pages.answer('widget-fr.js'),
    'GET /widget-ar.js': () => pages.answer('widget-ar.js'),
    'GET /healthz': () => ({ status: 200, body: 'ok\n' }),
    'GET /readyz': async () => {
      try {
        return json(200, { ready: true, ...(await options.ready()) });
      } catch {
        return json(503, { ready: false, reason: 'Redis cannot be reached' });
      }
    },
    'GET /metrics': async () => ({
      status: 200,
      headers: { 'content-type': options.metrics.contentType },
      body: await options.metrics.metrics(),
    }),
    'GET /api/flows': () => {
      const { flows, problems } = options.flows();
      const list = flows.map(({ id, version, hash, title, description, file }) => {
        return { id, version, hash, title, description, file };
      });
      return json(problems.some(({ severity }) => severity === 'error') ? 207 : 200, { flows: list, problems });
    },
    'POST /bots/:name': async ({ parameter, request, body }) => ({
      status: await options.bots.webhook(parameter, request.headers, await body(MOST_BROUGHT)),
    }),
    // A page first here, too: whatever previews links does not use it up.
    'GET /secret/:token': async ({ parameter, request }) => {
      const { secret, gone } = oneTimePages(request.headers['accept-language']);
      return (await options.bots.asksSecret(parameter)) ? page(200, secret) : page(410, gone);
    },
    'POST /secret/:token': async ({ parameter, request, body }) => {
      const pagesNow = oneTimePages(request.headers['accept-language']);
      const secret = new URLSearchParams(await body(MOST_SECRET)).get('secret') ?? '';
      if (secret === '') return page(400, pagesNow.secret);
      return (await options.bots.takeSecret(parameter, secret)) ? page(200, pagesNow.taken) : page(410, pagesNow.gone);
    },
    // A page first, so that whatever previews links does not use this one up; the button fetches it.
    'GET /once/:token': async ({ parameter, request }) => {
      const { download, gone } = oneTimePages(request.headers['accept-language']);
      const link = await options.links.peek(parameter);
      return link ? page(200, download(link.filename)) : page(410, gone);
    },
    'POST /once/:token': async ({ parameter, request }) => {
      const { origin = '' } = request.headers;
      const readable = options.allowedOrigins.includes(origin) ? { 'access-control-allow-origin': origin } : {};
      const link = await options.links.redeem(parameter);
      const fetcher = link && Object.hasOwn(options.fetchers, link.kind) ? options.fetchers[link.kind] : undefined;
      const content = link && fetcher ? await fetcher(link.owner, link.subject) : null;
      if (!link || content === null) {
        const gone = page(410, oneTimePages(request.headers['accept-language']).gone);
        return { ...gone, headers: { ...gone.headers, ...readable } };
      }
      return {
        status: 200,
        headers: {
          ...readable,
          'content-type': 'application/octet-stream',
          'content-disposition': `attachment; filename="${link.filename.replace(/[^\w.-]/g, '_')}"`,
        },
        body: content,
      };
    },
  };
}

function json(status: number, content: object): Answer {
  return { status, headers: { 'content-type': 'application/json' }, body: `${JSON.stringify(content)}\n` };
}

function page(status: number, body: string): Answer {
  return { status, headers: { 'content-type': 'text/html; charset=utf-8' }, body };
}
