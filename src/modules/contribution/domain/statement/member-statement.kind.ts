import type { DocumentKind } from '../../../document';
import { bodyReader, grouped, printedDay, printedYuan } from '../certificate/printed';
import type { StatementLine } from './movement';

/** 个人账户明细: the movements of a member's account over a period, with opening and closing balance. */
export const memberStatement: DocumentKind = {
  code: 'member-statement',
  names: { zh: '住房公积金个人账户明细', en: 'Statement of a member’s account' },
  linesPrinted: 1_500,
  sheet: ({ body, lines: counted }, lines) => {
    const { text } = bodyReader(body);
    const sum = (name: string) => grouped(text(name));
    return {
      title: '住房公积金个人账户明细',
      titleEn: 'Statement of the Housing Provident Fund Account of a Member',
      opening: `以下为该职工账户自${printedDay(text('from'))}至${printedDay(text('to'))}的全部业务：`,
      fields: [
        { label: '姓名', value: text('name') },
        { label: '证件号码', value: text('idNo') },
        { label: '个人账号', value: text('accountNo') },
        { label: '账户状态', value: text('stateZh') },
        { label: '单位名称', value: text('employer') },
        { label: '业务笔数', value: `${counted?.count ?? 0} 笔` },
        { label: '期初余额', value: printedYuan(text('opening')) },
        { label: '期末余额', value: printedYuan(text('closing')) },
      ],
      table: lines && {
        columns: [
          { heading: '记账日期', share: 62 },
          { heading: '业务类型', share: 104 },
          { heading: '转入（元）', right: true },
          { heading: '转出（元）', right: true },
          { heading: '利息（元）', right: true },
          { heading: '余额（元）', right: true },
        ],
        rows: (lines as readonly StatementLine[]).map(
          ({ on, type, zh, credit, debit, interest, balance }) => [
            on,
            `${type} ${zh}`,
            shown(credit),
            shown(debit),
            shown(interest),
            grouped(balance),
          ],
        ),
        totals: ['合计', '', sum('credits'), sum('debits'), sum('interest'), sum('closing')],
      },
      notes: [
        '业务类型按《住房公积金基础数据标准》（JGJ/T 320）附录 A.5。销户利息随本金一并付出，不经账户余额。',
        '余额为本金余额，不含尚未结息的利息。',
        ...(lines === null ? ['明细笔数较多，请以电子明细（CSV）为准，其摘要已列入本文件签名。'] : []),
      ],
    };
  },
};

function shown(amount: string): string {
  return amount === '0.00' ? '' : grouped(amount);
}
