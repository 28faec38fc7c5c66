import { assumedClause, defineRule } from '../../../policy';
import { yuan } from '../../../../kernel/money';
import { available } from '../rent-room';

export const balanceAboveRetained = defineRule({
  id: 'balance-above-retained',
  version: 1,
  effective: { from: '2026-07-01', until: null },
  clause: assumedClause('部分提取后账户保留最低余额', 'A partial withdrawal leaves a minimum balance'),
  order: 100,
  reasonCode: 'BALANCE_TOO_LOW',
  reads: { facts: ['member.balance'], parameters: ['withdrawal.minRetain'] },
  judge(input) {
    const free = available(input);
    const required = yuan(input.parameters.money('withdrawal.minRetain'));
    return { truth: free > 0n ? 'true' : 'false', observed: yuan(free), required };
  },
  required: (parameters) => yuan(parameters.money('withdrawal.minRetain')),
  texts: {
    passed: {
      zh: '账户可用金额 {observed} 元（已扣除保留余额 {required} 元）',
      en: '{observed} yuan are available beyond the {required} that remain',
    },
    member: {
      zh: '您的账户扣除冻结金额和保留余额 {required} 元后没有可提取的金额',
      en: 'Nothing is left on your account beyond what is held and the {required} yuan that remain',
    },
    officer: {
      zh: '可用金额 {observed}，保留余额 {required}',
      en: 'Available {observed}, retained {required}',
    },
    condition: {
      zh: '账户余额扣除冻结后高于保留余额 {required} 元',
      en: 'the balance less holds exceeds the {required} yuan that remain',
    },
    fix: {
      zh: '下次汇缴入账后可再次申请',
      en: 'Apply again after the next contribution',
    },
  },
});
