/**
 * Banks by the first three digits of their clearing numbers (handbook 7.4, and those of the case paper that hold accounts
 * of the centre). No other is asked about an account or collected from.
 */
export const BANK_NAMES: Readonly<Record<string, string>> = {
  '102': '中国工商银行',
  '103': '中国农业银行',
  '104': '中国银行',
  '105': '中国建设银行',
  '301': '交通银行',
  '302': '中信银行',
  '303': '中国光大银行',
  '304': '华夏银行',
  '305': '中国民生银行',
  '307': '平安银行',
  '308': '招商银行',
  '309': '兴业银行',
  '310': '浦发银行',
  '313': '城市商业银行',
  '403': '中国邮政储蓄银行',
};

export const BANK_CODES: readonly string[] = Object.keys(BANK_NAMES);
