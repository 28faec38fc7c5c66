import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../../kernel/actor';
import { daysBetween, parseDay } from '../../../../kernel/calendar';
import type { BilingualText } from '../../../../kernel/decision';
import { fen, yuan } from '../../../../kernel/money';
import { Clock } from '../../../../platform/clock';
import { UnitOfWork } from '../../../../platform/database/unit-of-work';
import { ClerkAtDesk } from '../../../casework';
import { parametersOn } from '../../../policy';
import {
  COLLECTION_STAGES,
  overdueStage,
  RISK_CLASSES,
  type RiskClass,
  type StageOfCollection,
} from '../../domain/servicing/risk-class';
import { insertLoanReadings } from '../../store/loan-store';
import {
  type OverdueRow,
  type OverdueSum,
  selectOverdue,
  sumOverdue,
} from '../../store/servicing/overdue-list-store';

type Stage = StageOfCollection['stage'];

/** An overdue loan as those who collect see it; amounts in yuan. Whose it is, its own page tells. */
export interface OverdueLoan {
  readonly loanId: string;
  readonly loanNo: string;
  readonly periods: number;
  readonly stage: { readonly code: Stage } & BilingualText;
  readonly riskClass: { readonly code: RiskClass } & BilingualText;
  readonly oldestDueOn: string;
  readonly daysOverdue: number;
  readonly overduePrincipal: string;
  readonly overdueInterest: string;
  readonly principalLeft: string;
  /** Of it what stands on subject 122. */
  readonly onOverdueSubject: string;
}

/** What stands in the register in one stage and class, or in all of it. */
export interface OverdueTotal {
  readonly loans: number;
  readonly overduePrincipal: string;
  readonly overdueInterest: string;
  readonly principalLeft: string;
  readonly onOverdueSubject: string;
}

export interface OverdueList {
  /** Overdue as the last night found it. */
  readonly asOf: string;
  readonly loans: readonly OverdueLoan[];
  /** Of the whole register, whatever is listed: by stage and class, and in all. */
  readonly totals: readonly (OverdueTotal & { readonly stage: Stage; readonly riskClass: RiskClass })[];
  readonly sum: OverdueTotal;
}

export interface OverdueWanted {
  readonly stage: Stage | undefined;
  readonly riskClass: RiskClass | undefined;
  readonly after: { readonly oldestDueOn: string; readonly loanId: string } | null;
  readonly limit: number;
}

/** The overdue register by stage and class (handbook 5.12), for those who collect. */
@Injectable()
export class ReadOverdue {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly clerks: ClerkAtDesk,
    private readonly clock: Clock,
  ) {}

  /** The loans are remembered as looked at. A clerk sees none in which they stand. @throws Problem 403 a clerk whose token names nobody */
  list(
    actor: Actor,
    { stage, riskClass, after, limit }: OverdueWanted,
  ): Promise<{ readonly list: OverdueList; readonly isLast: boolean }> {
    const withoutPerson = actor.role === 'clerk' ? this.clerks.named(actor) : null;
    const today = this.clock.today();
    const graceDays = parametersOn(today).integer('loan.graceDays');
    const { from, until } = COLLECTION_STAGES.find((one) => one.stage === stage) ?? { from: 1, until: null };
    return this.unitOfWork.run(actor.centreId, async (tx) => {
      const filter = { from, until, riskClass: riskClass ?? null, withoutPerson };
      const found = await selectOverdue(tx, { ...filter, today, graceDays, after, limit: limit + 1 });
      const rows = found.slice(0, limit);
      await insertLoanReadings(tx, {
        loanIds: rows.map(({ loanId }) => loanId),
        reader: actor.subject,
        role: actor.role,
        at: this.clock.now(),
      });
      const sums = await sumOverdue(tx, { today, graceDays });
      const loans = rows.map((row) => shown(row, today));
      const list = { asOf: today, loans, totals: totalsOf(sums), sum: totalOf(sums) };
      return { list, isLast: found.length <= limit };
    });
  }
}

function shown(row: OverdueRow, today: string): OverdueLoan {
  const { loanId, loanNo, periods, riskClass, oldestDueOn } = row;
  return {
    ...{ loanId, loanNo, periods, oldestDueOn },
    stage: stageOf(periods),
    riskClass: { code: riskClass, ...RISK_CLASSES[riskClass] },
    daysOverdue: daysBetween(parseDay(oldestDueOn), parseDay(today)),
    overduePrincipal: yuan(fen(row.overduePrincipalFen)),
    overdueInterest: yuan(fen(row.overdueInterestFen)),
    principalLeft: yuan(fen(row.principalFen)),
    onOverdueSubject: yuan(fen(row.transferredFen)),
  };
}

function stageOf(periods: number): OverdueLoan['stage'] {
  const code = overdueStage(periods);
  const stage = COLLECTION_STAGES.find((one) => one.stage === code);
  if (!stage) throw new RangeError('an overdue loan has a period past its day');
  return { code: stage.stage, ...stage.text };
}

function totalsOf(sums: readonly OverdueSum[]): OverdueList['totals'] {
  const groups = new Map<string, OverdueSum[]>();
  for (const sum of sums) {
    const key = `${stageOf(sum.periods).code} ${sum.riskClass}`;
    groups.set(key, [...(groups.get(key) ?? []), sum]);
  }
  return [...groups.values()].map((group) => ({
    stage: stageOf(group[0]?.periods ?? 0).code,
    riskClass: group[0]?.riskClass ?? '01',
    ...totalOf(group),
  }));
}

function totalOf(sums: readonly OverdueSum[]): OverdueTotal {
  const add = (part: (sum: OverdueSum) => bigint): string =>
    yuan(fen(sums.reduce((total, sum) => total + part(sum), 0n)));
  return {
    loans: sums.reduce((total, { loans }) => total + loans, 0),
    overduePrincipal: add((sum) => sum.overduePrincipalFen),
    overdueInterest: add((sum) => sum.overdueInterestFen),
    principalLeft: add((sum) => sum.principalFen),
    onOverdueSubject: add((sum) => sum.transferredFen),
  };
}
