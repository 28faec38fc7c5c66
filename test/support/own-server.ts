import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { createDatabase, dropDatabase, type LaunchedPostgres, launchPostgres } from '../../scripts/postgres';
import { prepareDatabase } from '../../scripts/prepare-database';
import type { TestDatabase } from './test-database';
import { makeScratchFolder } from './test-server';

const NAME = 'zero_run';

/** A PostgreSQL server of one test alone, which it may stop, kill and start again. */
export class OwnServer {
  private launched: LaunchedPostgres[] = [];

  private constructor(private readonly scratch: string) {}

  static async start(): Promise<OwnServer> {
    const own = new OwnServer(makeScratchFolder());
    await own.launch();
    await createDatabase(own.server, NAME);
    await prepareDatabase(own.server.ownerUrl(NAME));
    return own;
  }

  /** Migrated and set up; dropping it ends the server. */
  get database(): TestDatabase {
    const { server } = this;
    return {
      name: NAME,
      appUrl: server.appUrl(NAME),
      ownerUrl: server.ownerUrl(NAME),
      superUrl: server.superUrl.replace(/\/postgres$/, `/${NAME}`),
      drop: async () => {
        await dropDatabase(this.server, NAME);
        await this.stop();
        rmSync(this.scratch, { recursive: true, force: true });
      },
    };
  }

  /** Starts it again on the same port; resolves once it takes connections. */
  async launch(): Promise<void> {
    this.launched.push(await launchPostgres({ name: 'own', dataDir: join(this.scratch, 'pg') }));
  }

  /** As an administrator restarts it: open connections are cut, all data is flushed. */
  async stop(): Promise<void> {
    const users = this.launched;
    this.launched = [];
    for (const user of users) await user.stop();
  }

  /** As a power cut: the postmaster is gone, and its children with it. */
  kill9(): void {
    process.kill(this.server.pid, 'SIGKILL');
  }

  private get server(): LaunchedPostgres {
    const latest = this.launched.at(-1);
    if (latest === undefined) throw new Error('the server is not running');
    return latest;
  }
}
