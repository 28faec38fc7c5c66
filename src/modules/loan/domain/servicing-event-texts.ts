import type { BilingualText } from '../../../kernel/decision';

/** What the borrower sees of a loan that is being repaid. */
export const servicingEventTexts = {
  'hedging-agreed': { zh: '对冲还贷协议已生效', en: 'The hedging agreement is in force' },
  'hedging-ended': { zh: '对冲还贷协议已终止', en: 'The hedging agreement has ended' },
  'instalment-unpaid': { zh: '本期还款未足额扣收', en: 'The instalment could not be collected in full' },
  overdue: { zh: '贷款已逾期，请尽快还款', en: 'The loan is overdue; please pay as soon as possible' },
  'overdue-stage': { zh: '逾期催收阶段变更', en: 'The overdue loan has reached the next stage' },
  cured: { zh: '逾期款项已还清', en: 'Everything overdue is paid' },
  'rate-changed': { zh: '贷款利率已调整', en: 'The rate of the loan has changed' },
  paid: { zh: '已收到还款', en: 'A payment was received' },
  prepaid: { zh: '提前还款已办理', en: 'A part was repaid early' },
  'plan-changed': { zh: '还款计划已变更', en: 'The repayment plan has changed' },
  'certificate-issued': { zh: '结清证明已出具', en: 'The certificate of settlement is issued' },
  'written-off': {
    zh: '贷款已核销，欠款仍须归还',
    en: 'The loan is written off; what is owed is owed all the same',
  },
  'card-changed': { zh: '还款银行卡已变更', en: 'Another card repays the loan' },
  'kept-returned': { zh: '多还的款项已退回还款银行卡', en: 'What was paid too much is back on the card' },
  settled: { zh: '贷款已结清', en: 'The loan is settled' },
} as const satisfies Record<string, BilingualText>;
