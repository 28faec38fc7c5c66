import type { DocumentKind } from '../../../document';
import { grouped, printedDay } from '../printed';
import { text } from '../signing/contract-fields';

/** 住房公积金贷款结清证明. */
export const settlementCertificate: DocumentKind = {
  code: 'loan-settlement',
  names: { zh: '住房公积金贷款结清证明', en: 'Certificate that a housing provident fund loan is settled' },
  linesPrinted: 0,
  sheet: ({ body }) => ({
    title: '住房公积金个人住房贷款结清证明',
    titleEn: 'Certificate of Settlement of a Housing Provident Fund Loan',
    opening: '兹证明下列借款人的住房公积金个人住房贷款本息已全部结清：',
    fields: [
      { label: '借款人', value: text(body, 'name') },
      { label: '证件号码', value: text(body, 'idNo') },
      { label: '合同编号', value: text(body, 'loanNo') },
      { label: '不动产单元号', value: text(body, 'unitKey') },
      { label: '贷款金额', value: `${grouped(text(body, 'disbursed'))} 元` },
      { label: '放款日期', value: printedDay(text(body, 'disbursedOn')) },
      { label: '结清日期', value: printedDay(text(body, 'settledOn')) },
      { label: '贷款余额', value: '0.00 元' },
    ],
    table: null,
    notes: [
      '抵押登记由本中心向不动产登记机构申请注销，借款人无需申请。',
      '本证明由住房公积金业务系统在贷款结清时自动出具，无需经办人签字。',
    ],
  }),
};
