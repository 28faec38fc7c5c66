import { setTimeout as pause } from 'node:timers/promises';
import { Client } from 'pg';
import type { World } from '../../support';

/** A row that a killed instance had leased, and how long it took until another had it or it was over. */
export interface Move {
  readonly table: string;
  readonly id: string;
  readonly ms: number;
}

interface Leased {
  readonly table: string;
  readonly id: string;
  readonly token: string;
}

const TABLES = { service_case: 'c.finished_at IS NULL', instruction: 'c.finished_at IS NULL' } as const;
const LOOK_EVERY_MS = 25;
const GIVE_UP_MS = 60_000;

/** Looks at leases from above, by the database's own clock. */
export class LeaseWatch {
  private constructor(private readonly client: Client) {}

  static async over(world: World): Promise<LeaseWatch> {
    const client = new Client({ connectionString: world.database.superUrl });
    await client.connect();
    return new LeaseWatch(client);
  }

  close(): Promise<void> {
    return this.client.end();
  }

  /** To be called when `owner` has just been killed: waits until nothing is left with it. */
  async untilMoved(owner: string): Promise<Move[]> {
    const killedAt = await this.now();
    let left = await this.leasedBy(owner);
    const moves: Move[] = [];
    while (left.length > 0) {
      if ((await this.now()) - killedAt > GIVE_UP_MS)
        throw new Error(`still with ${owner}: ${JSON.stringify(left)}`);
      const held = new Set((await this.leasedBy(owner)).map(({ id, token }) => `${id} ${token}`));
      const ms = (await this.now()) - killedAt;
      const moved = left.filter(({ id, token }) => !held.has(`${id} ${token}`));
      moves.push(...moved.map(({ table, id }) => ({ table, id, ms })));
      left = left.filter((row) => !moved.includes(row));
      await pause(LOOK_EVERY_MS);
    }
    return moves;
  }

  /** Open work whose lease, run out or not, bears the name. */
  private async leasedBy(owner: string): Promise<Leased[]> {
    const queries = Object.entries(TABLES).map(
      ([table, isOpen]) =>
        `SELECT '${table}' AS "table", c.id, c.lease_token::text AS token FROM ${table} AS c WHERE c.lease_owner = $1 AND ${isOpen}`,
    );
    return (await this.client.query<Leased>(queries.join(' UNION ALL '), [owner])).rows;
  }

  private async now(): Promise<number> {
    const { rows } = await this.client.query<{ ms: number }>(
      'SELECT (extract(epoch FROM clock_timestamp()) * 1000)::float8 AS ms',
    );
    return rows[0]?.ms ?? 0;
  }
}
