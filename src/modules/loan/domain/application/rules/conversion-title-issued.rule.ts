import { defineRule, TAIYUAN_CLAUSE } from '../../../../policy';
import type { UnitFact } from '../fact-values';
import { NO_HOME } from '../words';

const WORDS = {
  nobody: { zh: '尚未办理权属登记', en: 'no title yet' },
  borrowers: { zh: '借款人或配偶', en: 'borrower or spouse' },
  sellers: { zh: '他人', en: 'others' },
  others: { zh: '他人', en: 'others' },
} as const;

/** DK05: the title of the home is issued, to borrower or spouse. */
export const conversionTitleIssued = defineRule({
  id: 'conversion-title-issued',
  version: 1,
  effective: { from: '2026-07-01', until: null },
  clause: TAIYUAN_CLAUSE,
  order: 88,
  reasonCode: 'PURCHASE_FACT',
  reads: { facts: ['loan.unit'], parameters: [] },
  judge(input) {
    const unit = input.fact<UnitFact>('loan.unit');
    if (unit === null) return { truth: 'true', observed: NO_HOME, required: NO_HOME };
    const truth = unit.titled && unit.owner === 'borrowers' ? 'true' : 'false';
    return { truth, observed: WORDS[unit.owner], required: WORDS.borrowers };
  },
  texts: {
    passed: {
      zh: '不动产权利人：{observed}',
      en: 'Titled to {observed}',
    },
    member: {
      zh: '商转公须已取得不动产权证书且登记在借款人或配偶名下，现登记情况：{observed}',
      en: 'A loan is converted once the title is issued to borrower or spouse; the register says: {observed}',
    },
    officer: {
      zh: '权属登记：{observed}',
      en: 'Title: {observed}',
    },
    condition: {
      zh: '住房已取得不动产权证书，权利人为借款人或配偶',
      en: 'the title of the home is issued, to borrower or spouse',
    },
    fix: {
      zh: '办理不动产权登记后即可申请',
      en: 'Apply when the title is issued',
    },
  },
});
