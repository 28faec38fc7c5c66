import type { Json } from '../../../../kernel/fact';
import type { DocumentKind } from '../../../document';
import type { EarlyRepayment } from './contract-body';
import { homeFields, loanFields, partyFields, text } from './contract-fields';

/** When the loan may be repaid early, as the rules have it; contracts of before said it in other words. */
function early(body: { readonly [key: string]: Json }): string {
  if (body['wording'] === 3) {
    const { afterInstalments, least, step } = body['early'] as unknown as EarlyRepayment;
    return `按期归还至少 ${afterInstalments} 期且无逾期的，借款人可提前归还部分贷款，每次归还本金不少于 ${least} 元且为 ${step} 元的整数倍；贷款可随时连同已到期的本息一次还清。均不收取违约金。`;
  }
  if (body['wording'] !== 2) return '借款人可随时提前归还部分或全部贷款，不收取违约金。';
  return '按期归还至少一期且无逾期的，借款人可提前归还部分贷款，每次归还本金不少于一万元且为一千元的整数倍；贷款可随时连同已到期的本息一次还清。均不收取违约金。';
}

/** 住房公积金个人购房借款合同. */
export const loanContract: DocumentKind = {
  code: 'loan-contract',
  names: { zh: '住房公积金个人住房借款合同', en: 'Contract of a housing provident fund loan' },
  linesPrinted: 0,
  sheet: ({ body }) => ({
    title: '住房公积金个人住房借款合同',
    titleEn: 'Contract of a Housing Provident Fund Loan',
    opening: '贷款人与下列借款人就住房公积金个人住房贷款订立本合同，各方已听取宣读并确认下列条款：',
    fields: [...partyFields(body), ...loanFields(body), ...homeFields(body)],
    table: null,
    notes: [
      `利率为放款日执行的住房公积金贷款利率（${body['homeOrder'] === 'first' ? '首套' : '第二套'}）；期限一年以上的，遇利率调整于次年一月一日起按新利率执行。`,
      `逾期本息自逾期之日起按合同利率的 ${text(body, 'penaltyFactor')} 倍计收罚息。`,
      '贷款划入上列收款账户，不划入借款人账户；抵押登记完成后即时放款。',
      early(body),
      `本合同由核准条款生成，条款摘要（SHA-256）：${text(body, 'termsHash')}。`,
    ],
  }),
};
