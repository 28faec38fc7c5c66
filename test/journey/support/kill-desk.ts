import { randomUUID } from 'node:crypto';
import type { CrashMoment } from '../../../src/platform/crash-point';
import { HttpClient, type HttpAnswer, type World } from '../../support';
import { registryMood } from './bank';
import { expectPaidOnce, paymentsTo, rows } from './books';
import { apply, eventsOf, readCase, until } from './cases';
import type { SignedIn } from './employer';
import type { Kill } from './kill-withdrawals';

const clerk = { role: 'clerk', name: '零跑柜员', idNo: '11010519491231002X' } as const;
const certificate = {
  fact: 'household.marriage',
  value: { status: 'single' },
  evidence: {
    kind: 'marriage-record',
    number: 'J140203-2016-000123',
    issuer: '大同市平城区民政局(虚构)',
    issuedOn: '2016-05-20',
  },
};

/** Civil affairs are silent, a clerk answers, and the process dies while the case is decided on that answer. */
export async function killDesk(world: World, moment: CrashMoment, member: SignedIn): Promise<Kill> {
  const key = randomUUID();
  const clientOf = (): HttpClient => new HttpClient(world.api.url, member.token);
  await registryMood(world, 'civ', 'silence');
  const waiting = await apply(clientOf(), 'TQ12', { amount: '1000.00' });
  expect(waiting.state).toBe('waiting');
  const doomed = await world.restartApi(0, { CRASH_POINT: moment, WORKER_INTERVAL_MS: '0' });
  const desk = await world.signedIn(clerk);
  const answer = (client: HttpClient): Promise<HttpAnswer> =>
    client.post(`/v1/desk/cases/${waiting.id}/facts`, certificate, { key });
  await answer(desk).catch((error: unknown) => expect(String(error)).toMatch(/fetch failed|terminated/));
  expect((await doomed.ended).signal).toBe('SIGKILL');
  const [stored] = await rows<{ found: string }>(
    world,
    `SELECT 'answer kept, case ' || c.state AS found FROM service_case AS c JOIN desk_answer AS a ON a.case_id = c.id
      WHERE c.id = $1`,
    [waiting.id],
  );
  await world.restartApi(0);
  // Civil affairs stay silent: it is the clerk's answer that ends it, once.
  await until('the end', async () => (await readCase(clientOf(), waiting.id)).state === 'done', 60);
  // 409 while the lease of the request that died may live.
  const again = await world.signedIn(clerk);
  await until('the answer to the same key', async () => (await answer(again)).status === 201);
  const told = eventsOf(await readCase(clientOf(), waiting.id));
  expect(told.filter((kind) => kind === 'fact-answered' || kind === 'credited')).toHaveLength(2);
  await expectPaidOnce(world, { ...member, client: clientOf() });
  await registryMood(world, 'civ', 'normal');
  const payments = (await paymentsTo(world, member.person.cardNo)).length;
  return { moment, found: stored?.found ?? 'nothing', payments, outcome: 'ended by itself, paid once' };
}
