import { randomInt } from 'node:crypto';
import { Pool, type PoolClient } from 'pg';
import { newId } from '../src/kernel/identifiers/uuid';
import { insertOf, type RowTemplate } from './row-template';
import { timed } from './statistics';

/** What a bare loop needs to repeat a withdrawal's writes. */
export interface BarePlan {
  readonly url: string;
  readonly centreId: number;
  readonly templates: readonly RowTemplate[];
  readonly caseId: string;
  readonly instructionId: string;
  readonly accounts: readonly string[];
  readonly pots: readonly string[];
}

/** Columns beside `id` whose values are unique in a centre. */
const uniqueColumns = new Set(['key', 'reference', 'bank_serial']);

/** Values of the template that must differ each time. */
function ownValues(templates: readonly RowTemplate[]): string[] {
  const own = new Set<string>();
  for (const { columns, rows } of templates) {
    columns.forEach((column, index) => {
      if (column !== 'id' && !uniqueColumns.has(column)) return;
      for (const row of rows) {
        const value = row[index];
        if (typeof value === 'string') own.add(value);
      }
    });
  }
  return [...own];
}

/** Another value of the same length and form. */
function freshValue(value: string): string {
  if (/^[0-9a-f]{8}-/.test(value)) return newId();
  const digits = Array.from({ length: Math.min(18, value.length) }, () => randomInt(10)).join('');
  return value.slice(0, value.length - digits.length) + digits;
}

/** The rows that change in place, one statement each, as the road changes them. */
const touches: Readonly<Record<2 | 3, readonly string[]>> = {
  2: [
    `INSERT INTO engagement (centre_id, account_id, kind, case_id) VALUES ($1, $2, 'withdrawal', $3)`,
    'UPDATE member_balance SET held_fen = held_fen WHERE centre_id = $1 AND account_id = $2',
    'UPDATE pot SET taken_fen = taken_fen WHERE centre_id = $1 AND id = $2',
    'UPDATE service_case SET round = round WHERE centre_id = $1 AND id = $2',
  ],
  3: [
    'UPDATE hold SET amount_fen = amount_fen WHERE centre_id = $1 AND case_id = $2',
    'UPDATE member_balance SET held_fen = held_fen WHERE centre_id = $1 AND account_id = $2',
    'UPDATE member_balance SET version = version WHERE centre_id = $1 AND account_id = $2',
    'DELETE FROM engagement WHERE centre_id = $1 AND account_id = $2',
    'UPDATE instruction SET questions = questions WHERE centre_id = $1 AND id = $2',
    'UPDATE service_case SET round = round WHERE centre_id = $1 AND id = $2',
    'UPDATE command SET status = status WHERE centre_id = $1 AND resource_id = $2',
  ],
};

class BareWithdrawal {
  private readonly names = new Map<string, string>();
  private readonly own: readonly string[];

  constructor(private readonly plan: BarePlan) {
    this.own = ownValues(plan.templates);
  }

  /** The three transactions of one withdrawal, with nothing else between them. */
  async run(client: PoolClient, index: number, lane: number, lanes: number): Promise<void> {
    const { plan } = this;
    const fresh = new Map(this.own.map((value) => [value, freshValue(value)]));
    const replace = (value: string): string => fresh.get(value) ?? value;
    // Each connection has members of its own, as no member withdraws twice at a time.
    const own = (list: readonly string[]) =>
      list[(lane + lanes * index) % (list.length - (list.length % lanes))] ?? '';
    const account = own(plan.accounts);
    const pot = own(plan.pots);
    const caseId = replace(plan.caseId);
    const targets = { account, pot, caseId, instructionId: replace(plan.instructionId) };
    for (const transaction of [1, 2, 3] as const) {
      await client.query(`BEGIN; SELECT set_config('app.centre', '${plan.centreId}', true)`);
      for (const template of plan.templates) {
        if (template.transaction !== transaction) continue;
        const { text, values } = insertOf(template, replace);
        await this.send(client, text, values);
      }
      if (transaction !== 1) await this.touch(client, transaction, targets);
      await client.query('COMMIT');
    }
  }

  private async touch(
    client: PoolClient,
    transaction: 2 | 3,
    targets: { account: string; pot: string; caseId: string; instructionId: string },
  ): Promise<void> {
    for (const text of touches[transaction]) {
      const { account, pot, caseId, instructionId } = targets;
      const target = /account_id = \$2|engagement/.test(text)
        ? account
        : text.includes('pot ')
          ? pot
          : text.includes('instruction ')
            ? instructionId
            : caseId;
      const values = text.includes('$3')
        ? [this.plan.centreId, target, caseId]
        : [this.plan.centreId, target];
      await this.send(client, text, values);
    }
  }

  private async send(client: PoolClient, text: string, values: readonly unknown[]): Promise<void> {
    const name = this.names.get(text) ?? `b${this.names.size}`;
    this.names.set(text, name);
    await client.query({ name, text, values: [...values] });
  }
}

/** Runs `count` bare withdrawals on `connections` connections of the app's role; prepared statements throughout. */
export async function bareWithdrawals(
  plan: BarePlan,
  count: number,
  connections: number,
): Promise<{ perSecond: number; latencies: number[] }> {
  const pool = new Pool({ connectionString: plan.url, max: connections });
  const bare = new BareWithdrawal(plan);
  const clients = await Promise.all(Array.from({ length: connections }, () => pool.connect()));
  try {
    return await timed(count, connections, async (index, lane) => {
      const client = clients[lane];
      if (!client) throw new Error(`lane ${lane} has no connection`);
      await bare.run(client, index, lane, connections);
    });
  } finally {
    clients.forEach((client) => client.release());
    await pool.end();
  }
}
