import type { DocumentKind } from '../../../document';
import { homeFields, loanFields, partyFields, sellerFields, text } from './contract-fields';

/** 存量房交易资金监管协议: buyers and sellers agree where the price is kept, and when it is paid or given back. */
export const custodyAgreement: DocumentKind = {
  code: 'custody-agreement',
  names: { zh: '存量房交易资金监管协议', en: 'Agreement on the custody of the price of a second-hand home' },
  linesPrinted: 0,
  sheet: ({ body }) => ({
    title: '存量房交易资金监管协议',
    titleEn: 'Agreement on the Custody of the Price of a Second-hand Home',
    opening: '买卖双方就下列房屋的交易资金监管约定如下，各方已听取宣读并确认：',
    fields: [
      ...partyFields(body).filter(({ label }) => label !== '保证人'),
      ...sellerFields(body),
      ...homeFields(body),
      ...loanFields(body).filter(({ label }) => ['合同编号', '贷款金额', '收款账户'].includes(label)),
    ],
    table: null,
    notes: [
      '首付款和公积金贷款均划入上列监管账户；过户和抵押登记一并申请，登记完成后放款。',
      '贷款划入监管账户且卖方原抵押注销后，监管资金付卖方。',
      '合同撤销、契税不予受理或承诺期满未登记的，申请撤回，首付款退回买方。',
      `本协议由核准条款生成，条款摘要（SHA-256）：${text(body, 'termsHash')}。`,
    ],
  }),
};
