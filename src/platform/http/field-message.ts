import type { BilingualText } from '../../kernel/decision';
import { checkCreditCode } from '../../kernel/identifiers/credit-code';
import { patternWords } from './pattern-words';

/** What a decorator may carry as its `context` to replace the texts below. */
export interface FieldMessage {
  readonly code: string;
  readonly message: BilingualText;
}

type Build = (constraints: readonly unknown[], value: unknown) => FieldMessage;

const says = (code: string, zh: string, en: string): FieldMessage => ({ code, message: { zh, en } });
const fixed =
  (code: string, zh: string, en: string): Build =>
  () =>
    says(code, zh, en);
const list = (values: unknown): string =>
  (Array.isArray(values) ? values : Object.values(values ?? {})).join(', ');

/** A fault of these makes the faults of the same field's other rules meaningless. */
export const TYPE_RULES: ReadonlySet<string> = new Set([
  'isString',
  'isInt',
  'isNumber',
  'isBoolean',
  'isArray',
  'isObject',
  'nestedValidation',
  'whitelistValidation',
]);

const money: Build = ([min], value) =>
  typeof value === 'number'
    ? says(
        'MONEY_NOT_A_STRING',
        '金额请写成带两位小数的字符串，例如 "123.45"，不要用 JSON 数字（数字会丢失精度）。',
        'Write money as a string with two decimals such as "123.45", not as a JSON number, which loses digits.',
      )
    : says(
        'MONEY_FORMAT',
        `金额请写成带两位小数的字符串，例如 "123.45"，且不小于 ${String(min)} 元。`,
        `Write money as a string with two decimals such as "123.45", not below ${String(min)} yuan.`,
      );

/** As handbook appendix B tells the two faults apart: the characters first, then the check. */
const creditCode: Build = (_, value) => {
  const check = typeof value === 'string' ? checkCreditCode(value) : null;
  return check !== null && !check.valid && check.reason === 'USCC_CHECKSUM'
    ? says(
        'USCC_CHECKSUM',
        '统一社会信用代码校验码不符，请与营业执照核对后重填。',
        'The check character of the unified social credit code is not right; compare it with the licence.',
      )
    : says(
        'USCC_CHARSET',
        '统一社会信用代码应为 18 位数字和大写字母（不含 I、O、S、V、Z），请与营业执照核对后重填。',
        'A unified social credit code is 18 digits and capital letters without I, O, S, V and Z; compare it with the licence.',
      );
};

const messages: Readonly<Record<string, Build>> = {
  isYuan: money,
  isDay: fixed(
    'DAY_FORMAT',
    '请填写存在的日期，格式为 YYYY-MM-DD。',
    'Give a day that exists as YYYY-MM-DD.',
  ),
  isMonth: fixed('MONTH_FORMAT', '请填写月份，格式为 YYYY-MM。', 'Give a month as YYYY-MM.'),
  isResidentId: fixed(
    'ID_CHECKSUM',
    '身份证号应为 18 位且校验码正确，请核对后重填。',
    'An id number has 18 characters and a right check character; compare it with the card.',
  ),
  isCreditCode: creditCode,
  isBankCard: fixed(
    'CARD_CHECKSUM',
    '银行卡号应为 16 至 19 位数字且校验位正确，请核对后重填。',
    'A card number has 16 to 19 digits and a right check digit; compare it with the card.',
  ),
  isMobileNumber: fixed(
    'MOBILE_FORMAT',
    '请填写 11 位大陆手机号。',
    'Give a mainland mobile number of 11 digits.',
  ),
  isPersonName: fixed(
    'NAME_FORMAT',
    '请按证件填写姓名，只含文字、间隔号、空格和连字符，不超过 60 字。',
    'Give the name as on the document: letters, middle dots, blanks and hyphens, at most 60.',
  ),
  isPaperText: fixed(
    'NOT_READABLE',
    '须写明可辨认的文字或数字，不能只有空格或标点，也不能含看不见的字符。',
    'Write letters or digits that can be read: not blanks or punctuation alone, and no invisible characters.',
  ),
  isString: fixed('STRING_EXPECTED', '请填写字符串。', 'Give a string.'),
  isInt: fixed('INTEGER_EXPECTED', '请填写整数。', 'Give an integer.'),
  isNumber: fixed('NUMBER_EXPECTED', '请填写数字。', 'Give a number.'),
  isBoolean: fixed('BOOLEAN_EXPECTED', '请填写 true 或 false。', 'Give true or false.'),
  isArray: fixed('ARRAY_EXPECTED', '请填写数组。', 'Give an array.'),
  isObject: fixed('OBJECT_EXPECTED', '请填写对象。', 'Give an object.'),
  nestedValidation: fixed(
    'OBJECT_EXPECTED',
    '请填写对象或对象数组。',
    'Give an object or an array of objects.',
  ),
  whitelistValidation: fixed(
    'FIELD_NOT_ALLOWED',
    '没有这个字段，请删除。',
    'There is no such field; remove it.',
  ),
  onlyWith: ([field, value]) =>
    says(
      'FIELD_NOT_ALLOWED',
      `仅在 ${String(field)} 为 ${String(value)} 时填写，请删除。`,
      `Goes with ${String(field)} ${String(value)} alone; remove it.`,
    ),
  isUuid: fixed('UUID_FORMAT', '请填写 UUID。', 'Give a UUID.'),
  isNotEmpty: fixed('REQUIRED', '此项必填。', 'This field is required.'),
  isIn: ([values]) =>
    says('NOT_IN_LIST', `请填写以下之一：${list(values)}。`, `Give one of: ${list(values)}.`),
  isEnum: ([, values]) =>
    says('NOT_IN_LIST', `请填写以下之一：${list(values)}。`, `Give one of: ${list(values)}.`),
  min: ([least]) => says('TOO_SMALL', `不得小于 ${String(least)}。`, `Not below ${String(least)}.`),
  max: ([most]) => says('TOO_LARGE', `不得大于 ${String(most)}。`, `Not above ${String(most)}.`),
  minLength: ([least]) =>
    says('TOO_SHORT', `至少 ${String(least)} 个字符。`, `At least ${String(least)} characters.`),
  maxLength: ([most]) =>
    says('TOO_LONG', `最多 ${String(most)} 个字符。`, `At most ${String(most)} characters.`),
  isLength: ([least, most]) =>
    says(
      'LENGTH',
      `长度应为 ${String(least)} 至 ${String(most)} 个字符。`,
      `Between ${String(least)} and ${String(most)} characters.`,
    ),
  arrayMinSize: ([least]) =>
    says('TOO_FEW', `至少 ${String(least)} 项。`, `At least ${String(least)} entries.`),
  arrayMaxSize: ([most]) => says('TOO_MANY', `最多 ${String(most)} 项。`, `At most ${String(most)} entries.`),
  arrayUnique: fixed('REPEATED_ENTRY', '各项不得重复。', 'No entry may be repeated.'),
  matches: ([pattern]) => ({ code: 'PATTERN', message: patternWords(pattern) }),
};

/** Code and texts for a broken rule of a field; `rule` is class-validator's name of it. */
export function fieldMessage(rule: string, constraints: readonly unknown[], value: unknown): FieldMessage {
  const build = messages[rule];
  return build
    ? build(constraints, value)
    : says('INVALID_VALUE', '此项的值不符合要求。', 'This value is not valid.');
}

export const required: FieldMessage = says('REQUIRED', '此项必填。', 'This field is required.');
