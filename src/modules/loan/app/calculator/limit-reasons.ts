import type { Day } from '../../../../kernel/calendar';
import type { BilingualText } from '../../../../kernel/decision';
import { parseYuan, yuan } from '../../../../kernel/money';
import type { ParameterSet } from '../../../policy';
import type { LoanLimit } from '../../domain/granting/loan-limit';
import { LEAST_TERM } from '../../domain/granting/loan-term';
import type { LimitQuestion } from './limit-question';
import { termBoundText, termOf } from './reckon-term';
import type { CalculatorReason } from './shown';

/** Everything that stands against the loan that was asked about. */
export function limitReasons(
  asked: LimitQuestion,
  result: LoanLimit,
  boundText: BilingualText,
  parameters: ParameterSet,
  today: Day,
): CalculatorReason[] {
  return [...ofTerm(asked, parameters, today), ...ofAmount(asked, result, boundText)];
}

function ofTerm(asked: LimitQuestion, parameters: ParameterSet, today: Day): CalculatorReason[] {
  const { periods, birth, buildYear } = asked;
  if (periods < LEAST_TERM) {
    return [
      {
        code: 'TERM_LIMIT',
        text: {
          zh: `贷款期限最短 ${LEAST_TERM} 个月。`,
          en: `A loan has ${LEAST_TERM} months at the least.`,
        },
        fix: { zh: '请延长期限。', en: 'Take a longer term.' },
      },
    ];
  }
  if (birth === undefined) return [];
  const { maxPeriods, binding } = termOf(
    { birth, ...(buildYear === undefined ? {} : { buildYear }) },
    parameters,
    today,
  );
  if (periods <= maxPeriods) return [];
  const { zh, en } = termBoundText(binding);
  const isAge = binding === 'age' && maxPeriods < LEAST_TERM;
  return [
    {
      code: isAge ? 'AGE_LIMIT' : 'TERM_LIMIT',
      text: {
        zh: `受${zh}限制，期限最长 ${maxPeriods} 个月，所填为 ${periods} 个月。`,
        en: `By the ${en}, the term is ${maxPeriods} months at most; ${periods} were given.`,
      },
      fix:
        maxPeriods < LEAST_TERM
          ? {
              zh: '可由较年轻的共同借款人申请，或另选房屋。',
              en: 'A younger co-borrower may apply, or choose another home.',
            }
          : {
              zh: `请将期限缩短至 ${maxPeriods} 个月以内。`,
              en: `Shorten the term to ${maxPeriods} months.`,
            },
    },
  ];
}

function ofAmount(
  { wanted }: LimitQuestion,
  { limit, binding }: LoanLimit,
  { zh, en }: BilingualText,
): CalculatorReason[] {
  if (limit === 0n) {
    return [
      {
        code: binding === 'income' ? 'INCOME_TOO_LOW' : 'OVER_LIMIT',
        text: { zh: `受${zh}限制，可贷额度为零。`, en: `By ${en}, nothing can be lent.` },
        fix:
          binding === 'income'
            ? {
                zh: '可增加共同借款人，或先结清其他债务。',
                en: 'Add a co-borrower, or repay other debts first.',
              }
            : { zh: '请核对所填金额。', en: 'Check the amounts.' },
      },
    ];
  }
  if (wanted === undefined || parseYuan(wanted) <= limit) return [];
  return [
    {
      code: 'OVER_LIMIT',
      text: {
        zh: `拟贷 ${wanted} 元，超过可贷额度 ${yuan(limit)} 元（受${zh}限制）。`,
        en: `${wanted} yuan are wanted; the limit is ${yuan(limit)} yuan, by ${en}.`,
      },
      fix: {
        zh: `请将金额降至 ${yuan(limit)} 元以内，或申请组合贷款。`,
        en: `Apply for ${yuan(limit)} yuan or less, or for a combined loan.`,
      },
    },
  ];
}
