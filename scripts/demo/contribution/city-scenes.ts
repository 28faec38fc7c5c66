import { taiyuan } from '../../set-up-centre';
import type { Stage } from '../../stage/stage';
import { apply, type CaseAnswer, receiptText, until } from '../case-client';
import { must, type Narrator } from '../narrator';
import type { Payer } from './paying-scenes';
import type { Colleague } from './staff-of';

/** Another city of the simulated national platform. */
const CITY = '141000000000000';

interface Account {
  readonly state: string;
  readonly stateText: { readonly zh: string };
  readonly balance: string;
}

const tokenOf = (stage: Stage, { name, idNo }: Colleague): Promise<string> =>
  stage.tokenFor({ role: 'member', name, idNo });
const accountOf = async (stage: Stage, token: string): Promise<Account> =>
  (await stage.request<Account>('GET', '/v1/me/account', token)).body;

/** An account comes from another city, and one goes there, by letters of the national platform (GJ27, GJ28). */
export async function citiesScene(
  stage: Stage,
  narrator: Narrator,
  payer: Payer,
  [arriving, leaving]: readonly [Colleague, Colleague],
): Promise<void> {
  narrator.scene('五、异地转移：转入一户，转出一户', '5. One account from another city, one to it');
  const url = `${stage.api.url}/v1/platform/messages`;
  await stage.control('PUT', '/nat/callbacks', { centre: taiyuan.code, url });
  await comes(stage, narrator, arriving);
  await goes(stage, narrator, payer, leaving);
}

async function comes(stage: Stage, narrator: Narrator, person: Colleague): Promise<void> {
  const there = { idNo: person.idNo, principal: '30000.00', interest: '12.34', paidTo: '202607', loans: 0 };
  await stage.control('POST', `/cities/${CITY}/accounts`, there);
  const token = await tokenOf(stage, person);
  const before = await accountOf(stage, token);
  const done = await narrator.step(
    async () => {
      const made = await apply(stage, token, 'GJ27', { centre: CITY });
      must(made.state === 'waiting-funds', `the letter is sent: ${JSON.stringify(made.reasons)}`);
      return until(stage, token, made.id, 'done', 60);
    },
    (view, ms) =>
      `GJ27 联系函 ${receiptText(view, 'letterNo')}：转入 ${receiptText(view, 'amount')} 元 (${ms} ms)`,
  );
  tellTimeline(narrator, done);
  const after = await accountOf(stage, token);
  narrator.line(`  余额 ${before.balance} → ${after.balance} 元`);
  must(Number(after.balance) > Number(before.balance), 'the money is on the account');
}

async function goes(stage: Stage, narrator: Narrator, payer: Payer, person: Colleague): Promise<void> {
  const { name, idNo } = person;
  const input = { employerId: payer.employerId, name, idNo, reason: 'unpaid-leave' };
  const sealed = await narrator.step(
    () => apply(stage, payer.token, 'GJ23', input),
    (view, ms) => `GJ23 单位封存：${view.stateText.zh} (${ms} ms)`,
  );
  must(sealed.state === 'done', `the account is sealed: ${JSON.stringify(sealed.reasons)}`);
  const token = await tokenOf(stage, person);
  const { balance } = await accountOf(stage, token);
  const gone = await narrator.step(
    async () => {
      await stage.control('POST', `/cities/${CITY}/letters`, { to: taiyuan.code, name, idNo });
      for (let looks = 0; looks < 1_200; looks += 1) {
        const account = await accountOf(stage, token);
        if (account.state === '04') return account;
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
      throw new Error('the account did not leave within a minute');
    },
    (account, ms) => `GJ28 来函自动核验、付款、销户：${balance} 元，${account.stateText.zh} (${ms} ms)`,
  );
  must(gone.balance === '0.00', 'all of it has left');
}

function tellTimeline(narrator: Narrator, { timeline }: CaseAnswer): void {
  const began = Date.parse(timeline[0]?.at ?? '');
  for (const { at, text } of timeline)
    narrator.line(`    +${String(Date.parse(at) - began).padStart(5)} ms  ${text.zh} / ${text.en}`);
}
