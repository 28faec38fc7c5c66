export type FaultTexts = readonly [zh: string, en: string, fixZh: string, fixEn: string];

/** What a fault says and how to mend it; `{0}`, `{1}` stand for its operands. */
export const FAULT_TEXTS = {
  ENCODING_UNREADABLE: [
    '文件按 {1} 编码读到此行，第 {0} 个字节起不是有效字符',
    'Read as {1}, the file breaks off in this row: byte {0} begins no valid character',
    '请在表格软件中另存为“CSV UTF-8（逗号分隔）”或 GB18030 编码的 CSV 后重新上传。',
    'Save it as "CSV UTF-8 (comma delimited)", or as CSV in GB18030, and send it again.',
  ],
  ENCODING_UTF16: [
    '文件是 UTF-16 或 UTF-32 编码（“Unicode 文本”），不能读取',
    'The file is in UTF-16 or UTF-32 ("Unicode text"), which is not read',
    '请在表格软件中另存为“CSV UTF-8（逗号分隔）”后重新上传。',
    'Save it as "CSV UTF-8 (comma delimited)" and send it again.',
  ],
  FILE_NOT_CSV: [
    '文件是 {0}，不是 CSV；没有解压或读取其中的内容',
    'The file is {0}, not CSV; nothing in it was unpacked or read',
    '请打开表格，另存为“CSV UTF-8（逗号分隔）”后上传该 CSV 文件，不要压缩。',
    'Open the sheet, save it as "CSV UTF-8 (comma delimited)" and send that file, not compressed.',
  ],
  HEADING_MISSING: [
    '缺少列“{0}”',
    'The column "{0}" is missing',
    '请在首行补上该列标题，并填写各行。',
    'Add its heading to the first row and fill it in.',
  ],
  HEADING_UNKNOWN: [
    '没有名为此的列',
    'There is no such column',
    '请删除该列，或改用模板中的列标题：{0}。',
    'Remove the column or name it as in the template: {0}.',
  ],
  HEADING_REPEATED: ['该列出现了两次', 'The column is there twice', '请只保留一列。', 'Keep one of them.'],
  CSV_SYNTAX: [
    '从此行起无法读取，引号不成对或单元格过长',
    'From this row on the file cannot be read: a quote is not closed or a cell is too long',
    '请检查该行的引号和内容后重新上传。',
    'Check the quotes and cells of this row and send the file again.',
  ],
  COLUMN_COUNT: [
    '该行的列数与首行不一致',
    'The row has another number of cells than the headings',
    '请补齐或删除多余的单元格。',
    'Add the missing cells or remove the surplus ones.',
  ],
  CHARACTER_NOT_ALLOWED: [
    '含有控制字符',
    'It holds control characters',
    '请重新键入该单元格的内容。',
    'Type the cell again.',
  ],
  LIST_EMPTY: [
    '清册中没有职工',
    'The list names nobody',
    '请至少填写一名职工。',
    'Name at least one member.',
  ],
  LIST_TOO_LONG: [
    '清册超过 {0} 行',
    'The list has more than {0} rows',
    '请联系中心分批设立单位子账户。',
    'Ask the centre for sub-accounts of the employer.',
  ],
  NAME_MISSING: [
    '姓名为空或过长',
    'The name is missing or too long',
    '请按证件填写姓名。',
    'Give the name as on the document.',
  ],
  ID_CHECKSUM: [
    '身份证号应为 18 位且校验码正确',
    'An id number has 18 characters and a right check character',
    '请与证件核对后重填。',
    'Compare it with the card and type it again.',
  ],
  DUPLICATE_PERSON: [
    '与第 {0} 行是同一人',
    'The same person as in row {0}',
    '请删除其中一行。',
    'Remove one of the two rows.',
  ],
  ALREADY_ON_LIST: [
    '该职工已在清册草稿中',
    'This member is on the draft already',
    '请删除该行；要更改草稿中已有的职工，请重新提交整册。',
    'Remove the row; to change a member who is on the draft, send the whole list again.',
  ],
  ACCOUNT_NOT_FOUND: [
    '该人在本单位没有状态正常的账户',
    'This person has no active account with this employer',
    '请核对证件号码；新职工请先办理个人账户设立（GJ20）。',
    'Check the id number; open an account for a new member first (GJ20).',
  ],
  NAME_MISMATCH: [
    '姓名与账户登记的姓名不一致',
    'The name differs from that of the account',
    '请按证件改正姓名；确已更名的，由本人办理信息变更（GJ22）。',
    'Correct the name; a member whose name has changed applies for GJ22.',
  ],
  MEMBER_MISSING: [
    '账户 {0} 状态正常，但不在清册中',
    'Account {0} is active but not on the list',
    '请把该职工列入清册；已离职的请先办理封存（GJ23）。',
    'Add the member to the list, or seal the account first (GJ23) if the member has left.',
  ],
  MEMBER_SEALED: [
    '该职工的账户已封存，不能汇缴',
    'The account of this member is sealed; nothing is remitted to it',
    '请先启封（GJ24，或在人员变更 GJ10 中启封），或从清册中删除该行。',
    'Unseal it first (GJ24, or by a roster change, GJ10), or remove the row.',
  ],
  MEMBER_NOT_YET: [
    '该职工自 {0} 起缴存，不在本月清册内',
    'This member is remitted for from {0} on and is not on the list of this month',
    '请从清册中删除该行。',
    'Remove the row.',
  ],
  MONEY_FORMAT: [
    '不是金额',
    'Not an amount in yuan',
    '请填写数字，最多两位小数，例如 8000.00，不要逗号、空格或全角字符。',
    'Write digits with two decimals such as 8000.00, without commas, blanks or full-width characters.',
  ],
  BASE_OUT_OF_RANGE: [
    '缴存基数应大于零',
    'A contribution base is above zero',
    '请填写月平均工资。',
    'Give the average monthly wage.',
  ],
  MONTH_GAP: [
    '本次应汇缴 {0}，不得跳月',
    'The month due is {0}; no month may be left out',
    '请先提交 {0} 的清册。',
    'Send the list of {0} first.',
  ],
  MONTH_ALREADY_REMITTED: [
    '该月已汇缴，单位已缴至 {0}',
    'This month has been remitted: the employer is paid through {0}',
    '请提交下一个月的清册；漏缴人员请办理补缴（GJ12）。',
    'Send the list of the next month; make up for somebody forgotten by back payment (GJ12).',
  ],
  MONTH_INVALID: [
    '年月晚于次月',
    'The month is later than the next one',
    '请提交不晚于 {0} 的清册。',
    'Send a list for {0} at the latest.',
  ],
  NO_PARAMETERS_FOR_DAY: [
    '该月没有生效的缴存参数，系统不会套用其他时期的参数',
    'No parameters are in force for this month; those of another time are never used instead',
    '请向中心咨询该月的办理方式。',
    'Ask the centre how to remit this month.',
  ],
  RATIO_OUT_OF_RANGE: [
    '单位的缴存比例不在该月规定的范围内',
    'The ratios of the employer are outside the limits of this month',
    '请先办理缴存比例调整（GJ07）。',
    'Change the ratios first (GJ07).',
  ],
  AMOUNT_MISMATCH: [
    '与系统计算的金额不一致，应为 {0}',
    'Differs from the amount worked out, which is {0}',
    '请改为 {0}，或删除该列由系统计算。',
    'Change it to {0}, or leave the column out: the amount is worked out for you.',
  ],
} as const satisfies Record<string, FaultTexts>;

export type ListFaultCode = keyof typeof FAULT_TEXTS;

/** Faults that spoil one row and leave the others as they are; every other fault spoils the list. */
export const ROW_FAULTS: ReadonlySet<ListFaultCode> = new Set<ListFaultCode>([
  'COLUMN_COUNT',
  'CHARACTER_NOT_ALLOWED',
  'NAME_MISSING',
  'ID_CHECKSUM',
  'DUPLICATE_PERSON',
  'ALREADY_ON_LIST',
  'ACCOUNT_NOT_FOUND',
  'MEMBER_SEALED',
  'MEMBER_NOT_YET',
  'NAME_MISMATCH',
  'MONEY_FORMAT',
  'BASE_OUT_OF_RANGE',
  'AMOUNT_MISMATCH',
]);
