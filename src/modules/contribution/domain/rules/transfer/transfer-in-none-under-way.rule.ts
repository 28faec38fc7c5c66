import { defineRule, practiceClause } from '../../../../policy';
import type { UnderWayFact } from '../../transfer/transfer-facts';

export const transferInNoneUnderWay = defineRule({
  id: 'transfer-in-none-under-way',
  version: 1,
  effective: { from: '2026-07-01', until: null },
  clause: practiceClause(
    '全国住房公积金转移接续平台业务规程',
    'Rules of the national platform for transfers',
  ),
  order: 45,
  reasonCode: 'BUSINESS_IN_PROGRESS',
  reads: { facts: ['transfer.underWay'], parameters: [] },
  judge({ fact }) {
    const { letterNo } = fact<UnderWayFact>('transfer.underWay');
    return { truth: letterNo === null ? 'true' : 'false', observed: letterNo, required: null };
  },
  texts: {
    passed: {
      zh: '没有在途的异地转入',
      en: 'No transfer in is under way',
    },
    member: {
      zh: '您有一笔异地转入正在办理，联系函编号 {observed}',
      en: 'A transfer to us is under way under letter {observed}',
    },
    officer: {
      zh: '在途联系函 {observed}',
      en: 'Letter {observed} is under way',
    },
    condition: {
      zh: '没有正在办理的异地转入',
      en: 'no transfer in is under way',
    },
    fix: {
      zh: '请等待该笔转入办结；转出中心收函前可以撤销',
      en: 'Wait for its end; it can be cancelled until the other centre takes it up',
    },
  },
});
