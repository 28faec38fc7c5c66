import type { BilingualText } from '../../../../kernel/decision';
import type { EligibilityQuestion } from './eligibility-question';

/** A field that would tell something, by its pointer, and what it is called. */
const FIELDS: Readonly<Record<string, readonly [string, string]>> = {
  '/borrower/birth': ['借款人出生日期', 'birth of the borrower'],
  '/borrower/contribution': ['借款人缴存情况', 'how the borrower contributes'],
  '/borrower/contribution/monthsInARow': ['借款人连续缴存月数', 'the borrower’s months in a row'],
  '/borrower/contribution/base': ['借款人缴存基数', 'contribution base of the borrower'],
  '/borrower/contribution/years': ['借款人缴存整年数', 'the borrower’s whole years of contribution'],
  '/borrower/contribution/balance': ['借款人账户余额', 'balance of the borrower'],
  '/borrower/credit': ['借款人信用情况', 'credit of the borrower'],
  '/spouse': ['有无配偶、配偶是否共同借款', 'whether there is a spouse, who borrows too'],
  '/spouse/contribution': ['配偶缴存情况', 'how the spouse contributes'],
  '/spouse/contribution/base': ['配偶缴存基数', 'contribution base of the spouse'],
  '/spouse/contribution/years': ['配偶缴存整年数', 'the spouse’s whole years of contribution'],
  '/spouse/contribution/balance': ['配偶账户余额', 'balance of the spouse'],
  '/spouse/credit': ['配偶信用情况', 'credit of the spouse'],
  '/family/homes': ['家庭住房套数', 'homes of the family'],
  '/family/minorChildren': ['未成年子女数', 'minor children'],
  '/family/uplift': ['是否人才或现役军人家庭', 'whether a talent or a soldier is in the family'],
  '/family/fundLoans': ['夫妻双方公积金贷款次数及未结清数', 'fund loans of the couple, and those unsettled'],
  '/family/defaulter': ['是否失信被执行人', 'whether on the list of defaulters'],
  '/family/bans': ['有无骗提骗贷限制', 'bans for fraud'],
  '/home/affordable': ['是否保障性住房', 'whether it is affordable housing'],
  '/home/paid': ['已付或将付首付款', 'down payment paid or to be paid'],
  '/home/contractOn': ['合同备案或网签日期', 'day on which the contract was filed or signed'],
  '/home/contractCancelled': ['合同是否已撤销', 'whether the contract was cancelled'],
  '/home/appraisal': ['二手房评估价', 'appraisal of the second-hand home'],
  '/home/buildYear': ['二手房建成年份', 'year in which the second-hand home was built'],
  '/home/landUseMonths': ['土地使用权剩余月数', 'months left of the right to the land'],
  '/home/inCustody': ['房款是否在监管账户', 'whether the price is in custody'],
  '/home/collateral': ['房屋有无查封、抵押', 'whether the home is seized or mortgaged'],
  '/home/sellerOwns': ['出卖人是否登记权利人', 'whether the seller is the registered owner'],
};

export function fieldWords(field: string): BilingualText {
  const [zh, en] = FIELDS[field] ?? [field, field];
  return { zh, en };
}

/** The fields that would tell a fact of which nothing was typed; none where nobody can type it. */
export function fieldsOf(fact: string, { borrower, spouse }: EligibilityQuestion): readonly string[] {
  if (fact === 'loan.contributors') {
    return [
      ...(borrower?.contribution === undefined ? ['/borrower/contribution'] : []),
      ...(spouse === undefined ? ['/spouse'] : []),
      ...(spouse?.part === 'joins' && spouse.contribution === undefined ? ['/spouse/contribution'] : []),
    ];
  }
  if (fact === 'loan.coCredit') return [spouse === undefined ? '/spouse' : '/spouse/credit'];
  // A spouse who borrows too speaks for themselves, and is known to the police, when it is applied for.
  if (['loan.consents', 'loan.police'].includes(fact)) return spouse === undefined ? ['/spouse'] : [];
  return FACT_FIELDS[fact] ?? [];
}

const FACT_FIELDS: Readonly<Record<string, readonly string[]>> = {
  'person.age': ['/borrower/birth'],
  'contribution.elsewhere': ['/borrower/contribution'],
  'contribution.continuity': ['/borrower/contribution'],
  'loan.parties': ['/spouse'],
  'loan.credit': ['/borrower/credit'],
  'loan.defaulters': ['/family/defaulter'],
  'loan.nationwide': ['/family/fundLoans'],
  'loan.coNationwide': ['/family/fundLoans'],
  'loan.history': ['/family/fundLoans'],
  'loan.bans': ['/family/bans'],
  'family.homes': ['/family/homes'],
  'loan.uplift': ['/family/uplift'],
};
