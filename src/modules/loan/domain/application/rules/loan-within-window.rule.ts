import { addMonths, parseDay } from '../../../../../kernel/calendar';
import { assumedClause, defineRule } from '../../../../policy';
import type { HomeFact } from '../fact-values';
import { NO_HOME, NOT_APPLICABLE } from '../words';

/** LE3: the day applied on counts; the silence of a registry closes the window on nobody. */
export const loanWithinWindow = defineRule({
  id: 'loan-within-window',
  version: 1,
  effective: { from: '2026-07-01', until: null },
  clause: assumedClause('购房贷款的申请期限', 'Time within which a purchase is financed'),
  order: 82,
  reasonCode: 'WINDOW_EXPIRED',
  reads: { facts: ['loan.home'], parameters: ['loan.purchaseWindowMonths'] },
  judge(input) {
    const { home } = input.fact<HomeFact>('loan.home');
    const since = home?.since ?? null;
    if (since === null) {
      const why = home === null ? NO_HOME : NOT_APPLICABLE;
      return { truth: 'true', observed: { since: why }, required: why };
    }
    const lastDay = addMonths(parseDay(since), input.parameters.integer('loan.purchaseWindowMonths'));
    const observed = { since, appliedOn: input.lawDay };
    return { truth: input.lawDay <= lastDay ? 'true' : 'false', observed, required: lastDay };
  },
  texts: {
    passed: {
      zh: '备案、网签或批准日 {observed.since}，申请期限至 {required}',
      en: 'Filed, signed or permitted on {observed.since}; the last day to apply is {required}',
    },
    member: {
      zh: '您的购房合同或建房批准文件日期为 {observed.since}，贷款申请期限已于 {required} 届满',
      en: 'Your contract or permit is of {observed.since}; the last day to apply was {required}',
    },
    officer: {
      zh: '{observed.since} 起算，申请日 {observed.appliedOn} 超过最后一日 {required}',
      en: 'From {observed.since}; applied {observed.appliedOn}, after the last day {required}',
    },
    condition: {
      zh: '自合同备案、网签或建房批准之日起 {param:loan.purchaseWindowMonths} 个月内（含最后一日）申请',
      en: 'applied for within {param:loan.purchaseWindowMonths} calendar months of filing, signing or permit, the last day included',
    },
    fix: {
      zh: '该合同不能再申请购房贷款；已有商业贷款的，可了解商转公',
      en: 'This contract no longer counts; a bank’s loan on the home may be converted',
    },
  },
});
