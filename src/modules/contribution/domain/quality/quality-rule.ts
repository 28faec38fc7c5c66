import type { BilingualText } from '../../../../kernel/decision';

export const QUALITY_CODES = [
  'address-missing',
  'phone-missing',
  'postcode-missing',
  'agent-missing',
  'members-missing',
  'ratio-out-of-range',
  'base-out-of-range',
] as const;
export type QualityCode = (typeof QUALITY_CODES)[number];

interface QualityWords {
  readonly text: BilingualText;
  /** What the employer applies for itself, and how. */
  readonly mend: { readonly item: string; readonly text: BilingualText };
}

const contact = {
  item: 'GJ02',
  text: { zh: '办理单位信息变更（GJ02）补齐', en: 'change the data of the employer (GJ02)' },
};

/** What an employer's data and contributions are to be (单位信息完善、纠正不规范缴存). */
export const QUALITY_WORDS: Readonly<Record<QualityCode, QualityWords>> = {
  'address-missing': { text: { zh: '缺单位地址', en: 'no address' }, mend: contact },
  'phone-missing': { text: { zh: '缺单位联系电话', en: 'no telephone number' }, mend: contact },
  'postcode-missing': { text: { zh: '缺单位邮政编码', en: 'no postcode' }, mend: contact },
  'agent-missing': {
    text: { zh: '没有专管员', en: 'no agent' },
    mend: {
      item: 'GJ03',
      text: { zh: '由法定代表人办理专管员变更授权（GJ03）', en: 'the legal representative names one (GJ03)' },
    },
  },
  'members-missing': {
    text: { zh: '已登记而没有职工账户', en: 'registered, and nobody has an account' },
    mend: { item: 'GJ20', text: { zh: '办理个人账户设立（GJ20）', en: 'open accounts (GJ20)' } },
  },
  'ratio-out-of-range': {
    text: {
      zh: '缴存比例超出规定范围，且没有批准的降比',
      en: 'a ratio outside the bounds, and no relief granted',
    },
    mend: { item: 'GJ07', text: { zh: '办理缴存比例调整（GJ07）', en: 'change the ratio (GJ07)' } },
  },
  'base-out-of-range': {
    text: {
      zh: '有职工的缴存基数高于上限或低于下限',
      en: 'a base above the upper or below the lower limit',
    },
    mend: {
      item: 'GJ09',
      text: {
        zh: '办理年度基数调整（GJ08）或个别基数调整（GJ09）',
        en: 'change the bases of the year (GJ08) or one of them (GJ09)',
      },
    },
  },
};

/** Parts in ten thousand of what is asked that is in order, rounded down; all of it where nothing is asked. */
export function qualityScore(asked: number, failed: number): number {
  return asked === 0 ? 10_000 : Math.floor(((asked - failed) * 10_000) / asked);
}
