import type { BilingualText } from '../../../kernel/decision';
import type { UnknownReason } from '../../../kernel/fact';

/** What a fact is called where a person reads it. */
const FACT_WORDS: Readonly<Record<string, BilingualText>> = {
  'person.identity': { zh: '身份核验', en: 'identity' },
  'person.restrictions': { zh: '失信限制', en: 'bans for fraud' },
  'person.police': { zh: '法定代表人、专管员身份', en: 'identity of legal representative and agent' },
  'people.police': { zh: '职工身份核验', en: 'identity of the employees' },
  'people.employment': { zh: '职工参保单位', en: 'employment of the employees' },
  'members.accounts': { zh: '职工已有账户', en: 'accounts the employees have' },
  'member.account': { zh: '个人账户', en: 'member account' },
  'member.balance': { zh: '账户余额', en: 'balance' },
  'member.card': { zh: '收款银行卡', en: 'payout card' },
  'account.engagement': { zh: '账户在办业务', en: 'business under way on the account' },
  'contribution.monthsInARow': { zh: '连续缴存月数', en: 'months of contribution in a row' },
  'household.marriage': { zh: '婚姻状况', en: 'marriage' },
  'household.homes': { zh: '本市自有住房', en: 'homes owned in the city' },
  'household.rentTaken': { zh: '家庭本年已提取租金', en: 'taken by the household for rent this year' },
  'loan.standing': { zh: '公积金贷款情况', en: 'standing of loans' },
  'loan.homes': { zh: '公积金贷款所购住房', en: 'homes bought with fund loans' },
  'loan.used': { zh: '已使用的公积金贷款', en: 'fund loans used' },
  'loan.own': { zh: '本人公积金贷款', en: 'own housing fund loan' },
  'purchase.contract': { zh: '购房合同备案', en: 'filed purchase contract' },
  'purchase.home': { zh: '该住房已提取额', en: 'drawn for the home' },
  'person.retirement': { zh: '离退休情况', en: 'retirement' },
  'member.closing': { zh: '销户本息', en: 'principal and interest of the closing' },
  'company.licence': { zh: '营业执照', en: 'business licence' },
  'employer.registration': { zh: '单位缴存登记', en: 'registration of the employer' },
  'unit.account': { zh: '单位账户', en: 'account of the employer' },
  'unit.months': { zh: '单位缴存年月', en: 'months of the employer' },
  'roster.police': { zh: '新增职工身份核验', en: 'identity of new members' },
  'roster.employment': { zh: '职工参保情况', en: 'employment of the members' },
  'roster.employmentEnd': { zh: '劳动关系终止情况', en: 'end of the employment' },
  'roster.month': { zh: '变更生效月份', en: 'month of the changes' },
  'roster.members': { zh: '单位职工账户', en: 'accounts of the members' },
  'move.account': { zh: '待转移账户', en: 'account to be moved' },
  'move.employment': { zh: '新单位参保情况', en: 'employment with the new employer' },
  'central.employer': { zh: '原单位登记状态', en: 'registration of the former employer' },
  'central.employment': { zh: '原单位劳动关系', en: 'employment with the former employer' },
  'identity.card': { zh: '变更后的身份证', en: 'identity card with the change' },
  'identity.change': { zh: '公安变更登记', en: 'change registered by the police' },
  'identity.books': { zh: '本中心身份登记', en: 'identity on record here' },
  'contact.phone': { zh: '手机号码实名', en: 'holder of the mobile number' },
  'merge.identities': { zh: '曾用身份', en: 'former identities' },
  'merge.accounts': { zh: '重复账户', en: 'duplicate accounts' },
  'flexible.employment': { zh: '就业状态', en: 'employment' },
  'flexible.retirement': { zh: '离退休情况', en: 'retirement' },
  'flexible.account': { zh: '灵活就业缴存账户', en: 'voluntary account' },
  'court.order': { zh: '法院执行文书', en: 'order of the court' },
  'court.notice': { zh: '协助执行通知书', en: 'notice of the court' },
  'court.ground': { zh: '提取条件', en: 'ground to withdraw' },
  'court.freezes': { zh: '账户上的司法冻结', en: 'freezes on the account' },
  'bases.change': { zh: '缴存基数调整表', en: 'list of bases' },
  'bases.wages': { zh: '职工上年度工资', en: 'wages of the previous year' },
  'base.member': { zh: '职工账户和现基数', en: 'the member’s account and base' },
  'base.wage': { zh: '职工上年度工资', en: 'wage of the previous year' },
  'remittance.list': { zh: '汇缴清册', en: 'remittance list' },
  'backPayment.list': { zh: '补缴清册', en: 'list of back payment' },
  'backPayment.employment': { zh: '补缴年月的参保情况', en: 'employment in the months made up for' },
  'refund.line': { zh: '已入账的缴款', en: 'the contribution credited' },
  'suspense.request': { zh: '单位暂收款', en: 'money in the unit’s suspense' },
  'unit.arrears': { zh: '单位欠缴', en: 'arrears of the employer' },
  'card.owner': { zh: '银行卡户主', en: 'owner of the card' },
  'card.free': { zh: '银行卡未被他人使用', en: 'card used by nobody else' },
};

const SOURCE_WORDS: Readonly<Record<string, BilingualText>> = {
  MSA: { zh: '市场监管部门', en: 'company registry' },
  POL: { zh: '公安部门', en: 'police' },
  SOC: { zh: '人社部门（社会保险）', en: 'social insurance' },
  CIV: { zh: '民政部门', en: 'civil affairs' },
  REA: { zh: '不动产登记机构', en: 'real-estate registry' },
  HSG: { zh: '房管部门', en: 'housing bureau' },
  HRR: { zh: '人社部门（退休与劳动能力鉴定）', en: 'retirement and working ability' },
  TAX: { zh: '税务部门', en: 'tax authority' },
  PBC: { zh: '人民银行征信系统', en: 'credit reference' },
  NAT: { zh: '全国住房公积金监管服务平台', en: 'national housing fund platform' },
  CRT: { zh: '法院查控系统', en: 'court enforcement' },
  BNK: { zh: '银行', en: 'bank' },
  DESK: { zh: '柜台证件', en: 'paper shown at the desk' },
};

export const REASON_WORDS: Readonly<Record<UnknownReason, BilingualText>> = {
  silent: { zh: '未在时限内答复', en: 'no answer in time' },
  unreachable: { zh: '无法连接', en: 'cannot be reached' },
  'breaker-open': { zh: '连续无答复，暂缓查询', en: 'not asked for the moment, it has been failing' },
  busy: { zh: '查询排队已满', en: 'too many questions at once' },
  garbage: { zh: '答复无法识别', en: 'an answer that cannot be read' },
  drift: { zh: '答复不符合约定格式', en: 'an answer that is not of the agreed format' },
  stale: { zh: '答复已过时', en: 'an answer that is out of date' },
  'other-person': { zh: '答复的不是本人', en: 'an answer about somebody else' },
  denied: { zh: '无法在线核实，只能当面出示证件', en: 'cannot be asked online; a paper has to be shown' },
  conflict: { zh: '证件与登记部门答复不一致', en: 'the paper and the registry say different things' },
  'depends-on-unknown': { zh: '须先查明另一项事实', en: 'rests on another fact that is missing' },
};

/** The word for a fact; its own name where no word was given. */
export function factWords(name: string): BilingualText {
  return FACT_WORDS[name] ?? { zh: name, en: name };
}

/** Who answers for a fact, in words; its code where no word was given. */
export function sourceWords(code: string): BilingualText {
  return SOURCE_WORDS[code] ?? { zh: code, en: code };
}
