/** What can be wrong with Redis, for programs. `docs/errors.md` has a line for each. */
export type RedisTroubleCode = 'REDIS_AWAY' | 'REDIS_DISK' | 'REDIS_FULL' | 'REDIS_READ_ONLY';

/**
 * Redis did not take a command. The command may or may not have happened; everything this program asks of Redis may be
 * asked again.
 */
export class RedisTrouble extends Error {
  readonly code: RedisTroubleCode;

  constructor(code: RedisTroubleCode, cause: unknown) {
    super(sentences[code], { cause });
    this.name = 'RedisTrouble';
    this.code = code;
  }
}

const sentences: { [code in RedisTroubleCode]: string } = {
  REDIS_AWAY: 'Redis cannot be reached. Nothing is lost: send it again in a moment.',
  REDIS_DISK: 'Redis cannot write to its disk. Make room on the disk of its data folder; it goes on by itself then.',
  REDIS_FULL: 'Redis has used all the memory it may. Raise its `maxmemory`, or remove what is not needed.',
  REDIS_READ_ONLY: 'This Redis is a read-only replica. Point REDIS_URL at the primary.',
};

/** Passes a Redis promise through; what fails for want of a working Redis fails as `RedisTrouble`. */
export function orTrouble<T>(promise: Promise<T>): Promise<T> {
  return promise.catch(asTrouble);
}

/** Throws the error again, as `RedisTrouble` where it is one. */
export function asTrouble(error: unknown): never {
  const code = error instanceof Error ? codeOf(error) : undefined;
  throw code === undefined ? error : new RedisTrouble(code, error);
}

function codeOf(error: Error): RedisTroubleCode | undefined {
  const { message } = error;
  // Inside a script, older servers put their own words before the error's.
  if (error.name === 'ReplyError') return replies.find(([sign]) => message.includes(sign))?.[1];
  if (error.name === 'MaxRetriesPerRequestError') return 'REDIS_AWAY';
  return losses.some((sign) => message.includes(sign)) ? 'REDIS_AWAY' : undefined;
}

const replies: [string, RedisTroubleCode][] = [
  ['MISCONF', 'REDIS_DISK'],
  ['OOM ', 'REDIS_FULL'],
  ['READONLY', 'REDIS_READ_ONLY'],
  ['LOADING', 'REDIS_AWAY'],
  ['MASTERDOWN', 'REDIS_AWAY'],
  ['CLUSTERDOWN', 'REDIS_AWAY'],
  ['TRYAGAIN', 'REDIS_AWAY'],
  ['NOREPLICAS', 'REDIS_AWAY'],
  ['max number of clients reached', 'REDIS_AWAY'],
];

/** The client library tells a lost connection by these texts only. */
const losses = [
  'Command timed out',
  'Connection is closed',
  "Stream isn't writeable",
  'Socket closed unexpectedly',
  'Socket timeout',
  'connect ETIMEDOUT',
  'ECONNREFUSED',
  'ECONNRESET',
  'ENOENT',
  'EPIPE',
];
