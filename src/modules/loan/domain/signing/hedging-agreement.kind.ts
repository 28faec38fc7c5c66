import type { DocumentKind } from '../../../document';
import { loanFields, partyFields, text } from './contract-fields';

/** 住房公积金对冲还贷协议. */
export const hedgingAgreement: DocumentKind = {
  code: 'hedging-agreement',
  names: { zh: '住房公积金对冲还贷协议', en: 'Agreement on repaying a loan from fund accounts' },
  linesPrinted: 0,
  sheet: ({ body }) => ({
    title: '住房公积金对冲还贷协议',
    titleEn: 'Agreement on Repaying a Loan from Fund Accounts',
    opening: '下列借款人同意本中心每月以其住房公积金账户余额归还下列贷款当期应还款：',
    fields: [...partyFields(body).filter(({ label }) => label !== '保证人'), ...loanFields(body).slice(0, 6)],
    table: null,
    notes: [
      '先扣借款人账户，再依次扣共同借款人账户，不足部分由还款卡扣收。',
      '本协议可随时在线终止，终止后改由还款卡还款。',
      `本协议由核准条款生成，条款摘要（SHA-256）：${text(body, 'termsHash')}。`,
    ],
  }),
};
