import { TAIYUAN_CLAUSE, defineRule } from '../../../policy';
import { yuan } from '../../../../kernel/money';
import { rentRoom, rentYear } from '../rent-room';

/** This version goes by the year of the acceptance day, whose quota the application draws on. */
export const rentRoomLeft2 = defineRule({
  id: 'rent-room-left',
  version: 2,
  effective: { from: '2026-12-01', until: null },
  clause: TAIYUAN_CLAUSE,
  order: 92,
  reasonCode: 'ROOM_EXHAUSTED',
  reads: {
    facts: ['member.account', 'person.identity', 'household.rentTaken'],
    parameters: ['withdrawal.rent.city6', 'withdrawal.rent.county', 'withdrawal.rent.multiChildAdd'],
  },
  judge(input) {
    const { cap, taken, room } = rentRoom(input);
    // Without an account there is no cap to exhaust; another rule says so.
    const left = cap === 0n || room > 0n;
    const nextYear = `${Number(rentYear(input)) + 1}-01-01`;
    const observed = { taken: yuan(taken), cap: yuan(cap), room: yuan(room) };
    return {
      truth: left ? 'true' : 'false',
      observed,
      required: yuan(cap),
      ...(left ? {} : { retryOn: nextYear }),
    };
  },
  texts: {
    passed: {
      zh: '家庭本年已提取 {observed.taken} 元，限额 {observed.cap} 元，还可提取 {observed.room} 元',
      en: 'The household took {observed.taken} of {observed.cap} yuan this year; {observed.room} are left',
    },
    member: {
      zh: '您的家庭本年租房提取 {observed.taken} 元，已达限额 {observed.cap} 元',
      en: 'Your household has taken {observed.taken} yuan for rent this year, the cap of {observed.cap} is reached',
    },
    officer: {
      zh: '家庭年度额度用尽：已提 {observed.taken}，限额 {observed.cap}',
      en: 'Household cap used up: {observed.taken} of {observed.cap}',
    },
    condition: {
      zh: '家庭每自然年租房提取不超过限额：六城区 {param:withdrawal.rent.city6} 元，其他县市 {param:withdrawal.rent.county} 元，两个及以上未成年子女增加 {param:withdrawal.rent.multiChildAdd} 元',
      en: 'a household takes at most {param:withdrawal.rent.city6} yuan a calendar year in the six districts, {param:withdrawal.rent.county} elsewhere, {param:withdrawal.rent.multiChildAdd} more with two minor children',
    },
    fix: {
      zh: '下一自然年可再次申请',
      en: 'Apply again in the next calendar year',
    },
  },
});
