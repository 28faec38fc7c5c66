import type { BilingualText } from '../../../kernel/decision';
import type { Json } from '../../../kernel/fact';

/** What the applicant sees on the timeline, one sentence a kind. */
export const eventTexts = {
  accepted: { zh: '申请已受理', en: 'The application was accepted' },
  'received-at-counter': {
    zh: '工作人员在柜台当面受理，所示材料已登记为事实，由系统按规则决定',
    en: 'A clerk took it in at the counter; what the papers say is on file, and the rules decide',
  },
  'facts-asked': { zh: '已向各部门核验，未要求提交材料', en: 'Registries were asked instead of papers' },
  approved: { zh: '系统按规则核准', en: 'The rules approved it' },
  refused: { zh: '系统按规则不予办理，理由已全部列明', en: 'The rules refused it; every reason is given' },
  waiting: {
    zh: '有部门暂未回复，系统会自动再次核验',
    en: 'A registry has not answered; we ask again by ourselves',
  },
  counter: { zh: '有事实只能当面核实', en: 'A fact can only be shown in person' },
  overdue: {
    zh: '部门多日未答复或办理时限已到，转由人工跟办，系统继续核验',
    en: 'A registry has been silent for days, or the time for it has come: a person follows it up, and we go on asking',
  },
  'fact-answered': {
    zh: '工作人员凭您出示的证件补充了一项事实，系统已据此重新决定',
    en: 'A clerk supplied a fact from the paper you showed; the rules decided again',
  },
  'fact-corrected': {
    zh: '工作人员更正了凭证件补充的事实，系统已据此重新决定',
    en: 'A clerk corrected a fact supplied from a paper; the rules decided again',
  },
  'second-agent': {
    zh: '单位另一位专管员已表示意见，系统已据此重新决定',
    en: 'Another agent of the employer has spoken; the rules decided again',
  },
  'loan-consent': {
    zh: '一位参与人已表示意见，系统已据此重新决定',
    en: 'Somebody named in the application has spoken; the rules decided again',
  },
  'loan-committed': {
    zh: '贷款已核准，可预约面签，利率以放款日为准',
    en: 'The loan is approved; a time for signing can be booked, and the rate is that of the disbursement',
  },
  'not-possible': {
    zh: '申请无法办理，原因已列明，办件到此结束，改正后可重新申请',
    en: 'It cannot be done for the reason given, and the case ends here; apply again once that is mended',
  },
  cancelled: { zh: '申请人已撤回申请', en: 'The applicant withdrew the application' },
  'payment-sent': {
    zh: '资金已冻结，付款指令已发往银行',
    en: 'Money is held and the payment order is on its way',
  },
  'payment-unknown': {
    zh: '银行暂未确认，正在查询，不会重复付款',
    en: 'The bank has not confirmed; we are asking, nothing is paid twice',
  },
  'payment-awaits-funds': {
    zh: '中心付款账户资金暂时不足，正在调拨，款项仍为您冻结，资金到位后自动付出，无需再办',
    en: 'The account of the centre that pays is short of funds: they are on their way, your money is held, and it is paid by itself',
  },
  credited: { zh: '款项已到账', en: 'The money is on the card' },
  'payment-rejected': {
    zh: '款项未能付出，已退回账户',
    en: 'The payment was not made; the money is back',
  },
  'card-stopped': {
    zh: '银行答复该收款卡户名不符或已销户或无此账户，该卡已停用，请办理收款银行卡绑定，核验通过即可再收款',
    en: 'The bank says that the card has another name, is closed or unknown: it is stopped; bind a card of your own anew, and money is paid again once it is verified',
  },
  'payment-held': {
    zh: '收款卡已停用，本笔付款暂不发出，款项仍为您保留，请办理收款银行卡绑定，原卡核验通过后自动付出，改绑其他卡的，款项退回账户，请重新申请',
    en: 'The card is stopped: this payment is not sent and its money is kept for you. Bind a card of your own anew: to the same card, once verified, it is paid by itself; with another card the money goes back to your account, and you apply again',
  },
  'payment-returned': {
    zh: '银行退票，款项已恢复到账户',
    en: 'The bank returned the payment; the money is restored',
  },
  'recovery-opened': {
    zh: '购房合同备案已撤销，所提款项须在期限内退回，退清前不能再办提取',
    en: 'The filing of the contract was cancelled: the money is to be given back in time, and no other withdrawal is possible before',
  },
  'recovery-paid': {
    zh: '退回的款项已到账并计入您的账户',
    en: 'Money given back has come and is on your account',
  },
  'recovery-ended': {
    zh: '所提款项已全部退回，提取限制解除',
    en: 'All of it was given back; withdrawals are possible again',
  },
  'recovery-lifted': {
    zh: '房管部门确认合同备案有效，不再要求退回',
    en: 'The bureau says that the contract is valid: nothing is to be given back any more',
  },
  'recovery-overdue': {
    zh: '退回期限已过，由工作人员跟进，退清前仍不能办理提取',
    en: 'The time for giving it back has passed: a clerk follows it up, and withdrawals stay barred until it is paid',
  },
  'late-credit-carried': {
    zh: '销户后到账的汇缴资金已转入您现有的账户',
    en: 'Money that came after the account was closed was carried to your open account',
  },
  'late-credit-kept': {
    zh: '销户后到账的资金留在账户上，由在办的提取一并支付或由工作人员处理',
    en: 'Money that came after the account was closed is on it: the withdrawal in progress pays it, or a clerk follows it up',
  },
  'funds-awaited': { zh: '清册已确认，等待汇缴资金', en: 'The list is confirmed; funds are awaited' },
  'debit-ordered': {
    zh: '清册已确认，已委托银行收款',
    en: 'The list is confirmed; its bank is asked to collect the amount',
  },
  'debit-rejected': {
    zh: '银行未能收款，款项仍待缴纳',
    en: 'The bank collected nothing; the amount is still to be paid',
  },
  'debit-unknown': {
    zh: '银行尚未答复收款结果，正在查询',
    en: 'The bank has not said whether it collected the amount; it is being asked',
  },
  'funds-short': {
    zh: '到账金额不足，全部转入暂收款',
    en: 'Too little arrived; all of it is kept in suspense',
  },
  'funds-kept': {
    zh: '又有款项到账，清册不在等待资金，已转入暂收款',
    en: 'More money arrived; the list awaits none, it is kept in suspense',
  },
  decomposed: { zh: '资金到账，已分解到每位职工', en: 'Funds arrived and were credited to every member' },
  'list-cancelled': {
    zh: '清册已作废，单号失效，已到账的款项留在单位暂收款',
    en: 'The list was cancelled and its number is dead; money that arrived for it stays in suspense',
  },
  'money-back': {
    zh: '款项已退回付款账户',
    en: 'The money is back on the account it came from',
  },
  'court-paid': {
    zh: '款项已划至法院指定的账户',
    en: 'The money is on the account that the court named',
  },
  'document-revoked': {
    zh: '证明已撤销，核验者会看到撤销状态',
    en: 'The document was revoked; whoever verifies it is told so',
  },
  done: { zh: '已办结', en: 'Done' },
  'transfer-letter-sent': {
    zh: '联系函已通过全国平台发往转出中心',
    en: 'The letter is on its way to the other centre through the national platform',
  },
  'transfer-accepted': { zh: '转出中心已收函', en: 'The other centre has taken the letter up' },
  'transfer-informed': { zh: '账户信息已收到', en: 'The account information has arrived' },
  'transfer-money': {
    zh: '转移资金已到账，待与账户信息核对',
    en: 'The money has arrived and is compared with the information',
  },
  'transfer-disputed': {
    zh: '到账金额与账户信息不一致，两中心协商中',
    en: 'Money and information differ; the two centres are negotiating',
  },
  'transfer-credited': { zh: '转入本息已计入账户', en: 'All that was transferred is on the account' },
  'transfer-refused': { zh: '转出中心未同意转出', en: 'The other centre refused the transfer' },
  'transfer-cancelled': { zh: '转入申请已撤销', en: 'The transfer was cancelled' },
  'transfer-failed': { zh: '异地转移未办成', en: 'The transfer came to nothing' },
  'transfer-confirmed': { zh: '转入中心已确认收妥', en: 'The other centre confirmed that it has everything' },
  'transfer-paid': {
    zh: '本息已付至转入中心',
    en: 'Principal and interest were paid to the other centre',
  },
  'transfer-progress': { zh: '转出中心答复办理进度', en: 'The other centre told how far it is' },
  'transfer-money-back': {
    zh: '未能入账的转移资金正退回原账户',
    en: 'Money that could not be credited goes back to where it came from',
  },
  'transfer-money-kept': {
    zh: '转移资金暂存，由工作人员核实后处理',
    en: 'Money of the transfer is kept; a clerk looks where it belongs',
  },
  'transfer-restored': {
    zh: '转出资金已退回，账户恢复',
    en: 'The money came back and the account is open again',
  },
  'transfer-late-credit': {
    zh: '转出后又有资金到账，账户保留，可再次申请转移',
    en: 'Money came after the transfer: the account is kept for it and may be transferred again',
  },
} as const satisfies Record<string, BilingualText>;

export type EventKind = keyof typeof eventTexts;

export interface NewEvent {
  readonly kind: EventKind;
  readonly body: { readonly [key: string]: Json };
}
