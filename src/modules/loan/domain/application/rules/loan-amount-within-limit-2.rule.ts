import { yuan } from '../../../../../kernel/money';
import { defineRule } from '../../../../policy';
import { LEAST_TERM } from '../../granting/loan-term';
import { askedAmount } from '../loan-request';
import { boundWords, loanRoom } from '../loan-room';
import { NO_HOME, NOT_APPLICABLE, NOTHING_ASKED } from '../words';
import { loanAmountWithinLimit } from './loan-amount-within-limit.rule';

/**
 * 5.2. This version reckons no limit over a term that cannot be had, which is another rule's to tell, and quotes an amount
 * that was asked for, and none where none was.
 */
export const loanAmountWithinLimit2 = defineRule({
  ...loanAmountWithinLimit,
  version: 2,
  effective: { from: '2026-12-01', until: null },
  judge(input) {
    const room = loanRoom(input);
    if (room === null || room.term.maxPeriods < LEAST_TERM) {
      const why = room === null ? NO_HOME : NOT_APPLICABLE;
      return { truth: 'true', observed: { amount: why, asked: why }, required: { most: why, by: why } };
    }
    const asked = askedAmount(input.input);
    const amount = asked ?? room.most;
    const words = asked === null ? NOTHING_ASKED : { zh: `${yuan(asked)} 元`, en: `${yuan(asked)} yuan` };
    return {
      truth: room.most > 0n && amount <= room.most ? 'true' : 'false',
      observed: { amount: yuan(amount), asked: words },
      required: { most: yuan(room.most), by: boundWords(room.binding) },
    };
  },
  texts: {
    ...loanAmountWithinLimit.texts,
    passed: {
      zh: '贷款金额 {observed.amount} 元，最高可贷 {required.most} 元（取决于{required.by}）',
      en: 'Amount {observed.amount} yuan, at most {required.most} (bound by {required.by})',
    },
    member: {
      zh: '本次最高可贷 {required.most} 元（取决于{required.by}），申请金额：{observed.asked}',
      en: 'At most {required.most} yuan can be lent (bound by {required.by}); asked for: {observed.asked}',
    },
    officer: {
      zh: '可贷额度 {required.most} 元（{required.by}），申请金额：{observed.asked}',
      en: 'Limit {required.most} yuan ({required.by}), asked: {observed.asked}',
    },
  },
});
