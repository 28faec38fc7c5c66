import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';

/** The message by which a client says COMMIT in the simple protocol: 'Q', length, text, zero. */
const COMMIT = Buffer.concat([Buffer.from('Q'), Buffer.from([0, 0, 0, 11]), Buffer.from('COMMIT\0')]);

/**
 * What befalls the next COMMIT:
 * `lose-answer` it reaches the server, its answer reaches nobody;
 * `lose-commit` it never reaches the server, both sides lose the connection;
 * `hang-up` it never reaches the server, which keeps the transaction open until `release`;
 * `late` the client loses the connection, COMMIT reaches the server only on `release`.
 */
export type Mishap = 'lose-answer' | 'lose-commit' | 'hang-up' | 'late';

/** Stands between the service and PostgreSQL and loses what a network loses. */
export class PostgresProxy {
  next: Mishap | null = null;
  /** Nobody gets through. */
  away = false;
  /** How many connections were asked for while nobody got through. */
  turnedAway = 0;
  private readonly sockets = new Set<Socket>();
  private waiting: (() => void)[] = [];

  private constructor(
    private readonly server: Server,
    private readonly target: { host: string; port: number },
  ) {
    server.on('connection', (client) => this.join(client));
  }

  static async before(databaseUrl: string): Promise<{ proxy: PostgresProxy; url: string }> {
    const url = new URL(databaseUrl);
    const server = createServer();
    const proxy = new PostgresProxy(server, { host: url.hostname, port: Number(url.port) });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    url.port = String((server.address() as AddressInfo).port);
    return { proxy, url: url.toString() };
  }

  /** Lets what was held back go on. */
  release(): void {
    const held = this.waiting;
    this.waiting = [];
    held.forEach((go) => go());
  }

  async close(): Promise<void> {
    this.release();
    for (const socket of this.sockets) socket.destroy();
    await new Promise<void>((resolve) => this.server.close(() => resolve()));
  }

  private join(client: Socket): void {
    if (this.away) {
      this.turnedAway += 1;
      client.destroy();
      return;
    }
    const server = connect(this.target);
    for (const socket of [client, server]) {
      this.sockets.add(socket);
      socket.on('error', () => undefined);
      socket.on('close', () => this.sockets.delete(socket));
    }
    let held = false;
    let deaf = false;
    client.on('data', (chunk) => {
      const mishap = chunk.equals(COMMIT) ? this.next : null;
      if (mishap === null) {
        server.write(chunk);
        return;
      }
      this.next = null;
      if (mishap === 'lose-answer') {
        deaf = true;
        server.write(chunk);
        return;
      }
      held = mishap !== 'lose-commit';
      if (mishap === 'hang-up') this.waiting.push(() => server.destroy());
      if (mishap === 'late') this.waiting.push(() => server.end(chunk));
      client.destroy();
    });
    server.on('data', (chunk) => {
      if (deaf) client.destroy();
      else if (!client.destroyed) client.write(chunk);
    });
    client.on('close', () => {
      if (!held) server.destroy();
    });
    server.on('close', () => client.destroy());
  }
}
