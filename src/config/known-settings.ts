import { z } from 'zod';

import { configSchema, settings } from './config.ts';

/** One setting: its schema without "optional", and what is known of it. */
export interface KnownSetting {
  schema: z.ZodType;
  description: string;
  expects: string;
  env?: string;
  secret?: true;
}

/** Every setting by its path (`web.burst`), in the order of the schema. */
export function knownSettings(): Map<string, KnownSetting> {
  const found = new Map<string, KnownSetting>();
  const visit = (schema: z.ZodObject, prefix: string): void => {
    for (const [key, inner] of Object.entries(schema.shape)) {
      const path = prefix + key;
      if (inner instanceof z.ZodObject) {
        visit(inner, `${path}.`);
        continue;
      }
      const about = settings.get(inner as z.ZodType);
      if (about === undefined) throw new Error(`The setting "${path}" says nothing about itself.`);
      found.set(path, { ...about, schema: (inner instanceof z.ZodOptional ? inner.unwrap() : inner) as z.ZodType });
    }
  };
  visit(configSchema, '');
  return found;
}
