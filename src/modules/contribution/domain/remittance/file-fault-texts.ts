/** What is wrong with a file before its rows can be read, and how to mend it. */
export const FILE_FAULT_TEXTS = {
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
    '文件是 {0}，不是 CSV 或 XLSX 表格；没有解压或读取其中的内容',
    'The file is {0}, neither CSV nor an XLSX sheet; nothing in it was unpacked or read',
    '请打开表格，另存为“Excel 工作簿（.xlsx）”或“CSV UTF-8（逗号分隔）”后上传，不要压缩。',
    'Open the sheet, save it as an Excel workbook (.xlsx) or as "CSV UTF-8 (comma delimited)" and send that file, not compressed.',
  ],
  XLSX_ENCRYPTED: [
    '工作簿有密码，不能读取',
    'The workbook has a password and cannot be read',
    '请在表格软件中取消密码，另存后重新上传。',
    'Remove the password, save it and send it again.',
  ],
  XLSX_MACRO: [
    '工作簿含有宏（.xlsm），不予读取',
    'The workbook holds macros (.xlsm) and is not read',
    '请另存为不含宏的“Excel 工作簿（.xlsx）”或 CSV 后重新上传。',
    'Save it as an Excel workbook without macros (.xlsx) or as CSV and send that file.',
  ],
  XLSX_DAMAGED: [
    '工作簿不完整或已损坏，不能读取',
    'The workbook is incomplete or damaged and cannot be read',
    '请在表格软件中打开检查，另存后重新上传。',
    'Open it in a spreadsheet, check it, save it and send it again.',
  ],
  XLSX_FORBIDDEN: [
    '工作簿含有文档类型声明或外部实体，不予读取',
    'The workbook declares a document type or external entities and is not read',
    '请在表格软件中另存为新的 .xlsx 文件后重新上传。',
    'Save it anew as .xlsx in a spreadsheet and send that file.',
  ],
  XLSX_BOUNDS: [
    '工作簿超出限制：{0} 最多 {1}',
    'The workbook is beyond a bound: {0}, at most {1}',
    '请只保留名单所在的工作表和各列，删除图片和多余格式；或另存为 CSV 上传。',
    'Keep the sheet and columns of the list alone, without pictures and surplus formats, or send it as CSV.',
  ],
  SHEET_NOT_FOUND: [
    '没有这个工作表',
    'There is no such sheet',
    '请用 sheet=<名称> 指定其中之一：{0}。',
    'Name one of these by sheet=<name>: {0}.',
  ],
  SHEET_HIDDEN: [
    '该工作表是隐藏的，隐藏的内容不予读取',
    'This sheet is hidden; what is hidden is not read',
    '请取消隐藏后重新上传，或指定其中之一：{0}。',
    'Show it and send the file again, or name one of these: {0}.',
  ],
  CELL_FORMULA: [
    '单元格是公式；公式的结果可能已过时，不予采用',
    'The cell is a formula; its stored result may be out of date and is not taken',
    '请复制该列，以“选择性粘贴—数值”粘贴后重新上传。',
    'Copy the column, paste it as values and send the file again.',
  ],
  CELL_ERROR: ['单元格是错误值', 'The cell holds an error', '请填写数值或文字。', 'Type a number or a text.'],
  CELL_DIGITS_LOST: [
    '单元格是数字格式，超过 15 位的末尾数字已丢失',
    'The cell is a number: digits beyond the fifteenth were lost by the spreadsheet',
    '请把该列设为“文本”格式，重新填写证件号码后上传。',
    'Format the column as text, type the number again and send the file.',
  ],
  CELL_TOO_LONG: ['单元格内容过长', 'The cell is too long', '请缩短内容。', 'Shorten it.'],
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
} as const satisfies Readonly<
  Record<string, readonly [zh: string, en: string, fixZh: string, fixEn: string]>
>;
