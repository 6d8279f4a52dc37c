import { matchesGlob } from 'node:path';
import { z } from 'zod';

const faultKinds = ['node-dies', 'no-capacity', 'unknown-outcome', 'slow'] as const;
export type FaultKind = (typeof faultKinds)[number];

/** The engine's part of the configuration. */
export const simulatedOptionsSchema = z.strictObject({
  /** Decides jitter and failures: the same seed, the same story. */
  seed: z.string().min(1).default('3bot'),
  /** How much faster than a few seconds a VDC boots. */
  speed: z.number().positive().max(10_000).default(1),
  /** The share of deployments that something happens to. */
  failureRate: z.number().min(0).max(1).default(0),
  /** Failures on purpose, for VDCs whose name matches. */
  faults: z
    .array(z.strictObject({ on: z.literal('apply'), vdc: z.string().min(1).max(80), kind: z.enum(faultKinds) }))
    .default([]),
  /** Where the Kubernetes API of the VDCs listens. */
  apiHost: z.enum(['127.0.0.1', '::1']).default('127.0.0.1'),
  /** 0: choose a free port at the first start and keep it. */
  apiPort: z.int().min(0).max(65_535).default(0),
});

export type SimulatedOptions = z.infer<typeof simulatedOptionsSchema>;

/** Whether an operator asked for this failure on VDCs of this name. */
export function faultAskedFor(options: SimulatedOptions, vdc: string, kind: FaultKind): boolean {
  return options.faults.some((fault) => fault.kind === kind && matchesGlob(vdc, fault.vdc));
}
