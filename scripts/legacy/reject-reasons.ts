import type { BilingualText } from '../../src/kernel/decision';

/** Why a row was not taken over; stable strings. */
export const REJECT_REASONS = {
  MISSING: { zh: '缺少必填项', en: 'a required value is missing' },
  TEXT_FORM: { zh: '文本超过255个字符', en: 'longer than 255 characters' },
  NAME_FORM: { zh: '不是姓名', en: 'not a person’s name' },
  ACCOUNT_NO_FORM: { zh: '账号应为8至20位数字', en: 'an account number has 8 to 20 digits' },
  DISTRICT_FORM: { zh: '行政区划应为6位数字', en: 'a district has 6 digits' },
  DAY_FORM: { zh: '不是有效日期', en: 'not a day of the calendar' },
  MONTH_FORM: { zh: '不是有效年月（YYYYMM，1999年4月起）', en: 'not a month (YYYYMM, from April 1999)' },
  PAYDAY_FORM: { zh: '发薪日应为1至31', en: 'a payday is 1 to 31' },
  MONEY_FORM: { zh: '不是金额', en: 'not an amount' },
  RATIO_FORM: { zh: '比例应为0至1的小数', en: 'a ratio is a decimal from 0 to 1' },
  CARD_FORM: { zh: '还款账号应为12至30位数字', en: 'an account that repays has 12 to 30 digits' },
  BANK_CODE_FORM: { zh: '银行代码应为3位数字', en: 'a bank code has 3 digits' },
  WHOLE_FORM: { zh: '应为非负整数', en: 'not a whole number' },
  CODE_UNKNOWN: { zh: '代码不在标准代码表中', en: 'not a code of the standard’s table' },
  SUBJECT_UNKNOWN: { zh: '科目不在会计科目表中', en: 'not a subject of the chart of accounts' },
  ID_CHECKSUM: { zh: '身份证号码校验不符', en: 'the id number fails its check' },
  USCC_CHECKSUM: { zh: '统一社会信用代码校验不符', en: 'the unified credit code fails its check' },
  DOCUMENT_TYPE: { zh: '证件类型须经柜台核验后开户', en: 'this kind of document is verified at a counter' },
  DUPLICATE_ACCOUNT: { zh: '账号重复', en: 'the account number stands on more than one line' },
  DUPLICATE_PERSON: { zh: '同一人有多个未销户账户', en: 'the same person has more than one open account' },
  DUPLICATE_EMPLOYER: {
    zh: '同一信用代码（或同一行政区划的虚拟单位）有多个单位账户',
    en: 'the same credit code, or kind of unit of a district, has more than one unit account',
  },
  DUPLICATE_ORDER: {
    zh: '同一法院文书冻结多个账户，或已在系统中',
    en: 'the order of court freezes more than one account, or is on the books',
  },
  FREEZE_OF_CLOSED: { zh: '已销户账户不能有冻结', en: 'a closed account has no freeze' },
  FREEZE_DIFFERS: {
    zh: '账户的冻结状态或文书号与司法冻结清册不符',
    en: 'state or order of the account is not that of its freezes',
  },
  FREEZE_REJECTED: { zh: '该账户的司法冻结未通过', en: 'a freeze of the account was rejected' },
  RELIEF_TERM: { zh: '缓缴期应为1至12个月', en: 'a deferral lasts from 1 to 12 months' },
  NAME_DIFFERS: { zh: '同一证件号码的姓名不一致', en: 'the same id number bears different names' },
  PERSON_MISSING: { zh: '个人信息中没有该账号', en: 'the account has no row of personal information' },
  ACCOUNT_MISSING: { zh: '个人账户中没有该账号', en: 'the person has no row of an account' },
  PERSON_REJECTED: { zh: '该账号的个人信息未通过', en: 'its personal information was rejected' },
  ACCOUNT_REJECTED: { zh: '该账号的个人账户未通过', en: 'its account was rejected' },
  UNIT_UNKNOWN: { zh: '没有该单位', en: 'there is no such unit' },
  UNIT_REJECTED: { zh: '该单位未通过', en: 'its unit was rejected' },
  UNIT_INCOMPLETE: {
    zh: '单位信息与单位账户不成对',
    en: 'unit information and unit account do not come in a pair',
  },
  TERMINAL_WITH_BALANCE: { zh: '已销户账户余额不为零', en: 'a closed account has a balance' },
  PARTS_DIFFER: {
    zh: '账户余额不等于上年结转加当年归集',
    en: 'the balance is not carried-over plus current-year money',
  },
  NEGATIVE: { zh: '金额为负', en: 'the amount is negative' },
  FUTURE_DAY: { zh: '日期晚于接管日', en: 'the day lies after the cut-over' },
  FUTURE_MONTH: {
    zh: '年月晚于接管日或缴至年月',
    en: 'the month lies after the cut-over or the paid-through month',
  },
  OVER_BASE: { zh: '月缴存额超过缴存基数', en: 'a monthly amount exceeds the base' },
  RATIO_DIFFERS: {
    zh: '月缴存额不是缴存基数乘以单位账户中的比例',
    en: 'a monthly amount is not what the ratio of its unit makes of the base',
  },
  SPLIT_DIFFERS: {
    zh: '发生额不等于单位加个人部分',
    en: 'the amount is not the employer’s plus the member’s part',
  },
  DUPLICATE_MONTH: {
    zh: '同一账户同一月份重复',
    en: 'the same account and month stand on more than one line',
  },
  MONTH_ON_BOOKS: {
    zh: '系统中该单位该月清册是接管后编制的且没有此人，或此人该月接管后已缴、已补缴',
    en: 'the list of the unit was made here, without this member, or the month was paid or made up for here',
  },
  ALREADY_DIFFERENT: {
    zh: '系统中已有该账号且内容不同',
    en: 'the books hold this account with other content',
  },
  PERSON_HAS_ACCOUNT: { zh: '该人在系统中已有未销户账户', en: 'the person has an open account on the books' },
  CONTRACT_NO_FORM: {
    zh: '合同编号或贷款账号应为12至30位数字、大写字母',
    en: 'a number of a contract or loan has 12 to 30 digits and capitals',
  },
  DUPLICATE_LOAN: { zh: '编号重复', en: 'the number stands on more than one line' },
  LOAN_INCOMPLETE: { zh: '借款合同与贷款账户不成对', en: 'contract and account do not come in a pair' },
  LOAN_MISSING: { zh: '没有该贷款', en: 'there is no such loan' },
  LOAN_REJECTED: { zh: '该贷款未通过', en: 'its loan was rejected' },
  PART_REJECTED: {
    zh: '该贷款的合同、参与人、计划、逾期或明细未通过',
    en: 'its contract, people, plan, overdue periods or details were rejected',
  },
  LOAN_NOT_RUNNING: { zh: '不是正在偿还的贷款', en: 'the loan is not being repaid' },
  AMOUNT_OVER_VALUE: { zh: '金额超出上限', en: 'the amount exceeds what it is part of' },
  TERMS_INVALID: { zh: '期数或还款日不合规则', en: 'no such number of periods, or no such due day' },
  HOME_TWICE: {
    zh: '同一房屋有另一笔未结清贷款',
    en: 'another loan that is not settled is for the same home',
  },
  PRINCIPAL_DIFFERS: {
    zh: '贷款余额不等于未到期本金加到期未还本金',
    en: 'the balance is not what has not fallen due plus what has and is unpaid',
  },
  HISTORY_DIFFERS: {
    zh: '明细合计与发放额、回收额或余额不符',
    en: 'the details do not sum to what was lent, repaid and paid as interest and penalty',
  },
  PLAN_DIFFERS: {
    zh: '还款计划与余额、利率、期数不符',
    en: 'the plan is not that of balance, rate and periods',
  },
  PERIODS_GAP: { zh: '逾期期次不连续', en: 'the unpaid periods do not run up to the next one' },
  DUE_MISSED: {
    zh: '接管日之前已到期的期次未登记',
    en: 'a period fell due before the cut-over and is not told',
  },
  PENALTY_OLD: {
    zh: '罚息须计至接管日所在年度',
    en: 'the penalty is to be reckoned into the year of the cut-over',
  },
  BANK_CODE_LEFT_OUT: {
    zh: '银行代码应为3位数字：该项未接管，其余照常',
    en: 'a bank code has 3 digits: taken over without it',
  },
  CARD_BANK_LEFT_OUT: {
    zh: '有卡号而无开户银行代码：卡号未接管，其余照常',
    en: 'a card without the code of its bank: taken over without it',
  },
  MOBILE_LEFT_OUT: {
    zh: '不是手机号码：该项未接管，其余照常',
    en: 'no mobile number: taken over without it',
  },
  LANDLINE_LEFT_OUT: {
    zh: '不是固定电话号码：该项未接管，其余照常',
    en: 'no landline number: taken over without it',
  },
  POSTCODE_LEFT_OUT: { zh: '不是邮政编码：该项未接管，其余照常', en: 'no postcode: taken over without it' },
  ADDRESS_LEFT_OUT: { zh: '住址过短或过长：该项未接管，其余照常', en: 'no address: taken over without it' },
  CARD_LEFT_OUT: {
    zh: '卡号校验不符：该项未接管，其余照常',
    en: 'the card number fails its check: taken over without it',
  },
  EMPLOYER_EXISTS: { zh: '该信用代码已在系统中登记', en: 'the credit code is registered on the books' },
} as const satisfies Readonly<Record<string, BilingualText>>;

export type RejectCode = keyof typeof REJECT_REASONS;
