import { defineRule, practiceClause } from '../../../../policy';
import type { UnitFact } from '../fact-values';
import { NO_HOME } from '../words';

const WORDS = {
  nobody: { zh: '尚无权属登记', en: 'nobody' },
  borrowers: { zh: '借款人或配偶', en: 'borrower or spouse' },
  sellers: { zh: '他人', en: 'others' },
  others: { zh: '他人', en: 'others' },
} as const;

/** DK04: what is built, rebuilt or overhauled is the borrowers' own; a new house has no title yet. */
export const buildHomeOwn = defineRule({
  id: 'build-home-own',
  version: 1,
  effective: { from: '2026-12-01', until: null },
  clause: practiceClause(
    '建造、翻建、大修本人或配偶自有的住房',
    'The home that is built, rebuilt or overhauled is the borrower’s or the spouse’s own',
  ),
  order: 83,
  reasonCode: 'NOT_OWNER',
  reads: { facts: ['loan.unit'], parameters: [] },
  judge(input) {
    const unit = input.fact<UnitFact>('loan.unit');
    if (unit === null) return { truth: 'true', observed: NO_HOME, required: WORDS.borrowers };
    const { owner } = unit;
    const truth = owner === 'borrowers' || owner === 'nobody' ? 'true' : 'false';
    return { truth, observed: WORDS[owner], required: WORDS.borrowers };
  },
  texts: {
    passed: {
      zh: '土地或房屋登记权利人：{observed}',
      en: 'Registered owner of land or house: {observed}',
    },
    member: {
      zh: '该土地或房屋的登记权利人为{observed}，建造、翻建、大修贷款的房屋须登记在您或配偶名下',
      en: 'Land or house is titled to {observed}; what is built, rebuilt or overhauled has to be your own or your spouse’s',
    },
    officer: {
      zh: '登记权利人为{observed}，应为{required}或尚无登记',
      en: 'Titled to {observed}; {required} or nobody is needed',
    },
    condition: {
      zh: '土地或房屋登记在借款人或配偶名下，或尚无权属登记',
      en: 'land or house is titled to borrower or spouse, or to nobody yet',
    },
    fix: {
      zh: '请核对不动产单元号；权属变更登记到您或配偶名下后可以申请',
      en: 'Compare the number of the unit, or apply when it is titled to you or your spouse',
    },
  },
});
