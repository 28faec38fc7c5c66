import { assumedClause, defineRule } from '../../../policy';
import type { PurchaseHomeFact } from '../fact-values';

export const purchaseOncePerHome = defineRule({
  id: 'purchase-once-per-home',
  version: 1,
  effective: { from: '2026-07-01', until: null },
  clause: assumedClause('每套住房每人提取一次', 'Once for a home and person'),
  order: 93,
  reasonCode: 'ROOM_EXHAUSTED',
  reads: { facts: ['purchase.home'], parameters: [] },
  judge(input) {
    const { ownDraw } = input.fact<PurchaseHomeFact>('purchase.home');
    return { truth: ownDraw ? 'false' : 'true', observed: ownDraw, required: false };
  },
  texts: {
    passed: {
      zh: '本人未就该住房办理过购房提取',
      en: 'The member has not withdrawn for this home before',
    },
    member: {
      zh: '您已就该住房办理过购房提取，每套住房每人限一次',
      en: 'You have withdrawn for this home already; it is once for a home and person',
    },
    officer: {
      zh: '本人就该不动产单元已有购房提取',
      en: 'This person drew on this property unit before',
    },
    condition: {
      zh: '本人未就同一住房办理过购房提取',
      en: 'the member has not withdrawn for the same home before',
    },
    fix: {
      zh: '配偶尚未提取的，可由配偶申请剩余额度；有购房贷款的，可办理偿还贷款提取',
      en: 'Your spouse may apply for what is left; with a loan on the home, withdraw to repay it instead',
    },
  },
});
