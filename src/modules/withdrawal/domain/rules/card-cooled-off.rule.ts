import { addDays, parseDay } from '../../../../kernel/calendar';
import { defineRule, practiceClause } from '../../../policy';
import type { CardFact } from '../fact-values';

/** Whoever got hold of a login could bind a card and draw at once: a changed card waits, and its holder can object. */
export const cardCooledOff = defineRule({
  id: 'card-cooled-off',
  version: 1,
  effective: { from: '2026-12-01', until: null },
  clause: practiceClause(
    '更换收款卡后设冷静期，保证资金付至本人真实账户',
    'A changed card waits for some days, so that money reaches its owner’s real account',
  ),
  order: 111,
  reasonCode: 'CARD_NOT_BOUND',
  reads: { facts: ['member.card'], parameters: ['withdrawal.cardCoolingDays'] },
  judge({ fact, parameters, today }) {
    const { changedOn } = fact<CardFact>('member.card');
    if (changedOn === null) return { truth: 'true', observed: null, required: null };
    const usableOn = addDays(parseDay(changedOn), parameters.integer('withdrawal.cardCoolingDays'));
    const isCooled = today >= usableOn;
    return {
      truth: isCooled ? 'true' : 'false',
      observed: changedOn,
      required: usableOn,
      ...(isCooled ? {} : { retryOn: usableOn }),
    };
  },
  texts: {
    passed: {
      zh: '收款卡未更换，或更换已满冷静期',
      en: 'The card was not changed, or long enough ago',
    },
    member: {
      zh: '您于 {observed} 更换了收款银行卡，{param:withdrawal.cardCoolingDays} 日冷静期内不付款，{required} 起可以办理',
      en: 'You changed your card on {observed}: nothing is paid for {param:withdrawal.cardCoolingDays} days; apply from {required} on',
    },
    officer: {
      zh: '收款卡于 {observed} 更换，冷静期至 {required}',
      en: 'Card changed on {observed}, usable from {required}',
    },
    condition: {
      zh: '更换收款银行卡满 {param:withdrawal.cardCoolingDays} 日（首次绑定立即可用）',
      en: 'a changed card has been bound for {param:withdrawal.cardCoolingDays} days (a first one counts at once)',
    },
    fix: {
      zh: '请于 {required} 起再办理；不是本人更换的，请立即联系中心',
      en: 'Apply from {required} on; if it was not you who changed it, tell the centre at once',
    },
  },
});
