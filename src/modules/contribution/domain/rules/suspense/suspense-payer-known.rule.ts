import { assumedClause, defineRule } from '../../../../policy';
import type { SuspenseFact } from '../../suspense/suspense-fact';

/** Money goes back to the account it came from and to no other. */
export const suspensePayerKnown = defineRule({
  id: 'suspense-payer-known',
  version: 1,
  effective: { from: '2026-07-01', until: null },
  clause: assumedClause('暂收款原路退回付款账户', 'suspense goes back to the account it came from'),
  order: 40,
  reasonCode: 'PAYER_NOT_ONE',
  reads: { facts: ['suspense.request'], parameters: [] },
  judge: ({ fact }) => {
    const asked = fact<SuspenseFact>('suspense.request');
    const known = asked.action === 'allocate' || asked.payer !== null;
    return { truth: known ? 'true' : 'false', observed: null, required: null };
  },
  texts: {
    passed: {
      zh: '退回原付款账户（分配的不要求）',
      en: 'It goes back to its payer (nothing is asked of an allocation)',
    },
    member: {
      zh: '该笔暂收款没有唯一的付款账户，无法原路退回。',
      en: 'There is no one account that this money came from.',
    },
    officer: { zh: '无唯一付款账户', en: 'no one paying account' },
    condition: {
      zh: '退回的，该笔资金来自同一付款账户',
      en: 'The money came from one account, when it is to go back',
    },
    fix: { zh: '请分配给清册使用。', en: 'Allocate it to a list.' },
  },
});
