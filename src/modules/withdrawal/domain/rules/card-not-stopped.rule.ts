import type { BilingualText } from '../../../../kernel/decision';
import { defineRule, practiceClause } from '../../../policy';
import type { CardFact } from '../fact-values';

/** What a bank says of a card that it cannot pay to. */
const STOPPED: Readonly<Record<NonNullable<CardFact['stopped']>['why'], BilingualText>> = {
  NAME_MISMATCH: { zh: '户名不符', en: 'it has another name' },
  CARD_CLOSED: { zh: '已销户', en: 'it is closed' },
  ACCOUNT_NOT_FOUND: { zh: '无此账户', en: 'there is no such account' },
};

/** A payment that came back has stopped the card: its holder is told that, and not that there is none. */
export const cardNotStopped = defineRule({
  id: 'card-not-stopped',
  version: 1,
  effective: { from: '2026-12-01', until: null },
  clause: practiceClause('只付至本人银行卡', 'Paid to the member’s own card only'),
  order: 110,
  reasonCode: 'CARD_NOT_BOUND',
  reads: { facts: ['member.card'], parameters: [] },
  judge(input) {
    const { cardId, stopped = null } = input.fact<CardFact>('member.card');
    if (cardId !== null || stopped === null) return { truth: 'true', observed: null, required: null };
    const { bank, why, on } = stopped;
    return { truth: 'false', observed: { bank, why, on, ...STOPPED[why] }, required: null };
  },
  texts: {
    passed: {
      zh: '收款卡未被银行退回停用',
      en: 'No bank has stopped the card',
    },
    member: {
      zh: '您的收款卡因银行退回（{observed.zh}）已于 {observed.on} 停用，请重新核验绑定',
      en: 'Your card was stopped on {observed.on}, for its bank says that {observed.en}; have it verified and bound anew',
    },
    officer: {
      zh: '收款卡于 {observed.on} 因银行退回停用：{observed.zh}',
      en: 'Card stopped on {observed.on} by its bank: {observed.en}',
    },
    condition: {
      zh: '收款卡未因银行退回而停用',
      en: 'the card is not stopped by its bank',
    },
    fix: {
      zh: '请重新办理“收款银行卡绑定”（GJ34）：原卡核验通过或改绑本人另一张卡均可',
      en: 'Bind a card anew (GJ34): the same one once it is verified, or another one of your own',
    },
  },
});
