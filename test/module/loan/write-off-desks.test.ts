import { newId } from '../../../src/kernel/identifiers/uuid';
import { Ledger } from '../../../src/modules/ledger';
import { Parties } from '../../../src/modules/party';
import type { Person } from '../../../src/simulators/world/person';
import { ContributionUnderTest } from '../contribution/contribution-under-test';
import type { HttpClient } from '../../support';
import { disburse } from './disbursed-loan';

/** No bank account stands behind it: what is opened there moves no money between banks. */
const OPENING_LEAF = '21902';
const GROUND = { ground: 'enforcement-ended', evidenceNo: '(2027)晋0105执恢12号' };

let room: ContributionUnderTest;
let people: Person[];
let loanId: string;
let clerk: HttpClient;
let manager: HttpClient;

beforeAll(async () => {
  room = await ContributionUnderTest.start();
  people = room.outside.world.people.slice(0, 3);
  loanId = await lostLoan(people[0]!);
  clerk = await room.signedIn(people[1]!, 'clerk');
  manager = await room.signedIn(people[2]!, 'manager');
}, 60_000);
afterAll(() => room.stop());

/** A loan of 50 000.00 in the class of losses, and a reserve that holds more. */
async function lostLoan({ name, idNo }: Person): Promise<string> {
  const ledger = room.get(Ledger);
  const id = newId();
  await room.run(async (tx) => {
    const personId = await room.get(Parties).ensurePerson(tx, { name, idNo });
    const bank = await ledger.leafOf(tx, OPENING_LEAF);
    const wanted = { on: '2026-11-01', principal: '50000.00', periods: 60 };
    await disburse(tx, { ledger, bank }, { id, borrower: { personId, accountId: 0n }, wanted });
    await tx.execute(`UPDATE loan_account SET state = 'overdue', risk_class = '05' WHERE loan_id = $1`, [id]);
    await tx.execute(`UPDATE loan SET state = 'overdue' WHERE id = $1`, [id]);
    const day = { businessDate: '2026-11-01', valueDate: '2026-11-01' };
    await ledger.post(tx, { kind: 'opening', sourceId: newId(), ...day }, [
      { accountId: bank, side: 'D', amountFen: 9_000_000n },
      { accountId: await ledger.leafOf(tx, '301'), side: 'C', amountFen: 9_000_000n },
    ]);
  });
  return id;
}

const propose = (client: HttpClient) => client.post(`/v1/loans/${loanId}/write-off`, GROUND);
const decide = (client: HttpClient, agreed: boolean) =>
  client.post(`/v1/loans/${loanId}/write-off/decision`, { agreed });

describe('a loss at the desks', () => {
  it('is proposed by a clerk and decided on by a manager; neither does the other’s part', async () => {
    expect((await propose(manager)).status).toBe(403);
    expect((await decide(manager, true)).body.code).toBe('WRITE_OFF_NOT_PROPOSED');
    expect((await propose(clerk)).status).toBe(200);
    expect((await propose(clerk)).body.code).toBe('WRITE_OFF_PROPOSED');
    expect((await decide(clerk, true)).status).toBe(403);
    expect((await manager.get('/v1/loan-write-offs')).body.writeOffs).toMatchObject([
      { loanId, state: 'proposed', ground: { code: GROUND.ground }, principal: null },
    ]);
  });

  it('is not decided on by whoever proposed it in another part, nor by somebody of the loan', async () => {
    const alsoManager = await room.signedIn(people[1]!, 'manager');
    expect((await decide(alsoManager, true)).body.code).toBe('SECOND_PERSON_WANTED');
    const own = await room.signedIn(people[0]!, 'clerk');
    expect((await propose(own)).body.code).toBe('OWN_CASE');
  });

  it('leaves the loan bad and its debt standing, and is told to the borrower', async () => {
    const { status, body } = await decide(manager, true);
    expect([status, body.state, body.stateCode]).toEqual([200, 'bad', '4']);
    expect(body.timeline.at(-1)).toMatchObject({ kind: 'written-off', body: { principal: '50000.00' } });
    expect((await clerk.get('/v1/loan-write-offs')).body.writeOffs).toMatchObject([
      { state: 'approved', principal: '50000.00' },
    ]);
    const borrower = await room.signedIn(people[0]!, 'member');
    const page = (await borrower.get(`/v1/loans/${loanId}`)).body;
    expect(page).toMatchObject({
      next: { who: 'borrower' },
      parts: { repayment: { principalLeft: '50000.00' } },
    });
    expect(await room.breaches()).toEqual([]);
  });
});
