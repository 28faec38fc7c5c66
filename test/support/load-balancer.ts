import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';

/** Stands before several instances as a load balancer does: the next one that takes the connection gets it. */
export class LoadBalancer {
  private turn = 0;
  private readonly sockets = new Set<Socket>();

  private constructor(
    private readonly server: Server,
    private readonly ports: readonly number[],
    readonly url: string,
  ) {
    server.on('connection', (client) => this.join(client, ports.length));
  }

  static async before(ports: readonly number[]): Promise<LoadBalancer> {
    const server = createServer({ pauseOnConnect: true });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    return new LoadBalancer(server, ports, `http://127.0.0.1:${port}`);
  }

  async close(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    await new Promise<void>((resolve) => this.server.close(() => resolve()));
  }

  private join(client: Socket, tries: number): void {
    this.watch(client);
    this.turn += 1;
    const target = connect(this.ports[this.turn % this.ports.length] ?? 0, '127.0.0.1');
    this.watch(target);
    let isJoined = false;
    target.once('connect', () => {
      isJoined = true;
      client.pipe(target).pipe(client);
      client.resume();
    });
    target.once('close', () => {
      // Nothing of the request was sent to an instance that takes no connections.
      if (!isJoined && tries > 1 && !client.destroyed) this.join(client, tries - 1);
      else client.destroy();
    });
    client.once('close', () => target.destroy());
  }

  private watch(socket: Socket): void {
    if (this.sockets.has(socket)) return;
    this.sockets.add(socket);
    socket.on('error', () => undefined);
    socket.on('close', () => this.sockets.delete(socket));
  }
}
