import { randomUUID } from 'node:crypto';
import type { CaseView } from '../../src/modules/casework';
import type { HallView } from '../../src/modules/loan/domain/hall/hall-view';
import { creditCode } from '../../src/simulators/world/check-digits';
import { Effort, type HttpClient, startWorld, type World } from '../support';
import {
  castOf,
  expectProof,
  newPeople,
  type Person,
  rows,
  type SignedIn,
  signIn,
  unitKeyOf,
  until,
} from './support';
import { cardOf, consentNo, LOAN_DATE, readLoan, steadyEmployer } from './support/apply-for-loan';
import { applicationOf, paidFor, registrar } from './support/disburse-loan';
import { expectDone, signLoan, type SigningStaff, signingStaff } from './support/sign-loan';

const clerkPerson = { role: 'clerk', name: '零跑柜员', idNo: '11010519491231002X' } as const;
const BUILDER = { name: '太原某建筑有限公司', accountNo: '104014010000000011', bankCode: '104' };
const BUILDER_CODE = creditCode('140199', 'MA0XN077');
const LENDER = '某银行股份有限公司太原分行';

const HOUSE = {
  cityCode: '1401',
  address: '太原市小店区某村某号(虚构)',
  areaSquareMetres: '90.00',
  sharePercent: 100,
  registeredOn: '2022-05-20',
  seized: false,
};

describe('loans for other homes than new ones', () => {
  let world: World;
  let people: Person[];
  let clerk: HttpClient;
  let staff: SigningStaff;
  let flat = 900;

  beforeAll(async () => {
    world = await startWorld({
      businessDate: LOAN_DATE,
      env: { REGISTRY_DEADLINE_MS: '2500', INLINE_BUDGET_MS: '20000' },
    });
    const cast = await castOf(world);
    people = await newPeople(world, 8);
    staff = await signingStaff(world, [people[5]!, people[6]!, people[7]!], [LOAN_DATE, LOAN_DATE]);
    await steadyEmployer(world, cast, people.slice(0, 4));
    clerk = await world.signedIn(clerkPerson);
  }, 240_000);
  afterEach(() => expectProof(world).then(() => undefined), 60_000);
  afterAll(() => world.stop(), 60_000);

  const member = (n: number): Promise<SignedIn> => signIn(world, people[n]!, 'member');
  const nextUnit = (): string => unitKeyOf((flat += 1));
  const titled = (unitKey: string, { idNo }: Person) =>
    world.control('PUT', `/control/units/${unitKey}`, {
      title: { titleNo: '晋(2022)太原市不动产权第0000001号', registeredOn: '2022-05-20', ownerIdNos: [idNo] },
      landUntil: '2082-03-31',
    });
  const atCounter = async (item: string, input: object): Promise<CaseView> => {
    const body = { item, input: { creditConsentNo: consentNo(), ...input } };
    return expectDone(await clerk.post('/v1/cases', body, { key: randomUUID() })) as CaseView;
  };
  const codes = ({ reasons }: CaseView): string[] => reasons.map(({ reasonCode }) => reasonCode);
  const termsOf = async (view: CaseView): Promise<object> => {
    expect([view.state, codes(view), view.missing]).toEqual(['done', [], []]);
    const [stored] = await rows<{ terms: string }>(world, 'SELECT terms FROM loan WHERE id = $1', [
      view.receipt!['loanId'],
    ]);
    return JSON.parse(stored!.terms) as object;
  };

  test('J3, J15: DK03, a second-hand home, valued at the lesser of price and assessment, paid into custody', async () => {
    const buyer = await member(0);
    const seller = people[4]!;
    const unitKey = nextUnit();
    const sale = {
      contractNo: 'CL(2027)0000001',
      unitKey,
      price: '1000000.00',
      assessed: '900000.00',
      signedOn: '2027-02-20',
      buyers: [{ name: buyer.person.name, idNo: buyer.person.idNo, sharePercent: 100 }],
      sellers: [{ name: seller.name, idNo: seller.idNo }],
    };
    await world.control('POST', '/control/sales', { sales: [{ ...sale, custodyAccount: null }] });
    const apply = async (more: object = {}) =>
      expectDone(
        await buyer.client.post('/v1/cases', {
          item: 'DK03',
          input: { creditConsentNo: consentNo(), termMonths: 120, ...more },
        }),
      ) as CaseView;
    // Nobody's title yet, and no account in custody: both are told at once.
    const refused = await apply();
    expect([refused.state, codes(refused)]).toEqual(['refused', ['NOT_OWNER', 'PURCHASE_FACT']]);
    await world.control('POST', '/control/sales', { sales: [sale] });
    await titled(unitKey, seller);
    // The seller still owes a bank: its mortgage stands in the way, unless it is cleared in the hall.
    const old = { certNo: '晋(2019)太原市不动产证明第0000055号', mortgagee: LENDER, kind: 'mortgage' };
    await world.control('PUT', `/control/units/${unitKey}`, { mortgages: [old] });
    const mortgaged = await apply();
    expect([mortgaged.state, codes(mortgaged)]).toEqual(['refused', ['COLLATERAL_SEIZED']]);
    const [buying, atTheDesk] = [new Effort(buyer.client), new Effort(staff.clerk, staff.secondClerk)];
    const view = await apply({ sellerLender: LENDER });
    expect(await termsOf(view)).toMatchObject({
      purpose: 'second-hand',
      payeeKind: 'custody',
      value: '900000.00',
      amount: '500000.00',
      unitKey,
    });
    const loan = await readLoan(buyer, view.receipt!['loanId'] as string);
    expect(loan).toMatchObject({ state: 'committed', purpose: 'second-hand', contractNo: sale.contractNo });
    await throughTheHall(buyer, seller, loan.id, unitKey);
    expect(buying.clicks).toBeLessThanOrEqual(8);
    expect(buying.fields).toEqual(['creditConsentNo', 'termMonths', 'sellerLender', 'time', 'branchId']);
    expect(atTheDesk.clicks).toBeLessThanOrEqual(8);
    // Of a face its picture has a number; all else the desk knows.
    expect(atTheDesk.fields).toEqual(['captureNo', 'captureNo']);
  }, 90_000);

  /** One form went to everybody: the tax is paid, the down payment kept, the loan signed with the seller there; then the title. */
  const throughTheHall = async (buyer: SignedIn, seller: Person, loanId: string, unitKey: string) => {
    const read = async () => expectDone(await buyer.client.get(`/v1/loans/${loanId}/hall`)) as HallView;
    const stateOf = async (name: string) =>
      (await read()).branches.find(({ branch }) => branch === name)!.state;
    const come = (name: string, state: string) =>
      until(`${name} ${state}`, async () => (await stateOf(name)) === state);
    const { hallNo } = await read();
    await come('tax', 'accepted');
    await come('custody', 'awaiting');
    const told = (party: string) =>
      world.control('POST', `/control/hall/told/${unitKey}/${hallNo}/${party}`, {});
    await world.control('POST', `/control/hall/tax/${hallNo}/assess`, { amount: '9000.00' });
    await world.control('POST', `/control/hall/tax/${hallNo}/pay`, {});
    await told('SWJG');
    await world.control('POST', `/control/hall/custody/${hallNo}/fund`, {});
    await told('ZJJG');
    await come('tax', 'paid');
    await come('custody', 'funded');
    const sellerThere = { person: seller } as SignedIn;
    const signed = await signLoan(world, staff, { loanId, people: [buyer, sellerThere], day: LOAN_DATE });
    expect(signed.papers.map(({ kind }) => kind)).toEqual([
      'loan-contract',
      'mortgage-contract',
      'custody-agreement',
    ]);
    const { file } = await registrar(world, await applicationOf(world, loanId), 'register');
    // The loan is in custody; the seller is paid when the old mortgage is gone.
    await come('clearance', 'standing');
    expect(await stateOf('payout')).toBe('waiting');
    const ours = { certNo: file.certNo, mortgagee: '本中心', kind: 'mortgage' };
    await world.control('PUT', `/control/units/${unitKey}`, { mortgages: [ours] });
    await rows(
      world,
      `UPDATE loan_hall_branch SET due_at = clock_timestamp() WHERE loan_id = $1 AND branch = 'clearance'`,
      [loanId],
    );
    await until('the end of the joint case', async () => (await read()).state === 'done', 60);
    expect(await paidFor(world, loanId)).toMatchObject([
      { amount: '500000.00', payeeAccount: '104014019900000088' },
    ]);
    const hall = await read();
    expect(hall.branches.map(({ letter, state }) => `${letter} ${state}`)).toEqual([
      'A confirmed',
      'B committed',
      'C paid',
      'D funded',
      'E registered',
      'F paid',
      'H cleared',
      'G paid',
    ]);
    expect(hall.timeline.at(-1)).toMatchObject({ kind: 'hall-done' });
    expect(await readLoan(buyer, loanId)).toMatchObject({
      state: 'active',
      parts: { hall: { state: 'done' } },
    });
  };

  test('DK04: a house rebuilt, on permit and budget seen at the counter; the builder is paid', async () => {
    const { person: applicant } = await member(1);
    const unitKey = nextUnit();
    await titled(unitKey, applicant);
    // The house that is rebuilt is the only one the family has: it is not another home beside itself.
    const own = { titleNo: '晋(2022)太原市不动产权第0000001号', ...HOUSE };
    await world.control('POST', '/control/people', { people: [{ ...applicant, homes: [own] }] });
    const paper = {
      number: '建字第140105202700012号',
      issuer: '太原市规划和自然资源局(虚构)',
      issuedOn: '2027-01-10',
    };
    // The bank knows the builder's account for that of a company.
    const { companies } = await world.control('GET', '/control/world');
    const [like] = companies as { legalRepresentative: object; foundedOn: string }[];
    const builder = { ...like, role: null, name: BUILDER.name, creditCode: BUILDER_CODE };
    await world.control('POST', '/control/companies', {
      companies: [
        { ...builder, bankAccount: { bankCode: BUILDER.bankCode, accountNo: BUILDER.accountNo, open: true } },
      ],
    });
    const papers = (holder: string, payee: object = BUILDER) => ({
      identity: cardOf(applicant),
      permit: { kind: 'planning-permit', ...paper, permittedOn: '2027-01-10', holder },
      budget: {
        kind: 'building-contract',
        ...paper,
        cost: '320000.00',
        paid: '120000.00',
        address: '太原市小店区某村某号',
        area: '120.00',
        builder: payee,
      },
    });
    const named = { applicant: { name: applicant.name, idNo: applicant.idNo }, work: 'rebuild', unitKey };
    const others = await atCounter('DK04', { ...named, papers: papers('others') });
    expect([others.state, codes(others)]).toEqual(['refused', ['PURCHASE_FACT']]);
    // Neither a person's account nor that of a company of another name is paid.
    for (const payee of [
      { ...BUILDER, name: people[4]!.name, accountNo: '104014010000000077' },
      { ...BUILDER, name: people[4]!.name },
    ]) {
      const astray = await atCounter('DK04', { ...named, papers: papers('applicant', payee) });
      expect([astray.state, codes(astray)]).toEqual(['refused', ['PAYEE_NOT_CONFIRMED']]);
    }
    // Nor is a stranger's house mortgaged.
    const strange = nextUnit();
    await titled(strange, people[4]!);
    const stranger = await atCounter('DK04', { ...named, unitKey: strange, papers: papers('applicant') });
    expect([stranger.state, codes(stranger)]).toEqual(['refused', ['NOT_OWNER']]);
    const view = await atCounter('DK04', { ...named, papers: papers('applicant') });
    expect(await termsOf(view)).toMatchObject({
      purpose: 'build',
      payeeKind: 'builder',
      value: '320000.00',
      amount: '200000.00',
      homeOrder: 'first',
    });
    expect(view.spared).toMatchObject({ humanApprovals: 0 });
  });

  test('DK05: a bank’s home loan of before the day named, on a home that has its title; the lender is paid off', async () => {
    const { person: applicant } = await member(2);
    const unitKey = nextUnit();
    const credit = (grantedOn: string) => ({
      ...applicant,
      credit: {
        loans: [
          {
            type: 'commercial-housing',
            lender: LENDER,
            contractNo: 'GF2021000077',
            balance: '358000.00',
            monthly: '2400.00',
            purpose: 'housing',
            grantedOn,
          },
        ],
      },
    });
    const describe = (grantedOn: string) =>
      world.control('POST', '/control/people', { people: [credit(grantedOn)] });
    const paper = { number: 'ZM-2027-0310', issuer: LENDER, issuedOn: '2027-03-01' };
    const input = {
      applicant: { name: applicant.name, idNo: applicant.idNo },
      unitKey,
      papers: {
        identity: cardOf(applicant),
        statement: {
          kind: 'lender-statement',
          ...paper,
          lender: LENDER,
          contractNo: 'GF2021000077',
          balance: '358000.00',
          payee: { name: LENDER, accountNo: '104014010000000022', bankCode: '104' },
        },
        price: {
          kind: 'purchase-contract',
          ...paper,
          price: '1200000.00',
          address: '太原市小店区某小区某号',
          area: '108.60',
        },
      },
    };
    await describe('2026-05-01');
    const refused = await atCounter('DK05', input);
    expect([refused.state, codes(refused)]).toEqual(['refused', ['WINDOW_EXPIRED', 'PURCHASE_FACT']]);
    await describe('2021-06-18');
    await titled(unitKey, applicant);
    // What the lender states is compared with the report, and the payee with the lender: no surplus becomes money.
    const stating = (change: object) => ({
      ...input,
      papers: { ...input.papers, statement: { ...input.papers.statement, ...change } },
    });
    const more = await atCounter('DK05', stating({ balance: '358000.01' }));
    expect([more.state, codes(more)]).toEqual(['refused', ['BALANCE_DIFFERS']]);
    const payee = { ...input.papers.statement.payee, name: BUILDER.name };
    const astray = await atCounter('DK05', stating({ payee }));
    expect([astray.state, codes(astray)]).toEqual(['refused', ['PAYEE_NOT_CONFIRMED']]);
    const view = await atCounter('DK05', input);
    expect(await termsOf(view)).toMatchObject({
      purpose: 'conversion',
      payeeKind: 'lender',
      amount: '358000.00',
      unitKey,
    });
    const converted = await member(2);
    const loanId = view.receipt!['loanId'] as string;
    await signLoan(world, staff, { loanId, people: [converted], day: LOAN_DATE, time: '10:00' });
    // Ours is registered behind the lender's; the lender is paid, and its mortgage is watched until it is gone.
    const old = { certNo: '晋(2021)太原市不动产证明第0000088号', mortgagee: LENDER, kind: 'mortgage' };
    await world.control('PUT', `/control/units/${unitKey}`, { mortgages: [old] });
    const { file } = await registrar(world, await applicationOf(world, loanId), 'register');
    const part = async () =>
      (await readLoan(converted, loanId)).parts['clearance'] as { state: string } | null;
    await until('the old mortgage seen', async () => (await part())?.state === 'standing', 60);
    expect(await paidFor(world, loanId)).toMatchObject([{ payeeAccount: '104014010000000022' }]);
    const ours = { certNo: file.certNo, mortgagee: '本中心', kind: 'mortgage' };
    await world.control('PUT', `/control/units/${unitKey}`, { mortgages: [ours] });
    await rows(world, 'UPDATE loan_clearance SET due_at = clock_timestamp() WHERE loan_id = $1', [loanId]);
    await until('the old mortgage gone', async () => (await part())?.state === 'cleared', 60);
    expect((await readLoan(converted, loanId)).timeline.map(({ kind }) => kind)).toEqual(
      expect.arrayContaining(['disbursed', 'old-mortgage-stands', 'old-mortgage-cleared']),
    );
  }, 90_000);
});
