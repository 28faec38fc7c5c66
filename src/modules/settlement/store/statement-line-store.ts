import { Injectable } from '@nestjs/common';
import { Sealer } from '../../../platform/crypto/sealer';
import type { Tx } from '../../../platform/database/tx';
import type { AccountChange } from '../domain/account-change';
import { type DifferenceKind, type SettledAs, settledAs } from '../domain/statement-difference';
import type { IncidentCode } from '../domain/outcome';

/** A line of a statement and the page it stands on. */
export interface StatementLine {
  readonly change: AccountChange;
  /** The message of the bank, kept in bank_exchange. */
  readonly exchangeId: string;
}

/** A line that may settle what its notice or answer did not; its difference is locked. */
export interface LineToSettle extends StatementLine {
  readonly differenceId: string;
  readonly bankCode: string;
  /** Number of the message that it stood in. */
  readonly seqNo: string;
  readonly settles: SettledAs;
}

/** What a line says of others. */
type Said = Pick<AccountChange, 'counterparty' | 'remark' | 'summary'>;

interface Row {
  readonly differenceId: string;
  readonly kind: DifferenceKind;
  readonly bankCode: string;
  readonly accountNo: string;
  readonly seqNo: string;
  readonly exchangeId: string;
  readonly bankSerial: string;
  readonly direction: AccountChange['direction'];
  readonly amountFen: AccountChange['amountFen'];
  readonly valueDate: string;
  readonly reversal: boolean;
  readonly reference: string | null;
  readonly said: Buffer;
}

/** Open differences with their lines; once tried with a result they are not tried again. */
const untried = `
    FROM statement_difference AS d
    JOIN bank_statement AS s ON s.centre_id = d.centre_id AND s.id = d.statement_id
    JOIN bank_account AS a ON a.centre_id = s.centre_id AND a.id = s.bank_account_id
    JOIN bank_statement_line AS l ON l.centre_id = d.centre_id AND l.statement_id = d.statement_id AND l.bank_serial = d.subject
    JOIN bank_exchange AS x ON x.centre_id = l.centre_id AND x.id = l.exchange_id
   WHERE d.centre_id = $1 AND d.state = 'open' AND d.settled_as IS NULL AND d.contradiction IS NULL`;

/** A credit of a day in the opening balance of its account is in it. */
const isInOpening = `EXISTS (SELECT FROM journal AS j
             JOIN entry AS e ON e.centre_id = j.centre_id AND e.journal_id = j.id AND e.business_date = j.business_date
             WHERE j.centre_id = d.centre_id AND j.kind = 'opening' AND j.business_date >= s.day AND e.account_id = a.leaf_account_id)`;

/**
 * Lines that say all there is to know. Of two with one serial, or with one number of ours, nobody knows which is meant. A
 * credit of which we have the amount under a serial that the bank has not may be that very money.
 */
const speaksForItself = `
         CASE d.kind
           WHEN 'payment-open' THEN l.direction = 'out' AND NOT l.reversal AND l.reference IS NOT NULL
           WHEN 'collection-open' THEN l.direction = 'in' AND NOT l.reversal
           WHEN 'bank-only-credit' THEN l.direction = 'in' AND (NOT l.reversal OR l.reference IS NOT NULL)
           ELSE false END
     AND NOT EXISTS (SELECT FROM bank_statement_line AS o
           WHERE o.centre_id = l.centre_id AND o.statement_id = l.statement_id AND o.bank_serial = l.bank_serial AND o.seq <> l.seq)
     AND NOT EXISTS (SELECT FROM bank_statement_line AS o
           WHERE o.centre_id = l.centre_id AND o.statement_id = l.statement_id AND o.reference = l.reference
             AND o.direction = l.direction AND o.reversal = l.reversal AND o.seq <> l.seq)
     AND NOT (d.kind = 'bank-only-credit' AND NOT l.reversal AND (
           EXISTS (SELECT FROM statement_difference AS o
             WHERE o.centre_id = d.centre_id AND o.statement_id = d.statement_id AND o.kind = 'book-only-credit'
               AND o.state <> 'gone' AND o.book_fen = l.amount_fen)
           OR ${isInOpening}))`;

/** What may have been booked since the comparison: the same two doubts about a credit, put to the books themselves. */
const mayBeBooked = `d.kind = 'bank-only-credit' AND NOT l.reversal AND (
           EXISTS (SELECT FROM receipt AS r
             WHERE r.centre_id = d.centre_id AND r.bank_account_id = s.bank_account_id AND r.value_date = s.day
               AND r.part_of IS NULL AND r.amount_fen = l.amount_fen
               AND NOT EXISTS (SELECT FROM bank_statement_line AS o
                     WHERE o.centre_id = d.centre_id AND o.statement_id = d.statement_id AND o.direction = 'in'
                       AND o.bank_serial = r.bank_serial))
           OR ${isInOpening})`;

/** Lines of statements; what they say of others is sealed. */
@Injectable()
export class StatementLineStore {
  constructor(private readonly sealer: Sealer) {}

  /** Keeps the lines of a whole statement in the bank's order. */
  async insert(tx: Tx, statementId: string, lines: readonly StatementLine[]): Promise<void> {
    await tx.execute(
      `INSERT INTO bank_statement_line (centre_id, statement_id, seq, bank_serial, direction, amount_fen, reversal, reference, said, exchange_id)
       SELECT $1, $2, l.seq, l.serial, l.direction, l.amount, l.reversal, l.reference, l.said, l.exchange
         FROM unnest($3::text[], $4::text[], $5::bigint[], $6::boolean[], $7::text[], $8::bytea[], $9::uuid[])
           WITH ORDINALITY AS l (serial, direction, amount, reversal, reference, said, exchange, seq)`,
      [
        tx.centreId,
        statementId,
        lines.map(({ change }) => change.bankSerial),
        lines.map(({ change }) => change.direction),
        lines.map(({ change }) => change.amountFen),
        lines.map(({ change }) => change.reversal),
        lines.map(({ change }) => change.reference),
        lines.map(({ change: { counterparty, remark, summary } }) => {
          const said: Said = { counterparty, remark, summary };
          return this.sealer.seal(JSON.stringify(said));
        }),
        lines.map(({ exchangeId }) => exchangeId),
      ],
    );
  }

  /** Open differences of a compared statement that its lines may settle, in the bank's order: a return after its payment. */
  async toSettle(tx: Tx, statementId: string): Promise<string[]> {
    const rows = await tx.query<{ id: string }>(
      `SELECT d.id ${untried} AND d.statement_id = $2 AND ${speaksForItself} ORDER BY l.seq`,
      [tx.centreId, statementId],
    );
    return rows.map(({ id }) => id);
  }

  /**
   * The line of such a difference, which is locked; null when another has it in hand, it has ended, or what was booked
   * since leaves it to a person.
   */
  async lock(tx: Tx, differenceId: string): Promise<LineToSettle | null> {
    const [row] = await tx.query<Row>(
      `SELECT d.id AS "differenceId", d.kind, a.bank_code AS "bankCode", a.account_no AS "accountNo", x.seq_no AS "seqNo",
              x.id AS "exchangeId", l.bank_serial AS "bankSerial", l.direction, l.amount_fen AS "amountFen", s.day::text AS "valueDate",
              l.reversal, l.reference, l.said ${untried} AND d.id = $2 AND NOT (${mayBeBooked}) FOR NO KEY UPDATE OF d SKIP LOCKED`,
      [tx.centreId, differenceId],
    );
    if (!row) return null;
    const { kind, bankCode, seqNo, exchangeId, said, ...line } = row;
    const change: AccountChange = { ...line, ...(JSON.parse(this.sealer.open(said)) as Said) };
    return { differenceId, bankCode, seqNo, exchangeId, change, settles: settledAs(kind, line.reversal) };
  }

  /** The line has settled it; both sides are alike by that. */
  async noteSettled(tx: Tx, { differenceId, settles }: LineToSettle, at: Date): Promise<void> {
    await tx.execute(
      `UPDATE statement_difference SET state = 'gone', ended_at = $3, settled_as = $4 WHERE centre_id = $1 AND id = $2`,
      [tx.centreId, differenceId, at, settles],
    );
  }

  /** It stays with a person, who is told why. */
  async noteContradiction(tx: Tx, { differenceId }: LineToSettle, code: IncidentCode): Promise<void> {
    await tx.execute(`UPDATE statement_difference SET contradiction = $3 WHERE centre_id = $1 AND id = $2`, [
      tx.centreId,
      differenceId,
      code,
    ]);
  }
}
