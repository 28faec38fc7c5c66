import { yuan } from '../../../../kernel/money';
import { assumedClause, defineRule } from '../../../policy';
import { purchaseRoom } from '../purchase-room';

const NO_CONTRACT = { zh: '查无合同', en: 'no contract' };

export const purchaseRoomLeft = defineRule({
  id: 'purchase-room-left',
  version: 1,
  effective: { from: '2026-07-01', until: null },
  clause: assumedClause(
    '购房提取总额不超过房价减贷款',
    'Withdrawals for a home do not exceed its price less loans',
  ),
  order: 95,
  reasonCode: 'ROOM_EXHAUSTED',
  reads: { facts: ['purchase.contract', 'loan.homes', 'purchase.home'], parameters: [] },
  judge(input) {
    const home = purchaseRoom(input);
    // Without a contract there is no room to exhaust; another rule says so.
    if (home === null)
      return {
        truth: 'true',
        observed: { cap: NO_CONTRACT, taken: NO_CONTRACT, room: NO_CONTRACT },
        required: NO_CONTRACT,
      };
    const { cap, taken, room } = home;
    const observed = { cap: yuan(cap), taken: yuan(taken), room: yuan(room) };
    return { truth: room > 0n ? 'true' : 'false', observed, required: yuan(cap) };
  },
  texts: {
    passed: {
      zh: '该住房可提取总额 {observed.cap} 元，已提取 {observed.taken} 元，还可提取 {observed.room} 元',
      en: 'For this home {observed.cap} yuan may be withdrawn in all; {observed.taken} were, {observed.room} are left',
    },
    member: {
      zh: '该住房的购房提取额度（房价减贷款）为 {observed.cap} 元，买受人及配偶已提取 {observed.taken} 元，没有剩余额度',
      en: 'For this home {observed.cap} yuan (price less loans) may be withdrawn; buyers and spouses have drawn {observed.taken}, nothing is left',
    },
    officer: {
      zh: '住房额度用尽：已提 {observed.taken}，上限 {observed.cap}',
      en: 'Room of the home used up: {observed.taken} of {observed.cap}',
    },
    condition: {
      zh: '买受人及其配偶就同一住房提取的总额不超过合同价款减去该房贷款',
      en: 'what all buyers and their spouses withdraw for one home does not exceed its price less the loans on it',
    },
    fix: {
      zh: '有购房贷款的，可办理偿还贷款提取',
      en: 'With a loan on the home, withdraw to repay it instead',
    },
  },
});
