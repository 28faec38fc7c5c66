import { addMonths, monthOf, parseDay } from '../../src/kernel/calendar';
import type { Stage } from '../stage/stage';
import { apply, receiptText, until } from './case-client';
import type { Cast, Person } from './cast';
import { must, type Narrator } from './narrator';
import { type Employed, type ListAnswer, sendPaydayFile } from './payday-file';

/** Bases that make the story: the renter's three months nearly fill the household's cap. */
const bases: Readonly<Record<string, string>> = {
  renter: '29100.00',
  renterSpouse: '8000.00',
  buyer: '26800.00',
  buyerSpouse: '12345.00',
  retiree: '9000.00',
};

function baseOf(person: Person, index: number): string {
  return bases[person.role ?? ''] ?? `${5200 + index * 35}.00`;
}

/** An employer registers, opens forty accounts and remits three months; the first by a file with three bad rows. */
export async function employerScenes(stage: Stage, cast: Cast, narrator: Narrator): Promise<Employed> {
  const head = cast.inRole('legalRepresentative');
  const token = await stage.tokenFor({ role: 'employer-agent', name: head.name, idNo: head.idNo });
  const today = parseDay(cast.businessDate);
  const months = [-2, -1, 0].map((shift) => monthOf(addMonths(today, shift)));
  const employerId = await register(stage, cast, narrator, token, months[0] ?? '');
  await openAccounts(stage, cast, narrator, token, employerId);
  const employed = { token, employerId, months };
  await remitByFile(stage, cast, narrator, employed);
  await remitSameAgain(stage, narrator, employed);
  return employed;
}

async function register(
  stage: Stage,
  cast: Cast,
  narrator: Narrator,
  token: string,
  firstMonth: string,
): Promise<string> {
  narrator.scene('一、单位网上登记', '1. An employer registers');
  const input = {
    creditCode: cast.employer.creditCode,
    district: '140105',
    payday: 15,
    ratioEmployer: '0.12',
    ratioEmployee: '0.12',
    firstMonth,
  };
  const made = await narrator.step(
    () => apply(stage, token, 'GJ01', input),
    (view, ms) =>
      `GJ01 ${cast.employer.name}：${view.stateText.zh} (${ms} ms)，单位账号 ${receiptText(view, 'unitAccountNo')}`,
  );
  must(made.state === 'done', 'the employer is registered at once');
  return receiptText(made, 'employerId');
}

async function openAccounts(
  stage: Stage,
  cast: Cast,
  narrator: Narrator,
  token: string,
  employerId: string,
): Promise<void> {
  const members = cast.staff.map((person, index) => ({
    name: person.name,
    idNo: person.idNo,
    base: baseOf(person, index),
  }));
  const opened = await narrator.step(
    () => apply(stage, token, 'GJ20', { employerId, members }),
    (view, ms) => `GJ20 批量开户：公安、社保各问一次，${receiptText(view, 'opened')} 户 (${ms} ms)`,
  );
  must(
    opened.state === 'done' && receiptText(opened, 'opened') === '40',
    `forty accounts are opened: ${JSON.stringify(opened.receipt)}`,
  );
}

async function remitByFile(stage: Stage, cast: Cast, narrator: Narrator, employed: Employed): Promise<void> {
  const rows = cast.staff.map((person, index) => ({ ...person, base: baseOf(person, index) }));
  const listId = await sendPaydayFile(stage, narrator, employed, rows);
  await remit(stage, narrator, employed, listId, employed.months[0] ?? '');
}

async function remitSameAgain(stage: Stage, narrator: Narrator, employed: Employed): Promise<void> {
  narrator.scene('三、次月与上月相同：一次提交', '3. “Same as last month”, in one call each');
  for (const [index, month] of employed.months.slice(1).entries()) {
    const asMonth = employed.months[index] ?? '';
    const list = await stage.request<ListAnswer>('POST', '/v1/remittance-lists/same-as', employed.token, {
      employerId: employed.employerId,
      month,
      asMonth,
    });
    must(
      list.status === 201,
      `the list of ${month} is taken, not ${list.status} ${JSON.stringify(list.body)}`,
    );
    await remit(stage, narrator, employed, list.body.id, month);
  }
}

async function remit(
  stage: Stage,
  narrator: Narrator,
  { token }: Employed,
  listId: string,
  month: string,
): Promise<void> {
  const confirmed = await narrator.step(
    () => apply(stage, token, 'GJ11', { listId }),
    (view, ms) =>
      `GJ11 ${month} 清册确认，缴款单号 ${receiptText(view, 'paymentNo')}，应缴 ${receiptText(view, 'amount')} 元 (${ms} ms)`,
  );
  must(confirmed.state === 'waiting-funds', 'the list waits for its money');
  await narrator.step(
    async () => {
      await stage.control('POST', '/bank/deposits', {
        toAccount: receiptText(confirmed, 'payTo'),
        amount: receiptText(confirmed, 'amount'),
        payerName: '零跑示例科技有限公司(虚构)',
        payerAccount: '104999900000000777',
        remark: `${month} 公积金 ${receiptText(confirmed, 'paymentNo')}`,
      });
      return until(stage, token, confirmed.id, 'done', 10);
    },
    (_, ms) => `银行到账通知 SBDC100 → 一笔事务分解到 40 个账户 (${ms} ms)`,
  );
}
