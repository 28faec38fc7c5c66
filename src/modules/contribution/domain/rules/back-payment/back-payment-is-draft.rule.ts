import { defineRule, practiceClause } from '../../../../policy';
import type { BackPaymentFact } from '../../back-payment/back-payment-fact';
import { LIST_STATE_TEXT } from '../../remittance/list-state';

/** A back payment is confirmed once. */
export const backPaymentIsDraft = defineRule({
  id: 'back-payment-is-draft',
  version: 1,
  effective: { from: '2026-07-01', until: null },
  clause: practiceClause(
    '补缴清册核定后方可缴款，每册只确认一次',
    'a list of back payment is confirmed once',
  ),
  order: 20,
  reasonCode: 'LIST_NOT_CONFIRMED',
  reads: { facts: ['backPayment.list'], parameters: [] },
  judge: ({ fact }) => {
    const { state } = fact<BackPaymentFact>('backPayment.list');
    return {
      truth: state === 'DRAFT' ? 'true' : 'false',
      observed: LIST_STATE_TEXT[state],
      required: LIST_STATE_TEXT.DRAFT,
    };
  },
  texts: {
    passed: { zh: '补缴清册待确认', en: 'The back payment is a draft' },
    member: {
      zh: '补缴清册状态为“{observed}”，只有“{required}”的清册可以确认。',
      en: 'The back payment is {observed}; only a {required} can be confirmed.',
    },
    officer: { zh: '补缴清册状态：{observed}', en: 'State of the back payment: {observed}' },
    condition: {
      zh: '补缴清册尚未确认或作废',
      en: 'The back payment is neither confirmed nor cancelled',
    },
    fix: {
      zh: '已确认的请按原单号缴款；已作废的请重新提交。',
      en: 'Pay a confirmed one under its number; send a cancelled one again.',
    },
  },
});
