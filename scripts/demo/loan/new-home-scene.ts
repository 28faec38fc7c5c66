import type { Stage } from '../../stage/stage';
import { apply, receiptText, until } from '../case-client';
import { memberWithCard } from '../member-with-card';
import { must, type Narrator } from '../narrator';
import {
  applicationOf,
  done,
  paidTo,
  readLoan,
  type Someone,
  tellTimeline,
  type ToldLoan,
  tokenOf,
  untilLoan,
} from './loan-client';
import { type Branch, signingScene } from './signing-scene';

/** Into which prices of the seeded project are paid (预售资金监管户). */
const SUPERVISED_ACCOUNT = '104014019900000099';
/** More a month than both accounts receive, so that the card has its part. */
export const AMOUNT = '480000.00';
export const TERM_MONTHS = 60;
export const UNIT_KEY = '140199001001GB00099F00090701';

interface Estimate {
  readonly eligible: boolean | null;
  readonly maxAmount: string | null;
}

/** A couple borrows for a new home: from "how much could we" to the money at the developer's supervised account. */
export async function newHomeScene(
  stage: Stage,
  narrator: Narrator,
  [borrower, spouse]: readonly [Someone, Someone],
  branch: Branch,
): Promise<ToldLoan> {
  narrator.scene(
    '一、新房：预审、申请、同意、决定',
    '1. A new home: pre-check, application, consents, decision',
  );
  await stage.control('POST', '/contracts', {
    contracts: [
      {
        contractNo: 'YS(2027)2000701',
        unitKey: UNIT_KEY,
        price: '1000000.00',
        filedOn: '2027-02-01',
        buyers: [borrower, spouse].map(({ name, idNo }) => ({ name, idNo, sharePercent: 50 })),
      },
    ],
  });
  await prechecked(stage, narrator, borrower);
  await memberWithCard(stage, narrator, borrower);
  const loan = await applied(stage, narrator, [borrower, spouse]);

  narrator.scene('二、面签：全程唯一一次到场', '2. Face-signing: the only visit');
  const papers = ['loan-contract', 'mortgage-contract', 'hedging-agreement'];
  const visit = { loan, present: loan.borrowers, time: '09:30', hedging: true, papers };
  await signingScene(stage, narrator, branch, visit);

  narrator.scene('三、抵押登记事件触发放款', '3. The registry’s event has the money leave');
  await disbursed(stage, narrator, loan);
  return loan;
}

/** By the member's own facts, without a case; then the same home at an amount beyond the limit. */
async function prechecked(stage: Stage, narrator: Narrator, borrower: Someone): Promise<void> {
  const token = await tokenOf(stage, borrower);
  const input = { kind: 'new-home', price: '1000000.00', termMonths: TERM_MONTHS };
  const estimate = await narrator.step(
    () => apply(stage, token, 'DK01', { ...input, spouse: { base: '12000.00', years: 4 } }),
    (view, ms) =>
      `DK01 测算：最多 ${receiptText(view, 'amount')} 元，今日利率 ${receiptText(view, 'annualRateToday')} (${ms} ms)`,
  );
  must(estimate.state === 'done', 'an estimate commits nothing and is given at once');
  const { body } = await narrator.step(
    () =>
      stage.request<Estimate>('POST', '/v1/prechecks', token, {
        item: 'DK02',
        input: {
          creditConsentNo: 'SQ000000000001',
          spouseJoins: true,
          amount: AMOUNT,
          termMonths: TERM_MONTHS,
        },
      }),
    ({ body: said }, ms) =>
      `资格预审：${said.eligible === null ? '尚有事实未知，待配偶同意' : said.eligible ? '符合' : '不符合'} (${ms} ms)`,
  );
  must(body.eligible !== false, 'nothing speaks against it');
}

async function applied(
  stage: Stage,
  narrator: Narrator,
  borrowers: readonly [Someone, Someone],
): Promise<ToldLoan> {
  const [borrower, spouse] = borrowers;
  const token = await tokenOf(stage, borrower);
  const waiting = await narrator.step(
    () =>
      apply(stage, token, 'DK02', {
        creditConsentNo: 'SQ000000000001',
        amount: AMOUNT,
        termMonths: TERM_MONTHS,
      }),
    (view, ms) => `DK02 ${borrower.name}：${view.stateText.zh}，缺 ${view.missing.join('、')} (${ms} ms)`,
  );
  must(waiting.state === 'waiting' && waiting.missing.includes('loan.consents'), 'the spouse is asked');
  await narrator.step(
    async () =>
      done(stage, 'POST', `/v1/loan-applications/${waiting.id}/consents`, await tokenOf(stage, spouse), {
        agreed: true,
        creditConsentNo: 'SQ000000000002',
      }),
    (_, ms) => `  配偶 ${spouse.name} 以本人账号同意共同借款并授权查询征信 (${ms} ms)`,
  );
  const view = await narrator.step(
    () => until(stage, token, waiting.id, 'done', 30),
    (decided, ms) =>
      `  一次决定：核准 ${receiptText(decided, 'amount')} 元，上限 ${receiptText(decided, 'limit')} 元，${TERM_MONTHS} 期，承诺至 ${receiptText(decided, 'commitmentUntil')} (${ms} ms)`,
  );
  must(receiptText(view, 'amount') === AMOUNT, 'what was applied for is granted');
  const { visits, papersAsked, humanApprovals } = view.spared;
  must(visits === 0 && papersAsked === 0 && humanApprovals === 0, 'nobody came and nobody approved');
  narrator.line(`  跑动 ${visits} 次，出示材料 ${papersAsked} 份，人工审批 ${humanApprovals} 次`);
  return { id: receiptText(view, 'loanId'), borrowers };
}

async function disbursed(stage: Stage, narrator: Narrator, loan: ToldLoan): Promise<void> {
  const applyNo = await narrator.step(
    () => applicationOf(stage, loan, 'pre-notice'),
    (no, ms) => `抵押预告登记由中心自动申请，登记机构受理号 ${no} (${ms} ms)`,
  );
  must((await paidTo(stage, SUPERVISED_ACCOUNT)).length === 0, 'nothing is paid before the mortgage stands');
  const view = await narrator.step(
    async () => {
      await stage.control('POST', `/rea/mortgages/${applyNo}/register`, {});
      return untilLoan(stage, loan, 'active');
    },
    ({ stateText }, ms) => `登记机构推送“已登记”→ 放款 → 银行已付：${stateText.zh} (${ms} ms)`,
  );
  const paid = await paidTo(stage, SUPERVISED_ACCOUNT);
  must(paid.join() === AMOUNT, `the supervised account got it once: ${paid.join()}`);
  narrator.line(`  银行账簿：${AMOUNT} 元付至开发商预售资金监管户 ${SUPERVISED_ACCOUNT}，一笔`);
  narrator.line('  时间线 timeline：');
  tellTimeline(narrator, view.timeline);
  const kinds = (await readLoan(stage, loan)).timeline.map(({ kind }) => kind);
  for (const kind of [
    'committed',
    'signed',
    'hedging-agreed',
    'mortgage-registered',
    'money-sent',
    'disbursed',
  ])
    must(kinds.includes(kind), `the timeline tells ${kind}`);
}
