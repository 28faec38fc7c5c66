import type { BilingualText } from '../../kernel/decision';

const says = (zh: string, en: string): BilingualText => ({ zh, en });
const digits = (count: string): BilingualText => says(`请填写 ${count} 位数字。`, `Give ${count} digits.`);
const RATE = says('请填写小数形式的年利率，例如 0.0285。', 'Give a yearly rate as a decimal such as 0.0285.');

/** What a field of each form wants, in words: people are not shown patterns. By the pattern as it is written. */
const WORDS: Readonly<Record<string, BilingualText>> = {
  [String(/^(?:1\d{10}|0\d{2,3}-?\d{7,8})$/)]: says(
    '请填写 11 位手机号，或带区号的固定电话，例如 0351-1234567。',
    'Give a mobile number of 11 digits, or a landline with its area code such as 0351-1234567.',
  ),
  [String(/^0\d{2,3}-?\d{7,8}$/)]: says(
    '请填写带区号的固定电话，例如 0351-1234567。',
    'Give a landline with its area code such as 0351-1234567.',
  ),
  [String(/^(GJ|TQ|DK)\d{2}$|^TQX\d$/)]: says(
    '请填写事项编码，例如 GJ11。',
    'Give the code of an item such as GJ11.',
  ),
  [String(/^[A-Z]{2,3}\d{1,2}$/)]: says(
    '请填写事项编码，例如 GJ11。',
    'Give the code of an item such as GJ11.',
  ),
  [String(/^([01]\d|2[0-3]):(00|30)$/)]: says(
    '请填写整点或半点的时间，例如 09:30。',
    'Give a full or half hour such as 09:30.',
  ),
  [String(/^0(?:\.\d{1,8})?$/)]: RATE,
  [String(/^0(\.\d{1,8})?$/)]: RATE,
  [String(/^0\.\d{1,4}$/)]: says(
    '请填写小数形式的比例，最多四位小数，例如 12% 写作 0.12。',
    'Give the ratio as a decimal with up to four places: 0.12 for 12%.',
  ),
  [String(/^0\.\d{2}$/)]: says(
    '请填写两位小数的比例，例如 12% 写作 0.12。',
    'Give the ratio as a decimal with two places: 0.12 for 12%.',
  ),
  [String(/^RX\d{10}$/)]: says(
    '请填写 RX 和 10 位数字组成的采集编号。',
    'Give the capture number: RX and 10 digits.',
  ),
  [String(/^[0-9A-Z]{28}$/)]: says(
    '请填写 28 位不动产单元代码，只含数字和大写字母。',
    'Give the code of the real-estate unit: 28 digits and capital letters.',
  ),
  [String(/^[0-9A-Z]{8,30}$/)]: says(
    '请填写 8 至 30 位数字和大写字母。',
    'Give 8 to 30 digits and capital letters.',
  ),
  [String(/^[0-9A-Za-z()（）〔〕\-—号第]{4,40}$/)]: says(
    '请按合同填写编号，4 至 40 位，只含字母、数字、括号和短横线。',
    'Give the number as on the contract: 4 to 40 letters, digits, brackets and hyphens.',
  ),
  [String(/^(?=.*\d)[0-9A-Za-z-]{6,40}$/)]: says(
    '请填写授权书编号：6 至 40 位字母、数字或短横线，至少一位数字。',
    'Give the number of the consent: 6 to 40 letters, digits or hyphens, a digit among them.',
  ),
  [String(/^DK\d{16}$/)]: says(
    '请填写 DK 和 16 位数字组成的贷款编号。',
    'Give the number of the loan: DK and 16 digits.',
  ),
  [String(/^[0-9A-Za-z-]{6,40}$/)]: says(
    '请填写 6 至 40 位字母、数字或短横线。',
    'Give 6 to 40 letters, digits or hyphens.',
  ),
  [String(/^[0-9a-f]{64}$/)]: says(
    '请填写 64 位十六进制摘要（数字和小写字母 a 至 f）。',
    'Give the hash: 64 digits and letters from a to f.',
  ),
  [String(/^[0-9a-zA-Z-]{1,64}$/)]: says(
    '请填写 1 至 64 位字母、数字或短横线。',
    'Give 1 to 64 letters, digits or hyphens.',
  ),
  [String(/^[A-Z][A-Z_]{2,39}$/)]: says(
    '请填写 3 至 40 位大写字母和下划线组成的代码，以字母开头。',
    'Give a code of 3 to 40 capital letters and underscores that begins with a letter.',
  ),
  [String(/^[a-zA-Z]{2,40}(\.[a-zA-Z]{2,40}){1,3}$/)]: says(
    '请填写事实名称，例如 identity.card。',
    'Give the name of a fact such as identity.card.',
  ),
  [String(/^\d{1,6}\.\d\d$/)]: says(
    '请填写两位小数的面积（平方米），例如 89.50。',
    'Give the area in square metres with two decimals such as 89.50.',
  ),
  [String(/^\d{4}$/)]: says('请填写四位年份，例如 2026。', 'Give a year of four digits such as 2026.'),
  [String(/^\d{3}$/)]: says(
    '请填写三位银行代码，例如 104。',
    'Give the code of a bank, three digits such as 104.',
  ),
  [String(/^\d{1,18}$/)]: digits('1–18'),
  [String(/^\d{1,4}$/)]: digits('1–4'),
  [String(/^\d{6}$/)]: digits('6'),
  [String(/^\d{15}$/)]: digits('15'),
  [String(/^\d{8,20}$/)]: digits('8–20'),
  [String(/^\d{8,32}$/)]: digits('8–32'),
  [String(/^\d{9,30}$/)]: digits('9–30'),
};

const OTHER = says(
  '格式不符合要求，请对照接口说明填写。',
  'The form is not right; see the description of the field.',
);

/** The words of a pattern; those for all others when it has none, which a test tells. */
export function patternWords(pattern: unknown): BilingualText {
  return WORDS[String(pattern)] ?? OTHER;
}

export function hasWords(pattern: unknown): boolean {
  return String(pattern) in WORDS;
}
