import { defineRule, practiceClause } from '../../../../policy';
import { LIST_STATE_TEXT } from '../../remittance/list-state';
import type { SuspenseFact } from '../../suspense/suspense-fact';

/** Suspense is allocated to a list that awaits money. */
export const suspenseTargetAwaits = defineRule({
  id: 'suspense-target-awaits',
  version: 1,
  effective: { from: '2026-07-01', until: null },
  clause: practiceClause(
    '暂收款只分配给已确认、待缴款的清册',
    'suspense is allocated to confirmed lists that await money',
  ),
  order: 20,
  reasonCode: 'LIST_NOT_CONFIRMED',
  reads: { facts: ['suspense.request'], parameters: [] },
  judge: ({ fact }) => {
    const asked = fact<SuspenseFact>('suspense.request');
    const awaits =
      asked.action === 'return' || asked.state === 'CONFIRMED' || asked.state === 'SUSPENSE_SHORT';
    const observed =
      asked.action === 'allocate' && asked.state !== 'none' ? LIST_STATE_TEXT[asked.state] : null;
    return { truth: awaits ? 'true' : 'false', observed, required: LIST_STATE_TEXT.CONFIRMED };
  },
  texts: {
    passed: {
      zh: '所指清册在等待资金（退回的不要求）',
      en: 'The list awaits money (nothing is asked of a return)',
    },
    member: { zh: '所指清册不在等待资金（{observed}）。', en: 'The list awaits no money ({observed}).' },
    officer: { zh: '清册状态：{observed}', en: 'state of the list: {observed}' },
    condition: {
      zh: '分配的，所指清册属于本单位、已确认且等待资金',
      en: 'The list is this employer’s, confirmed and awaiting money, when suspense is allocated',
    },
    fix: {
      zh: '请先确认清册（GJ11、GJ12），或核对清册编号。',
      en: 'Confirm the list first (GJ11, GJ12), or check its id.',
    },
  },
});
