import { defineRule, TAIYUAN_CLAUSE } from '../../../../policy';
import type { AgeFact } from '../fact-values';

/** 民法典第17条: whoever is 18 is of age. */
const OF_AGE_MONTHS = 18 * 12;

/** LE2: of full civil capacity, and young enough to repay. */
export const loanAgeInRange = defineRule({
  id: 'loan-age-in-range',
  version: 1,
  effective: { from: '2026-07-01', until: null },
  clause: TAIYUAN_CLAUSE,
  order: 40,
  reasonCode: 'AGE_LIMIT',
  reads: { facts: ['person.age'], parameters: ['loan.ageLimit'] },
  judge(input) {
    const { months } = input.fact<AgeFact>('person.age');
    const limit = input.parameters.integer('loan.ageLimit');
    const truth = months >= OF_AGE_MONTHS && months < limit * 12 ? 'true' : 'false';
    return { truth, observed: Math.floor(months / 12), required: limit };
  },
  texts: {
    passed: {
      zh: '借款人 {observed} 周岁',
      en: 'The borrower is {observed} years old',
    },
    member: {
      zh: '申请时您 {observed} 周岁，借款人须年满 18 周岁、未满 {required} 周岁',
      en: 'You are {observed}; a borrower is 18 or older, and younger than {required}',
    },
    officer: {
      zh: '借款人 {observed} 周岁，不在 18 周岁至 {required} 周岁之间',
      en: 'Borrower aged {observed}, not from 18 to under {required}',
    },
    condition: {
      zh: '借款人年满 18 周岁、未满 {param:loan.ageLimit} 周岁',
      en: 'the borrower is 18 or older, and younger than {param:loan.ageLimit}',
    },
    fix: {
      zh: '可由符合年龄条件的共同借款人作为主借款人申请',
      en: 'A co-borrower of that age may apply as the borrower',
    },
  },
});
