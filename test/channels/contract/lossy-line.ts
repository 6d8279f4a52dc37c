import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';

/** A line to a server that breaks when it is told to: what was said has arrived, and no answer comes back. */
export class LossyLine {
  readonly #listening: Server;
  readonly #sockets = new Set<Socket>();
  #breaks = false;

  private constructor(listening: Server) {
    this.#listening = listening;
  }

  static async to(address: string): Promise<LossyLine> {
    const listening = createServer();
    const line = new LossyLine(listening);
    listening.on('connection', (near) => line.#carry(near, Number(new URL(address).port)));
    listening.listen(0, '127.0.0.1');
    await once(listening, 'listening');
    return line;
  }

  get address(): string {
    return `http://127.0.0.1:${(this.#listening.address() as AddressInfo).port}`;
  }

  /** The answer to what is said next is lost, and the connection with it. */
  loseNextAnswer(): void {
    this.#breaks = true;
  }

  async stop(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    this.#listening.close();
    await once(this.#listening, 'close');
  }

  #carry(near: Socket, port: number): void {
    const far = connect(port, '127.0.0.1');
    let isBreaking = false;
    near.on('data', (data) => {
      isBreaking ||= this.#breaks;
      this.#breaks = false;
      far.write(data);
    });
    far.on('data', (data) => {
      if (!isBreaking) near.write(data);
      else for (const socket of [near, far]) socket.destroy();
    });
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      this.#sockets.add(one);
      one.on('error', () => undefined);
      one.on('close', () => {
        this.#sockets.delete(one);
        other.destroy();
      });
    }
  }
}
