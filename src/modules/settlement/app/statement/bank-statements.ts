import { Injectable } from '@nestjs/common';
import type { BilingualText } from '../../../../kernel/decision';
import { fen, yuan } from '../../../../kernel/money';
import { Clock } from '../../../../platform/clock';
import type { Tx } from '../../../../platform/database/tx';
import type { BalanceState } from '../../domain/account-balance';
import type { IncidentCode } from '../../domain/outcome';
import type { AccountPurpose } from '../../domain/purposes';
import {
  DIFFERENCE_WORDS,
  type DifferenceKind,
  type ExplanationCode,
  type SettledAs,
} from '../../domain/statement-difference';
import type { FrozenKey } from '../../store/frozen-store';
import { selectAccountMaster } from '../../store/account-master-store';
import {
  type EndedDifference,
  explainDifference,
  type Explanation,
  type OpenDifference,
  selectOpenDifferences,
  selectStatementDays,
  type StatementRow,
} from '../../store/statement-difference-store';
import { BankLines } from '../../wire/bank-lines';

/** A line that is not alike on both sides, or was not. Yuan; null on the side that has nothing. */
export interface DifferenceView {
  readonly id: string;
  readonly kind: DifferenceKind;
  readonly name: BilingualText;
  readonly whatToDo: BilingualText;
  /** Host serial number, or our reference of a payment that only we have. */
  readonly subject: string;
  readonly reference: string | null;
  readonly bankAmount: string | null;
  readonly bookAmount: string | null;
  /** `gone`: both sides came to be alike; `explained`: a person ended it. */
  readonly state: 'open' | 'gone' | 'explained';
  readonly foundAt: string;
  readonly endedAt: string | null;
  /** What the line of the statement settled by itself; null where the books or a person ended it. */
  readonly settledAs: SettledAs | null;
  /** Why the line settles nothing by itself: code of the incident, which a person looks at. */
  readonly contradiction: IncidentCode | null;
  readonly reasonCode: ExplanationCode | null;
  readonly reason: string | null;
}

/** A day of an account, as its bank's statement and our books have it (银行对账). */
export interface BankStatementView {
  readonly bankCode: string;
  readonly accountNo: string;
  readonly day: string;
  readonly state: 'unanswered' | 'differs' | 'agreed';
  /** Lines of the bank; null until it has answered. */
  readonly lines: number | null;
  readonly comparedAt: string | null;
  readonly differences: readonly DifferenceView[];
}

/** An account of the centre: whose, what for, and how it stands against its bank; yuan. */
export interface BankAccountView {
  readonly id: string;
  readonly bankCode: string;
  readonly accountNo: string;
  readonly owner: string;
  readonly purpose: AccountPurpose;
  readonly leaf: string;
  /** `by-hand`: there is no line to the bank, and nobody asks it; `unasked`: it has not answered yet. */
  readonly state: BalanceState | 'by-hand';
  readonly bookBalance: string | null;
  readonly bankBalance: string | null;
  readonly answeredAt: string | null;
  /** Last day up to which no line of its statements is open; null while none was compared. */
  readonly explainedTo: string | null;
  readonly openDifferences: number;
  /** How far its closing is, and the account that takes its place; null where it is not given up. */
  readonly closing: 'proposed' | 'moving' | 'closed' | null;
  readonly intoAccountNo: string | null;
}

/** Statements of banks, as those see them who explain their differences. */
@Injectable()
export class BankStatements {
  constructor(
    private readonly banks: BankLines,
    private readonly clock: Clock,
  ) {}

  /** Days that are not explained first, then the latest. */
  async list(tx: Tx, limit: number): Promise<BankStatementView[]> {
    return (await selectStatementDays(tx, limit)).map(shown);
  }

  /** Differences that wait for a person, the oldest first; the key is as in the queue of frozen orders. */
  open(tx: Tx, after: FrozenKey | null, limit: number): Promise<OpenDifference[]> {
    return selectOpenDifferences(tx, after, limit);
  }

  /** The centre's accounts, all of them. */
  async accounts(tx: Tx): Promise<BankAccountView[]> {
    const rows = await selectAccountMaster(tx);
    return rows.map(({ balanceState, bookFen, bankFen, answeredAt, ...account }) => ({
      ...account,
      state: this.banks.find(account.bankCode) === null ? 'by-hand' : balanceState,
      bookBalance: bookFen === null ? null : yuan(fen(bookFen)),
      bankBalance: bankFen === null ? null : yuan(fen(bankFen)),
      answeredAt: answeredAt?.toISOString() ?? null,
    }));
  }

  /** Ends an open difference with a reason; the state it was in, null when there is none. */
  explain(tx: Tx, explanation: Explanation): Promise<'open' | 'gone' | 'explained' | null> {
    return explainDifference(tx, explanation, this.clock.now());
  }
}

function shown({ bankCode, accountNo, day, lines, ...row }: StatementRow): BankStatementView {
  const { comparedAt, explainedAt, differences } = row;
  const state = comparedAt === null ? 'unanswered' : explainedAt === null ? 'differs' : 'agreed';
  return {
    bankCode,
    accountNo,
    day,
    state,
    lines,
    comparedAt: comparedAt?.toISOString() ?? null,
    differences: differences.map(differenceOf),
  };
}

function differenceOf({ bankFen, bookFen, foundAt, endedAt, ...one }: EndedDifference): DifferenceView {
  return {
    ...one,
    ...DIFFERENCE_WORDS[one.kind],
    bankAmount: bankFen === null ? null : yuan(fen(BigInt(bankFen))),
    bookAmount: bookFen === null ? null : yuan(fen(BigInt(bookFen))),
    foundAt: new Date(foundAt).toISOString(),
    endedAt: endedAt === null ? null : new Date(endedAt).toISOString(),
  };
}
