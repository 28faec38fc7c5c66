import type { Json } from '../../../../kernel/fact';
import type { Month } from '../../../../kernel/month';
import type { Tx } from '../../../../platform/database/tx';
import { parametersOn } from '../../../policy';
import type { EmploymentStart } from '../../domain/enrolment/employment';
import {
  ENROLMENT_MANNERS,
  enrolledFrom,
  type EnrolmentManner,
  mannerOf,
} from '../../domain/enrolment/enrolment';
import type { NewEnrolment } from '../../store/enrolment-store';
import { inMonth } from '../../store/unit-ratio-store';
import type { UnitAccount } from '../../store/unit-account-store';
import { contributionLimits } from '../../domain/member/contribution-limits';
import type { MonthTerms } from '../member/open-member-accounts';

/** From which month somebody contributes, and on which wage (Regulations, articles 16 and 17). */
export interface Enrolled {
  readonly from: Month;
  readonly manner: EnrolmentManner;
  readonly start: EmploymentStart;
}

/** @param wanted the month asked for, which the rules found lawful, or the first open one. */
export function enrol(start: EmploymentStart, wanted: Month): Enrolled {
  const from = enrolledFrom(start, wanted);
  const fundYearStart = parametersOn(`${from}-01`).text('contribution.fundYearStart');
  return { from, manner: mannerOf(start, from, fundYearStart), start };
}

/** What is kept of it, for one account. */
export function enrolmentOf(
  accountId: bigint,
  { from, manner, start }: Enrolled,
  declared: boolean,
): NewEnrolment {
  return { accountId, manner, employedFrom: start.since, firstJob: start.first, from, declared };
}

/** What the employer is told of it; without a declared wage the former base stands until the employer's list brings one. */
export function enrolmentTold({ from, manner }: Enrolled, declared = true): { readonly [key: string]: Json } {
  const { basis, text } = ENROLMENT_MANNERS[manner];
  const told = { from, enrolment: manner, enrolmentText: { ...text } };
  if (declared || manner === 'same-employment') return { ...told, baseSource: basis };
  return { ...told, baseSource: 'WAGE_AWAITED' };
}

/** Ratios and limits of each of these months at a unit: two at most, for nobody joins later than the next month. */
export async function termsOfMonths(
  tx: Tx,
  unit: UnitAccount,
  months: readonly Month[],
): Promise<ReadonlyMap<Month, MonthTerms>> {
  const terms = new Map<Month, MonthTerms>();
  for (const month of [...new Set(months)].sort()) {
    const inThatMonth = await inMonth(tx, unit, month);
    const limits = contributionLimits(parametersOn(`${month}-01`), unit.district, inThatMonth);
    terms.set(month, { unit: inThatMonth, limits });
  }
  return terms;
}

/** Terms of a month that was looked at. */
export function termsIn(terms: ReadonlyMap<Month, MonthTerms>, month: Month): MonthTerms {
  const found = terms.get(month);
  if (!found) throw new Error(`nobody looked at the terms of ${month}`);
  return found;
}
