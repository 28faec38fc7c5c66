import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { AnswerReader, type Call, CallReader, simpleQuery } from './wire-calls';

/**
 * What befalls one call to the database:
 * `error` the server answers it with an error (no room on its disk) instead of doing it;
 * `cut-before` the connection is lost, the server never hears of it;
 * `cut-after` the server has carried it out, the connection is lost before the answer is heard.
 */
export type WireFault = 'error' | 'cut-before' | 'cut-after';

const DISK_FULL = "DO $$ BEGIN RAISE EXCEPTION 'no room (planted)' USING ERRCODE = '53100'; END $$";

/** Stands between the service and PostgreSQL, counts the service's calls, and lets one of them fail. */
export class WireProxy {
  private calls = 0;
  private due: { readonly call: number; readonly fault: WireFault } | null = null;
  private wasHit = false;
  private readonly sockets = new Set<Socket>();

  private constructor(
    private readonly server: Server,
    private readonly target: { host: string; port: number },
    /** What the service is told as its database. */
    readonly url: string,
  ) {
    server.on('connection', (client) => this.join(client));
  }

  static async before(databaseUrl: string): Promise<WireProxy> {
    const url = new URL(databaseUrl);
    const target = { host: url.hostname, port: Number(url.port) };
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    url.port = String((server.address() as AddressInfo).port);
    return new WireProxy(server, target, url.toString());
  }

  /** Counts from 1 again; the call of that number suffers the fault. */
  failCall(call: number, fault: WireFault): void {
    this.calls = 0;
    this.wasHit = false;
    this.due = { call, fault };
  }

  /** How many calls were counted since, and whether the fault befell one of them; nothing fails any more. */
  seen(): { calls: number; wasHit: boolean } {
    this.due = null;
    return { calls: this.calls, wasHit: this.wasHit };
  }

  async close(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    await new Promise<void>((resolve) => this.server.close(() => resolve()));
  }

  private join(client: Socket): void {
    const server = connect(this.target);
    const hangUp = (): void => {
      client.destroy();
      server.destroy();
    };
    for (const socket of [client, server]) {
      this.sockets.add(socket);
      socket.setNoDelay(true);
      socket.on('error', () => undefined);
      socket.on('close', () => {
        this.sockets.delete(socket);
        hangUp();
      });
    }
    const calls = new CallReader();
    const answers = new AnswerReader();
    /** Answers the server still owes; calls may be sent without waiting for one another. */
    let owed = 0;
    /** Answers that come before the one that is lost; null while none is to be lost. */
    let beforeLost: number | null = null;
    client.on('data', (chunk) => {
      for (const call of calls.read(chunk)) {
        // Behind the call whose answer is lost nothing gets through any more.
        if (beforeLost !== null) return;
        const fault = call.kind === 'call' ? this.faultOfNext() : null;
        if (fault === 'cut-before') {
          hangUp();
          return;
        }
        if (fault === 'cut-after') beforeLost = owed;
        if (call.kind !== 'aside') owed += 1;
        server.write(fault === 'error' ? failing(call) : call.bytes);
      }
    });
    server.on('data', (chunk) => {
      const heard: Buffer[] = [];
      for (const { bytes, isEnd } of answers.read(chunk)) {
        if (beforeLost !== 0) heard.push(bytes);
        if (!isEnd) continue;
        if (beforeLost === 0) {
          // What came before it is heard.
          client.write(Buffer.concat(heard), hangUp);
          return;
        }
        owed -= 1;
        if (beforeLost !== null) beforeLost -= 1;
      }
      if (heard.length > 0) client.write(Buffer.concat(heard));
    });
  }

  private faultOfNext(): WireFault | null {
    this.calls += 1;
    if (this.due?.call !== this.calls) return null;
    this.wasHit = true;
    return this.due.fault;
  }
}

/** A COMMIT that fails ends its transaction; any other statement leaves it open and failed. */
function failing(call: Call): Buffer {
  return simpleQuery(call.text.startsWith('COMMIT') ? `ROLLBACK; ${DISK_FULL}` : DISK_FULL);
}
