import { defineRule, practiceClause } from '../../../policy';
import type { CardOwnerFact } from '../fact-values';

export const cardOwned = defineRule({
  id: 'card-owned',
  version: 1,
  effective: { from: '2026-07-01', until: null },
  clause: practiceClause('银行卡四要素核验', 'Four-factor check of the card'),
  order: 20,
  reasonCode: 'CARD_OWNER',
  reads: { facts: ['card.owner'], parameters: [] },
  judge(input) {
    const { match, cardClass } = input.fact<CardOwnerFact>('card.owner');
    const fits = match && cardClass === 'I';
    return {
      truth: fits ? 'true' : 'false',
      observed: { match, cardClass: cardClass ?? null },
      required: 'I',
    };
  },
  texts: {
    passed: {
      zh: '银行核验姓名、证件号码、卡号、手机号四要素一致',
      en: 'The bank confirms name, id number, card and phone together',
    },
    member: {
      zh: '银行核验未通过：姓名、证件号码、卡号、手机号中有不一致，或该卡不是本人的一类账户',
      en: 'The bank does not confirm name, id number, card and phone together, or it is no class I account of yours',
    },
    officer: {
      zh: '四要素一致：{observed.match}；账户类别：{observed.cardClass}，应为 {required} 类',
      en: 'Four factors match: {observed.match}; account class {observed.cardClass}, {required} is needed',
    },
    condition: {
      zh: '银行卡为本人名下 {required} 类账户，姓名、证件号码、手机号与银行预留一致',
      en: 'the card is one’s own class {required} account, with the name, id number and phone the bank has',
    },
    fix: {
      zh: '请核对卡号和银行预留手机号，或换用本人名下的其他一类账户卡',
      en: 'Check the card number and the phone the bank has, or use another class I card of your own',
    },
  },
  required: () => 'I',
});
