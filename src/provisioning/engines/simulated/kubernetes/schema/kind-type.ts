import type { Kind } from '../kinds/kind.ts';
import type { StructType } from './types.ts';
import { typeNamed } from './types.ts';

/** The type of a kind's objects. */
export const typeOfKind = ({ schema }: Kind): StructType => (typeof schema === 'string' ? typeNamed(schema) : schema);
