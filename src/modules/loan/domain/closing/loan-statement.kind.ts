import type { Json } from '../../../../kernel/fact';
import type { DocumentKind } from '../../../document';
import { grouped, printedDay } from '../printed';
import { text } from '../signing/contract-fields';

/** One instalment to come; amounts are yuan strings. */
export interface PlanLine {
  readonly [key: string]: Json;
  readonly no: number;
  readonly dueOn: string;
  readonly principal: string;
  readonly interest: string;
}

/** 住房公积金贷款还款计划: where a loan stands on a day, and every instalment to come at the rates known then. */
export const loanStatement: DocumentKind = {
  code: 'loan-statement',
  names: { zh: '住房公积金贷款余额及还款计划', en: 'Statement of a loan and its repayment plan' },
  linesPrinted: 360,
  sheet: ({ body, issuedOn }, lines) => ({
    title: '住房公积金贷款余额及还款计划',
    titleEn: 'Statement of a Loan and its Repayment Plan',
    opening: `截至${printedDay(issuedOn)}，下列贷款的余额及还款计划如下：`,
    fields: [
      { label: '借款人', value: text(body, 'name') },
      { label: '合同编号', value: text(body, 'loanNo') },
      { label: '贷款状态', value: text(body, 'stateZh') },
      { label: '贷款金额', value: `${grouped(text(body, 'disbursed'))} 元` },
      { label: '贷款余额', value: `${grouped(text(body, 'principalLeft'))} 元` },
      { label: '执行年利率', value: text(body, 'annualRate') },
      { label: '到期应还合计', value: `${grouped(text(body, 'owedInAll'))} 元` },
      { label: '当日结清金额', value: `${grouped(text(body, 'toSettleToday'))} 元` },
    ],
    table: lines && {
      columns: [
        { heading: '期次', share: 40 },
        { heading: '应还日期' },
        { heading: '本金（元）', right: true },
        { heading: '利息（元）', right: true },
      ],
      rows: (lines as readonly PlanLine[]).map(({ no, dueOn, principal, interest }) => [
        String(no),
        printedDay(dueOn),
        grouped(principal),
        grouped(interest),
      ]),
    },
    notes: ['还款计划按出具日执行利率计算，提前还款或利率调整后以新计划为准。'],
  }),
};
