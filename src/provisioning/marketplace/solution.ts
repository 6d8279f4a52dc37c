import { z } from 'zod';

import { parseQuantity } from '#src/cluster/index.ts';
import { templateProblem } from './template.ts';

/** A value of a template: `${{ … }}` in its texts is computed, and a text that is nothing else keeps the value's type. */
export type Template = null | boolean | number | string | readonly Template[] | { readonly [key: string]: Template };

const text = z.string().min(1).max(400);
const name = z
  .string()
  .regex(/^[a-z][a-z0-9-]{1,38}$/, 'lower-case letters, digits and dashes, beginning with a letter');
const slot = z.string().regex(/^[a-z][a-z0-9_]{1,30}$/, 'lower-case letters, digits and _, beginning with a letter');

/** What may stand in a `${{ … }}`: `name`, `space` (the namespace), `host`, `url`, `size`, `answers`, `secrets`. */
const written = z.string().check((context) => {
  const problem = templateProblem(context.value);
  if (problem !== undefined) context.issues.push({ code: 'custom', message: problem, input: context.value });
});
const template: z.ZodType<Template> = z.lazy(() =>
  z.union([z.null(), z.boolean(), z.number(), written, z.array(template), z.record(z.string(), template)]),
);
const quantity = z.string().refine((value) => parseQuantity(value) !== undefined, 'a quantity such as 500m, 2 or 1Gi');
const amount = z.union([quantity, z.string().regex(/^\$\{\{.+\}\}$/s)]).pipe(written);

/** One thing to ask before installing, as a question of a chatflow is written. */
const question = z
  .strictObject({
    slot,
    type: z.enum(['string', 'int', 'bool', 'choice', 'email', 'url', 'secret']).default('string'),
    label: text.max(60),
    text,
    help: text.optional(),
    placeholder: text.max(120).optional(),
    /** Offered; "skip" takes it. Secrets have none. */
    default: z.union([z.string(), z.number(), z.boolean()]).optional(),
    choices: z
      .array(z.strictObject({ value: z.string(), label: text }))
      .min(2)
      .max(12)
      .optional(),
    /** The whole answer, linear-time. */
    pattern: z.string().max(200).optional(),
    min: z.number().optional(),
    max: z.number().optional(),
    /** Asked only while that yes-or-no question was answered with yes. */
    when: slot.optional(),
  })
  .refine(
    ({ type, choices }) => (type === 'choice') === (choices !== undefined),
    'a choice, and only that, has choices',
  );

/** A password that is made up, kept in a Secret inside the VDC, and shown by a link that works once. */
const generated = z.strictObject({
  id: slot,
  label: text.max(60),
  length: z.int().min(12).max(64).default(24),
  /** Shown to the person; otherwise only the solution itself knows it. */
  shown: z.boolean().default(false),
  /** What it belongs to: the name to sign in with. */
  user: written.optional(),
});

const claim = z.strictObject({
  /** The claim's name; of a StatefulSet, its template's: `data` becomes `data-<workload>-0`. */
  name: written,
  size: amount,
  /** Where it is mounted. */
  path: z.string().startsWith('/').optional(),
  /** What is on it, for the sentence about what is lost. */
  holds: text.max(80),
});

/** One Deployment, StatefulSet or DaemonSet that the solution brings. */
const workload = z.strictObject({
  kind: z.enum(['Deployment', 'StatefulSet', 'DaemonSet']).default('Deployment'),
  name: written,
  image: z
    .string()
    .regex(/^[^\s]+:[^\s:]+$/, 'an image with its tag')
    .pipe(written),
  replicas: z.union([z.int().min(1), written]).default(1),
  /** What each copy asks for. */
  cpu: amount,
  memory: amount,
  /** By name; each has a Service of the workload's name unless `service` says another one. */
  ports: z.record(z.string(), z.int().min(1).max(65_535)).default({}),
  service: written.optional(),
  claims: z.array(claim).default([]),
  /** The rest is only for solutions without a chart, whose objects are made from these. */
  env: z.record(z.string(), template).default({}),
  command: z.array(written).optional(),
  args: z.array(written).optional(),
  /** Small files: path and content. */
  files: z.record(z.string().startsWith('/'), written).default({}),
  /** Answers with 2xx or 3xx when it is ready; without it an open port is enough. */
  health: z.string().startsWith('/').optional(),
  /** Whom it runs as, where the image leaves it open. */
  user: z.int().min(0).optional(),
});

/** A solution of the marketplace: a Helm chart with what to ask and what it brings, or workloads of its own. */
export const solutionSchema = z
  .strictObject({
    id: name,
    title: text.max(60),
    description: text,
    icon: name,
    category: z.enum(['office', 'social', 'develop', 'publish', 'data', 'chain', 'platform']),
    /** Other words people use for it. */
    words: z.array(z.string()).default([]),
    /**
     * `retired`: nobody maintains it any more; `manual`: it lives, but wants hands that I do not have. `note` says why, and
     * `instead` names one that can be installed.
     */
    state: z.enum(['living', 'retired', 'manual']).default('living'),
    note: text.optional(),
    instead: name.optional(),
    chart: z
      .strictObject({
        /** `https://…` or `oci://…`. */
        repo: z.string().regex(/^(https|oci):\/\/[^\s]+$/),
        name: z.string().min(1),
        version: z.string().regex(/^v?\d+\.\d+\.\d+/),
        /** The version of what is in it. */
        app: z.string().min(1),
        /** Where it lives when it must: otherwise a namespace of its own. */
        namespace: name.optional(),
      })
      .optional(),
    /** Only one in a VDC. */
    single: z.boolean().default(false),
    sizes: z
      .array(z.strictObject({ id: name, cpu: quantity, memory: quantity, disk: quantity.optional() }))
      .min(1)
      .max(6),
    questions: z.array(question).max(12).default([]),
    secrets: z.array(generated).max(12).default([]),
    values: z.record(z.string(), template).default({}),
    workloads: z.array(workload).max(20),
    /** Where it answers people: the Service and its port. Absent: nothing to look at with a browser. */
    web: z.strictObject({ service: written, port: z.int(), path: z.string().startsWith('/').default('/') }).optional(),
    /** It does not work without an address of its own. */
    needsHost: z.boolean().default(false),
    /** Said when it is there: how to begin. */
    after: written.optional(),
    /** Minutes it may take until all of it is ready. */
    patience: z.int().min(1).max(60).default(15),
    /** What is gone for good when it is removed with its data. */
    lost: text,
  })
  .refine(({ state, note }) => state === 'living' || note !== undefined, 'what is not installed says why in `note`')
  .refine(({ chart, state, workloads }) => chart || state !== 'living' || workloads.length > 0, 'a chart or workloads')
  .refine(
    ({ workloads }) => !workloads.some(({ files }) => Object.values(files).some((file) => file.includes('secrets.'))),
    'no secret in `files`: they lie in a ConfigMap',
  );

export type Solution = z.infer<typeof solutionSchema>;
export type Question = Solution['questions'][number];
