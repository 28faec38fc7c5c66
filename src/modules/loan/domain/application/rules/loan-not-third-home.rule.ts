import { defineRule, nationalClause } from '../../../../policy';
import { countHomes, homeOrderFacts, orderOf } from '../home-order';

/** LE6: homes of borrower, spouse and minor children in the city, and the housing fund loans the couple ever had. */
export const loanNotThirdHome = defineRule({
  id: 'loan-not-third-home',
  version: 1,
  effective: { from: '2026-07-01', until: null },
  clause: nationalClause('建金〔2010〕179号', 'Jian Jin [2010] No. 179', '2010-11-02'),
  order: 60,
  reasonCode: 'THIRD_HOME',
  reads: { facts: homeOrderFacts, parameters: [] },
  judge(input) {
    const { homes, loans } = countHomes(input);
    const truth = orderOf({ homes, loans }) === 'third' ? 'false' : 'true';
    return { truth, observed: { homes, loans }, required: null };
  },
  texts: {
    passed: {
      zh: '家庭现有住房 {observed.homes} 套，已使用公积金贷款 {observed.loans} 次',
      en: 'The family owns {observed.homes} homes and has used {observed.loans} housing fund loans',
    },
    member: {
      zh: '您家庭在本市已有住房 {observed.homes} 套、已使用公积金贷款 {observed.loans} 次，购买第三套及以上住房或第三次使用公积金贷款的，不予贷款',
      en: 'Your family owns {observed.homes} homes in the city and has used {observed.loans} housing fund loans: none is granted for a third home or a third time',
    },
    officer: {
      zh: '住房 {observed.homes} 套、公积金贷款 {observed.loans} 次，属三套及以上',
      en: 'Homes {observed.homes}, housing fund loans {observed.loans}: a third home',
    },
    condition: {
      zh: '家庭（借款人、配偶、未成年子女）在本市住房少于 2 套，且夫妻使用公积金贷款少于 2 次',
      en: 'the family (borrower, spouse, minor children) owns less than two homes in the city, and the couple has used less than two housing fund loans',
    },
    fix: {
      zh: '登记信息与实际不符的，可凭不动产登记查询证明到柜台核对',
      en: 'Where the register is wrong, come to a counter with a certificate of the title registry',
    },
  },
});
