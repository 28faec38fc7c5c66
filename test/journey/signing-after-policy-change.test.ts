import type { CaseView } from '../../src/modules/casework';
import type { SigningDesk } from '../../src/modules/loan/domain/signing/signing-view';
import { type HttpClient, startWorld, type World } from '../support';
import { expectProof, moveTo, newPeople, type Person, rows, type SignedIn, signIn, until } from './support';
import { buyHome, committedLoan, consentNo, readLoan } from './support/apply-for-loan';
import { atDesk, bookVisit, captureFace, expectDone, openBranch, signAll } from './support/sign-loan';

/** The last day of the rule on present overdue in its first version, and a day of its second. */
const BEFORE = '2026-11-30';
const AFTER = '2026-12-02';
const RULE = 'loan-no-present-overdue';
const BEIJING = '110100000000000';

/**
 * Applications are judged by the law of the day on which they are accepted (handbook 1.1, 1.4): a version that comes into
 * force between decision and signing changes nothing of what was decided, and decides whatever is applied for from then on.
 */
describe('the rules change between the decision and the signing', () => {
  let world: World;
  let people: Person[];

  beforeAll(async () => {
    world = await startWorld({
      businessDate: BEFORE,
      env: { REGISTRY_DEADLINE_MS: '2500', INLINE_BUDGET_MS: '20000' },
    });
    people = await newPeople(world, 6);
    await world.control('POST', '/control/people', { people: people.slice(0, 2).map(known) });
  }, 120_000);
  afterEach(() => expectProof(world).then(() => undefined), 60_000);
  afterAll(() => world.stop(), 60_000);

  /** Contributes to the fund of another city; the bank has closed an account to them, which only the second version minds. */
  const known = (person: Person): object => ({
    ...person,
    credit: { flags: ['account-frozen'] },
    elsewhere: {
      accounts: [
        {
          centreCode: BEIJING,
          accountState: '01',
          contribution: {
            monthsInARow: 40,
            base: '12000.00',
            openedOn: '2023-07-01',
            balance: '90000.00',
          },
        },
      ],
    },
  });
  const clerks = (): Promise<[HttpClient, HttpClient]> =>
    Promise.all(
      [people[2]!, people[3]!].map(({ name, idNo }) => world.signedIn({ role: 'clerk', name, idNo })),
    ) as Promise<[HttpClient, HttpClient]>;
  const versionIn = ({ decision }: CaseView): string | undefined =>
    decision?.findings.find(({ rule }) => rule.startsWith(`${RULE}@`))?.rule;
  const storedOf = (loanId: string) =>
    rows<{ terms: string; termsHash: string }>(
      world,
      `SELECT terms, terms_hash AS "termsHash" FROM loan WHERE id = $1`,
      [loanId],
    );
  const apply = async ({ client }: SignedIn): Promise<CaseView> => {
    const input = { creditConsentNo: consentNo(), contributesAt: BEIJING };
    return expectDone(await client.post('/v1/cases', { item: 'DK02', input })) as CaseView;
  };

  test('what was decided is signed word for word; whoever applies from that day on is decided by the new version', async () => {
    const [first, second] = [people[0]!, people[1]!];
    await buyHome(world, 401, [first], { filedOn: '2026-11-02' });
    await buyHome(world, 402, [second], { filedOn: '2026-11-02' });
    const branchId = await branch();
    const borrower = await signIn(world, first, 'member');
    const decided = await committedLoan(borrower, { contributesAt: BEIJING });
    expect([decided.case.lawDay, versionIn(decided.case)]).toEqual([BEFORE, `${RULE}@1`]);
    const [before] = await storedOf(decided.loanId);

    await moveTo(world, AFTER);
    const again = await signIn(world, first, 'member');
    const [clerk, secondClerk] = await clerks();
    // Whoever contributes elsewhere has no account here to repay from: no agreement is made that could not be kept.
    const hedged = await bookVisit(again, decided.loanId, { branchId, day: AFTER, hedging: true });
    expect([hedged.status, hedged.body.errors[0].code]).toEqual([400, 'HEDGING_NO_ACCOUNT']);
    expectDone(await bookVisit(again, decided.loanId, { branchId, day: AFTER }));
    const desk = expectDone(await atDesk(clerk, decided.loanId, 'check-in')) as SigningDesk;
    expect(desk).toMatchObject({ termsAgree: true, termsHash: before!.termsHash });
    const captureNo = await captureFace(world, first);
    const { personId } = desk.parties[0]!;
    expectDone(await atDesk(clerk, decided.loanId, 'faces', { personId, captureNo }));
    expectDone(await atDesk(clerk, decided.loanId, 'reading'));
    await signAll(clerk, decided.loanId);
    const { termsHash } = desk;
    const done = expectDone(
      await atDesk(secondClerk, decided.loanId, 'confirmation', { termsHash }),
    ) as SigningDesk;
    expect(done.signing.state).toBe('signed');
    expect(await storedOf(decided.loanId)).toEqual([before]);
    const terms = JSON.parse(before!.terms) as { amount: string; decisionHash: string };
    const contract = await again.client.get(`/v1/documents/${done.signing.papers[0]!.documentId}`);
    expect(contract.body.content.body).toMatchObject({
      termsHash: before!.termsHash,
      decisionHash: terms.decisionHash,
      amount: terms.amount,
    });
    // The case is still read as it was decided.
    const read = expectDone(await again.client.get(`/v1/cases/${decided.case.id}`)) as CaseView;
    expect([read.lawDay, versionIn(read), read.decision]).toEqual([
      BEFORE,
      `${RULE}@1`,
      decided.case.decision,
    ]);

    const late = await apply(await signIn(world, second, 'member'));
    expect([late.state, late.lawDay, versionIn(late)]).toEqual(['refused', AFTER, `${RULE}@2`]);
    expect(late.reasons.map(({ reasonCode }) => reasonCode)).toEqual(['CREDIT_PRESENT_OVERDUE']);
    await until(
      'the mortgage is asked for',
      async () => (await readLoan(again, decided.loanId)).state !== 'committed',
    );
  }, 120_000);

  const branch = async (): Promise<string> => {
    const { name, idNo } = people[4]!;
    const manager = await world.signedIn({ role: 'manager', name, idNo });
    return openBranch(manager, '样板管理部', [BEFORE, '2026-12-31'], 10);
  };
});
