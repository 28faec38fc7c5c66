import { defineRule, practiceClause } from '../../../../policy';
import type { LetterFact } from '../../transfer/transfer-facts';

export const transferOutLetterOpen = defineRule({
  id: 'transfer-out-letter-open',
  version: 1,
  effective: { from: '2026-07-01', until: null },
  clause: practiceClause(
    '全国住房公积金转移接续平台业务规程',
    'Rules of the national platform for transfers',
  ),
  order: 5,
  reasonCode: 'BUSINESS_IN_PROGRESS',
  reads: { facts: ['transfer.letter'], parameters: [] },
  judge({ fact }) {
    const { open, letterNo } = fact<LetterFact>('transfer.letter');
    return { truth: open ? 'true' : 'false', observed: letterNo, required: null };
  },
  texts: {
    passed: {
      zh: '联系函 {observed} 待审核',
      en: 'Letter {observed} awaits its check',
    },
    member: {
      zh: '联系函 {observed} 已撤销或已办结',
      en: 'Letter {observed} was taken back or is settled',
    },
    officer: {
      zh: '联系函 {observed} 已撤销或已办结',
      en: 'Letter {observed} was taken back or is settled',
    },
    condition: {
      zh: '联系函未撤销、未办结',
      en: 'the letter was neither taken back nor settled',
    },
    fix: {
      zh: '请重新发函',
      en: 'Send a new letter',
    },
  },
});
