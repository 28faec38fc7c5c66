import { addMonths, monthOf, parseDay } from '../../src/kernel/calendar';
import type { Stage } from '../stage/stage';
import { apply, type CaseAnswer, until } from './case-client';
import type { Cast, Person } from './cast';
import { must, type Narrator } from './narrator';

export interface Employed {
  readonly token: string;
  readonly employerId: string;
  readonly months: readonly string[];
}

interface ListAnswer {
  readonly id: string;
  readonly memberCount: number;
  readonly total: string;
}

interface RowErrors {
  readonly code: string;
  readonly errors: readonly {
    readonly row: number;
    readonly column: string;
    readonly code: string;
    readonly message: string;
  }[];
}

/** Bases that make the story: the renter's three months nearly fill the household's cap. */
const bases: Readonly<Record<string, string>> = { renter: '29100.00', renterSpouse: '8000.00' };

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
      `GJ01 ${cast.employer.name}：${view.stateText.zh} (${ms} ms)，单位账号 ${text(view, 'unitAccountNo')}`,
  );
  must(made.state === 'done', 'the employer is registered at once');
  return text(made, 'employerId');
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
    (view, ms) => `GJ20 批量开户：公安、社保各问一次，${text(view, 'opened')} 户 (${ms} ms)`,
  );
  must(
    opened.state === 'done' && text(opened, 'opened') === '40',
    `forty accounts are opened: ${JSON.stringify(opened.receipt)}`,
  );
}

function csvOf(cast: Cast, spoilt: boolean): string {
  const rows = cast.staff.map((person, index) => {
    const bad = spoilt ? index : -1;
    const name = bad === 4 ? `${person.name}误` : person.name;
    const lastDigit = person.idNo.endsWith('1') ? '2' : '1';
    const idNo = bad === 11 ? person.idNo.slice(0, -1) + lastDigit : person.idNo;
    const base = bad === 23 ? '6,005' : baseOf(person, index);
    return [name, idNo, base].map((cell) => `"${cell}"`).join(',');
  });
  return ['姓名,证件号码,缴存基数', ...rows].join('\r\n');
}

async function remitByFile(stage: Stage, cast: Cast, narrator: Narrator, employed: Employed): Promise<void> {
  const { token, employerId } = employed;
  const month = employed.months[0] ?? '';
  narrator.scene(
    '二、汇缴清册：三行有误，改正后确认',
    '2. A file of forty with three bad rows, mended and confirmed',
  );
  const path = `/v1/remittance-lists?employerId=${employerId}&month=${month}`;
  const refused = await narrator.step(
    () => stage.request<RowErrors>('POST', path, token, csvOf(cast, true)),
    ({ status, body }, ms) =>
      `上传清册：${status} ${body.code}，${body.errors.length} 行有误 (${ms} ms)，未导入任何一行`,
  );
  must(refused.status === 422 && refused.body.errors.length === 3, 'three rows are named');
  for (const { row, column, code, message } of refused.body.errors) {
    narrator.line(`  第 ${row} 行「${column}」${code}：${message}`);
  }
  const mended = await narrator.step(
    () => stage.request<ListAnswer>('POST', path, token, csvOf(cast, false)),
    ({ status, body }, ms) =>
      `改正后上传：${status}，${body.memberCount} 人，合计 ${body.total} 元 (${ms} ms)`,
  );
  must(mended.status === 201 && mended.body.memberCount === 40, 'the mended file is taken');
  await remit(stage, narrator, employed, mended.body.id, month);
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
      `GJ11 ${month} 清册确认，缴款单号 ${text(view, 'paymentNo')}，应缴 ${text(view, 'amount')} 元 (${ms} ms)`,
  );
  must(confirmed.state === 'waiting-funds', 'the list waits for its money');
  await narrator.step(
    async () => {
      await stage.control('POST', '/bank/deposits', {
        toAccount: text(confirmed, 'payTo'),
        amount: text(confirmed, 'amount'),
        payerName: '零跑示例科技有限公司(虚构)',
        payerAccount: '104999900000000777',
        remark: `${month} 公积金 ${text(confirmed, 'paymentNo')}`,
      });
      return until(stage, token, confirmed.id, 'done', 10);
    },
    (_, ms) => `银行到账通知 SBDC100 → 一笔事务分解到 40 个账户 (${ms} ms)`,
  );
}

/** A value of the receipt as text; throws when the receipt lacks it. */
export function text(view: CaseAnswer, key: string): string {
  const value = view.receipt?.[key];
  must(typeof value === 'string' || typeof value === 'number', `the receipt of ${view.id} names ${key}`);
  return String(value);
}
