import { z } from 'zod';

import { imageProblem, NONE } from '../apps/app-wish.ts';
import { parseImage } from '../apps/image-name.ts';
import { defineAction } from '../define-action.ts';
import { saidIn } from '../texts/texts.ts';

/** Whether a text is the name of an image, and the port that such an image usually listens on. */
export const appCheckImage = defineAction({
  kind: 'read',
  name: 'app.checkImage',
  title: 'Whether this is the name of an image, and its usual port',
  permission: 'vdc.read',
  input: z.strictObject({ image: z.string().max(600) }),
  output: z.object({
    ok: z.boolean(),
    text: z.string().optional(),
    /** "80", or "none" where nothing is known. */
    port: z.string(),
  }),
  run: async ({ locale }, { image }) => {
    const parsed = parseImage(image.trim());
    if (parsed) return { ok: true, port: usualPort(parsed.repository) };
    return { ok: false, text: saidIn(locale, imageProblem(image)), port: NONE };
  },
  simulate: ({ image }) => {
    const parsed = parseImage(image.trim());
    return parsed
      ? { ok: true, port: usualPort(parsed.repository) }
      : { ok: false, text: imageProblem(image), port: NONE };
  },
});

/** Ports of images that everybody knows. */
const ports: { readonly [image: string]: string } = {
  nginx: '80',
  httpd: '80',
  caddy: '80',
  wordpress: '80',
  nextcloud: '80',
  whoami: '80',
  ghost: '2368',
  grafana: '3000',
  gitea: '3000',
  postgres: '5432',
  mysql: '3306',
  mariadb: '3306',
  redis: '6379',
  valkey: '6379',
  mongo: '27017',
  rabbitmq: '5672',
  'hello-app': '8080',
  minio: '9000',
  'docker-demo': '8080',
};

function usualPort(repository: string): string {
  return ports[repository.split('/').at(-1) ?? ''] ?? NONE;
}
