/** How lists are sent as files, for the OpenAPI document. */
export const UPLOAD_DESCRIPTION = `
CSV 文件：UTF-8（有无 BOM 均可）或 GB18030，以内容为准，不看 Content-Type 的 charset；分隔符为逗号、分号或制表符；首行为中文或英文列标题，顺序不限；模板见 \`GET /v1/remittance-lists/template\`。

XLSX 工作簿同样受理（以文件开头的字节判断）：读取第一个未隐藏的工作表，或以 \`sheet=<名称>\` 指定；错误另有单元格地址（cell，如 B17）；公式、宏、密码不受理；有误的行仍以 CSV 答复。

- \`dryRun=true\`：只校验、试算，200 返回报告，不保存任何内容。
- \`partial=true\`：无误的行成为草稿，有误的行在 \`report\` 中列出。草稿须包含全部状态正常的账户才能确认（GJ11），尚缺人数见 \`membersMissing\`。
- \`addTo=<清册编号>\`：在草稿上追加，只需提交改正后的行；原草稿作废，答复是包含全部行的新草稿。
- \`Accept: text/csv\`：有误时（422，或 dryRun 的 200）以文件答复全部有误的行：原行号、错误原因、修改办法在前，编码、分隔符、语言与所传文件相同；改正后可原样上传，前三列不读。服务端不留存该文件。错误不在某一行时仍以 problem+json 答复。
- errors 至多列 1000 条，errorCount 为总数。

A CSV file in UTF-8 (with or without BOM) or GB18030, found out from the bytes whatever charset is declared, separated by commas, semicolons or tabs, with headings in Chinese or English in any order; see the template.

An XLSX workbook is taken as well, known by its first bytes: the first sheet that is not hidden, or \`sheet=<name>\`; errors then have the address of the cell (\`cell\`, such as B17). Formulas, macros and passwords are refused; bad rows come back as CSV.

- \`dryRun=true\` checks and works out, answers 200 with the report and stores nothing.
- \`partial=true\` makes the good rows a draft and lists the bad ones in \`report\`. A draft can be confirmed (GJ11) once it holds every active account; \`membersMissing\` says how many it lacks.
- \`addTo=<id>\` adds to a draft, so that only mended rows need be sent; the former draft is cancelled, the answer is a new one with all lines.
- \`Accept: text/csv\` answers a list with bad rows (422, or 200 of a dry run) with a file of all of them, the reasons before the cells, in the encoding, separator and language of what was sent. It can be mended and sent as it is: the first three columns are not read. The file is kept nowhere. A fault that is not one of a row is still told as problem+json.
- errors lists 1,000 at most, errorCount counts all.
`;
