import { Injectable } from '@nestjs/common';
import type { Day } from '../../../../kernel/calendar';
import { parseYuan } from '../../../../kernel/money';
import type { Month } from '../../../../kernel/month';
import { parseRate } from '../../../../kernel/rate';
import { violatedConstraint } from '../../../../platform/database/connection-fault';
import type { Tx } from '../../../../platform/database/tx';
import { Ledger } from '../../../ledger';
import { Parties } from '../../../party';
import { memberAccountNo } from '../../domain/member/account-numbers';
import { type ContributionLimits, monthlyContribution } from '../../domain/member/monthly-contribution';
import { insertMemberAccounts, type NewMemberAccount } from '../../store/member-account-store';
import type { CarriedChange } from '../../store/roster-store';
import type { UnitInMonth } from '../../store/unit-ratio-store';

/** Another list opened an account for the same person at the same moment; the unit of work decides afresh. */
class OpenedMeanwhile extends Error {
  override name = 'OpenedMeanwhile';
  readonly code = '40001';
}

/** Ratios and limits of the month from which an account is remitted. */
export interface MonthTerms {
  readonly unit: UnitInMonth;
  readonly limits: ContributionLimits;
}

/** Who gets an account; `base` in yuan, with two decimals. */
export interface Joiner {
  readonly name: string;
  readonly idNo: string;
  readonly base: string;
  readonly terms: MonthTerms;
}

/** Opens accounts at a unit, set by set; their conditions were judged before, under the unit's lock. */
@Injectable()
export class OpenMemberAccounts {
  constructor(
    private readonly parties: Parties,
    private readonly ledger: Ledger,
  ) {}

  /** In the order given, state 01. @throws RangeError when the employer's ratios are outside the limits. */
  async open(
    tx: Tx,
    { unitId, openedOn }: { readonly unitId: bigint; readonly openedOn: Day },
    joiners: readonly Joiner[],
  ): Promise<NewMemberAccount[]> {
    if (joiners.length === 0) return [];
    const people = await this.parties.ensurePersons(tx, joiners);
    const wanted = { kind: 'member', subject: '201', unitId } as const;
    const ids = await this.ledger.openAccounts(
      tx,
      joiners.map(() => wanted),
      openedOn,
    );
    const accounts = joiners.map((joiner, index) =>
      newAccount(joiner, people[index]?.id, ids[index], openedOn),
    );
    try {
      await insertMemberAccounts(tx, { unitId, openedOn }, accounts);
    } catch (error) {
      if (violatedConstraint(error) !== 'member_account_one_open') throw error;
      throw new OpenedMeanwhile('an account was opened for one of these people meanwhile');
    }
    return accounts;
  }
}

/** An account just opened, as the history of the roster tells it. */
export function newMember(account: NewMemberAccount, from: Month): CarriedChange {
  const { accountId, base, employer, employee } = account;
  return { kind: 'new', accountId, reason: null, amounts: { base, employer, employee }, from };
}

/**
 * Base and monthly amounts of a declared wage under the unit's ratios.
 * @throws RangeError when the ratios are outside the limits of the month.
 */
export function amountsOf(wage: string, { unit, limits }: MonthTerms): NonNullable<CarriedChange['amounts']> {
  const amounts = monthlyContribution(
    {
      averageMonthlyWage: parseYuan(wage),
      employerRatio: parseRate(unit.ratioEmployer),
      employeeRatio: parseRate(unit.ratioEmployee),
    },
    limits,
  );
  if (!amounts.ok) throw new RangeError('the ratios of the employer are outside the limits of the month');
  const { base, employer, employee } = amounts;
  return { base, employer, employee };
}

function newAccount(
  joiner: Joiner,
  personId: string | undefined,
  accountId: bigint | undefined,
  openedOn: Day,
): NewMemberAccount {
  if (personId === undefined || accountId === undefined)
    throw new Error('each row has a person and an account');
  const accountNo = memberAccountNo(openedOn, accountId);
  return { accountId, accountNo, personId, ...amountsOf(joiner.base, joiner.terms) };
}
