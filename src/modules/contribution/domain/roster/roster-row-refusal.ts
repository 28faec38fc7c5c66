import type { BilingualText } from '../../../../kernel/decision';

/** What stands in the way of a row, and what to do about it. */
interface RefusalText {
  readonly text: BilingualText;
  readonly fix: BilingualText;
}

/** Reasons why a row of a roster change cannot be carried out; codes are stable. */
export const ROSTER_REFUSALS = {
  ID_CHECKSUM: {
    text: {
      zh: '身份证号应为 18 位且校验码正确',
      en: 'An id number has 18 characters and a right check character',
    },
    fix: { zh: '请与身份证核对后改正。', en: 'Compare it with the id card and mend it.' },
  },
  NAME_FORMAT: {
    text: { zh: '姓名格式不符', en: 'The name is not of a valid form' },
    fix: { zh: '请按证件填写姓名。', en: 'Give the name as on the document.' },
  },
  DUPLICATE_PERSON: {
    text: { zh: '同一人在名单中出现多次', en: 'The person is on the list more than once' },
    fix: { zh: '每人每次只列一行，请删除多余的行。', en: 'List a person once; remove the other row.' },
  },
  MONEY_FORMAT: {
    text: {
      zh: '缴存基数应为大于零的金额，保留两位小数',
      en: 'The contribution base is an amount above zero with two decimals',
    },
    fix: { zh: '请填写月平均工资，例如 8000.00。', en: 'Give the average monthly wage, such as 8000.00.' },
  },
  FIELD_NOT_USED: {
    text: { zh: '该类变更不使用此字段', en: 'This kind of change does not use the field' },
    fix: { zh: '请删除该字段。', en: 'Leave the field out.' },
  },
  REASON_UNKNOWN: {
    text: { zh: '封存应填写原因代码', en: 'A seal needs a code of reason' },
    fix: {
      zh: '可填：terminated 终止劳动关系、unpaid-leave 停薪留职、study 脱产学习、army 参军、retirement-pending 待办离退休、other 其他。',
      en: 'One of terminated, unpaid-leave, study, army, retirement-pending, other.',
    },
  },
  DAY_INVALID: {
    text: {
      zh: '劳动关系终止日应为不晚于今天的日期',
      en: 'The last day of the employment is a day, today at the latest',
    },
    fix: {
      zh: '请按 2026-11-21 的格式填写终止日，终止后再申请。',
      en: 'Write it like 2026-11-21, and apply once it has passed.',
    },
  },
  ACCOUNT_NOT_FOUND: {
    text: { zh: '该人在本单位没有账户', en: 'The person has no account with this employer' },
    fix: {
      zh: '请核对身份证号；新职工请用 new 开户，已在其他单位开户的请办理同城转移（GJ25）。',
      en: 'Check the id number; use "new" for somebody who joins, and GJ25 for an account with another employer.',
    },
  },
  NAME_MISMATCH: {
    text: { zh: '姓名与身份证号不匹配', en: 'Name and id number do not belong together' },
    fix: { zh: '请与证件核对后改正。', en: 'Compare them with the document.' },
  },
  PERSON_DECEASED: {
    text: { zh: '公安机关登记该人已去世', en: 'The police have this person as deceased' },
    fix: { zh: '请删除该行。', en: 'Remove the row.' },
  },
  ACCOUNT_STATE: {
    text: { zh: '账户状态不允许此变更', en: 'The state of the account does not allow this change' },
    fix: {
      zh: '正常账户可封存、调整基数；已封存账户请先启封（unseal，GJ24）；已有账户的职工无需再开户。',
      en: 'An active account is sealed or gets a base; a sealed one is unsealed first (unseal, GJ24); who has an account needs no new one.',
    },
  },
  ACCOUNT_ELSEWHERE: {
    text: {
      zh: '该人在本市其他单位已有账户',
      en: 'The person has an account with another employer of the city',
    },
    fix: { zh: '请办理同城转移（GJ25）。', en: 'Apply for its transfer (GJ25).' },
  },
  ACCOUNT_FROZEN: {
    text: {
      zh: '账户已被司法冻结，不能转移',
      en: 'A court has frozen the account; it cannot be transferred',
    },
    fix: { zh: '请待法院解除冻结后再办理。', en: 'Apply again once the court has lifted the freeze.' },
  },
  NOT_SEALED_THERE: {
    text: {
      zh: '账户在原单位未封存，不能转移',
      en: 'The account is not sealed by the former employer; it cannot be transferred',
    },
    fix: {
      zh: '请原单位先办理封存（GJ23）；已在本单位封存的请用 unseal 启封。',
      en: 'Have the former employer seal it first (GJ23); use unseal for one that is sealed here.',
    },
  },
  BUSINESS_IN_PROGRESS: {
    text: { zh: '账户有在办业务', en: 'Business is under way on the account' },
    fix: { zh: '请待在办业务办结后再办理。', en: 'Apply again when it has ended.' },
  },
  FORMER_MONTHS_UNLISTED: {
    text: {
      zh: '原单位封存前的月份尚未核定清册',
      en: 'The former employer has not confirmed its lists of the months before the seal',
    },
    fix: {
      zh: '请原单位先核定封存前各月的清册。',
      en: 'Have the former employer confirm the lists of those months first.',
    },
  },
  LATER_CHANGE: {
    text: { zh: '该账户已有更晚月份的变更', en: 'The account has a change from a later month already' },
    fix: {
      zh: '变更按月份先后办理，请改用不早于该变更的月份。',
      en: 'Changes follow one another by month; choose a month not before that one.',
    },
  },
  NOT_EMPLOYED_HERE: {
    text: {
      zh: '社会保险登记中该人不在本单位参保',
      en: 'Social insurance does not have the person as employed here',
    },
    fix: {
      zh: '请先办理参保登记；社保数据最长滞后 60 日，更新后重新申请。',
      en: 'Register the employment first; social insurance may lag by up to 60 days, apply again once it shows.',
    },
  },
  FIRST_JOB_MONTH: {
    text: {
      zh: '新参加工作的职工自参加工作的第二个月起缴存（《住房公积金管理条例》第十七条），不列入首月清册',
      en: 'Somebody in a first job contributes from its second month (Regulations, article 17) and stands on no list of the first',
    },
    fix: {
      zh: '请将变更年月改为 earliest 所示月份，或不填年月，由系统从该月起办理。',
      en: 'Apply for the month given as earliest, or leave the month out: it then holds from that one.',
    },
  },
  BEFORE_EMPLOYMENT: {
    text: {
      zh: '变更年月早于该职工到本单位工作的月份；新调入职工自单位发放工资之月起缴存（《住房公积金管理条例》第十七条）',
      en: 'The month is before the person came to work here; who comes from another job contributes from the first wage paid here (Regulations, article 17)',
    },
    fix: {
      zh: '请将变更年月改为 earliest 所示月份，或不填年月，由系统从该月起办理。',
      en: 'Apply for the month given as earliest, or leave the month out: it then holds from that one.',
    },
  },
  WAGE_MISSING: {
    text: {
      zh: '重新录用的职工以当月工资为缴存基数（《住房公积金管理条例》第十七条），不沿用原基数',
      en: 'Somebody hired anew contributes on the wage of the month (Regulations, article 17), not on the former base',
    },
    fix: { zh: '请填写重新录用当月的工资（base）。', en: 'Give the wage of the month of the hire (base).' },
  },
  BASE_AGREES_WITH_TAX: {
    text: {
      zh: '现基数与本单位向税务申报的月平均工资相差未超过规定幅度，或税务没有申报；缴存基数在缴存年度内不变',
      en: 'The base is within the tolerance of the wage declared for tax, or nothing was declared; it holds for the fund year',
    },
    fix: {
      zh: '请删除该行；年度调整请在申报期办理 GJ08，税务申报有误的先办理更正。',
      en: 'Remove the row; bases of a year are declared in the window (GJ08), a wrong declaration for tax is corrected first.',
    },
  },
  BASE_DIFFERS_FROM_TAX: {
    text: {
      zh: '申报的月平均工资与税务申报相差超过规定幅度',
      en: 'The wage is further from the one declared for tax than the tolerance',
    },
    fix: {
      zh: '请按税务申报数填写，或先更正税务申报。',
      en: 'Give what was declared for tax, or correct that declaration first.',
    },
  },
  WAGE_UNKNOWN: {
    text: {
      zh: '税务部门暂未答复该职工的工资，尚不能认定',
      en: 'The tax authority has not told the wage yet, so nothing is decided',
    },
    fix: { zh: '请稍后重新提交该行。', en: 'Send the row again later.' },
  },
  EMPLOYMENT_NOT_ENDED: {
    text: {
      zh: '终止超过 60 日，社会保险登记中仍在本单位参保',
      en: 'More than 60 days after the end social insurance still has the person as employed here',
    },
    fix: {
      zh: '请先办理社保减员；如劳动关系仍在，请改用停薪留职、脱产学习或参军。',
      en: 'End the insurance first; if the employment lasts, use unpaid-leave, study or army.',
    },
  },
  EMPLOYMENT_UNKNOWN: {
    text: {
      zh: '社会保险尚未显示劳动关系终止，数据最长滞后 60 日，尚不能认定',
      en: 'Social insurance does not show the end yet; it may lag by up to 60 days, so nothing is decided',
    },
    fix: {
      zh: '请单独申请封存（GJ23），系统会自动等候社保更新。',
      en: 'Apply for this seal alone (GJ23): that case waits for social insurance by itself.',
    },
  },
} as const satisfies Readonly<Record<string, RefusalText>>;

export type RosterRefusalCode = keyof typeof ROSTER_REFUSALS;
export type RosterField = 'name' | 'idNo' | 'base' | 'reason' | 'endedOn' | 'kind';
