import type { BilingualText } from '../../../../kernel/decision';

/** Statutory days that an employer can let pass. */
export type WarningKind =
  'register' | 'open-accounts' | 'enrol' | 'seal' | 'remit' | 'relief-over' | 'close-unit' | 'move-members';

interface WarningText {
  readonly article: string;
  readonly text: BilingualText;
  readonly mend: BilingualText;
}

/** Days after founding, registration, hire or termination (条例14、15条). */
export const REGISTER_DAYS = 30;
export const OPEN_ACCOUNTS_DAYS = 20;
export const STAFF_DAYS = 30;
/** Days for the members of an employer that has ended, after those for its own account (条例14条). */
export const MOVE_MEMBERS_DAYS = 20;

/** What an employer is told, with the article of the Regulations (text of 2019). */
export const WARNINGS: Readonly<Record<WarningKind, WarningText>> = {
  register: {
    article: '14',
    text: { zh: '单位设立后 30 日内未办理缴存登记', en: 'not registered within 30 days of its founding' },
    mend: { zh: '已登记的无须办理', en: 'nothing is to be done once registered' },
  },
  'open-accounts': {
    article: '14',
    text: { zh: '登记后 20 日内未为职工开户', en: 'no account opened within 20 days of registration' },
    mend: { zh: '请办理个人账户设立（GJ20）', en: 'open accounts for the employees (GJ20)' },
  },
  enrol: {
    article: '15',
    text: { zh: '录用职工 30 日内未办理缴存', en: 'an employee not enrolled within 30 days of being hired' },
    mend: { zh: '请办理开户、启封或转移（GJ10、GJ20、GJ25）', en: 'enrol the employee (GJ10, GJ20, GJ25)' },
  },
  seal: {
    article: '15',
    text: {
      zh: '终止劳动关系 30 日内未封存或转移',
      en: 'an account not sealed within 30 days of the employment’s end',
    },
    mend: {
      zh: '请办理封存或转移（GJ23、GJ25、GJ26）',
      en: 'seal or transfer the account (GJ23, GJ25, GJ26)',
    },
  },
  remit: {
    article: '19',
    text: { zh: '发薪日后 5 日内未汇缴', en: 'not remitted within 5 days of payday' },
    mend: {
      zh: '请办理汇缴（GJ11）；有困难的可申请缓缴（GJ15）',
      en: 'remit (GJ11), or apply for a deferral in hardship (GJ15)',
    },
  },
  'relief-over': {
    article: '20',
    text: {
      zh: '降低比例或缓缴已期满，未恢复缴存',
      en: 'a lower ratio or deferral is over and contribution is not resumed',
    },
    mend: { zh: '请办理恢复缴存（GJ16），或重新申请', en: 'resume (GJ16), or apply anew' },
  },
  'close-unit': {
    article: '14',
    text: {
      zh: '单位已注销，30 日内未办理缴存变更或注销登记',
      en: 'the employer is deregistered and its account not closed within 30 days',
    },
    mend: {
      zh: '职工转移或集中封存、结清欠缴后办理单位销户（GJ05）；合并、分立、改制的由柜台办理（GJ06）',
      en: 'move the members, settle what is owed and close the account (GJ05); of a merger or split at a counter (GJ06)',
    },
  },
  'move-members': {
    article: '14',
    text: {
      zh: '单位已注销或被吊销，办理登记后 20 日内未为职工转移或封存账户',
      en: 'the employer has ended and its members are not transferred or sealed within 20 days after registration',
    },
    mend: {
      zh: '请办理同城转移（GJ25）或集中封存（GJ26）；职工本人也可办理',
      en: 'transfer the accounts (GJ25) or put them under the central sealed unit (GJ26); members may do so themselves',
    },
  },
};
