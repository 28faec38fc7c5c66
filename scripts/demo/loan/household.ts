import type { Stage } from '../../stage/stage';
import { apply, receiptText, until } from '../case-client';
import { castOf } from '../cast';
import { must } from '../narrator';
import type { Someone } from './loan-client';

/** Day on which people of this employer have contributed seven months in a row up to the month before. */
export const LOAN_BEGINS = '2027-03-10';
const MONTHS = ['2026-08', '2026-09', '2026-10', '2026-11', '2026-12', '2027-01', '2027-02'] as const;
const BASE = '12000.00';

/** An employer that pays for the borrowers of the story, and the identity of its agent. */
export interface Payer {
  readonly employerId: string;
  readonly agent: { readonly role: 'employer-agent'; readonly name: string; readonly idNo: string };
  readonly staff: readonly Someone[];
}

/** So many singles with cards of the first bank who work at the first company of the simulated world. */
export async function newPeople(stage: Stage, count: number): Promise<Someone[]> {
  const { people } = await stage.control<{ people: Someone[] }>('POST', '/people', {
    generate: count,
    seed: 5,
    bankCode: '104',
  });
  must(people.length === count, `there are ${count} people`);
  return people;
}

export async function marry(stage: Stage, one: Someone, other: Someone): Promise<void> {
  const wed = (person: Someone, spouse: Someone): object => ({
    ...person,
    marriage: { status: 'married', spouseIdNo: spouse.idNo, since: '2020-05-20', file: 'local' },
  });
  await stage.control('POST', '/people', { people: [wed(one, other), wed(other, one)] });
}

/** An employer registers, opens accounts and pays seven months; everybody's base is 12000.00 yuan. */
export async function steadyEmployer(stage: Stage, staff: readonly Someone[]): Promise<Payer> {
  const cast = await castOf(stage);
  const { name, idNo } = cast.inRole('legalRepresentative');
  const agent = { role: 'employer-agent', name, idNo } as const;
  const token = await stage.tokenFor(agent);
  const { creditCode } = cast.employer;
  const made = await apply(stage, token, 'GJ01', {
    ...{ creditCode, district: '140105', payday: 15, firstMonth: MONTHS[0] },
    ...{ ratioEmployer: '0.12', ratioEmployee: '0.12' },
  });
  const employerId = receiptText(made, 'employerId');
  const members = staff.map((person) => ({ name: person.name, idNo: person.idNo, base: BASE }));
  const opened = await apply(stage, token, 'GJ20', { employerId, members });
  must(receiptText(opened, 'opened') === String(staff.length), 'everybody has an account');
  const payer = { employerId, agent, staff };
  for (const month of MONTHS) await remit(stage, payer, month);
  return payer;
}

/** One month: list, confirmation, money, credited. */
export async function remit(stage: Stage, { employerId, agent, staff }: Payer, month: string): Promise<void> {
  const token = await stage.tokenFor(agent);
  const members = staff.map(({ name, idNo }) => ({ name, idNo }));
  const list = await stage.request<{ id: string }>('POST', '/v1/remittance-lists', token, {
    employerId,
    month,
    members,
  });
  must(list.status === 201, `the list of ${month} is taken: ${JSON.stringify(list.body)}`);
  const confirmed = await apply(stage, token, 'GJ11', { listId: list.body.id });
  must(confirmed.state === 'waiting-funds', `the list of ${month} waits for its money`);
  await stage.control('POST', '/bank/deposits', {
    toAccount: receiptText(confirmed, 'payTo'),
    amount: receiptText(confirmed, 'amount'),
    payerName: '零跑示例科技有限公司(虚构)',
    payerAccount: '104999900000000777',
    remark: `${month} 公积金 ${receiptText(confirmed, 'paymentNo')}`,
  });
  await until(stage, token, confirmed.id, 'done', 30);
}
