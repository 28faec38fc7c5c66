import { Injectable } from '@nestjs/common';
import { fen, plus } from '../../../../kernel/money';
import type { Tx } from '../../../../platform/database/tx';
import { Ledger, type Line } from '../../../ledger';
import type { Moved } from '../../domain/servicing/loan-state';
import { fromOverdueAccount } from '../../domain/servicing/stored-loan';
import type { LoanAccount } from '../../store/servicing/loan-account-store';
import type { Funding } from './loan-book';

export const INTEREST_INCOME = '40103';
export const PENALTY_INCOME = '4010302';
export const KEPT_FOR_LOANS = '21904';
/** What the two kinds of bank account owe each other: interest of a loan belongs on 102 and came in on 101. */
export const DUE_TO_FUND = '11902';
export const OWED_BY_GAINS = '21906';

/** Losses of loans are charged to it (V23), and what is recovered of them comes back to it. */
export const RISK_RESERVE = '301';

/** What a voucher says of the principal that it repays. */
export interface Repaid {
  readonly on121: bigint;
  readonly on122: bigint;
  /** Written off before: it stands on no account of the loan any more. */
  readonly recovered: bigint;
}

/** Vouchers of loans: V9, V9b and V10, and what comes back of a loan that was written off. The interest's way to the gains account stands as due (21906 / 11902). */
@Injectable()
export class LoanVouchers {
  constructor(private readonly ledger: Ledger) {}

  /**
   * Books what an event moved.
   * @param ofDues principal of it that had fallen due: what stands on 122 is repaid from there first.
   * @returns its journal, null when no money moved, and what of the principal stood where.
   */
  async post(
    tx: Tx,
    of: {
      account: LoanAccount;
      moved: Moved;
      ofDues: bigint;
      funding: Funding;
      journal: { kind: string; sourceId: string; businessDate: string; valueDate: string };
    },
  ): Promise<{ journalId: string | null; repaid: Repaid }> {
    const { account, moved, funding, journal } = of;
    const { on122 } = fromOverdueAccount(fen(of.ofDues), account.transferredFen);
    const recovered = least(moved.principal, account.writtenOffFen);
    const repaid = { on122, recovered, on121: moved.principal - on122 - recovered };
    const income = plus(moved.interest, moved.penalty);
    const wanted: [code: string | bigint, side: 'D' | 'C', amountFen: bigint][] = [
      [KEPT_FOR_LOANS, 'D', moved.fromPrepaid],
      [account.accountId, 'C', repaid.on121],
      [account.overdueAccountId ?? 0n, 'C', repaid.on122],
      [RISK_RESERVE, 'C', recovered],
      [INTEREST_INCOME, 'C', moved.interest],
      [PENALTY_INCOME, 'C', moved.penalty],
      [KEPT_FOR_LOANS, 'C', moved.toPrepaid],
      [OWED_BY_GAINS, 'D', income],
      [DUE_TO_FUND, 'C', income],
    ];
    const lines = debitsOf(funding);
    for (const [code, side, amountFen] of wanted) {
      if (amountFen === 0n) continue;
      const accountId = typeof code === 'bigint' ? code : await this.ledger.leafOf(tx, code);
      lines.push({ accountId, side, amountFen });
    }
    if (lines.length === 0) return { journalId: null, repaid };
    return { journalId: await this.ledger.post(tx, journal, lines), repaid };
  }
}

function debitsOf(funding: Funding): Line[] {
  if (funding.by === 'hpf')
    return funding.debits.map(({ accountId, amountFen }) => ({ accountId, side: 'D', amountFen }));
  if (funding.by === 'card' || funding.by === 'transfer')
    return [{ accountId: funding.leafId, side: 'D', amountFen: funding.amountFen }];
  return [];
}

function least(one: bigint, other: bigint): bigint {
  return one < other ? one : other;
}
