import { type Day, parseDay } from '../../../../kernel/calendar';
import type { BilingualText } from '../../../../kernel/decision';
import { invalidAt } from '../../../../platform/http';
import type { ParameterSet } from '../../../policy';
import { LEAST_TERM, type LoanTerm, loanTerm, type TermBound } from '../../domain/granting/loan-term';
import { termLimits } from '../../domain/loan-parameters';
import { type CalculatorReason, type Reckoned, shownBasis, type ShownBasis } from './shown';

export interface TermQuestion {
  readonly birth: string;
  readonly buildYear?: number;
  readonly landUseMonths?: number;
}

export interface ShownTermBound {
  readonly by: TermBound;
  readonly text: BilingualText;
  readonly months: number;
  readonly binding: boolean;
  /** null for the right to the land, which no parameter sets. */
  readonly basis: ShownBasis | null;
}

export interface LoanTermView extends Reckoned {
  readonly maxPeriods: number;
  readonly binding: TermBound;
  readonly bounds: readonly ShownTermBound[];
  readonly reasons: readonly CalculatorReason[];
}

const BOUNDS: Readonly<Record<TermBound, { readonly text: BilingualText; readonly path: string | null }>> = {
  longest: { text: { zh: '最长贷款期限', en: 'longest term there is' }, path: 'loan.maxMonths' },
  age: { text: { zh: '主借款人年龄', en: 'age of the main borrower' }, path: 'loan.ageLimit' },
  building: { text: { zh: '房龄', en: 'age of the building' }, path: 'loan.houseAgePlusTerm' },
  land: { text: { zh: '土地使用权剩余期限', en: 'what is left of the right to the land' }, path: null },
};

/**
 * The longest term that can be had today.
 * @throws Problem 400 when the birth or the building lies in the future.
 */
export function reckonTerm(asked: TermQuestion, parameters: ParameterSet, today: Day): LoanTermView {
  const term = termOf(asked, parameters, today);
  return {
    reckonedOn: today,
    parameters: parameters.id,
    maxPeriods: term.maxPeriods,
    binding: term.binding,
    bounds: term.bounds.map(({ by, months }) => ({
      by,
      text: BOUNDS[by].text,
      months,
      binding: by === term.binding,
      basis: BOUNDS[by].path === null ? null : shownBasis(parameters, BOUNDS[by].path),
    })),
    reasons: term.maxPeriods < LEAST_TERM ? [nothingLeft(term)] : [],
  };
}

export function termOf(asked: TermQuestion, parameters: ParameterSet, today: Day): LoanTerm {
  if (asked.birth > today) throw inFuture('/birth', today);
  if (asked.buildYear !== undefined && asked.buildYear > Number(today.slice(0, 4))) {
    throw inFuture('/buildYear', today);
  }
  const request = {
    birth: parseDay(asked.birth),
    appliedOn: today,
    buildYear: asked.buildYear ?? null,
    landUseMonths: asked.landUseMonths ?? null,
  };
  return loanTerm(request, termLimits(parameters));
}

/** What a loan is bound by, as a person reads it. */
export function termBoundText(by: TermBound): BilingualText {
  return BOUNDS[by].text;
}

function nothingLeft({ binding, maxPeriods }: LoanTerm): CalculatorReason {
  const { zh, en } = BOUNDS[binding].text;
  return {
    code: binding === 'age' ? 'AGE_LIMIT' : 'TERM_LIMIT',
    text: {
      zh: `受${zh}限制，最长 ${maxPeriods} 个月，不足最短期限 ${LEAST_TERM} 个月。`,
      en: `By the ${en}, ${maxPeriods} months are left, and a loan has ${LEAST_TERM} at the least.`,
    },
    fix:
      binding === 'age'
        ? {
            zh: '可由较年轻的共同借款人作为主借款人。',
            en: 'A younger co-borrower may be the main borrower.',
          }
        : { zh: '请另选房屋。', en: 'Choose another home.' },
  };
}

function inFuture(pointer: string, today: Day) {
  return invalidAt(pointer, 'IN_FUTURE', {
    zh: `不得晚于今日 ${today}。`,
    en: `Not later than today, ${today}.`,
  });
}
