import { defineRule, practiceClause } from '../../../policy';
import type { CardFreeFact } from '../fact-values';

const FREE = { zh: '未被他人绑定', en: 'no other person is paid to it' };
const NOT_LOOKED_UP = {
  zh: '银行未确认为本人的卡，未作查询',
  en: 'not looked up, for the bank does not call it the applicant’s own',
};

/** A card is one person's payout card; whose it is is told to nobody. */
export const cardFree = defineRule({
  id: 'card-free',
  version: 1,
  effective: { from: '2026-07-01', until: null },
  clause: practiceClause('一张银行卡只作一人的收款卡', 'A card is the payout card of one person'),
  order: 30,
  reasonCode: 'CARD_OWNER',
  reads: { facts: ['card.free'], parameters: [] },
  judge(input) {
    const { free } = input.fact<CardFreeFact>('card.free');
    if (free === false) return { truth: 'false', observed: false, required: true };
    return { truth: 'true', observed: free === null ? NOT_LOOKED_UP : FREE, required: true };
  },
  texts: {
    passed: {
      zh: '该卡的绑定情况：{observed}',
      en: 'Use of the card by others: {observed}',
    },
    member: {
      zh: '该银行卡已是他人的收款卡',
      en: 'The card is the payout card of another person already',
    },
    officer: {
      zh: '该卡已绑定为他人的收款卡',
      en: 'The card is bound as another person’s payout card',
    },
    condition: {
      zh: '该银行卡不是他人的收款卡',
      en: 'the card is not the payout card of another person',
    },
    fix: {
      zh: '请换用本人名下的另一张一类账户卡；确为本人的卡的，请携身份证到柜台核实',
      en: 'Use another class I card of your own; if the card is yours, have it looked into at a counter',
    },
  },
});
