import { defineRule, practiceClause } from '../../../../policy';
import type { ListFact } from '../../facts';
import { LIST_STATE_TEXT } from '../../remittance/list-state';

/** A list is confirmed once. */
export const listIsDraft = defineRule({
  id: 'list-is-draft',
  version: 1,
  effective: { from: '2026-07-01', until: null },
  clause: practiceClause('汇缴清册核定后方可缴款，每册只确认一次', 'a remittance list is confirmed once'),
  order: 20,
  reasonCode: 'LIST_NOT_CONFIRMED',
  reads: { facts: ['remittance.list'], parameters: [] },
  judge: ({ fact }) => {
    const { state } = fact<ListFact>('remittance.list');
    return {
      truth: state === 'DRAFT' ? 'true' : 'false',
      observed: LIST_STATE_TEXT[state],
      required: LIST_STATE_TEXT.DRAFT,
    };
  },
  texts: {
    passed: { zh: '清册待确认', en: 'The list is a draft' },
    member: {
      zh: '清册状态为“{observed}”，只有“{required}”的清册可以确认。',
      en: 'The list is {observed}; only a {required} can be confirmed.',
    },
    officer: { zh: '清册状态：{observed}', en: 'State of the list: {observed}' },
    condition: { zh: '清册尚未确认或作废', en: 'The list is neither confirmed nor cancelled' },
    fix: {
      zh: '已确认的清册请按原单号缴款；已作废的请重新提交清册。',
      en: 'Pay a confirmed list under its number; send a cancelled one again as a new list.',
    },
  },
});
