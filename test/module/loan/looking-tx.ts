import type { Tx } from '../../../src/platform/database/tx';

/** Hands statements on, and tells how each is planned once for all values, as a prepared one is. */
export class LookingTx implements Tx {
  private readonly plans: string[] = [];

  constructor(private readonly tx: Tx) {}

  get centreId() {
    return this.tx.centreId;
  }

  get manager() {
    return this.tx.manager;
  }

  /** What the first group of a pattern names, in all plans. */
  planned(pattern: RegExp): string[] {
    return this.plans.map((line) => pattern.exec(line)?.[1]).filter((name) => name !== undefined);
  }

  async query<R extends object>(sql: string, values: readonly unknown[] = []): Promise<R[]> {
    await this.look(sql, values);
    return this.tx.query<R>(sql, values);
  }

  async execute(sql: string, values: readonly unknown[] = []): Promise<number> {
    await this.look(sql, values);
    return this.tx.execute(sql, values);
  }

  afterCommit(effect: () => void): void {
    this.tx.afterCommit(effect);
  }

  private async look(sql: string, values: readonly unknown[]): Promise<void> {
    await this.tx.execute(`PREPARE looked_at AS ${sql}`);
    const plan = await this.tx.query<object>(`EXPLAIN EXECUTE looked_at (${values.map(literal).join(', ')})`);
    await this.tx.execute('DEALLOCATE looked_at');
    this.plans.push(...plan.map((row) => String(Object.values(row)[0])));
  }
}

function literal(value: unknown): string {
  if (value === null) return 'NULL';
  if (value instanceof Date) return `'${value.toISOString()}'`;
  return Array.isArray(value) ? `'{${value.join(',')}}'` : `'${value as string}'`;
}
