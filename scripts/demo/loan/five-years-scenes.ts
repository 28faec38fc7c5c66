import { addDays, parseDay } from '../../../src/kernel/calendar';
import { fen, parseYuan, yuan } from '../../../src/kernel/money';
import { taiyuan } from '../../set-up-centre';
import { apply, receiptText } from '../case-client';
import { must } from '../narrator';
import {
  beginDueDay,
  dueDayOf,
  expectInterest,
  type InTime,
  monthsPass,
  nightOf,
  paymentsOf,
} from './in-time';
import { fileInHand, tokenOf } from './loan-client';
import { daysInterest, penaltyOn } from './own-reckoning';
import { proved } from './proof-scene';
import { standingOf } from './repayment-view';
import { SUPPOSED } from './supposed-rates';

const COMPLETED_AFTER = 18;
const PREPAID_AFTER = 24;
const LATE = 30;
const PREPAID = '60000.00';
const TRANSFERRED = '60100.00';
const DAYS_AFTER_DUE = 5;
const DAYS_LATE = 3;
const ENOUGH = '9999999.00';

/** Hedging first, the card for the rest. */
export async function firstMonths(t: InTime): Promise<void> {
  t.narrator.scene(
    '五、头十八个月：到期日夜间扣款，先对冲，不足由银行卡补',
    '5. Eighteen months: hedging first, the card for what is left',
  );
  t.narrator.line('以下为虚拟时间；夜间任务、银行、登记机构照常运行 / virtual time from here on');
  // The first night finds the cards that loans paid out the day before are repaid from.
  await nightOf(t, addDays(dueDayOf(0), 1));
  await monthsPass(t, 1, 12);
  await monthsPass(t, 13, COMPLETED_AFTER);
  const { history } = (await standingOf(t.stage, t.loan)).repayment;
  const payers = (from: number, through: number): Set<string> =>
    new Set(paymentsOf(history, from, through).map(({ paidBy }) => paidBy));
  must([...payers(1, 12)].join() === 'hpf', 'the accounts alone pay the first year');
  must(payers(13, COMPLETED_AFTER).has('card'), 'then the card pays what they cannot');
  await proved(t.stage, t.narrator);
}

/** The home is complete: the pre-notice becomes a mortgage. */
export async function completion(t: InTime, unitKey: string): Promise<void> {
  const { stage, narrator, service, loan } = t;
  narrator.scene(
    '六、房屋竣工：预告登记自动转为抵押登记',
    '6. The home is complete: pre-notice becomes mortgage',
  );
  await narrator.step(
    async () => {
      await stage.control('POST', `/rea/units/${unitKey}/first-title`, {});
      const applyNo = await service.workUntil('the conversion', () => fileInHand(stage, loan, 'mortgage'));
      await stage.control('POST', `/rea/mortgages/${applyNo}/register`, {});
      await untilTold(t, 'mortgage-converted');
    },
    (_, ms) => `首次登记事件 → 自动申请 → 已转为抵押登记，无人申请 (${ms} ms)`,
  );
  await proved(stage, narrator);
}

/** A rate that is supposed to be published in autumn holds from the next 1 January. */
export async function rateChange(t: InTime): Promise<void> {
  const { stage, narrator, loan } = t;
  narrator.scene('七、1 月 1 日利率调整', '7. The rate of 1 January');
  narrator.line(
    `演示假设：${SUPPOSED.from} 起五年以内首套利率 ${SUPPOSED.upToFiveYears}（并非已公布） / supposed, not published`,
  );
  await monthsPass(t, COMPLETED_AFTER + 1, 21);
  const before = (await standingOf(stage, loan)).repayment;
  await monthsPass(t, 22, 22);
  const after = (await standingOf(stage, loan)).repayment;
  must(
    before.annualRate === '0.0210' && after.annualRate === SUPPOSED.upToFiveYears,
    'the rate is the new one',
  );
  must(parseYuan(after.instalment) < parseYuan(before.instalment), 'each instalment is less');
  narrator.line(
    `利率 ${before.annualRate} → ${after.annualRate}，月还款 ${before.instalment} → ${after.instalment} 元；跨年当期按新旧利率天数计息`,
  );
  await proved(stage, narrator);
}

/** DK06 out of money that the borrower transferred, between two due days. */
export async function prepayment(t: InTime): Promise<void> {
  const { stage, narrator, loan } = t;
  narrator.scene('八、提前部分还款（DK06）', '8. A part is repaid early');
  await monthsPass(t, 23, PREPAID_AFTER);
  const before = await standingOf(stage, loan);
  const on = addDays(dueDayOf(PREPAID_AFTER), DAYS_AFTER_DUE);
  await nightOf(t, on);
  await transferred(t, before.loanNo);
  const [borrower] = loan.borrowers;
  must(borrower !== undefined, 'somebody borrows');
  const token = await tokenOf(stage, borrower);
  const view = await narrator.step(
    () => apply(stage, token, 'DK06', { loanId: loan.id, amount: PREPAID, mode: 'reduce-instalment' }),
    (made, ms) =>
      `${on} DK06：${made.stateText.zh}，本金 ${receiptText(made, 'principal')} 元，${DAYS_AFTER_DUE} 天利息 ${receiptText(made, 'interest')} 元 (${ms} ms)`,
  );
  must(view.state === 'done', `it is repaid at once: ${JSON.stringify(view.reasons)}`);
  const interest = yuan(fen(daysInterest(parseYuan(PREPAID), dueDayOf(PREPAID_AFTER), on)));
  must(receiptText(view, 'interest') === interest, `its interest is ${interest}`);
  const { repayment } = await standingOf(stage, loan);
  const left = parseYuan(before.repayment.principalLeft) - parseYuan(PREPAID);
  must(repayment.principalLeft === yuan(fen(left)), 'the principal is less by it');
  must(parseYuan(repayment.instalment) < parseYuan(before.repayment.instalment), 'each instalment is less');
  narrator.line(
    `  本金余额 ${repayment.principalLeft} 元，期数不变，月还款 ${before.repayment.instalment} → ${repayment.instalment} 元`,
  );
  await proved(stage, narrator);
}

/** Money with the loan's number is kept for it. */
async function transferred({ stage, narrator, service, loan }: InTime, loanNo: string): Promise<void> {
  const account = taiyuan.bankAccounts.find(
    ({ bankCode, purpose }) => bankCode === '104' && purpose === 'loan',
  );
  const [borrower] = loan.borrowers;
  must(account !== undefined && borrower !== undefined, 'there is an account for loans');
  await stage.control('POST', '/bank/104/deposits', {
    toAccount: account.accountNo,
    amount: TRANSFERRED,
    payerName: borrower.name,
    payerAccount: borrower.cardNo,
    remark: `还款 ${loanNo}`,
  });
  const kept = await service.workUntil('the money is kept', async () => {
    const { paidInAdvance } = (await standingOf(stage, loan)).repayment;
    return paidInAdvance === '0.00' ? null : paidInAdvance;
  });
  must(kept === TRANSFERRED, `all of it is kept for the loan: ${kept}`);
  narrator.line(`转账 ${TRANSFERRED} 元，附言借款合同编号：预收 ${kept} 元`);
}

/** The card has nothing on a due day; three days later everything is paid, with its penalty. */
export async function latePayment(t: InTime): Promise<void> {
  const { stage, narrator, service, loan } = t;
  narrator.scene('九、一次逾期，三天后补足', '9. One late payment, cured after three days');
  await monthsPass(t, PREPAID_AFTER + 1, LATE - 1);
  const { principalLeft } = (await standingOf(stage, loan)).repayment;
  await cardHas(t, '0.00');
  await beginDueDay(t, LATE);
  await untilTold(t, 'instalment-unpaid');
  const { owedInAll, history } = (await standingOf(stage, loan)).repayment;
  const byCard = paymentsOf(history, LATE, LATE).filter(({ paidBy }) => paidBy === 'card');
  must(byCard.length === 0 && owedInAll !== '0.00', 'the card gave nothing, and nothing of it is booked');
  narrator.line(`${dueDayOf(LATE)} 对冲后仍欠 ${owedInAll} 元，银行卡余额不足，未入账`);
  await service.moveTo(addDays(dueDayOf(LATE), 1));
  const overdue = await service.workUntil('the loan is overdue', async () => {
    const standing = await standingOf(stage, loan);
    const refusals = standing.kinds.filter((kind) => kind === 'instalment-unpaid').length;
    return standing.state === 'overdue' && refusals === 2 ? standing : null;
  });
  narrator.line(`次日再扣未成，转为逾期，五级分类 ${overdue.repayment.riskClass}`);
  must(overdue.repayment.riskClass === '02', 'it is in the second class');
  await proved(stage, narrator);
  await cured(t, parseYuan(owedInAll), principalLeft);
  await proved(stage, narrator);
}

async function cured(t: InTime, unpaidFen: bigint, principalLeft: string): Promise<void> {
  const { stage, narrator, service, loan } = t;
  await cardHas(t, ENOUGH);
  const on = addDays(dueDayOf(LATE), DAYS_LATE);
  await service.moveTo(on);
  const standing = await service.workUntil('nothing is owed', async () => {
    const now = await standingOf(stage, loan);
    return now.state === 'active' && now.repayment.owedInAll === '0.00' ? now : null;
  });
  const own = yuan(fen(penaltyOn(unpaidFen, dueDayOf(LATE), on)));
  const paid = standing.repayment.history.filter(
    ({ periodNo, penalty }) => periodNo === LATE && penalty !== '0.00',
  );
  must(paid.map(({ penalty }) => penalty).join() === own, `the penalty is ${own}`);
  must(standing.kinds.includes('cured') && standing.repayment.riskClass === '01', 'the loan is as it was');
  expectInterest(standing, LATE, principalLeft);
  narrator.line(`${on} 夜间重扣成功：罚息 ${own} 元（${DAYS_LATE} 天，1.5 倍），恢复正常`);
}

async function cardHas({ stage, loan }: InTime, amount: string): Promise<void> {
  const [borrower] = loan.borrowers;
  must(borrower !== undefined, 'somebody borrows');
  await stage.control('PUT', '/bank/104/payer-funds', { account: borrower.cardNo, amount });
}

/** Works until the timeline of the loan tells of something. */
export function untilTold({ service, stage, loan }: InTime, kind: string): Promise<true> {
  return service.workUntil(kind, async () =>
    (await standingOf(stage, loan)).kinds.includes(kind) ? true : null,
  );
}

/** The months that are left, up to the last instalment. */
export async function toTheEnd(t: InTime): Promise<void> {
  t.narrator.scene('十、逐月还到最后一期', '10. Month by month to the last instalment');
  for (const [from, through] of [
    [LATE + 1, 36],
    [37, 48],
    [49, 59],
    [60, 60],
  ] as const)
    await monthsPass(t, from, through);
  const { state, repayment } = await standingOf(t.stage, t.loan);
  must(state === 'settled' && repayment.principalLeft === '0.00', 'the last instalment settles the loan');
  must(repayment.settledOn === dueDayOf(60), 'on its day');
  t.narrator.line(`${parseDay(repayment.settledOn)} 结清，本金余额 0.00 元`);
  await proved(t.stage, t.narrator);
}
