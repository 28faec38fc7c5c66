import { addMonths, parseDay } from '../../../../kernel/calendar';
import { assumedClause, defineRule } from '../../../policy';
import type { PurchaseContractFact } from '../fact-values';

const NO_CONTRACT = { zh: '查无合同', en: 'no contract was found' };

/** The day applied on counts: the silence of a registry does not close the window on somebody. */
export const purchaseWithinWindow = defineRule({
  id: 'purchase-within-window',
  version: 1,
  effective: { from: '2026-07-01', until: null },
  clause: assumedClause('购房提取的申请期限', 'Time within which a purchase is withdrawn for'),
  order: 92,
  reasonCode: 'WINDOW_EXPIRED',
  reads: { facts: ['purchase.contract'], parameters: ['withdrawal.purchase.windowMonths'] },
  judge(input) {
    const { contract } = input.fact<PurchaseContractFact>('purchase.contract');
    if (contract === null)
      return { truth: 'true', observed: { filedOn: NO_CONTRACT }, required: NO_CONTRACT };
    const months = input.parameters.integer('withdrawal.purchase.windowMonths');
    const lastDay = addMonths(parseDay(contract.filedOn), months);
    const truth = input.lawDay <= lastDay ? 'true' : 'false';
    return { truth, observed: { filedOn: contract.filedOn, appliedOn: input.lawDay }, required: lastDay };
  },
  texts: {
    passed: {
      zh: '合同备案日 {observed.filedOn}，申请期限至 {required}',
      en: 'Filed on {observed.filedOn}; the last day to apply is {required}',
    },
    member: {
      zh: '您的购房合同于 {observed.filedOn} 备案，提取申请期限已于 {required} 届满',
      en: 'Your contract was filed on {observed.filedOn}; the last day to apply was {required}',
    },
    officer: {
      zh: '备案日 {observed.filedOn}，申请日 {observed.appliedOn} 超过最后一日 {required}',
      en: 'Filed {observed.filedOn}; applied {observed.appliedOn}, after the last day {required}',
    },
    condition: {
      zh: '自合同备案之日起 {param:withdrawal.purchase.windowMonths} 个月内（含最后一日，月末日期取当月最后一日）申请',
      en: 'applied for within {param:withdrawal.purchase.windowMonths} calendar months of filing, the last day included, clipped at the end of the month',
    },
    fix: {
      zh: '该合同不能再办理购房提取；有购房贷款的，可办理偿还贷款提取',
      en: 'This contract no longer counts; with a loan on the home, withdraw to repay it instead',
    },
  },
});
