interface Texts {
  readonly [state: string]: StateText | undefined;
}
type StateText = { readonly zh: string; readonly en: string };

const MEMBER: Texts = {
  '01': { zh: '正常', en: 'active' },
  '02': { zh: '封存', en: 'sealed' },
  '03': { zh: '合并销户', en: 'closed by merger' },
  '04': { zh: '外部转出销户', en: 'closed, transferred out' },
  '05': { zh: '提取销户', en: 'closed by withdrawal' },
  '06': { zh: '冻结', en: 'frozen' },
};

const UNIT: Texts = {
  '01': { zh: '正常', en: 'active' },
  '02': { zh: '开户', en: 'opened' },
  '03': { zh: '缓缴', en: 'deferring' },
  '04': { zh: '销户', en: 'closed' },
  '05': { zh: '封存', en: 'sealed' },
};

const CLOSING_REASONS: Texts = {
  '03': { zh: '离休、退休', en: 'retirement' },
  '04': {
    zh: '完全丧失劳动能力并与单位终止劳动关系',
    en: 'total loss of working ability with employment ended',
  },
  '05': { zh: '户口迁出所在的市、县或出境定居', en: 'moved away or settled abroad' },
  '08': { zh: '死亡', en: 'death' },
};

/** Why an account was closed (XHYY, JGJ/T 320 A.7) in words. */
export function closingReasonText(reason: string | null): StateText {
  return CLOSING_REASONS[reason ?? ''] ?? { zh: '其他', en: 'other' };
}

/** State of a member's account (GRZHZT, JGJ/T 320 A.6) in words. */
export function memberStateText(state: string): StateText {
  return MEMBER[state] ?? { zh: state, en: state };
}

/** State of an employer's account (DWZHZT, JGJ/T 320 A.4) in words. */
export function unitStateText(state: string): StateText {
  return UNIT[state] ?? { zh: state, en: state };
}
