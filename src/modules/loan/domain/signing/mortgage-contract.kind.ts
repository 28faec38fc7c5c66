import type { DocumentKind } from '../../../document';
import { homeFields, loanFields, partyFields, text } from './contract-fields';

/** 住房公积金贷款抵押合同. */
export const mortgageContract: DocumentKind = {
  code: 'mortgage-contract',
  names: { zh: '住房公积金贷款抵押合同', en: 'Mortgage contract of a housing provident fund loan' },
  linesPrinted: 0,
  sheet: ({ body }) => ({
    title: '住房公积金贷款抵押合同',
    titleEn: 'Mortgage Contract of a Housing Provident Fund Loan',
    opening: '抵押人以下列房屋为下列贷款提供抵押担保，抵押权人为本中心，各方已听取宣读并确认：',
    fields: [
      ...partyFields(body).filter(({ label }) => label !== '保证人'),
      ...homeFields(body),
      ...loanFields(body).slice(0, 4),
    ],
    table: null,
    notes: [
      '担保范围为贷款本金、利息、罚息和实现抵押权的费用。',
      '新建住房先办理抵押预告登记，具备条件后由本中心申请转为抵押登记，抵押人无需另行申请。',
      '贷款结清后，本中心即申请注销抵押登记，抵押人无需另行申请。',
      `本合同由核准条款生成，条款摘要（SHA-256）：${text(body, 'termsHash')}。`,
    ],
  }),
};
