// Builds the widget into `dist/`: the loader, the core, and the host page beside them. Needs no configuration file, so
// that the set-up step can call it with any Node that runs Vite.
import { copyFile, mkdir, readdir, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

import { build } from 'vite';

const root = fileURLToPath(new URL('.', import.meta.url));
const dist = `${root}dist`;

/** The scripts, and the most each may weigh, gzip -9, in bytes. A page loads one language besides English at most. */
const bundles = [
  { entry: 'src/loader.ts', file: 'widget.js', limit: 3_000 },
  { entry: 'src/core.ts', file: 'widget-core.js', limit: 45_000 },
  { entry: 'src/languages/ar.ts', file: 'widget-ar.js', limit: 5_000 },
  { entry: 'src/languages/fr.ts', file: 'widget-fr.js', limit: 5_000 },
];

/** What is left of the layout of templates and styles after minifying: line breaks with the next line's indentation. */
const flatten = {
  name: 'flatten-templates',
  /** @param {unknown} _options @param {Record<string, { type: string, code?: string }>} bundle */
  generateBundle(_options, bundle) {
    for (const chunk of Object.values(bundle)) if (chunk.code) chunk.code = chunk.code.replace(/\n[ \t]+/g, ' ');
  },
};

/** Builds everything anew and returns what each script weighs. */
export async function buildWidget() {
  // Vite takes the mode from here, and libraries bring their development code along in any other one.
  const { NODE_ENV } = process.env;
  process.env['NODE_ENV'] = 'production';
  await mkdir(dist, { recursive: true });
  const sizes = [];
  for (const { entry, file, limit } of bundles) {
    await build({
      root,
      configFile: false,
      logLevel: 'warn',
      plugins: [flatten],
      define: { 'process.env.NODE_ENV': '"production"' },
      build: {
        outDir: dist,
        emptyOutDir: false,
        copyPublicDir: false,
        target: ['chrome123', 'firefox128', 'safari17.5'],
        lib: { entry: `${root}${entry}`, formats: ['iife'], name: 'ThreebotChatWidget', fileName: () => file },
      },
    });
    const gzip = gzipSync(await readFile(`${dist}/${file}`), { level: 9 }).length;
    sizes.push({ file, gzip, limit });
  }
  if (NODE_ENV === undefined) delete process.env['NODE_ENV'];
  else process.env['NODE_ENV'] = NODE_ENV;
  for (const name of await readdir(`${root}page`)) await copyFile(`${root}page/${name}`, `${dist}/${name}`);
  return sizes;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const sizes = await buildWidget();
  for (const { file, gzip, limit } of sizes) {
    console.log(`${file.padEnd(16)} ${(gzip / 1_000).toFixed(1).padStart(5)} kB gzip of ${limit / 1_000}`);
  }
  if (sizes.some(({ gzip, limit }) => gzip > limit)) {
    console.error('A script weighs more than it may: see the sizes above.');
    process.exitCode = 1;
  }
}
