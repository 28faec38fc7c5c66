import { addMonths, parseDay } from '../../../../kernel/calendar';
import { nationalClause, defineRule } from '../../../policy';
import type { PurchaseContractFact, PurchaseHomeFact } from '../fact-values';

/** Months that must lie between two sales of one home that found withdrawals. */
const MONTHS_APART = 12;

/** Knows only the sales on which this centre paid; the bureau does not tell who bought a home before. */
export const purchaseNotResold = defineRule({
  id: 'purchase-not-resold',
  version: 1,
  effective: { from: '2026-07-01', until: null },
  clause: nationalClause('建金〔2018〕46号', 'Jian Jin [2018] No. 46', '2018-05-02'),
  order: 94,
  reasonCode: 'PROPERTY_RESOLD',
  reads: { facts: ['purchase.contract', 'purchase.home'], parameters: [] },
  judge(input) {
    const { contract } = input.fact<PurchaseContractFact>('purchase.contract');
    const { soldBefore } = input.fact<PurchaseHomeFact>('purchase.home');
    if (contract === null || soldBefore === null) return { truth: 'true', observed: null, required: null };
    const required = addMonths(parseDay(soldBefore), MONTHS_APART);
    return { truth: contract.filedOn < required ? 'false' : 'true', observed: soldBefore, required };
  },
  texts: {
    passed: {
      zh: '该住房此前据以提取的出售：{observed}',
      en: 'Earlier sale of this home on which money was withdrawn: {observed}',
    },
    member: {
      zh: '该住房在 {observed} 备案的另一次出售已被他人用于提取，两次出售间隔不足 12 个月',
      en: 'Others withdrew on a sale of this home filed on {observed}; the two sales are less than 12 months apart',
    },
    officer: {
      zh: '同一不动产单元 {observed} 的出售已被提取，本次备案须不早于 {required}',
      en: 'The unit was sold on {observed} and drawn upon; this filing must not be before {required}',
    },
    condition: {
      zh: '同一住房两次据以提取的出售至少间隔 12 个月',
      en: 'two sales of one home that found withdrawals lie at least 12 months apart',
    },
    fix: null,
  },
});
