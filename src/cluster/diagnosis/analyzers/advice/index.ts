import type { Analyzer } from '../../analyzer.ts';
import { guards } from './guards.ts';
import { podSettings } from './pod-settings.ts';
import { spareCopies } from './spare-copies.ts';
import { unreached } from './unreached.ts';
import { unused } from './unused.ts';
import { wideRights } from './wide-rights.ts';

/** Good habits. Nothing of it is broken, and so none of it is looked at unless somebody asks for advice. */
export const advisers: { readonly [rule: string]: Analyzer } = {
  'pod-settings': podSettings,
  'spare-copies': spareCopies,
  'wide-rights': wideRights,
  guards,
  unreached,
  'unused-configuration': unused,
};
