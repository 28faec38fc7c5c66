import { defineRule, practiceClause } from '../../../../policy';
import { memberStateText } from '../../member/account-state';
import { NO_LINE, type RefundLineFact } from '../../refund/refund-fact';

/** The money is on the account of an active or sealed member; a frozen account pays nobody back. */
export const refundAccountOpen = defineRule({
  id: 'refund-account-open',
  version: 1,
  effective: { from: '2026-07-01', until: null },
  clause: practiceClause('账户正常或封存方可退回', 'money is refunded out of active and sealed accounts'),
  order: 50,
  reasonCode: 'ACCOUNT_STATE',
  reads: { facts: ['refund.line'], parameters: [] },
  judge: ({ fact }) => {
    const line = fact<RefundLineFact>('refund.line');
    if (!line.found) return { truth: 'true', observed: NO_LINE, required: null };
    const open = line.state === '01' || line.state === '02';
    return { truth: open ? 'true' : 'false', observed: memberStateText(line.state), required: null };
  },
  texts: {
    passed: { zh: '职工账户状态为“{observed}”', en: 'The member’s account is {observed}' },
    member: {
      zh: '职工账户状态为“{observed}”，不能退回。',
      en: 'The member’s account is {observed}; nothing can be refunded out of it.',
    },
    officer: { zh: '职工账户状态：{observed}', en: 'State of the account: {observed}' },
    condition: { zh: '职工账户正常或封存', en: 'The member’s account is active or sealed' },
    fix: {
      zh: '账户冻结的待解冻后办理；已销户的请与职工协商。',
      en: 'Wait until a frozen account is free; settle it with the member where it is closed.',
    },
  },
});
