import type { Json } from '../../../../kernel/fact';
import type { DocumentKind } from '../../../document';
import { bodyReader, grouped, printedDay, printedYuan } from '../certificate/printed';

/** One member of an employer's month; amounts are yuan strings. */
export interface EmployerLine {
  readonly [key: string]: Json;
  readonly accountNo: string;
  readonly name: string;
  readonly base: string;
  readonly employer: string;
  readonly employee: string;
  readonly total: string;
}

/** 单位对账单: an employer's month, with what every member was credited. */
export const employerStatement: DocumentKind = {
  code: 'employer-statement',
  names: { zh: '住房公积金单位对账单', en: 'Statement of an employer’s month' },
  linesPrinted: 1_500,
  sheet: ({ body }, lines) => {
    const { text, textOrNull, number } = bodyReader(body);
    const sum = (name: string) => grouped(text(name));
    return {
      title: '住房公积金单位对账单',
      titleEn: 'Statement of a Month of an Employer',
      opening: `以下为该单位${printedDay(text('month'))}住房公积金汇缴及暂收款情况：`,
      fields: [
        { label: '单位名称', value: text('name') },
        { label: '信用代码', value: text('creditCode') },
        { label: '单位账号', value: text('unitAccountNo') },
        { label: '清册状态', value: text('listStateZh') },
        { label: '入账日期', value: printedDay(textOrNull('postedOn')) },
        { label: '汇缴人数', value: `${number('members')} 人` },
        { label: '单位部分合计', value: printedYuan(text('employerTotal')) },
        { label: '个人部分合计', value: printedYuan(text('employeeTotal')) },
        { label: '汇缴合计', value: printedYuan(text('total')) },
        { label: '缴至年月', value: printedDay(textOrNull('paidThrough')) },
        { label: '暂收款月初', value: printedYuan(text('suspenseOpening')) },
        { label: '本月转入暂收', value: printedYuan(text('suspenseIn')) },
        { label: '本月动用暂收', value: printedYuan(text('suspenseOut')) },
        { label: '暂收款月末', value: printedYuan(text('suspenseClosing')) },
      ],
      table: lines && {
        columns: [
          { heading: '序号', share: 32 },
          { heading: '个人账号', share: 92 },
          { heading: '姓名' },
          { heading: '缴存基数（元）', right: true, share: 74 },
          { heading: '单位（元）', right: true, share: 64 },
          { heading: '个人（元）', right: true, share: 64 },
          { heading: '合计（元）', right: true, share: 70 },
        ],
        rows: (lines as readonly EmployerLine[]).map(
          ({ accountNo, name, base, employer, employee, total }, index) => [
            String(index + 1),
            accountNo,
            name,
            grouped(base),
            grouped(employer),
            grouped(employee),
            grouped(total),
          ],
        ),
        totals: ['', '合计', '', '', sum('employerTotal'), sum('employeeTotal'), sum('total')],
      },
      notes: [
        '暂收款月初、月末余额按本月自然月首日之前和末日（当月为出具时）计算。',
        ...(lines === null ? ['职工人数较多，请以电子明细（CSV）为准，其摘要已列入本文件签名。'] : []),
      ],
    };
  },
};
