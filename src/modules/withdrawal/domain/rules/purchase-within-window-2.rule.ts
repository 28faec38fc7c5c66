import { addMonths, parseDay } from '../../../../kernel/calendar';
import { assumedClause, defineRule } from '../../../policy';
import type { PurchaseContractFact } from '../fact-values';

const NO_CONTRACT = { zh: '查无合同', en: 'no contract was found' };

/**
 * The day applied on counts: the silence of a registry does not close the window on somebody. This version wants the
 * filing to have come: a day that lies ahead is no filing, and would beat the months between two sales of one home.
 */
export const purchaseWithinWindow2 = defineRule({
  id: 'purchase-within-window',
  version: 2,
  effective: { from: '2026-12-01', until: null },
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
    const { filedOn } = contract;
    const observed = { filedOn, appliedOn: input.lawDay, said: saidOf(filedOn, lastDay, input.today) };
    if (filedOn > input.today) return { truth: 'false', observed, required: lastDay, retryOn: filedOn };
    return { truth: input.lawDay <= lastDay ? 'true' : 'false', observed, required: lastDay };
  },
  texts: {
    passed: {
      zh: '合同备案日 {observed.filedOn}，申请期限至 {required}',
      en: 'Filed on {observed.filedOn}; the last day to apply is {required}',
    },
    member: { zh: '{observed.said}', en: '{observed.said}' },
    officer: {
      zh: '备案日 {observed.filedOn}，申请日 {observed.appliedOn}，申请期限至 {required}',
      en: 'Filed {observed.filedOn}; applied {observed.appliedOn}; last day {required}',
    },
    condition: {
      zh: '自合同备案之日起 {param:withdrawal.purchase.windowMonths} 个月内（含最后一日，月末日期取当月最后一日）申请',
      en: 'applied for within {param:withdrawal.purchase.windowMonths} calendar months of filing, the last day included, clipped at the end of the month',
    },
    fix: {
      zh: '备案日有误的，请到房屋管理部门更正；期限届满而有购房贷款的，可办理偿还贷款提取',
      en: 'Have a wrong day of filing mended by the housing bureau; when the time is over and there is a loan on the home, withdraw to repay it instead',
    },
  },
});

function saidOf(filedOn: string, lastDay: string, today: string): { zh: string; en: string } {
  if (filedOn > today)
    return {
      zh: `您的购房合同备案日为 ${filedOn}，该日尚未到来，不能据以提取`,
      en: `Your contract bears ${filedOn} as its day of filing, which has not come: nothing is withdrawn on it`,
    };
  return {
    zh: `您的购房合同于 ${filedOn} 备案，提取申请期限至 ${lastDay}`,
    en: `Your contract was filed on ${filedOn}; the last day to apply is ${lastDay}`,
  };
}
