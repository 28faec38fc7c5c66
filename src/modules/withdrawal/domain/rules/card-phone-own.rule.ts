import { assumedClause, defineRule } from '../../../policy';
import type { CardPhoneFact } from '../fact-values';

const NOT_WANTED = { zh: '近期未被多人使用', en: 'not that of several people of late' };
const OWN = { zh: '柜台核实为本人号码', en: 'one’s own, as a desk has seen' };

/** Agents who collect members' cards bind them under phones of theirs; nobody is paid who cannot be reached. */
export const cardPhoneOwn = defineRule({
  id: 'card-phone-own',
  version: 1,
  effective: { from: '2026-12-01', until: null },
  clause: assumedClause(
    '七日内有三人以上的收款卡使用同一手机号的，由柜台核实号码为本人所有',
    'Where cards of three people are bound under one phone within seven days, a desk sees whose it is',
  ),
  order: 31,
  reasonCode: 'PHONE_NOT_OWN',
  reads: { facts: ['card.phone'], parameters: [] },
  judge(input) {
    const { own } = input.fact<CardPhoneFact>('card.phone');
    if (own === false) return { truth: 'false', observed: false, required: true };
    return { truth: 'true', observed: own === null ? NOT_WANTED : OWN, required: true };
  },
  texts: {
    passed: {
      zh: '银行卡预留手机号：{observed}',
      en: 'Phone of the card: {observed}',
    },
    member: {
      zh: '银行卡预留手机号经核实不是您本人的号码，不能绑定',
      en: 'The phone of the card is not your own, as was seen at a desk; the card cannot be bound',
    },
    officer: {
      zh: '预留手机号经核实非本人号码',
      en: 'Phone of the card seen not to be the applicant’s own',
    },
    condition: {
      zh: '银行卡预留手机号近期被多人用于绑卡的，由柜台核实为本人号码',
      en: 'where cards of several people were bound under the phone of late, a desk has seen that it is the applicant’s own',
    },
    fix: {
      zh: '请到开户银行改为本人手机号后再绑定',
      en: 'Have your bank put your own phone to the card, then bind it',
    },
  },
});
