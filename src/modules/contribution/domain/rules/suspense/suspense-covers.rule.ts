import { defineRule, practiceClause } from '../../../../policy';
import { parseYuan } from '../../../../../kernel/money';
import type { SuspenseFact } from '../../suspense/suspense-fact';

/** A list is paid whole or not at all; no more goes back than is there. */
export const suspenseCovers = defineRule({
  id: 'suspense-covers',
  version: 1,
  effective: { from: '2026-07-01', until: null },
  clause: practiceClause(
    '暂收款足额方可分配，退回不超过余额',
    'a list is paid whole, and no more is returned than is there',
  ),
  order: 30,
  reasonCode: 'SUSPENSE_TOO_LOW',
  reads: { facts: ['suspense.request'], parameters: [] },
  judge: ({ fact }) => {
    const asked = fact<SuspenseFact>('suspense.request');
    const covers = parseYuan(asked.left) >= parseYuan(asked.amount) && parseYuan(asked.amount) > 0n;
    return { truth: covers ? 'true' : 'false', observed: asked.left, required: asked.amount };
  },
  texts: {
    passed: {
      zh: '暂收款 {observed} 元，足以支付 {required} 元',
      en: '{observed} are in suspense, enough for {required}',
    },
    member: {
      zh: '可用暂收款 {observed} 元，不足 {required} 元。',
      en: '{observed} can be used, {required} are needed.',
    },
    officer: { zh: '可用 {observed}，需要 {required}', en: 'usable {observed}, needed {required}' },
    condition: {
      zh: '可用暂收款不少于清册合计，或不少于申请退回的金额',
      en: 'What is in suspense covers the list, or what is to be returned',
    },
    fix: { zh: '请补足资金，或按余额申请退回。', en: 'Pay the rest, or ask for what is there.' },
  },
});
