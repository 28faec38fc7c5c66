import { Injectable } from '@nestjs/common';
import type { Json } from '../../../../kernel/fact';
import { type Month, nextMonth } from '../../../../kernel/month';
import { type Fen, yuan, fen } from '../../../../kernel/money';
import { Clock } from '../../../../platform/clock';
import { together } from '../../../../platform/database/together';
import type { Tx } from '../../../../platform/database/tx';
import { Ledger } from '../../../ledger';
import type { MoveKind } from '../../domain/member/account-move';
import {
  insertMoves,
  type MovableAccount,
  MovedMeanwhile,
  moveSealedToEmployer,
  moveToCentre,
  moveToEmployer,
  selectMovable,
  tellJoined,
} from '../../store/account-move-store';
import { selectLastMonthsTaken } from '../../store/months-credited-store';
import { insertEnrolments } from '../../store/enrolment-store';
import { moveList, selectListOfMonth } from '../../store/remittance-list-store';
import { lockUnits, selectUnit, type UnitAccount } from '../../store/unit-account-store';
import { activateUnit } from '../../store/unit-state-store';
import {
  type Enrolled,
  enrolmentOf,
  enrolmentTold,
  termsIn,
  termsOfMonths,
} from '../enrolment/enrol-members';
import { amountsOf } from '../member/open-member-accounts';
import { VirtualUnits } from './virtual-units';

/** Kind of the voucher of a move between units (V7). */
const INTERNAL_TRANSFER = 'internal-transfer';

export interface Joined {
  readonly [key: string]: Json;
  readonly from: string;
  readonly to: string;
  readonly accountNo: string;
  readonly balance: string;
  readonly base: string;
  readonly month: string;
  readonly draftCancelled: string | null;
}

/**
 * Moves accounts between units: balance, both of its parts, accumulation and holds go with the account, whose number
 * stays (V7, A.5 06 内部转移). The caller has locked units and balances.
 */
@Injectable()
export class AccountMoves {
  constructor(
    private readonly ledger: Ledger,
    private readonly units: VirtualUnits,
    private readonly clock: Clock,
  ) {}

  /** Locks the units in the order of their ids, then the account and the engagement of the case. */
  async lock(
    tx: Tx,
    { accountId, caseId, kind }: { accountId: bigint; caseId: string | null; kind: string },
    others: readonly bigint[],
  ): Promise<void> {
    const account = await selectMovable(tx, accountId);
    const units = [...new Set([...(account ? [account.unitId] : []), ...others])].sort((a, b) =>
      a < b ? -1 : 1,
    );
    for (const unitId of units) await selectUnit(tx, unitId, { lock: true });
    await this.ledger.balanceOf(tx, accountId, { lock: true });
    if (caseId !== null) await this.ledger.tryEngage(tx, { accountId, kind, caseId });
  }

  /** Locks units, those of the accounts and others, in the order of their ids; then the accounts in the order of theirs. */
  async lockMany(
    tx: Tx,
    accounts: readonly { readonly accountId: bigint; readonly unitId: bigint }[],
    others: readonly bigint[],
  ): Promise<void> {
    await lockUnits(tx, [...accounts.map(({ unitId }) => unitId), ...others]);
    await this.ledger.lockBalances(
      tx,
      accounts.map(({ accountId }) => accountId),
    );
  }

  /** Sealed accounts of other units join an employer, in one voucher (V7); their bases and months are the roster's. @throws MovedMeanwhile */
  async joinMany(
    tx: Tx,
    { unitId, caseId }: { readonly unitId: bigint; readonly caseId: string },
    accounts: readonly { readonly accountId: bigint; readonly fromUnit: bigint }[],
  ): Promise<void> {
    if (accounts.length === 0) return;
    const ids = accounts.map(({ accountId }) => accountId);
    await moveSealedToEmployer(tx, ids, unitId);
    await this.book(tx, caseId, 'transfer', accounts, unitId);
  }

  /** A sealed account joins an employer from a month on. @throws MovedMeanwhile */
  async join(
    tx: Tx,
    wanted: { accountId: bigint; unit: UnitAccount; how: Enrolled; base: string | undefined; caseId: string },
  ): Promise<Joined> {
    const { accountId, unit, caseId, how } = wanted;
    const account = await this.movable(tx, accountId);
    const month = how.from;
    const terms = termsIn(await termsOfMonths(tx, unit, [month]), month);
    const amounts = amountsOf(wanted.base ?? yuan(account.baseFen), terms);
    const to = { unitId: unit.unitId, ...amounts };
    const fromUnit = account.unitId;
    const former = await selectUnit(tx, fromUnit, { lock: false });
    await moveToEmployer(tx, { accountId, fromUnit }, to);
    const movedFen = await this.book(tx, caseId, 'transfer', [{ accountId, fromUnit }], unit.unitId);
    const [on, at] = [this.clock.today(), this.clock.now()];
    const told = { accountId, unitId: unit.unitId, from: month, baseFen: amounts.base, caseId, on, at };
    await tellJoined(tx, told);
    await insertEnrolments(tx, told, [enrolmentOf(accountId, how, wanted.base !== undefined)]);
    await activateUnit(tx, unit, { caseId, on });
    return {
      from: former?.unitAccountNo ?? '',
      to: unit.unitAccountNo,
      accountNo: account.accountNo,
      balance: yuan(fen(movedFen)),
      base: yuan(amounts.base),
      month,
      ...enrolmentTold(how, wanted.base !== undefined),
      draftCancelled: await this.overtake(tx, unit, month),
    };
  }

  /** The first month from `wanted` on that no other unit and no voluntary payment has credited already. */
  async firstFree(tx: Tx, accountId: bigint, wanted: Month): Promise<Month> {
    return (await this.firstFreeOfMany(tx, [accountId], wanted))(accountId);
  }

  /** Likewise of many accounts, for each that is asked about. */
  async firstFreeOfMany(
    tx: Tx,
    accountIds: readonly bigint[],
    wanted: Month,
  ): Promise<(accountId: bigint) => Month> {
    const lastTaken = await selectLastMonthsTaken(tx, accountIds);
    return (accountId) => {
      const taken = lastTaken.get(accountId);
      return taken !== undefined && taken >= wanted ? nextMonth(taken) : wanted;
    };
  }

  /** A sealed account goes on as a voluntary one. @throws MovedMeanwhile */
  async joinFlexible(
    tx: Tx,
    wanted: {
      accountId: bigint;
      unitId: bigint;
      amounts: { base: Fen; employer: Fen; employee: Fen };
      caseId: string;
    },
  ): Promise<{ accountId: bigint; accountNo: string }> {
    const { accountId, unitId, amounts, caseId } = wanted;
    const { unitId: fromUnit, accountNo } = await this.movable(tx, accountId);
    await moveToEmployer(tx, { accountId, fromUnit }, { unitId, ...amounts });
    if (fromUnit !== unitId) await this.book(tx, caseId, 'flexible', [{ accountId, fromUnit }], unitId);
    return { accountId, accountNo };
  }

  /**
   * Accounts of one branch become the centre's, many at once. Those that moved or changed their state since they were
   * chosen stay where they are. @returns the accounts that moved and what is on them, in fen.
   */
  async keepCentrally(
    tx: Tx,
    sourceId: string,
    accounts: readonly { readonly accountId: bigint; readonly unitId: bigint }[],
    district: string,
  ): Promise<{ moved: readonly bigint[]; movedFen: bigint; unitId: bigint }> {
    const unitId = await this.units.of(tx, 'central', district);
    const ids = accounts.map(({ accountId }) => accountId);
    const moved = await moveToCentre(tx, ids, { unitId, on: this.clock.today() });
    const rows = accounts
      .filter(({ accountId }) => moved.includes(accountId))
      .map(({ accountId, unitId: fromUnit }) => ({ accountId, fromUnit }));
    const movedFen = rows.length === 0 ? 0n : await this.book(tx, sourceId, 'central-seal', rows, unitId);
    return { moved, movedFen, unitId };
  }

  /** The account as it stands under the locks. @throws MovedMeanwhile */
  async movable(tx: Tx, accountId: bigint): Promise<MovableAccount> {
    const account = await selectMovable(tx, accountId);
    if (!account) throw new MovedMeanwhile('an account that was to move is gone');
    return account;
  }

  private async book(
    tx: Tx,
    sourceId: string,
    kind: MoveKind,
    accounts: readonly { readonly accountId: bigint; readonly fromUnit: bigint }[],
    unitId: bigint,
  ): Promise<bigint> {
    const on = this.clock.today();
    const journal = { kind: INTERNAL_TRANSFER, sourceId, businessDate: on, valueDate: on };
    const ids = accounts.map(({ accountId }) => accountId);
    const [{ movedFen }] = await together([
      this.ledger.moveToUnit(tx, journal, ids, unitId),
      insertMoves(tx, { kind, toUnit: unitId, sourceId, on }, accounts),
    ]);
    return movedFen;
  }

  /** A draft made before does not have the one who joins: it gives way, and the list is sent again. */
  private async overtake(tx: Tx, { unitId }: UnitAccount, month: Month): Promise<string | null> {
    const draft = await selectListOfMonth(tx, unitId, month);
    if (draft?.state !== 'DRAFT') return null;
    await moveList(tx, draft.id, 'CANCELLED');
    return draft.id;
  }
}
