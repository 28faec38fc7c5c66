import { dayOf } from '../../../src/kernel/calendar';
import { startSimulation, type Simulation } from '../../../src/simulators/simulation';

describe('the control interface of the simulators', () => {
  let simulation: Simulation;
  const call = async (
    method: string,
    path: string,
    body?: unknown,
  ): Promise<{ status: number; body: unknown }> => {
    const response = await fetch(`http://127.0.0.1:${simulation.port}${path}`, {
      method,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return { status: response.status, body: await response.json() };
  };

  beforeAll(async () => {
    simulation = await startSimulation({ port: 0, businessDate: '2026-11-21', latency: 'none' });
  });
  afterAll(() => simulation.close());
  afterEach(() => call('POST', '/control/reset'));

  it('shows people and companies with their roles', async () => {
    const { body } = await call('GET', '/control/world');
    const { people, companies } = body as {
      people: { role: string | null }[];
      companies: { role: string }[];
    };
    expect(people.map((person) => person.role)).toEqual(
      expect.arrayContaining([
        'renter',
        'renterSpouse',
        'homeOwner',
        'silentRenter',
        'timeoutRenter',
        'parentOfTwo',
      ]),
    );
    expect(companies.map((company) => company.role)).toContain('employer');
  });

  it('takes in people as it shows them', async () => {
    const given = {
      name: '测新人',
      idNo: '11010519491231002X',
      phone: '16099990001',
      cardNo: '6219990099990000015',
      employments: [{ creditCode: '91350100M000100Y43', from: '2025-01-01', to: null, base: '5000.00' }],
    };
    const { status, body } = await call('POST', '/control/people', { people: [given] });
    expect(status).toBe(201);
    expect((body as { people: unknown[] }).people).toEqual([expect.objectContaining(given)]);
    expect(simulation.world.person(given.idNo)?.employments[0]?.baseFen).toBe(500_000n);
  });

  it('takes in pensions, assessments and contracts as it shows them, and cancels a contract', async () => {
    const person = {
      name: '测新人',
      idNo: '11010519491231002X',
      phone: '16099990001',
      cardNo: '6219990099990000015',
      pension: { retiredOn: '2026-10-01', kind: 'other' },
      disability: { grade: 2, assessedOn: '2026-09-30' },
    };
    const { body } = await call('POST', '/control/people', { people: [person] });
    expect((body as { people: unknown[] }).people).toEqual([expect.objectContaining(person)]);
    const contract = {
      contractNo: 'YS(2026)9000001',
      unitKey: '140199001001GB00012F00019999',
      price: '640000.00',
      filedOn: '2026-10-08',
      buyers: [{ name: person.name, idNo: person.idNo, sharePercent: 100 }],
      loanAmount: '300000.00',
    };
    const filed = await call('POST', '/control/contracts', { contracts: [contract] });
    expect(filed).toMatchObject({ status: 201, body: { contracts: [{ ...contract, status: 'valid' }] } });
    const path = `/control/contracts/${encodeURIComponent(contract.contractNo)}`;
    expect(await call('PUT', path, { status: 'cancelled' })).toMatchObject({ status: 200 });
    expect(simulation.world.contractsOf(person.idNo)).toMatchObject([{ status: 'cancelled' }]);
    await call('POST', '/control/reset');
    expect(simulation.world.contractsOf(person.idNo)).toEqual([]);
  });

  it('makes a crowd', async () => {
    const { body } = await call('POST', '/control/people', { generate: 25, seed: 4 });
    expect((body as { people: unknown[] }).people).toHaveLength(25);
  });

  it('limits a mood to the next calls', async () => {
    await call('PUT', '/control/moods/msa', { mood: 'error500', calls: 2 });
    const { creditCode } = simulation.world.companyInRole('employer');
    const statuses: number[] = [];
    for (let round = 0; round < 3; round += 1) {
      const response = await fetch(`http://127.0.0.1:${simulation.port}/scjg/qyxx/v2/${creditCode}`);
      await response.arrayBuffer();
      statuses.push(response.status);
    }
    expect(statuses).toEqual([500, 500, 200]);
    expect((await call('GET', '/control/moods')).body).toMatchObject({ msa: { mood: 'normal' } });
  });

  it.each([
    ['PUT', '/control/moods/nobody', { mood: 'silence' }],
    ['PUT', '/control/moods/msa', { mood: 'sulking' }],
    ['PUT', '/control/moods/msa', { mood: 'silence', calls: 0 }],
    ['PUT', '/control/moods/msa', { mood: 'delay', delayMs: '5' }],
    ['PUT', '/control/business-date', { businessDate: '2026-02-30' }],
    ['POST', '/control/people', { people: [{ name: '测' }] }],
    ['POST', '/control/people', { generate: -1 }],
    ['POST', '/control/contracts', { contracts: [{ contractNo: 'X', unitKey: 'too short' }] }],
    ['PUT', '/control/contracts/YS(2026)0000001', { status: 'lost' }],
    ['POST', '/POL/TX/P0301', { BODY: { LIST: [] } }],
  ])('%s %s %j is a 400', async (method, path, body) => {
    expect((await call(method, path, body)).status).toBe(400);
  });

  it('moves the day of the answers', async () => {
    await call('PUT', '/control/business-date', { businessDate: '2027-03-01' });
    const { creditCode } = simulation.world.companyInRole('employer');
    expect((await call('GET', `/scjg/qyxx/v2/${creditCode}`)).body).toMatchObject({
      cxsj: expect.stringMatching(/^2027-03-01 /) as unknown,
    });
    await call('PUT', '/control/business-date', { businessDate: null });
    const before = dayOf(new Date());
    const { businessDate } = (await call('GET', '/control/world')).body as { businessDate: string };
    expect([before, dayOf(new Date())]).toContain(businessDate);
    await call('PUT', '/control/business-date', { businessDate: '2026-11-21' });
  });
});
