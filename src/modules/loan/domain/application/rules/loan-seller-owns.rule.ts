import { defineRule, practiceClause } from '../../../../policy';
import type { HomeFact, UnitFact } from '../fact-values';
import { NO_HOME } from '../words';

const WORDS = {
  nobody: { zh: '尚无权属登记', en: 'nobody' },
  borrowers: { zh: '买受人', en: 'the buyers' },
  sellers: { zh: '出卖人', en: 'the sellers' },
  others: { zh: '他人', en: 'others' },
} as const;

/** LE3, second-hand: accepted before the title passes, from those who own the home. */
export const loanSellerOwns = defineRule({
  id: 'loan-seller-owns',
  version: 1,
  effective: { from: '2026-07-01', until: null },
  clause: practiceClause(
    '二手房贷款在转移登记前受理',
    'A second-hand home is financed before its title passes',
  ),
  order: 83,
  reasonCode: 'NOT_OWNER',
  reads: { facts: ['loan.home', 'loan.unit'], parameters: [] },
  judge(input) {
    if (input.fact<HomeFact>('loan.home').home === null)
      return { truth: 'true', observed: NO_HOME, required: NO_HOME };
    const owner = input.fact<UnitFact>('loan.unit')?.owner ?? 'nobody';
    const truth = owner === 'sellers' ? 'true' : 'false';
    return { truth, observed: WORDS[owner], required: WORDS.sellers };
  },
  texts: {
    passed: {
      zh: '房屋登记权利人：{observed}',
      en: 'Registered owner of the home: {observed}',
    },
    member: {
      zh: '房屋现登记权利人为{observed}，二手房贷款须在过户前申请，且出卖人为登记权利人',
      en: 'The registered owner is {observed}; a second-hand home is financed before its title passes, and its sellers have to own it',
    },
    officer: {
      zh: '登记权利人为{observed}，应为{required}',
      en: 'Registered owner {observed}; {required} are needed',
    },
    condition: {
      zh: '出卖人为房屋登记权利人，尚未办理转移登记',
      en: 'the sellers are the registered owners and the title has not passed yet',
    },
    fix: {
      zh: '请核对合同与不动产登记；已过户的不能再办理二手房贷款',
      en: 'Compare contract and title; once it has passed, the home is not financed any more',
    },
  },
});
