import { minFen, yuan } from '../../../../kernel/money';
import { assumedClause, defineRule } from '../../../policy';
import { askedAmount, available } from '../available';
import { purchaseRoom } from '../purchase-room';

export const purchaseAmountWithinRoom = defineRule({
  id: 'purchase-amount-within-room',
  version: 1,
  effective: { from: '2026-07-01', until: null },
  clause: assumedClause(
    '购房提取总额不超过房价减贷款',
    'Withdrawals for a home do not exceed its price less loans',
  ),
  order: 101,
  reasonCode: 'AMOUNT_OVER_ROOM',
  reads: {
    facts: ['purchase.contract', 'loan.homes', 'purchase.home', 'member.balance'],
    parameters: ['withdrawal.minRetain'],
  },
  judge(input) {
    const asked = askedAmount(input.input);
    if (asked === null) return { truth: 'true', observed: null, required: null };
    const home = purchaseRoom(input);
    if (home === null) return { truth: 'true', observed: yuan(asked), required: null };
    const most = minFen(home.room, available(input));
    return { truth: asked <= most ? 'true' : 'false', observed: yuan(asked), required: yuan(most) };
  },
  texts: {
    passed: {
      zh: '申请金额在可提取范围内',
      en: 'The amount asked for is within what can be withdrawn',
    },
    member: {
      zh: '您申请 {observed} 元，本次最多可提取 {required} 元',
      en: 'You asked for {observed} yuan; at most {required} can be withdrawn now',
    },
    officer: {
      zh: '申请金额 {observed} > 可提取 {required}',
      en: 'Asked {observed} > room {required}',
    },
    condition: {
      zh: '申请金额不超过该住房的剩余额度和账户可用金额',
      en: 'the amount asked for exceeds neither the room left for the home nor what is available',
    },
    fix: {
      zh: '请将金额改为不超过该数，或不填金额由系统按最高额办理',
      en: 'Ask for no more than that, or leave the amount out to receive the most',
    },
  },
});
