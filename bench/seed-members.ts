import { setTimeout as pause } from 'node:timers/promises';
import { addMonths, monthOf, parseDay } from '../src/kernel/calendar';
import { apply, receiptText, until } from '../scripts/demo/case-client';
import type { Stage } from '../scripts/stage/stage';
import { timed } from './statistics';

interface Person {
  readonly role: string | null;
  readonly name: string;
  readonly idNo: string;
  readonly phone: string;
  readonly cardNo: string;
}

interface World {
  readonly businessDate: string;
  readonly people: readonly Person[];
  readonly companies: readonly { readonly role: string; readonly creditCode: string }[];
}

/**
 * Members who may withdraw for rent, made over HTTP as in life: an employer registers, opens their accounts, remits
 * three months, and each binds a card. Returns their tokens.
 */
export async function seedMembers(stage: Stage, count: number): Promise<string[]> {
  const world = await stage.control<World>('GET', '/world');
  const { people } = await stage.control<World>('POST', '/people', { generate: count, seed: 7 });
  const head = world.people.find(({ role }) => role === 'legalRepresentative');
  const company = world.companies.find(({ role }) => role === 'employer');
  if (!head || !company) throw new Error('the simulated world has no employer');
  const agent = await stage.tokenFor({ role: 'employer-agent', name: head.name, idNo: head.idNo });
  const months = [-2, -1, 0].map((shift) => monthOf(addMonths(parseDay(world.businessDate), shift)));
  const employer = await apply(stage, agent, 'GJ01', {
    creditCode: company.creditCode,
    district: '140105',
    payday: 15,
    ratioEmployer: '0.12',
    ratioEmployee: '0.12',
    firstMonth: months[0],
  });
  const employerId = receiptText(employer, 'employerId');
  const members = people.map(({ name, idNo }) => ({ name, idNo, base: '29100.00' }));
  await apply(stage, agent, 'GJ20', { employerId, members });
  for (const month of months) await remit(stage, agent, employerId, month, members);
  return bindCards(stage, people);
}

async function remit(
  stage: Stage,
  agent: string,
  employerId: string,
  month: string,
  members: readonly object[],
): Promise<void> {
  const list = await stage.request<{ id: string }>('POST', '/v1/remittance-lists', agent, {
    employerId,
    month,
    members,
  });
  if (list.status !== 201)
    throw new Error(`the list of ${month} was not taken: ${JSON.stringify(list.body)}`);
  const confirmed = await apply(stage, agent, 'GJ11', { listId: list.body.id });
  await stage.control('POST', '/bank/deposits', {
    toAccount: receiptText(confirmed, 'payTo'),
    amount: receiptText(confirmed, 'amount'),
    payerName: '基准测试单位(虚构)',
    payerAccount: '104999900000000888',
    remark: receiptText(confirmed, 'paymentNo'),
  });
  await until(stage, agent, confirmed.id, 'done', 60);
}

async function bindCards(stage: Stage, people: readonly Person[]): Promise<string[]> {
  const tokens: string[] = [];
  await timed(people.length, 8, async (index) => {
    const person = people[index];
    if (!person) return;
    const { name, idNo, cardNo, phone } = person;
    const token = await stage.tokenFor({ role: 'member', name, idNo });
    let bound = await apply(stage, token, 'GJ34', { cardNo, phone });
    while (bound.state === 'waiting') {
      await pause(200);
      bound = (await stage.request<typeof bound>('GET', `/v1/cases/${bound.id}`, token)).body;
    }
    if (bound.state !== 'done') throw new Error(`a card was not bound: ${bound.state}`);
    tokens[index] = token;
  });
  return tokens;
}
