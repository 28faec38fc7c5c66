import { createHash } from 'node:crypto';
import type { Person } from '../../../src/simulators/world/person';
import {
  COURT_ORDER,
  ask,
  CONSENT,
  known,
  openOutsideWorld,
  SALE,
  sealer,
  TODAY,
  type OutsideWorld,
} from './outside-world';
import { PROJECT, UNIT } from './questions';

describe('what the registries say when all is well', () => {
  let world: OutsideWorld;
  const named = (role: string): Person => world.simulation.world.inRole(role);

  beforeAll(async () => {
    world = await openOutsideWorld({ deadlineMs: 10_000 });
  });
  afterAll(() => world.close());

  it('market supervision names the company, its head and its status', async () => {
    const company = world.simulation.world.companyInRole('employer');
    expect(known(await world.companies.licence(ask, company.creditCode))).toEqual({
      registered: true,
      creditCode: company.creditCode,
      name: '零跑示例科技有限公司(虚构)',
      legalRepresentative: company.legalRepresentative,
      status: 'in-business',
      foundedOn: '2018-11-21',
    });
  });

  it.each([
    ['revokedEmployer', 'revoked'],
    ['deregisteredEmployer', 'deregistered'],
  ])('market supervision says that %s is %s', async (role, status) => {
    const { creditCode } = world.simulation.world.companyInRole(role);
    expect(known(await world.companies.licence(ask, creditCode))).toMatchObject({ status });
  });

  it('a company nobody registered is a known no, not an unknown', async () => {
    expect(known(await world.companies.licence(ask, '91350100M000100Y43'))).toEqual({ registered: false });
  });

  it('the police tell match, mismatch and a number nobody bears apart, in the order asked', async () => {
    const [parent, dead, other] = [named('parentOfTwo'), named('deceased'), named('policeSpellsDifferently')];
    const nobody = { name: '无此人', idNo: '11010519491231002X' };
    expect(known(await world.police.people(ask, [parent, dead, other, nobody]))).toEqual([
      {
        idNo: parent.idNo,
        match: true,
        alive: true,
        minorChildren: 2,
        minorChildrenBirthYears: [2017, 2022],
        minorChildrenIdentities: [
          { name: `${parent.name}之子1`, idNo: expect.stringMatching(/^14019920170615\d{3}[\dX]$/) },
          { name: `${parent.name}之子2`, idNo: expect.stringMatching(/^14019920220615\d{3}[\dX]$/) },
        ],
        formerIdentities: [],
      },
      {
        idNo: dead.idNo,
        match: true,
        alive: false,
        minorChildren: 0,
        minorChildrenBirthYears: [],
        minorChildrenIdentities: [],
        formerIdentities: [],
      },
      { idNo: other.idNo, match: false, idNoExists: true },
      { idNo: nobody.idNo, match: false, idNoExists: false },
    ]);
  });

  it('the police tell under which names and numbers somebody was known before, to those who may ask', async () => {
    const { simulation } = world;
    const renamed = {
      name: '测改名',
      idNo: '140199199105060032',
      phone: '13900009901',
      cardNo: '6219990000099012',
    };
    const formerIdentities = [{ name: '测旧名', idNo: '140199199105060016' }];
    simulation.world.addPeople([{ ...renamed, formerIdentities }]);
    expect(known(await world.police.people(ask, [renamed]))).toMatchObject([
      { match: true, formerIdentities },
    ]);
  });

  it('a court order is told about the person it is against, and there is none about anybody else', async () => {
    const [renter, other] = [named('renter'), named('buyer')];
    const { orderNo, ...details } = COURT_ORDER;
    expect(known(await world.courts.order(ask, orderNo, renter))).toEqual({ inForce: true, ...details });
    expect(known(await world.courts.order(ask, orderNo, other))).toEqual({ inForce: false });
    expect(known(await world.courts.order(ask, '（2026）晋0105执99号', renter))).toEqual({ inForce: false });
  });

  it('names with a rare character or a middle dot survive the wire', async () => {
    const people = [named('rareName'), named('middleDotName')];
    expect(people.map((person) => person.name)).toEqual(['测𠮷', '阿测·零跑']);
    const records = known(await world.police.people(ask, people));
    expect(records.map((record) => record.match)).toEqual([true, true]);
  });

  it('social insurance gives running, ended and parallel jobs, and none for somebody never insured', async () => {
    const employer = world.simulation.world.companyInRole('employer').creditCode;
    const nobody = { name: '无此人', idNo: '11010519491231002X' };
    const people = [named('renter'), named('leftEmployer'), named('twoJobs'), nobody];
    const [renter, left, two, none] = known(await world.insurance.employments(ask, people));
    expect(renter?.employments).toMatchObject([{ creditCode: employer, to: null }]);
    expect(left?.employments).toEqual([
      { creditCode: employer, from: '2023-07-21', to: '2026-03-21', base: '7200.00' },
    ]);
    expect(two?.employments).toHaveLength(2);
    expect(none?.employments).toEqual([]);
  });

  it('civil affairs name the spouse and the day', async () => {
    const spouse = named('renterSpouse');
    expect(known(await world.civil.marriage(ask, named('renter')))).toEqual({
      status: 'married',
      spouse: { name: spouse.name, idNo: spouse.idNo },
      since: '2023-07-21',
    });
    expect(known(await world.civil.marriage(ask, named('silentRenter')))).toEqual({ status: 'single' });
    expect(known(await world.civil.marriage(ask, named('divorced')))).toMatchObject({ status: 'divorced' });
    expect(known(await world.civil.marriage(ask, named('widowed')))).toMatchObject({ status: 'widowed' });
  });

  it.each([
    ['marriageRegisteredElsewhere', 'elsewhere'],
    ['marriageOnPaper', 'paper'],
  ])('civil affairs cannot tell the status of %s and never say single', async (role, file) => {
    expect(known(await world.civil.marriage(ask, named(role)))).toEqual({ status: 'not-online', file });
  });

  it('the title registry finds the home of either spouse, and none in so many words', async () => {
    const couple = [named('spouseOwnsHome'), named('spouseElsewhere')];
    expect(known(await world.estate.homes(ask, couple, '1401'))).toMatchObject([
      { ownerIdNo: couple[1]?.idNo },
    ]);
    expect(known(await world.estate.homes(ask, [named('renter'), named('renterSpouse')], '1401'))).toEqual(
      [],
    );
  });

  it('a home in another city is no home here', async () => {
    expect(known(await world.estate.homes(ask, [named('homeInOtherCity')], '1401'))).toEqual([]);
    expect(known(await world.estate.homes(ask, [named('homeInOtherCity')], '1101'))).toHaveLength(1);
  });

  it('the housing bureau gives the contract of both buyers, its loan and its unit', async () => {
    const [buyer, spouse] = [named('buyer'), named('buyerSpouse')];
    const [contract, ...more] = known(await world.housing.filedContracts(ask, buyer));
    expect(more).toEqual([]);
    expect(contract).toMatchObject({
      price: 120_000_000n,
      loanAmount: 70_000_000n,
      filedOn: '2026-09-21',
      status: 'valid',
      unitKey: expect.stringMatching(/^[0-9A-Z]{28}$/) as unknown,
      supervisedAccount: '104014019900000077',
      buyers: [
        { name: buyer.name, idNo: buyer.idNo, sharePercent: 50 },
        { name: spouse.name, idNo: spouse.idNo, sharePercent: 50 },
      ],
    });
    expect(known(await world.housing.filedContracts(ask, spouse))).toEqual([contract]);
  });

  it('the housing bureau tells cancelled, late and twice filed contracts, and none in so many words', async () => {
    const of = async (role: string) => known(await world.housing.filedContracts(ask, named(role)));
    expect(await of('cancelledBuyer')).toMatchObject([{ status: 'cancelled', loanAmount: null }]);
    expect(await of('lateBuyer')).toMatchObject([{ status: 'valid', filedOn: '2025-09-21' }]);
    expect((await of('partBuyer'))[0]?.buyers.map(({ sharePercent }) => sharePercent)).toEqual([70, 30]);
    const twice = await of('twiceFiledBuyer');
    expect([twice.length, new Set(twice.map(({ unitKey }) => unitKey)).size]).toEqual([2, 1]);
    expect(await of('renter')).toEqual([]);
  });

  it('the retirement registry tells when and how somebody retired, and who did not', async () => {
    const of = async (role: string) => known(await world.retirements.retirement(ask, named(role)));
    expect(await of('retiree')).toEqual({ retired: true, retiredOn: '2026-10-21', kind: 'statutory' });
    expect(await of('earlyRetiree')).toEqual({ retired: true, retiredOn: '2026-06-21', kind: 'early' });
    expect(await of('renter')).toEqual({ retired: false });
  });

  it('a pension kept outside the retirement registry is never "not retired": only a visit can show it', async () => {
    const answer = await world.retirements.retirement(ask, named('armyPensioner'));
    expect(answer).toMatchObject({ state: 'unknown', reason: 'denied', exchange: { outcome: 'denied' } });
    expect(answer).not.toHaveProperty('value');
  });

  it('the retirement registry tells assessed working ability by its grade', async () => {
    const of = async (role: string) => known(await world.retirements.disability(ask, named(role)));
    expect(await of('disabled')).toEqual({ assessed: true, grade: 3, assessedOn: '2026-07-21' });
    expect(await of('slightlyDisabled')).toMatchObject({ assessed: true, grade: 7 });
    expect(await of('renter')).toEqual({ assessed: false });
  });

  it('the tax authority adds up the employers of a year, and tells zero from nothing declared', async () => {
    const of = async (role: string, year = 2025) =>
      known(await world.taxes.wageIncome(ask, named(role), year));
    const two = await of('twoJobs');
    expect(two.employers).toHaveLength(2);
    expect(two.total).toBe(two.employers.reduce((sum, { amount }) => sum + amount, 0n));
    expect(two.months).toBe(12);
    expect(await of('zeroDeclared')).toMatchObject({ total: 0n, months: 12, employers: [{ amount: 0n }] });
    expect(await of('renter', 2001)).toEqual({ year: 2001, total: 0n, months: 0, employers: [] });
  });

  it('the title registry tells a unit that is free from one that is seized or mortgaged, a flat without a title too', async () => {
    const { estate } = world.simulation.world;
    expect(known(await world.estate.unit(ask, UNIT))).toEqual({
      unitKey: UNIT,
      seized: false,
      mortgages: [],
      title: null,
      landUntil: null,
    });
    const mortgage = {
      certNo: '晋(2026)预告第0000001号',
      mortgagee: '样板银行(虚构)',
      kind: 'pre-notice',
    } as const;
    estate.changeUnit(UNIT, { seized: true });
    estate.encumber(UNIT, mortgage);
    expect(known(await world.estate.unit(ask, UNIT))).toMatchObject({ seized: true, mortgages: [mortgage] });
    estate.disencumber(UNIT, mortgage.certNo);
    expect(known(await world.estate.unit(ask, UNIT))).toMatchObject({ mortgages: [] });
  });

  it('the housing bureau names the supervised account of a project; one it does not know is a known no', async () => {
    expect(known(await world.housing.project(ask, PROJECT))).toEqual({
      registered: true,
      admitted: true,
      supervisedAccount: {
        bankCode: '104',
        accountNo: '104014019900000077',
        name: '虚构样板置业有限公司预售资金监管专户',
      },
    });
    world.simulation.world.estate.addProject({
      projectNo: 'XS140199-0001',
      admitted: false,
      supervisedAccount: null,
    });
    expect(known(await world.housing.project(ask, 'XS140199-0001'))).toEqual({
      registered: true,
      admitted: false,
      supervisedAccount: null,
    });
    expect(known(await world.housing.project(ask, 'XS140199-0002'))).toEqual({ registered: false });
  });

  it('the police tell a face that is the person’s from another’s, from one that is unclear, and from none', async () => {
    const [renter, other] = [named('renter'), named('buyer')];
    const { estate } = world.simulation.world;
    const of = async (captureNo: string) => known(await world.police.face(ask, renter, captureNo));
    expect(await of(estate.capture(renter.idNo).captureNo)).toEqual({ result: 'match', similarity: '97.20' });
    expect(await of(estate.capture(other.idNo).captureNo)).toEqual({
      result: 'no-match',
      similarity: '31.50',
    });
    expect(await of(estate.capture(renter.idNo, true).captureNo)).toEqual({
      result: 'unclear',
      similarity: null,
    });
    expect(await of('RX9999999999')).toEqual({ result: 'not-captured', similarity: null });
  });

  it('the tax authority tells a contract on which deed tax was paid from one on which none was', async () => {
    const of = async (contractNo: string) =>
      known(await world.taxes.deedTax(ask, named('secondHandBuyer'), contractNo));
    expect(await of('ES(2026)0000001')).toEqual({
      paid: true,
      taxedPrice: 105_000_000n,
      paidOn: '2026-08-26',
    });
    expect(await of('ES(2026)9999999')).toEqual({ paid: false });
  });

  it('a credit report tells loans, overdue months and flags; somebody who never borrowed is known', async () => {
    const of = async (role: string) => known(await world.credit.report(ask, named(role), CONSENT));
    expect(await of('overdueBorrower')).toEqual({
      record: 'kept',
      overdueMonths: ['2026-09', '2026-08', '2026-07'],
      maxConsecutive: 3,
      cumulative: 4,
      presentOverdue: 231_675n,
      loans: [
        {
          type: 'commercial-housing',
          lender: '样板银行(虚构)',
          contractNo: 'GF2021000077',
          balance: 35_800_000n,
          monthly: 231_675n,
          purpose: 'housing',
          grantedOn: '2021-06-18',
        },
      ],
      flags: ['defaulter'],
    });
    expect(await of('renter')).toMatchObject({ record: 'kept', loans: [], flags: [] });
    expect(await of('neverBorrowed')).toEqual({ record: 'none' });
  });

  it.each([
    ['creditFrozen', 'denied'],
    ['lateCreditReport', 'stale'],
  ])('the credit report of %s is no report: %s', async (role, reason) => {
    const answer = await world.credit.report(ask, named(role), CONSENT);
    expect(answer).toMatchObject({ state: 'unknown', reason, exchange: { outcome: reason } });
  });

  it('without a signed consent no credit report is asked for', async () => {
    const answer = await world.credit.report(ask, named('renter'), ' ');
    expect(answer).toEqual({ state: 'unknown', reason: 'denied', exchange: null });
  });

  it('the national platform tells accounts and loans elsewhere, two centres of one city apart', async () => {
    const accounts = async (role: string) => known(await world.platform.accountsElsewhere(ask, named(role)));
    expect(await accounts('accountElsewhere')).toEqual([
      { centreCode: '110100000000000', accountState: '02' },
    ]);
    expect((await accounts('twoCentresInTown')).map(({ centreCode }) => centreCode)).toEqual([
      '140100000000001',
      '140100000000002',
    ]);
    expect(await accounts('renter')).toEqual([]);
    expect(known(await world.platform.loansElsewhere(ask, named('accountElsewhere')))).toEqual({
      used: 1,
      unsettled: 1,
      contracts: [{ contractNo: expect.stringMatching(/^YD/), settled: false }],
    });
  });

  it('while a centre is offline nobody is without an account elsewhere, and the platform itself is well', async () => {
    for (let round = 0; round < 8; round += 1) {
      const answer = await world.platform.accountsElsewhere(ask, named('centreOffline'));
      expect(answer).toMatchObject({ state: 'unknown', reason: 'unreachable', exchange: { status: 200 } });
    }
    expect(await world.platform.accountsElsewhere(ask, named('renter'))).toMatchObject({ state: 'known' });
  });

  it('an answer is valid for a day from its as-of, that of civil affairs for seven', async () => {
    const lifetime = (answer: { asOf: string; validUntil: string }): number =>
      (Date.parse(answer.validUntil) - Date.parse(answer.asOf)) / 86_400_000;
    const home = await world.estate.homes(ask, [named('renter')], '1401');
    const marriage = await world.civil.marriage(ask, named('renter'));
    if (home.state === 'unknown' || marriage.state === 'unknown') throw new Error('both must be known');
    expect([lifetime(home), lifetime(marriage)]).toEqual([1, 7]);
    expect(home.receiptNo).toMatch(/^晋不动产查〔2026〕第\d{7}号$/);
  });

  it('the evidence holds question and answer sealed, and the hash of the bytes that came', async () => {
    const renter = named('renter');
    const { exchange } = await world.civil.marriage(ask, renter);
    if (exchange === null || exchange.sealedResponse === null) throw new Error('a call leaves evidence');
    expect(exchange).toMatchObject({
      registry: 'CIV',
      purpose: 'TQ12',
      outcome: 'known',
      status: 200,
      attempts: 1,
    });
    expect(sealer.open(exchange.sealedRequest)).toContain(renter.idNo);
    const bytes = Buffer.from(sealer.open(exchange.sealedResponse), 'base64');
    expect(bytes.toString('utf8')).toContain(renter.idNo);
    expect(exchange.responseSha256).toBe(createHash('sha256').update(bytes).digest('hex'));
    const open = { ...exchange, sealedRequest: null, sealedResponse: null };
    for (const secret of [renter.idNo, renter.name]) expect(JSON.stringify(open)).not.toContain(secret);
  });

  it('without a legal basis nothing is asked', async () => {
    const answer = await world.civil.marriage({ ...ask, basis: ' ' }, named('renter'));
    expect(answer).toEqual({ state: 'unknown', reason: 'denied', exchange: null });
  });

  it('the title registry names title, owners and the end of the land use of a unit', async () => {
    const { estate } = world.simulation.world;
    const unit = UNIT.replace(/1$/, '7');
    const title = { titleNo: '晋(2019)太原市不动产权第0000007号', registeredOn: TODAY };
    estate.changeUnit(unit, { title: { ...title, ownerIdNos: [named('renter').idNo] }, landUntil: TODAY });
    expect(known(await world.estate.unit(ask, unit))).toMatchObject({
      title: { ...title, owners: [named('renter').idNo] },
      landUntil: TODAY,
    });
  });

  it('the housing bureau tells a second-hand sale to its buyer, the tax authority what the home is worth', async () => {
    const { priceFen, downPaymentFen, assessedFen, ...sale } = SALE;
    const { name, idNo } = named('renter');
    expect(known(await world.housing.saleContracts(ask, named('renter')))).toEqual([
      {
        ...sale,
        price: priceFen,
        downPayment: downPaymentFen,
        buyers: [{ name, idNo, sharePercent: 100 }],
      },
    ]);
    expect(known(await world.housing.saleContracts(ask, named('homeOwner')))).toEqual([]);
    const assessment = (contractNo: string) => world.taxes.assessment(ask, named('renter'), contractNo);
    expect(known(await assessment(SALE.contractNo))).toEqual({
      assessed: true,
      price: assessedFen,
      assessedOn: TODAY,
    });
    expect(known(await assessment('CL(2026)9999999'))).toEqual({ assessed: false });
  });

  it('the courts tell who stands on the list of defaulters and since when', async () => {
    expect(known(await world.courts.defaulter(ask, named('overdueBorrower')))).toEqual({
      listed: true,
      listedOn: '2025-03-21',
    });
    expect(known(await world.courts.defaulter(ask, named('renter')))).toEqual({ listed: false });
  });

  it('the national platform tells how somebody contributes with one centre; no account there is a known no', async () => {
    const of = (centre: string) =>
      world.platform.contributionElsewhere(ask, named('accountElsewhere'), centre);
    expect(known(await of('110100000000000'))).toMatchObject({
      found: true,
      accountState: '02',
      monthsInARow: 0,
    });
    expect(known(await of('340100000000000'))).toEqual({ found: false });
  });
});
