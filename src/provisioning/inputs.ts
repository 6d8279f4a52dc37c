import { z } from 'zod';

/** How an action is told which VDC it is about: by its id or its name. */
export const vdcInput = z.string().min(1).max(80);

/** How it is told which app: `shop/web`, or `shop/StatefulSet/db`. */
export const appInput = z.string().min(1).max(400);

/** What a list is searched for; empty shows all of it. */
export const searchInput = z.string().max(200).default('');
