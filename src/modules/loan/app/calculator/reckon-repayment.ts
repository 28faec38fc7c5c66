import type { Day } from '../../../../kernel/calendar';
import { fen, minus, parseYuan, yuan } from '../../../../kernel/money';
import type { ParameterSet } from '../../../policy';
import type { HomeCount } from '../../domain/granting/loan-rate-table';
import { type PlanRow, planOf } from '../../domain/plan/plan-segment';
import type { RepaymentMethod } from '../../domain/plan/repayment-method';
import { type Schedule, scheduleOf } from '../../domain/plan/schedule';
import { rateToUse, type Reckoned, type ShownRate } from './shown';

export interface RepaymentQuestion {
  readonly principal: string;
  readonly periods: number;
  readonly home?: HomeCount;
  readonly annualRate?: string;
  readonly withRows?: boolean;
}

/** What one way of repaying comes to. */
export interface RepaymentWay {
  readonly method: RepaymentMethod;
  readonly firstPayment: string;
  readonly lastPayment: string;
  readonly totalInterest: string;
  readonly totalPayment: string;
}

export interface ShownRow {
  readonly payment: string;
  readonly principal: string;
  readonly interest: string;
  readonly balance: string;
}

/** Both ways of repaying a loan, side by side. */
export interface RepaymentView extends Reckoned {
  readonly principal: string;
  readonly periods: number;
  readonly rate: ShownRate;
  readonly equalInstalment: RepaymentWay;
  readonly equalPrincipal: RepaymentWay;
  /** Interest that equal instalments cost more. */
  readonly moreInterest: string;
  /** Every instalment of both; null unless asked for. One of them may be at its end earlier, by rounding. */
  readonly rows:
    | readonly {
        readonly no: number;
        readonly equalInstalment: ShownRow | null;
        readonly equalPrincipal: ShownRow | null;
      }[]
    | null;
}

/** The repayment of a loan by equal instalments and by equal principal (等额本息、等额本金). */
export function reckonRepayment(
  asked: RepaymentQuestion,
  parameters: ParameterSet,
  today: Day,
): RepaymentView {
  const { rate, shown } = rateToUse(asked, parameters, today);
  const { periods } = asked;
  const plan = { fromNo: 1, periods, startBalance: parseYuan(asked.principal), annualRate: rate };
  const [instalments, principals] = (['01', '02'] as const).map((method) =>
    scheduleOf(planOf({ ...plan, method })),
  ) as [Schedule, Schedule];
  return {
    reckonedOn: today,
    parameters: parameters.id,
    principal: asked.principal,
    periods,
    rate: shown,
    equalInstalment: wayOf('01', instalments),
    equalPrincipal: wayOf('02', principals),
    moreInterest: yuan(minus(instalments.totalInterest, principals.totalInterest)),
    rows: asked.withRows === true ? sideBySide(instalments, principals) : null,
  };
}

function wayOf(method: RepaymentMethod, { rows, totalInterest, totalPayment }: Schedule): RepaymentWay {
  return {
    method,
    firstPayment: yuan(rows[0]?.payment ?? fen(0n)),
    lastPayment: yuan(rows.at(-1)?.payment ?? fen(0n)),
    totalInterest: yuan(totalInterest),
    totalPayment: yuan(totalPayment),
  };
}

function sideBySide(instalments: Schedule, principals: Schedule): NonNullable<RepaymentView['rows']> {
  const length = Math.max(instalments.rows.length, principals.rows.length);
  return Array.from({ length }, (_, index) => ({
    no: index + 1,
    equalInstalment: shownRow(instalments.rows[index]),
    equalPrincipal: shownRow(principals.rows[index]),
  }));
}

function shownRow(row: PlanRow | undefined): ShownRow | null {
  if (row === undefined) return null;
  const { payment, principal, interest, balance } = row;
  return {
    payment: yuan(payment),
    principal: yuan(principal),
    interest: yuan(interest),
    balance: yuan(balance),
  };
}
