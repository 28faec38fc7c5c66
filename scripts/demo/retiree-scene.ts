import { parseYuan, sumFen } from '../../src/kernel/money';
import type { Stage } from '../stage/stage';
import { apply, type PrecheckAnswer, receiptText } from './case-client';
import type { Cast } from './cast';
import { memberWithCard } from './member-with-card';
import { must, type Narrator } from './narrator';

interface AccountAnswer {
  readonly stateText: { readonly zh: string };
  readonly state: string;
  readonly balance: string;
}

/** Somebody retires: principal and interest to the card, the account closed, the voucher in words. */
export async function retireeScene(
  stage: Stage,
  cast: Cast,
  narrator: Narrator,
  storedForDays: number,
): Promise<void> {
  narrator.scene(
    '八、退休销户：本息一次付清',
    '8. A retiree: principal and interest at once, the account closed',
  );
  const { token, name } = await memberWithCard(stage, narrator, cast.inRole('retiree'));
  const { body: check } = await narrator.step(
    () => stage.request<PrecheckAnswer>('POST', '/v1/prechecks', token, { item: 'TQ14', input: {} }),
    ({ body }, ms) =>
      `预审：${body.eligible === true ? '可以提取' : '不可提取'}，本息合计 ${body.maxAmount ?? '—'} 元 (${ms} ms)`,
  );
  must(check.eligible === true && check.maxAmount === '6487.56', 'the retiree may take 6487.56');
  const paid = await narrator.step(
    () => apply(stage, token, 'TQ14', {}),
    (view, ms) =>
      `TQ14 ${name}：${view.stateText.zh}，${view.decision?.amount ?? ''} 元，提交到入账 ${view.elapsedMs ?? ms} ms`,
  );
  must(paid.state === 'done', 'the retiree is credited');
  const [principal, interest] = [receiptText(paid, 'principal'), receiptText(paid, 'interest')];
  const amount = receiptText(paid, 'amount');
  must(principal === '6480.00' && interest === '7.56', '6480.00 for 28 days at 1.50 % are 7.56');
  must(sumFen([parseYuan(principal), parseYuan(interest)]) === parseYuan(amount), 'the voucher balances');
  narrator.line(`  利息 ${principal} × ${storedForDays} 天 × 1.50% ÷ 360 = ${interest} 元`);
  narrator.line(
    `  凭证 V5：借 住房公积金(201) ${principal}、职工利息支出(41101) ${interest}，贷 银行存款(101) ${amount}`,
  );
  const { body: account } = await stage.request<AccountAnswer>('GET', '/v1/me/account', token);
  must(account.state === '05' && account.balance === '0.00', 'the account is closed and empty');
  narrator.line(
    `  账户${account.stateText.zh}，余额 ${account.balance} 元，销户日 ${receiptText(paid, 'closedOn')}`,
  );
}
