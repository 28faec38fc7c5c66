import { Injectable, Logger } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { Client, PoolClient } from 'pg';
import { DataSource, type QueryRunner } from 'typeorm';
import { isConnectionLost, isConsequence, isLockTimeout, isSerialisationConflict } from './connection-fault';
import { columnTypes } from './column-types';
import { sendFirst, sendTogether } from './send-together';
import type { Tx } from './tx';
import { settingsOf, type WorkOptions } from './work-options';

/** COMMIT was answered ROLLBACK: a statement had failed and its error was swallowed. Nothing was stored. */
export class CommitRefused extends Error {
  override name = 'CommitRefused';
}

/** The connection was lost at COMMIT and the server could not tell in time whether it took place. */
export class CommitUnknown extends Error {
  override name = 'CommitUnknown';
}

const attempts = 5;
/** A lock was waited for two seconds already: after the bank's deadline (under 4 s) no more fit into a lease of 8 s. */
const attemptsAtALock = 2;
const preparedLimit = 400;
const preparedNames = new Map<string, string>();

/** Statements are prepared once a connection; the number of names is bounded, later texts run unnamed. */
function nameOf(sql: string): string | undefined {
  const known = preparedNames.get(sql);
  if (known !== undefined) return known;
  if (preparedNames.size >= preparedLimit) return undefined;
  const name = `s${preparedNames.size}`;
  preparedNames.set(sql, name);
  return name;
}

/** The transaction this belongs to has ended: whoever still sends would write into somebody else's. */
export class TransactionEnded extends Error {
  override name = 'TransactionEnded';
}

/**
 * Statements travel in the order they are sent; those sent without waiting for one another leave in one packet. A
 * statement after a failed one fails as well (25P02). Of two sent in one turn the work may hear of that one first, so
 * the first rejection is kept: it is always the cause.
 */
class PgTx implements Tx {
  private ended = false;
  readonly effects: (() => void)[] = [];
  private firstFault: unknown;

  constructor(
    readonly centreId: number,
    private readonly client: PoolClient,
    private readonly runner: QueryRunner,
  ) {}

  /** Called before COMMIT or ROLLBACK is sent: a branch of the work that is late cannot send any more. */
  end(): void {
    this.ended = true;
  }

  afterCommit(effect: () => void): void {
    this.effects.push(effect);
  }

  get manager() {
    return this.runner.manager;
  }

  async query<R extends object>(sql: string, values: readonly unknown[] = []): Promise<R[]> {
    const result = await this.send(sql, values);
    return result.rows as R[];
  }

  async execute(sql: string, values: readonly unknown[] = []): Promise<number> {
    const result = await this.send(sql, values);
    return result.rowCount ?? 0;
  }

  private send(sql: string, values: readonly unknown[]) {
    if (this.ended) return Promise.reject(new TransactionEnded('the transaction has ended'));
    const name = nameOf(sql);
    sendTogether(this.client);
    const answer = this.client.query({
      ...(name ? { name } : {}),
      text: sql,
      values: [...values],
      types: columnTypes,
    });
    answer.catch((error: unknown) => (this.firstFault ??= error));
    return answer;
  }

  /** What is to be told of work that ended with this fault, and decides whether it is run again. */
  causeOf(fault: unknown): unknown {
    return isConsequence(fault) ? (this.firstFault ?? fault) : fault;
  }
}

/**
 * The only place that opens transactions. Sets the centre, checks that COMMIT was answered COMMIT, runs the work
 * again after 40001, 40P01, 55P03 or a connection lost before COMMIT, and looks after a COMMIT whose answer was lost.
 * The work must have no effect but through `tx`: it may run more than once.
 */
@Injectable()
export class UnitOfWork {
  private readonly logger = new Logger(UnitOfWork.name);

  constructor(@InjectDataSource() private readonly dataSource: DataSource) {}

  /** Runs `work` in a read-write READ COMMITTED transaction of the centre. */
  async run<T>(centreId: number, work: (tx: Tx) => Promise<T>, options: WorkOptions = {}): Promise<T> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await this.attempt(centreId, work, options);
      } catch (error) {
        if (attempt >= attemptsAfter(error)) throw error;
        await new Promise((resolve) => setTimeout(resolve, attempt * 10 + Math.random() * 20));
      }
    }
  }

  /** Runs `work` in a read-only transaction: each statement sees what is committed when it starts. */
  async read<T>(centreId: number, work: (tx: Tx) => Promise<T>): Promise<T> {
    return this.reading('BEGIN READ ONLY', centreId, work, {});
  }

  /** Runs `work` read-only on one snapshot: all its statements see the same moment. */
  async snapshot<T>(centreId: number, work: (tx: Tx) => Promise<T>, options: WorkOptions = {}): Promise<T> {
    return this.reading('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY', centreId, work, options);
  }

  /** One round trip to the server; throws when it is away. */
  async ping(): Promise<void> {
    await this.onConnection(async (client) => {
      await client.query('SELECT 1');
    });
  }

  private async reading<T>(
    begin: string,
    centreId: number,
    work: (tx: Tx) => Promise<T>,
    options: WorkOptions,
  ): Promise<T> {
    const sql = `${begin}; ${settingsOf(options)} SELECT set_config('app.centre', '${centreOf(centreId)}', true)`;
    return this.onConnection(async (client, runner) => {
      const tx = new PgTx(centreId, client, runner);
      const begun = sendFirst(client, sql);
      try {
        const result = await work(tx);
        await begun;
        tx.end();
        await client.query('COMMIT');
        return result;
      } catch (error) {
        tx.end();
        await rollback(client);
        throw await firstOf(begun, tx.causeOf(error));
      }
    });
  }

  private async attempt<T>(centreId: number, work: (tx: Tx) => Promise<T>, options: WorkOptions): Promise<T> {
    const progress: { transactionId?: string; committing?: PgTx; result?: T } = {};
    const sql = beginSql(centreId, options);
    try {
      return await this.onConnection(async (client, runner) => {
        const tx = new PgTx(centreId, client, runner);
        const begun = sendFirst(client, sql);
        try {
          progress.result = await work(tx);
          progress.transactionId = transactionIdOf(await begun);
        } catch (error) {
          tx.end();
          await rollback(client);
          throw await firstOf(begun, tx.causeOf(error));
        }
        tx.end();
        progress.committing = tx;
        const answer = await client.query('COMMIT');
        if (answer.command !== 'COMMIT') {
          throw new CommitRefused('the transaction had failed before COMMIT; nothing was stored');
        }
        this.runEffects(tx);
        return progress.result;
      });
    } catch (error) {
      const { transactionId, committing, result } = progress;
      if (!committing || transactionId === undefined || !isConnectionLost(error)) throw error;
      if (!(await this.wasCommitted(transactionId))) throw error;
      this.runEffects(committing);
      return result as T;
    }
  }

  /** What is committed stays true: an effect that fails is told in the log, and the others still run. */
  private runEffects({ effects }: PgTx): void {
    for (const effect of effects) {
      try {
        effect();
      } catch (error) {
        this.logger.error({ event: 'after-commit-effect-failed' }, error);
      }
    }
  }

  /** After a lost COMMIT: asks the server, for a bounded time, what became of the transaction. */
  private async wasCommitted(transactionId: string): Promise<boolean> {
    for (let look = 0; look < 20; look += 1) {
      try {
        const status = await this.onConnection(async (client) => {
          const answer = await client.query<{ status: string | null }>(
            'SELECT pg_xact_status($1::xid8) AS status',
            [transactionId],
          );
          return answer.rows[0]?.status ?? null;
        });
        if (status === 'committed') return true;
        if (status === 'aborted') return false;
      } catch (error) {
        if (!isConnectionLost(error)) throw error;
      }
      await new Promise((resolve) => setTimeout(resolve, 250));
    }
    throw new CommitUnknown(`the fate of transaction ${transactionId} could not be learnt`);
  }

  private async onConnection<T>(use: (client: PoolClient, runner: QueryRunner) => Promise<T>): Promise<T> {
    const runner = this.dataSource.createQueryRunner();
    try {
      const client = (await runner.connect()) as PoolClient;
      // TypeORM's own statements on this connection join the transaction that is opened here.
      Object.assign(runner, { isTransactionActive: true });
      return await use(client, runner);
    } finally {
      Object.assign(runner, { isTransactionActive: false });
      await runner.release();
    }
  }
}

/** How often a work is begun in all when it ends like this. */
function attemptsAfter(error: unknown): number {
  if (isLockTimeout(error)) return attemptsAtALock;
  return isSerialisationConflict(error) || isConnectionLost(error) ? attempts : 1;
}

function centreOf(centreId: number): number {
  if (!Number.isSafeInteger(centreId) || centreId <= 0)
    throw new Error('centreId must be a positive integer');
  return centreId;
}

function beginSql(centreId: number, options: WorkOptions): string {
  return `BEGIN; ${settingsOf(options)} SELECT set_config('app.centre', '${centreOf(centreId)}', true), pg_current_xact_id()::text AS xid`;
}

function transactionIdOf(answer: unknown): string {
  const xid = (answer as { rows: { xid?: string }[] }[]).at(-1)?.rows[0]?.xid;
  if (xid === undefined) throw new Error('the server gave no transaction id');
  return xid;
}

/** The fault of the opening where it failed, else the one of the work. */
async function firstOf(begun: Promise<unknown>, error: unknown): Promise<unknown> {
  try {
    await begun;
    return error;
  } catch (first) {
    return first;
  }
}

/** Never throws: the error that made it necessary is the one to report. */
async function rollback(client: PoolClient): Promise<void> {
  try {
    await client.query('ROLLBACK');
  } catch {
    // The transaction may still be open. It ends with its connection, and nobody gets this one again.
    void (client as unknown as Client).end();
  }
}
