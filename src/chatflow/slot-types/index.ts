import type { SlotType } from '#src/protocol/index.ts';

import { choice, file, keyValues, multichoice } from './collections.ts';
import { location, size } from './measures.ts';
import { cidr, sshKey } from './network.ts';
import { bool, int, number, rating } from './numbers.ts';
import type { SlotTypeDefinition } from './slot-type.ts';
import { email, secret, string, text, url } from './texts.ts';
import { date, datetime, duration } from './times.ts';

/** Everything the wizard can ask for. */
export const slotTypeDefinitions: Readonly<Record<SlotType, SlotTypeDefinition>> = {
  string,
  text,
  int,
  number,
  bool,
  choice,
  multichoice,
  date,
  datetime,
  duration,
  size,
  secret,
  file,
  location,
  email,
  url,
  ssh_key: sshKey,
  cidr,
  rating,
  key_values: keyValues,
};
