import { readFile } from 'node:fs/promises';

import type { Answer } from './http-server.ts';

const types: Readonly<Record<string, string>> = {
  html: 'text/html; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
  svg: 'image/svg+xml',
  png: 'image/png',
};

/** Files of the host page and the widget, read once and served from memory, so that no path of a request meets the disk. */
export class Pages {
  readonly #files: ReadonlyMap<string, Answer>;

  private constructor(files: ReadonlyMap<string, Answer>) {
    this.#files = files;
  }

  /** Reads the files now; one that is missing is an error with the fix. */
  static async read(files: Readonly<Record<string, URL>>): Promise<Pages> {
    const answers = new Map<string, Answer>();
    for (const [name, url] of Object.entries(files)) {
      const body = await readFile(url).catch((cause: unknown) => {
        throw new Error(`${name} is not built yet: run "npm start", or "node web-widget/build.js"`, { cause });
      });
      const type = types[name.slice(name.lastIndexOf('.') + 1)] ?? 'application/octet-stream';
      answers.set(name, { status: 200, headers: { 'content-type': type, 'cache-control': 'no-cache' }, body });
    }
    return new Pages(answers);
  }

  answer(name: string): Answer {
    return this.#files.get(name) ?? { status: 404, body: 'There is nothing here.\n' };
  }
}
