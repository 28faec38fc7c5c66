import { yuan } from '../../../../../kernel/money';
import { defineRule, TAIYUAN_CLAUSE } from '../../../../policy';
import { askedAmount } from '../loan-request';
import { boundWords, LIMIT_FACTS, LIMIT_PARAMETERS, loanRoom, TERM_PARAMETERS } from '../loan-room';
import { NO_HOME } from '../words';

/** 5.2: what is asked for is within the limit, and there is one. */
export const loanAmountWithinLimit = defineRule({
  id: 'loan-amount-within-limit',
  version: 1,
  effective: { from: '2026-07-01', until: null },
  clause: TAIYUAN_CLAUSE,
  order: 120,
  reasonCode: 'OVER_LIMIT',
  reads: { facts: LIMIT_FACTS, parameters: [...LIMIT_PARAMETERS, ...TERM_PARAMETERS] },
  judge(input) {
    const room = loanRoom(input);
    if (room === null) return { truth: 'true', observed: NO_HOME, required: { most: NO_HOME, by: NO_HOME } };
    const asked = askedAmount(input.input) ?? room.most;
    const truth = room.most > 0n && asked <= room.most ? 'true' : 'false';
    return {
      truth,
      observed: yuan(asked),
      required: { most: yuan(room.most), by: boundWords(room.binding) },
    };
  },
  texts: {
    passed: {
      zh: '贷款金额 {observed} 元，最高可贷 {required.most} 元（取决于{required.by}）',
      en: 'Amount {observed} yuan, at most {required.most} (bound by {required.by})',
    },
    member: {
      zh: '您申请 {observed} 元，本次最高可贷 {required.most} 元（取决于{required.by}）',
      en: 'You asked for {observed} yuan; at most {required.most} can be lent (bound by {required.by})',
    },
    officer: {
      zh: '申请 {observed} 超过可贷额度 {required.most}（{required.by}）',
      en: 'Asked {observed}, limit {required.most} ({required.by})',
    },
    condition: {
      zh: '贷款金额在可贷额度内：中心最高额度（单人 {param:loan.capSingle} 元、缴存不满三年 {param:loan.capSingleUnder3y} 元，夫妻双方 {param:loan.capFamily} 元、均不满三年 {param:loan.capFamilyUnder3y} 元，人才、多子女、现役军人家庭为其 {param:loan.uplift}）、房价减首付款、还款能力、尚未支付的房款取最小，向下取整到 {param:loan.step} 元',
      en: 'the amount is within the limit: the least of the centre’s cap ({param:loan.capSingle} yuan for one, {param:loan.capSingleUnder3y} with less than three years; {param:loan.capFamily} for a couple who both contribute, {param:loan.capFamilyUnder3y} with less than three years each; {param:loan.uplift} of it for talents, soldiers and families with children), value less down payment, income, and what is left to be paid, in whole {param:loan.step} yuan',
    },
    fix: {
      zh: '请在最高可贷额度内申请，其余可办理组合贷款',
      en: 'Ask for no more than that; a bank may lend the rest in a combined loan',
    },
  },
});
