import type { BilingualText } from '../../../../kernel/decision';

/** What the base of an account rests on, and what its holder is told (条例16、17条). */
export const BASE_SOURCES = {
  'previous-year': {
    basis: 'PREVIOUS_YEAR',
    text: {
      zh: '上一年度月平均工资（条例第十六条）',
      en: 'average monthly wage of the previous year (article 16)',
    },
  },
  'first-job': {
    basis: 'CURRENT_MONTH',
    text: {
      zh: '参加工作第二个月的当月工资（条例第十七条）',
      en: 'wage of the month, the second one of a first job (article 17)',
    },
  },
  'transfer-in': {
    basis: 'CURRENT_MONTH',
    text: {
      zh: '调入后单位发放的当月工资（条例第十七条）',
      en: 'wage of the month, the first one paid by the employer (article 17)',
    },
  },
  yearly: {
    basis: 'PREVIOUS_YEAR',
    text: { zh: '年度基数调整', en: 'yearly change of bases' },
  },
  correction: {
    basis: 'PREVIOUS_YEAR',
    text: { zh: '个别基数调整，以税务申报为准', en: 'corrected by the declarations for tax' },
  },
  carried: {
    basis: 'CARRIED',
    text: { zh: '单位未申报，沿用原基数', en: 'carried over, for the employer declared nothing' },
  },
  declared: {
    basis: 'DECLARED',
    text: {
      zh: '单位在清册中申报，未与税务申报核对',
      en: 'declared by the employer on a list, not compared with the declarations for tax',
    },
  },
} as const satisfies Readonly<
  Record<
    string,
    {
      readonly basis: 'PREVIOUS_YEAR' | 'CURRENT_MONTH' | 'CARRIED' | 'DECLARED';
      readonly text: BilingualText;
    }
  >
>;

export type BaseSource = keyof typeof BASE_SOURCES;
