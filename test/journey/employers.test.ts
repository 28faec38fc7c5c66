import { startWorld, type World } from '../support';
import {
  apply,
  castOf,
  type Cast,
  type Employer,
  eventsOf,
  expectProof,
  newPeople,
  type Person,
  readCase,
  receiptOf,
  registration,
  registryMood,
  remit,
  rows,
  sendList,
  settledEmployer,
  type SignedIn,
  signIn,
  submit,
} from './support';

describe('an employer looks after its account itself', () => {
  let world: World;
  let cast: Cast;
  let employer: Employer;
  let staff: readonly Person[];
  let other: SignedIn;
  const view = async (agent = employer.agent) =>
    (await agent.client.get(`/v1/employers/${employer.id}`)).body;
  const company = () => cast.companyInRole('employer');
  const change = (changes: object) =>
    world.control('POST', '/control/companies', {
      companies: [{ creditCode: company().creditCode, ...changes }],
    });

  beforeAll(async () => {
    world = await startWorld({ env: { REGISTRY_DEADLINE_MS: '600' } });
    cast = await castOf(world);
    staff = await newPeople(world, 3);
    employer = await settledEmployer(world, () => staff);
    other = await signIn(world, staff[0]!, 'employer-agent');
  }, 120_000);
  afterEach(() => expectProof(world), 30_000);
  afterAll(() => world.stop(), 60_000);

  test('and its account becomes active with its first member', async () => {
    const steps = await rows(
      world,
      `SELECT s.from_state || '>' || s.to_state AS step FROM unit_state_change AS s`,
    );
    expect(steps).toEqual([{ step: '02>01' }]);
    expect(await view()).toMatchObject({ state: '01' });
  });

  test('is called what the company registry calls it; phone, address and payday are its own word (GJ02)', async () => {
    await registryMood(world, 'msa', 'silence');
    const free = { employerId: employer.id, takeLicence: false, phone: '0351-7654321', payday: 20 };
    const own = await apply(employer.agent.client, 'GJ02', free);
    expect([own.state, own.receipt]).toEqual(['done', { changed: ['phone', 'payday'] }]);
    expect(await view()).toMatchObject({ payday: 20, name: company().name });
    const waiting = await apply(employer.agent.client, 'GJ02', {
      employerId: employer.id,
      takeLicence: true,
    });
    expect(waiting.state).toBe('waiting');
    await employer.agent.client.post(`/v1/cases/${waiting.id}/cancellation`, undefined);
    await registryMood(world, 'msa', 'normal');

    const renamed = '零跑更名科技有限公司(虚构)';
    await change({ name: renamed });
    const taken = await apply(employer.agent.client, 'GJ02', { employerId: employer.id, takeLicence: true });
    expect([taken.state, taken.receipt]).toEqual(['done', { changed: ['name'] }]);
    expect(await view()).toMatchObject({ name: renamed });
    expect(await rows(world, 'SELECT name FROM employer_former')).toEqual([{ name: company().name }]);
    await change({ name: company().name });
    await apply(employer.agent.client, 'GJ02', { employerId: employer.id, takeLicence: true });
    const sealed = await rows(world, `SELECT phone_sealed::text AS phone FROM employer`);
    expect(JSON.stringify(sealed)).not.toContain('7654321');

    const nothing = await submit(employer.agent.client, 'GJ02', {
      employerId: employer.id,
      takeLicence: false,
    });
    expect([nothing.status, nothing.body.errors[0].code]).toEqual([400, 'NOTHING_ASKED']);
    const revoked = cast.companyInRole('revokedEmployer').creditCode;
    const strange = { employerId: employer.id, takeLicence: true, creditCode: revoked };
    const refused = await apply(employer.agent.client, 'GJ02', strange);
    expect(refused.reasons.map(({ reasonCode }) => reasonCode)).toEqual([
      'EMPLOYER_NOT_IN_BUSINESS',
      'NAME_MISMATCH',
    ]);
  });

  test('its legal representative says who acts for it, and an authorisation can be withdrawn (GJ03)', async () => {
    expect((await other.client.get(`/v1/employers/${employer.id}`)).status).toBe(404);
    const authorise = { name: staff[0]!.name, idNo: staff[0]!.idNo };
    const stranger = await submit(other.client, 'GJ03', { employerId: employer.id, authorise });
    expect(stranger.status).toBe(404);
    const { creditCode } = company();
    const knowing = await apply(other.client, 'GJ03', { employerId: employer.id, creditCode, authorise });
    expect(knowing.reasons.map(({ reasonCode }) => reasonCode)).toEqual(['NAME_MISMATCH']);

    const head = employer.agent.client;
    const wrong = await apply(head, 'GJ03', {
      employerId: employer.id,
      authorise: { ...authorise, name: '别人' },
    });
    expect(wrong.reasons.map(({ reasonCode }) => reasonCode)).toEqual(['NAME_MISMATCH']);
    const alone = await apply(head, 'GJ03', { employerId: employer.id, secondAgent: true });
    expect(alone.reasons.map(({ reasonCode }) => reasonCode)).toEqual(['SECOND_AGENT_MISSING']);
    const given = await apply(head, 'GJ03', { employerId: employer.id, authorise });
    expect([given.state, receiptOf(given, 'agents')]).toEqual(['done', '2']);
    expect(await view(other)).toMatchObject({ id: employer.id });

    const withdrawn = await apply(head, 'GJ03', { employerId: employer.id, withdraw: authorise });
    expect(withdrawn.state).toBe('done');
    expect((await other.client.get(`/v1/employers/${employer.id}`)).status).toBe(404);
    const again = await apply(head, 'GJ03', { employerId: employer.id, withdraw: authorise });
    expect(again.reasons.map(({ reasonCode }) => reasonCode)).toEqual(['AGENT_UNKNOWN']);
    await apply(head, 'GJ03', { employerId: employer.id, authorise });
  });

  test('what an agent filed is the employer’s: without the authority nobody reads, follows or cancels it any more', async () => {
    const { name, idNo } = staff[0]!;
    await registryMood(world, 'soc', 'silence');
    const newcomer = (await newPeople(world, 1, 40))[0]!;
    const members = [{ name: newcomer.name, idNo: newcomer.idNo, base: '8000.00' }];
    const filed = await apply(other.client, 'GJ20', { employerId: employer.id, members });
    expect(filed.state).toBe('waiting');
    const asked = async () => [
      (await other.client.get(`/v1/cases/${filed.id}`)).status,
      (await other.client.get(`/v1/cases/${filed.id}/events`)).status,
      (await other.client.post(`/v1/cases/${filed.id}/cancellation`, undefined)).status,
    ];
    const head = employer.agent.client;
    const withdrawn = await apply(head, 'GJ03', { employerId: employer.id, withdraw: { name, idNo } });
    expect(withdrawn.state).toBe('done');
    expect(await asked()).toEqual([404, 404, 404]);
    expect((await readCase(head, filed.id)).id).toBe(filed.id);
    await apply(head, 'GJ03', { employerId: employer.id, authorise: { name, idNo } });
    expect((await readCase(other.client, filed.id)).id).toBe(filed.id);
    const cancelled = await other.client.post(`/v1/cases/${filed.id}/cancellation`, undefined);
    expect(cancelled.body).toMatchObject({ state: 'cancelled' });
    await registryMood(world, 'soc', 'normal');
  });

  test('a new legal representative, whom only the company registry knows, takes it over (GJ03, GJ02)', async () => {
    const { name, idNo } = staff[1]!;
    const former = company().legalRepresentative;
    await change({ legalRepresentative: { name, idNo } });
    const head = await signIn(world, staff[1]!, 'employer-agent');
    const { creditCode } = company();
    const input = { employerId: employer.id, creditCode, authorise: { name, idNo } };
    expect(await apply(head.client, 'GJ03', input)).toMatchObject({ state: 'done' });
    const taken = await apply(head.client, 'GJ02', { employerId: employer.id, takeLicence: true });
    expect(taken.receipt).toEqual({ changed: ['legalRepresentative'] });
    const old = await apply(employer.agent.client, 'GJ03', { employerId: employer.id, secondAgent: false });
    expect(old.reasons.map(({ reasonCode }) => reasonCode)).toEqual(['NAME_MISMATCH']);
    await change({ legalRepresentative: former });
    await apply(head.client, 'GJ02', { employerId: employer.id, takeLicence: true });
    const given = await apply(employer.agent.client, 'GJ03', {
      employerId: employer.id,
      withdraw: { name, idNo },
    });
    expect(given.state).toBe('done');
  });

  test('other ratios hold from the month asked for, once a fund year; one agent applies and another agrees (GJ07)', async () => {
    const on = await apply(employer.agent.client, 'GJ03', { employerId: employer.id, secondAgent: true });
    expect(on.state).toBe('done');
    const input = {
      employerId: employer.id,
      ratioEmployer: '0.08',
      ratioEmployee: '0.05',
      fromMonth: '2026-11',
    };
    const draft = (await sendList(employer, '2026-11', staff)).body;
    const asked = await apply(employer.agent.client, 'GJ07', input);
    expect(asked).toMatchObject({ state: 'waiting', reasons: [] });
    const consent = (who: SignedIn, agreed: boolean, id = asked.id) =>
      who.client.post(`/v1/employers/${employer.id}/cases/${id}/consent`, { agreed });
    expect((await consent(employer.agent, true)).body).toMatchObject({ status: 403, code: 'SAME_AGENT' });
    const stranger = await signIn(world, staff[2]!, 'employer-agent');
    expect((await consent(stranger, true)).status).toBe(404);
    const agreed = await consent(other, true);
    expect([agreed.status, agreed.body.state]).toEqual([201, 'done']);
    expect(agreed.body.receipt.draftsCancelled).toEqual([draft.id]);
    expect(eventsOf(agreed.body)).toContain('second-agent');
    expect((await consent(other, false)).body.code).toBe('CASE_NOT_WAITING');

    const declined = await apply(employer.agent.client, 'GJ07', { ...input, ratioEmployer: '0.09' });
    expect(declined.reasons.map(({ reasonCode }) => reasonCode)).toEqual(['RATIO_ONCE_A_YEAR']);
    const late = await apply(employer.agent.client, 'GJ07', { ...input, fromMonth: '2026-10' });
    expect(late.reasons.map(({ reasonCode }) => reasonCode)).toContain('MONTH_INVALID');
    const same = await apply(employer.agent.client, 'GJ07', input);
    expect(same.reasons.map(({ reasonCode }) => reasonCode)).toContain('RATIO_UNCHANGED');
    for (const ratioEmployer of ['0.04', '0.13']) {
      const out = await apply(employer.agent.client, 'GJ07', { ...input, ratioEmployer });
      expect(out.reasons.map(({ reasonCode }) => reasonCode)).toContain('RATIO_OUT_OF_RANGE');
    }
  });

  test('a list waits for the other agent as well, and is worked out with the new ratios (GJ11)', async () => {
    expect(await view()).toMatchObject({ monthDue: '2026-11', ratioEmployer: '0.08', ratioEmployee: '0.05' });
    const list = (await sendList(employer, '2026-11', staff)).body;
    expect(list.total).toBe('3120.00');
    const confirmed = await apply(employer.agent.client, 'GJ11', { listId: list.id });
    expect(confirmed.state).toBe('waiting');
    const declined = await other.client.post(`/v1/employers/${employer.id}/cases/${confirmed.id}/consent`, {
      agreed: false,
    });
    expect(declined.body.state).toBe('refused');
    expect(declined.body.reasons.map(({ reasonCode }: { reasonCode: string }) => reasonCode)).toEqual([
      'SECOND_AGENT_DECLINED',
    ]);
    const off = await apply(employer.agent.client, 'GJ03', { employerId: employer.id, secondAgent: false });
    expect(off.state).toBe('done');
    expect(await remit(employer, '2026-11', staff)).toMatchObject({ state: 'done' });
  });

  test('money is collected from an account of its own only, whose bank says so (GJ04)', async () => {
    const companies = (await world.control('GET', '/control/world')).companies as {
      role: string;
      bankAccount: { bankCode: '104'; accountNo: string };
    }[];
    const [own, others] = ['employer', 'otherEmployer'].map(
      (role) => companies.find((one) => one.role === role)!.bankAccount,
    );
    const given = (account: { bankCode: '104'; accountNo: string } | undefined) =>
      apply(employer.agent.client, 'GJ04', {
        employerId: employer.id,
        ...(account && { account: { bankCode: account.bankCode, accountNo: account.accountNo } }),
      });
    expect((await given(others)).reasons.map(({ reasonCode }) => reasonCode)).toEqual(['ACCOUNT_OWNER']);
    const nowhere = { bankCode: '104', accountNo: '10488000000099999999' } as const;
    expect((await given(nowhere)).reasons.map(({ reasonCode }) => reasonCode)).toEqual(['ACCOUNT_OWNER']);
    expect((await given(undefined)).reasons.map(({ reasonCode }) => reasonCode)).toEqual(['NO_MANDATE']);
    const done = await given(own);
    expect(done).toMatchObject({ state: 'done', receipt: { mandate: 'given', bank: '104' } });
    expect(await given(own)).toMatchObject({ receipt: { mandate: 'replaced' } });
    const kept = await rows<{ line: string }>(world, `SELECT m::text AS line FROM unit_mandate AS m`);
    expect(kept).toHaveLength(2);
    for (const secret of [own!.accountNo, company().name])
      expect(kept.filter(({ line }) => line.includes(secret))).toEqual([]);
    expect(await given(undefined)).toMatchObject({ state: 'done', receipt: { mandate: 'ended' } });
  });

  test('what its account cannot become is told with what it can (GJ16, GJ05)', async () => {
    const resumed = await submit(employer.agent.client, 'GJ16', {
      employerId: employer.id,
      resumeFrom: '2026-12',
    });
    expect(resumed.body).toMatchObject({
      status: 409,
      code: 'UNIT_STATE',
      state: '01',
      possible: [
        { to: '03', item: 'GJ15' },
        { to: '05', item: 'GJ06' },
        { to: '04', item: 'GJ05' },
      ],
    });
    const closing = await apply(employer.agent.client, 'GJ05', { employerId: employer.id });
    expect(closing.reasons.map(({ reasonCode }) => reasonCode)).toEqual([
      'EMPLOYER_NOT_DEREGISTERED',
      'MEMBERS_LEFT',
    ]);
  });

  test('an employer that is no more is closed when nobody is left with it (GJ05)', async () => {
    const { creditCode, legalRepresentative } = cast.companyInRole('otherEmployer');
    const head = await signIn(world, legalRepresentative as Person, 'employer-agent');
    const made = await apply(head.client, 'GJ01', registration(creditCode));
    const employerId = receiptOf(made, 'employerId');
    expect((await head.client.get(`/v1/employers/${employerId}`)).body.state).toBe('02');
    await world.control('POST', '/control/companies', {
      companies: [{ creditCode, status: 'deregistered' }],
    });
    const closed = await apply(head.client, 'GJ05', { employerId });
    expect(closed.state).toBe('done');
    expect((await head.client.get(`/v1/employers/${employerId}`)).body.state).toBe('04');
    const again = await submit(head.client, 'GJ05', { employerId });
    expect(again.body).toMatchObject({ status: 409, code: 'UNIT_STATE', possible: [] });
    const shut = await apply(head.client, 'GJ02', { employerId, takeLicence: false, payday: 3 });
    expect(shut.reasons.map(({ reasonCode }) => reasonCode)).toEqual(['ACCOUNT_STATE']);
  });
});
