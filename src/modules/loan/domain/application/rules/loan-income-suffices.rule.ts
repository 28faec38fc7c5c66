import { fen, yuan } from '../../../../../kernel/money';
import { defineRule, nationalClause } from '../../../../policy';
import { LIMIT_FACTS, LIMIT_PARAMETERS, loanRoom, roomOfIncome, TERM_PARAMETERS } from '../loan-room';
import { NO_HOME } from '../words';

/** 5.2: the household can repay something of the least step, beside its other debts. */
export const loanIncomeSuffices = defineRule({
  id: 'loan-income-suffices',
  version: 1,
  effective: { from: '2026-07-01', until: null },
  clause: nationalClause('银监发〔2004〕57号', 'Yin Jian Fa [2004] No. 57', '2004-09-02'),
  order: 115,
  reasonCode: 'INCOME_TOO_LOW',
  reads: { facts: LIMIT_FACTS, parameters: [...LIMIT_PARAMETERS, ...TERM_PARAMETERS] },
  judge(input) {
    const room = loanRoom(input);
    if (room === null) return { truth: 'true', observed: NO_HOME, required: NO_HOME };
    const carried = roomOfIncome(room, input.parameters);
    const step = input.parameters.money('loan.step');
    const truth = carried > 0n ? 'true' : 'false';
    return { truth, observed: yuan(fen(carried)), required: yuan(step) };
  },
  texts: {
    passed: {
      zh: '按还款能力可贷 {observed} 元',
      en: 'The household’s income carries {observed} yuan',
    },
    member: {
      zh: '家庭缴存基数扣除其他债务后，按还款能力可贷 {observed} 元，不足 {required} 元',
      en: 'Beside its other debts the household’s income carries {observed} yuan, less than {required}',
    },
    officer: {
      zh: '还款能力可贷 {observed} < {required}',
      en: 'Carried by income {observed} < {required}',
    },
    condition: {
      zh: '月还款不超过家庭月缴存基数的 {param:loan.housingRatio}，连同其他债务不超过 {param:loan.debtRatio}',
      en: 'instalments within {param:loan.housingRatio} of the household’s contribution bases, with all debts within {param:loan.debtRatio}',
    },
    fix: {
      zh: '可延长贷款期限、结清其他债务后申请，或由配偶共同借款',
      en: 'Ask for a longer term, repay other debts first, or borrow with your spouse',
    },
  },
});
