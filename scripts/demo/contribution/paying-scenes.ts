import type { Stage } from '../../stage/stage';
import { apply, receiptText, until } from '../case-client';
import { must, type Narrator } from '../narrator';
import type { Colleague } from './staff-of';

/** An employer of the story and its agent's token. */
export interface Payer {
  readonly employerId: string;
  readonly token: string;
}

interface Draft {
  readonly id: string;
  readonly memberCount: number;
  readonly total: string;
}

/** An employer registers and opens accounts (GJ01, GJ20). */
export async function registration(
  stage: Stage,
  narrator: Narrator,
  company: { readonly creditCode: string; readonly name: string },
  { token, staff }: { readonly token: string; readonly staff: readonly Colleague[] },
): Promise<string> {
  narrator.scene('一、单位登记，职工开户', '1. An employer registers and opens accounts');
  const input = { creditCode: company.creditCode, district: '140105', payday: 15, firstMonth: '2026-08' };
  const made = await narrator.step(
    () => apply(stage, token, 'GJ01', { ...input, ratioEmployer: '0.12', ratioEmployee: '0.12' }),
    (view, ms) => `GJ01 ${company.name}：${view.stateText.zh} (${ms} ms)`,
  );
  must(made.state === 'done', 'the employer is registered at once');
  const employerId = receiptText(made, 'employerId');
  const members = staff.map(({ name, idNo }) => ({ name, idNo, base: '6000.00' }));
  const opened = await narrator.step(
    () => apply(stage, token, 'GJ20', { employerId, members }),
    (view, ms) => `GJ20 公安、社保各问一次，开户 ${receiptText(view, 'opened')} 人 (${ms} ms)`,
  );
  must(receiptText(opened, 'opened') === String(staff.length), 'everybody has an account');
  return employerId;
}

/** The first month comes as a file, is confirmed, and its money credits everybody (GJ11). */
export async function firstMonth(
  stage: Stage,
  narrator: Narrator,
  payer: Payer,
  staff: readonly Colleague[],
): Promise<void> {
  narrator.scene('二、汇缴：清册文件、缴款单号、到账分解', '2. A list as a file, its number, its money');
  const rows = staff.map(({ name, idNo }) => `${name},${idNo},6000.00`);
  const file = Buffer.from(['姓名,证件号码,缴存基数', ...rows, ''].join('\r\n'));
  const path = `/v1/remittance-lists?employerId=${payer.employerId}&month=2026-08`;
  const list = await narrator.step(
    () => stage.sendFile<Draft>(path, payer.token, file, 'application/json'),
    ({ status, body }, ms) => `清册文件：${status}，${body.memberCount} 人，${body.total} 元 (${ms} ms)`,
  );
  must(list.status === 201, `the file is taken, not ${list.status} ${JSON.stringify(list.body)}`);
  await pay(stage, narrator, payer, list.body.id, '2026-08');
}

/** “The same as last month” for each of the months. */
export async function sameAgain(
  stage: Stage,
  narrator: Narrator,
  payer: Payer,
  months: readonly string[],
): Promise<void> {
  narrator.scene('四、逐月汇缴：与上月相同，每月一次提交', '4. “The same as last month”, a call each');
  for (const [index, month] of months.slice(1).entries()) {
    const body = { employerId: payer.employerId, month, asMonth: months[index] };
    const path = '/v1/remittance-lists/same-as';
    const list = await stage.request<Draft>('POST', path, payer.token, body);
    must(list.status === 201, `the list of ${month} is taken: ${JSON.stringify(list.body)}`);
    await pay(stage, narrator, payer, list.body.id, month);
  }
}

async function pay(
  stage: Stage,
  narrator: Narrator,
  { token }: Payer,
  listId: string,
  month: string,
): Promise<void> {
  const paid = await narrator.step(
    async () => {
      const confirmed = await apply(stage, token, 'GJ11', { listId });
      must(confirmed.state === 'waiting-funds', `the list of ${month} waits for its money`);
      await stage.control('POST', '/bank/deposits', {
        toAccount: receiptText(confirmed, 'payTo'),
        amount: receiptText(confirmed, 'amount'),
        payerName: '零跑示例科技有限公司(虚构)',
        payerAccount: '104999900000000777',
        remark: `${month} 公积金 ${receiptText(confirmed, 'paymentNo')}`,
      });
      return until(stage, token, confirmed.id, 'done', 30);
    },
    (view, ms) =>
      `GJ11 ${month}：确认、到账、分解 ${receiptText(view, 'members')} 人，${receiptText(view, 'amount')} 元 (${ms} ms)`,
  );
  must(paid.state === 'done', `${month} is credited`);
}

interface BaseDraft {
  readonly id: string;
  readonly from: string;
  readonly members: number;
  readonly raised: number;
  readonly lowered: number;
}

interface BaseLines {
  readonly lines: readonly {
    readonly formerBase: string;
    readonly base: string;
    readonly former: { readonly total?: string; readonly employer: string };
    readonly monthly: { readonly employer: string; readonly employee: string };
  }[];
}

/** The bases of the year: every new amount is looked at before it is confirmed (GJ08). */
export async function yearOfBases(
  stage: Stage,
  narrator: Narrator,
  { employerId, token }: Payer,
  staff: readonly Colleague[],
): Promise<void> {
  narrator.scene('三、年度基数：先看每人新金额，再确认', '3. The bases of the year, looked at and confirmed');
  const members = staff.map(({ name, idNo, base }) => ({ name, idNo, base }));
  const draft = await narrator.step(
    () => stage.request<BaseDraft>('POST', '/v1/base-changes', token, { employerId, members }),
    ({ body }, ms) =>
      `预览：${body.members} 人，调高 ${body.raised}，调低 ${body.lowered}，自 ${body.from} 起 (${ms} ms)`,
  );
  must(draft.status === 201, `the bases are taken: ${JSON.stringify(draft.body)}`);
  const path = `/v1/base-changes/${draft.body.id}/lines?limit=3`;
  const { body } = await stage.request<BaseLines>('GET', path, token);
  for (const { formerBase, base, former, monthly } of body.lines)
    narrator.line(`  基数 ${formerBase} → ${base}，单位月缴 ${former.employer} → ${monthly.employer} 元`);
  const done = await narrator.step(
    () => apply(stage, token, 'GJ08', { changeId: draft.body.id }),
    (view, ms) => `GJ08 与税务申报逐人比对：${view.stateText.zh} (${ms} ms)`,
  );
  must(done.state === 'done', `the bases hold: ${JSON.stringify(done.reasons)}`);
}
