import { type Month, monthFromNumber, monthToNumber } from '../../../kernel/month';
import type { Tx } from '../../../platform/database/tx';

/** What a transfer in carries of the time in the other city. */
export interface CarriedMonths {
  readonly letterId: string;
  readonly accountId: bigint;
  readonly personId: string;
  readonly openedOn: string;
  readonly paidTo: Month;
  readonly sixMonths: boolean;
  readonly loans: number;
  readonly loansEnded: boolean;
  /** A loan in a third city rested on the account there (FrLoanFlag). */
  readonly loanElsewhere: boolean;
  readonly carriedOn: string;
}

export async function insertCarried(tx: Tx, carried: CarriedMonths): Promise<void> {
  await tx.execute(
    `INSERT INTO carried_months (centre_id, letter_id, account_id, person_id, opened_on, paid_to, six_months, loans, loans_ended, loan_elsewhere, carried_on)
     VALUES ($1, $2, $3, $4, $5::date, $6, $7, $8, $9, $10, $11::date)`,
    [
      tx.centreId,
      carried.letterId,
      carried.accountId,
      carried.personId,
      carried.openedOn,
      monthToNumber(carried.paidTo),
      carried.sixMonths,
      carried.loans,
      carried.loansEnded,
      carried.loanElsewhere,
      carried.carriedOn,
    ],
  );
}

/** Everything transfers carried for a person, what was paid up to last first. */
export async function selectCarriedOf(tx: Tx, personId: string): Promise<CarriedMonths[]> {
  const rows = await tx.query<Omit<CarriedMonths, 'paidTo'> & { paidTo: number }>(
    `SELECT letter_id AS "letterId", account_id AS "accountId", person_id AS "personId", opened_on AS "openedOn", paid_to AS "paidTo",
            six_months AS "sixMonths", loans, loans_ended AS "loansEnded",
            loan_elsewhere AS "loanElsewhere", carried_on AS "carriedOn"
       FROM carried_months WHERE centre_id = $1 AND person_id = $2 ORDER BY paid_to DESC, letter_id DESC`,
    [tx.centreId, personId],
  );
  return rows.map((row) => ({ ...row, paidTo: monthFromNumber(row.paidTo) }));
}
