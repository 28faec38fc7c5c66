import type { BilingualText } from '../../../kernel/decision';
import type { Json } from '../../../kernel/fact';
import { fen, yuan } from '../../../kernel/money';
import { servicingEventTexts } from './servicing-event-texts';

/** What the borrower sees on the timeline of a loan, one sentence a kind; bodies hold no personal data. */
export const loanEventTexts = {
  committed: {
    zh: '贷款已核准，可预约面签',
    en: 'The loan is approved; a time for signing can be booked',
  },
  'signing-booked': { zh: '已预约面签', en: 'A time for signing is booked' },
  'signing-cancelled': { zh: '面签预约已取消', en: 'The booked time for signing was cancelled' },
  'signing-missed': { zh: '预约时间未到场', en: 'Nobody came at the booked time' },
  'checked-in': { zh: '已到场，合同已生成', en: 'At the desk; the contracts are made' },
  signed: { zh: '合同已签订，由本中心申请抵押登记', en: 'Signed; the centre asks for the mortgage itself' },
  'originals-posted': { zh: '合同原件已寄出', en: 'The originals of the contracts are in the post' },
  'originals-delivered': { zh: '合同原件已妥投', en: 'The originals of the contracts were delivered' },
  'originals-returned': {
    zh: '合同原件被退回本中心，请核对地址后再次邮寄或到柜台领取',
    en: 'The originals came back to the centre: give an address to send them to again, or fetch them at the counter',
  },
  'originals-handed-over': {
    zh: '合同原件已在柜台领取',
    en: 'The originals were handed over at the counter',
  },
  'mortgage-requested': {
    zh: '不动产登记机构已受理抵押登记',
    en: 'The title registry has the mortgage in hand',
  },
  'mortgage-registered': {
    zh: '抵押已登记，即时放款',
    en: 'The mortgage is registered; the money leaves now',
  },
  'mortgage-refused': { zh: '抵押登记未获办理', en: 'The registry refused the mortgage' },
  'mortgage-cancelled': { zh: '抵押登记被注销', en: 'The mortgage was cancelled' },
  'mortgage-converted': { zh: '抵押预告登记已转为抵押登记', en: 'The pre-notice has become a mortgage' },
  'conversion-lost': {
    zh: '抵押预告登记未转为抵押登记，由本中心核查',
    en: 'The pre-notice is not a mortgage; the centre looks into it',
  },
  'release-requested': {
    zh: '贷款已结清或作废，已向登记机构申请注销抵押',
    en: 'Settled or void: the registry is asked to release the mortgage',
  },
  'mortgage-released': { zh: '抵押已注销', en: 'The mortgage is released' },
  'release-refused': {
    zh: '登记机构未办理抵押注销，由本中心核查',
    en: 'The registry did not release the mortgage; the centre looks into it',
  },
  'money-queued': {
    zh: '资金紧张，按先后次序轮候放款',
    en: 'The fund is short of money; the payment waits its turn',
  },
  'money-turn': { zh: '轮候到号，即将放款', en: 'Its turn has come; the payment is due' },
  'money-sent': { zh: '放款指令已发出', en: 'The payment is under way' },
  'money-unknown': { zh: '银行尚未答复，正在查询', en: 'The bank has not answered yet; it is being asked' },
  'money-rejected': { zh: '银行未能付款，贷款未发放', en: 'The bank could not pay; nothing has left' },
  'money-returned': { zh: '放款被退回，贷款未发放', en: 'The money came back; nothing is owed' },
  'money-kept': {
    zh: '放款被银行退回，由本中心核查后再次划付',
    en: 'The money came back from the bank; the centre looks into it and sends it on',
  },
  'money-sent-on': {
    zh: '退回的放款已再次划付收款方',
    en: 'The money that had come back is with its payee',
  },
  disbursed: { zh: '贷款已发放，按计划还款', en: 'The money is paid out; it is repaid by its plan' },
  lapsed: { zh: '承诺期满未办理，核准失效', en: 'The commitment ran out; the approval has lapsed' },
  cancelled: { zh: '贷款已撤销', en: 'The loan was cancelled' },
  'hall-opened': {
    zh: '一厅式联办开始，各部门同时办理',
    en: 'The joint case is open: all departments work side by side',
  },
  'hall-moved': { zh: '联办事项有进展', en: 'A part of the joint case has moved' },
  'hall-joined': {
    zh: '贷款，契税，监管均已齐备，申请过户和抵押登记',
    en: 'Loan, tax and custody are complete: transfer and mortgage are applied for',
  },
  'hall-unwinding': {
    zh: '联办终止，正在撤回和退款',
    en: 'The joint case ends: what was begun is taken back',
  },
  'hall-resumed': {
    zh: '房屋已过户，联办继续办理',
    en: 'The title has passed: the joint case goes on',
  },
  'hall-undone': { zh: '联办已终止，首付款已退回', en: 'The joint case has ended; the down payment is back' },
  'hall-done': { zh: '房款已付卖方，联办办结', en: 'The seller is paid; the joint case is done' },
  'old-mortgage-stands': {
    zh: '原贷款银行的抵押尚未注销，正在跟踪',
    en: 'The former lender’s mortgage still stands; it is being watched',
  },
  'old-mortgage-cleared': {
    zh: '原贷款银行的抵押已注销',
    en: 'The former lender’s mortgage is gone',
  },
  ...servicingEventTexts,
} as const satisfies Record<string, BilingualText>;

export type LoanEventKind = keyof typeof loanEventTexts;

export interface NewLoanEvent {
  readonly kind: LoanEventKind;
  readonly body: { readonly [key: string]: Json };
}

/** What an event says, as it is shown: what is stored in fen is told in yuan. */
export function shownBody(body: NewLoanEvent['body']): NewLoanEvent['body'] {
  return Object.fromEntries(
    Object.entries(body).map(([key, value]) =>
      key.endsWith('Fen') && typeof value === 'string'
        ? [key.slice(0, -'Fen'.length), yuan(fen(BigInt(value)))]
        : [key, value],
    ),
  );
}
