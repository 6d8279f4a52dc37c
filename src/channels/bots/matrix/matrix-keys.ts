import { type AuthDict, type MatrixClient, MatrixEvent, MatrixEventEvent } from 'matrix-js-sdk';
import { z } from 'zod';

import type { MatrixMemory } from './matrix-memory.ts';
import type { MatrixSettings } from './matrix-settings.ts';
import type { ChannelLog } from './sdk-log.ts';
import type { RoomEvent } from './sync-answer.ts';

/** A process says this often that its device is in use, and devices silent for much longer are removed. */
const TOUCH_MS = 5 * 60_000;
const IDLE_DEVICE_MS = 60 * 60_000;

const contentSchema = z.record(z.string(), z.unknown());

/**
 * Encrypted rooms. The library keeps its keys in memory only, so each process signs in as a new device, which the
 * account's own keys vouch for; the keys of rooms are kept sealed in Redis, and what was said in a room that is known
 * can be read after a restart, too.
 */
export class MatrixKeys {
  readonly #client: MatrixClient;
  readonly #settings: MatrixSettings;
  readonly #memory: MatrixMemory;
  readonly #log: ChannelLog;
  readonly #saved = new Set<string>();
  #touching: NodeJS.Timeout | undefined;

  constructor(options: { client: MatrixClient; settings: MatrixSettings; memory: MatrixMemory; log: ChannelLog }) {
    this.#client = options.client;
    this.#settings = options.settings;
    this.#memory = options.memory;
    this.#log = options.log;
  }

  /** Before anything is read. */
  async begin(): Promise<void> {
    await this.#client.initRustCrypto({ useIndexedDB: false });
    const known = await this.#memory.roomKeys();
    await this.#crypto.importRoomKeysAsJson(JSON.stringify([...known.values()]));
    for (const session of known.keys()) this.#saved.add(session);
    await this.#touch();
    this.#touching = setInterval(() => void this.#touch().catch(() => undefined), TOUCH_MS).unref();
  }

  /** Once the homeserver knows the device: the account's keys say that it is the bot's, so that people's clients trust it. */
  async signDevice(): Promise<void> {
    try {
      const kept = await this.#memory.identity();
      if (kept === undefined) {
        await this.#crypto.bootstrapCrossSigning({
          authUploadDeviceSigningKeys: (request) => this.#byPassword(request),
        });
        await this.#memory.setIdentity(await this.#crypto.exportSecretsBundle?.());
      } else {
        await this.#crypto.importSecretsBundle?.(kept);
        await this.#crypto.crossSignDevice(this.#client.getDeviceId() ?? '');
      }
    } catch (error) {
      this.#log.warn(
        { error: String(error) },
        'The bot could not sign its Matrix device: some clients will not trust it',
      );
    }
    await this.#removeIdleDevices();
  }

  stop(): void {
    clearInterval(this.#touching);
  }

  /** What an event says; undefined while its key is missing, and then `later` is called when it comes. */
  async read(event: RoomEvent, later?: () => void): Promise<Pick<RoomEvent, 'type' | 'content'> | undefined> {
    const message = new MatrixEvent({ ...event.raw, room_id: event.room });
    await this.#client.decryptEventIfNeeded(message);
    if (message.isDecryptionFailure() || message.getClearContent() === null) {
      // The library asks for the key, and tries again by itself when one comes.
      if (later !== undefined) {
        message.on(MatrixEventEvent.Decrypted, () => {
          if (!message.isDecryptionFailure()) later();
        });
      }
      return undefined;
    }
    await this.#save(message.getWireContent()['session_id']);
    return { type: message.getType(), content: contentSchema.parse(message.getClearContent() ?? {}) };
  }

  /** The key of a session of ours is kept with the first message in it. */
  async sent(room: string, transaction: string): Promise<void> {
    const event = this.#client.getRoom(room)?.getEventForTxnId(transaction);
    if (event?.isEncrypted() === true) await this.#save(event.getWireContent()['session_id']);
  }

  async #save(session: unknown): Promise<void> {
    if (typeof session !== 'string' || this.#saved.has(session)) return;
    const fresh = new Map<string, unknown>();
    for (const key of await this.#crypto.exportRoomKeys()) {
      if (!this.#saved.has(key.session_id)) fresh.set(key.session_id, key);
    }
    await this.#memory.addRoomKeys(fresh);
    for (const id of fresh.keys()) this.#saved.add(id);
  }

  async #touch(): Promise<void> {
    const device = this.#client.getDeviceId();
    if (device !== null) await this.#memory.touchDevice(device);
  }

  /** Nobody sends keys to devices that are gone. */
  async #removeIdleDevices(): Promise<void> {
    const idle = await this.#memory.idleDevices(IDLE_DEVICE_MS);
    if (idle.length === 0) return;
    try {
      await this.#byPassword((auth) => this.#client.deleteMultipleDevices(idle, auth ?? undefined));
      await this.#memory.forgetDevices(idle);
    } catch (error) {
      this.#log.warn(
        { error: String(error) },
        'Old Matrix devices of the bot could not be removed; it is tried again at the next start',
      );
    }
  }

  /** Where the homeserver wants to know that it is really us. */
  readonly #byPassword = async <T>(request: (auth: AuthDict | null) => Promise<T>): Promise<T> => {
    try {
      return await request(null);
    } catch (error) {
      const session = sessionOf(error);
      if (session === undefined) throw error;
      return await request({
        type: 'm.login.password',
        identifier: { type: 'm.id.user', user: this.#settings.user },
        password: this.#settings.password ?? '',
        session,
      });
    }
  };

  get #crypto(): NonNullable<ReturnType<MatrixClient['getCrypto']>> {
    const crypto = this.#client.getCrypto();
    if (crypto === undefined) throw new Error('The crypto library was not begun.');
    return crypto;
  }
}

const askedSchema = z.looseObject({ data: z.looseObject({ session: z.string() }) });

function sessionOf(error: unknown): string | undefined {
  const read = askedSchema.safeParse(error);
  return read.success ? read.data.data.session : undefined;
}
