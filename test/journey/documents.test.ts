import { createPublicKey, verify } from 'node:crypto';
import { canonicalJson, sha256Hex } from '../../src/kernel/canonical-json';
import type { Json } from '../../src/kernel/fact';
import type { CaseView } from '../../src/modules/casework';
import type { ItemCode } from '../../scripts/sdk';
import { type HttpAnswer, type HttpClient, startWorld, type World } from '../support';
import { pdfText } from '../support/pdf-text';
import {
  castOf,
  type Employer,
  eventsOf,
  expectProof,
  getFile,
  memberWithCard,
  type Person,
  receiptOf,
  rows,
  settledEmployer,
  signIn,
  type SignedIn,
  submit,
} from './support';

const CODE = /^[0-9A-Z]{4}(-[0-9A-Z]{4}){3}$/;

interface Issued {
  readonly id: string;
  readonly code: string;
  readonly caseId: string;
}

describe('certificates and statements', () => {
  let world: World;
  let employer: Employer;
  let member: SignedIn;
  let rare: SignedIn;
  let visitor: HttpClient;
  let people: readonly Person[];

  beforeAll(async () => {
    world = await startWorld();
    const cast = await castOf(world);
    people = ['renter', 'rareName', 'divorced'].map((role) => cast.inRole(role));
    employer = await settledEmployer(world, () => people);
    member = await memberWithCard(world, people[0]!);
    rare = await signIn(world, people[1]!, 'member');
    visitor = world.visitor();
  }, 180_000);
  afterAll(() => world.stop());

  const verified = async (code: string): Promise<HttpAnswer['body']> => {
    const { status, body } = await visitor.get(`/v1/verifications/${encodeURIComponent(code)}`);
    expect(status).toBe(200);
    return body;
  };

  async function issue(by: SignedIn, item: ItemCode, input: object): Promise<Issued> {
    const made = (await submit(by.client, item, input)).body as CaseView;
    expect(made.state).toBe('done');
    expect(receiptOf(made, 'code')).toMatch(CODE);
    return { id: receiptOf(made, 'documentId'), code: receiptOf(made, 'code'), caseId: made.id };
  }

  const contentOf = async (by: SignedIn, { id }: Issued) => (await by.client.get(`/v1/documents/${id}`)).body;
  const printed = async (by: SignedIn, { id }: Issued) => {
    const file = await getFile(world, by, `/v1/documents/${id}/pdf`);
    expect([file.status, file.headers.get('content-type')]).toEqual([200, 'application/pdf']);
    return { bytes: file.bytes, text: pdfText(file.bytes).replace(/\s+/g, '') };
  };

  /** Issued in one call, printed, verified by anybody, revoked by its holder, verified again. */
  async function lives(by: SignedIn, made: Issued, kind: string, holder: string): Promise<void> {
    const before = await verified(made.code);
    expect(before).toMatchObject({ state: 'valid', kind: { zh: kind }, holder, revokedAt: null });
    expect((await printed(by, made)).text).toContain(made.code);
    const revocation = { reason: 'no-longer-needed' };
    const path = `/v1/documents/${made.id}/revocation`;
    const answer = await by.client.post(path, revocation, { key: `revoke-${made.id}` });
    expect(answer).toMatchObject({ status: 200, body: { state: 'revoked', revocation: { by: 'holder' } } });
    const again = await by.client.post(path, revocation, { key: `revoke-${made.id}` });
    expect([again.text, again.headers.get('idempotency-replayed')]).toEqual([answer.text, 'true']);
    expect(await by.client.post(path, revocation)).toMatchObject({
      status: 409,
      body: { code: 'DOCUMENT_REVOKED' },
    });
    const after = await verified(made.code);
    expect(after).toMatchObject({ state: 'revoked', stateText: { zh: '已撤销' }, holder });
    expect(after.revokedAt).not.toBeNull();
    expect((await printed(by, made)).text).toContain('已撤销REVOKED');
    const { body: view } = await by.client.get(`/v1/cases/${made.caseId}`);
    expect(eventsOf(view)).toContain('document-revoked');
  }

  it('a member has a certificate of the account, which lives from issue to revocation', async () => {
    const made = await issue(member, 'GJ32', { certificate: 'contribution' });
    const { content } = await contentOf(member, made);
    const { name, idNo } = member.person;
    expect(content.body).toMatchObject({
      name,
      idNo: `${idNo.slice(0, 6)}********${idNo.slice(-4)}`,
      stateZh: '正常',
      base: '8000.00',
      monthlyEmployer: '960.00',
      monthlyTotal: '1920.00',
      paidThrough: '2026-10',
      monthsInARow: 3,
      balance: '5760.00',
    });
    expect(content.body.loansUsed).toBeUndefined();
    expect(content).toMatchObject({ issuedOn: '2026-10-15', validUntil: '2026-12-14' });
    const { text } = await printed(member, made);
    for (const shown of [
      name,
      '住房公积金个人缴存证明',
      '缴至年月2026年10月',
      '5,760.00元',
      '单位12%，个人12%',
    ]) {
      expect(text).toContain(shown);
    }
    await lives(member, made, '住房公积金个人缴存证明', '零**一');
  });

  it('a centre elsewhere that is to lend sees the whole id number and the loans used here', async () => {
    const made = await issue(member, 'GJ32', { certificate: 'loan-elsewhere' });
    const { content } = await contentOf(member, made);
    expect(content.body).toMatchObject({ idNo: member.person.idNo, loansUsed: 0, loansUnsettled: 0 });
    const { text } = await printed(member, made);
    expect(text).toContain('异地贷款职工住房公积金缴存使用证明');
    expect(text).toContain(`证件号码${member.person.idNo}`);
    expect(text).toContain('已用公积金贷款未使用');
    const masked = await issue(member, 'GJ32', { certificate: 'loan-elsewhere', idNumber: 'masked' });
    expect((await printed(member, masked)).text).not.toContain(member.person.idNo);
  });

  it('an employer has a certificate of how far it has paid', async () => {
    const made = await issue(employer.agent, 'GJ17', { employerId: employer.id });
    const { content } = await contentOf(employer.agent, made);
    expect(content.body).toMatchObject({
      activeMembers: 3,
      sealedMembers: 0,
      paidThrough: '2026-10',
      monthsInArrears: 0,
      suspense: '0.00',
    });
    const { text } = await printed(employer.agent, made);
    expect(text).toContain(content.body.name);
    expect(text).toContain('缴存人数3人');
    await lives(employer.agent, made, '住房公积金单位缴存证明', content.body.name);
  });

  it('an employer has the statement of a month, every member with both parts', async () => {
    const made = await issue(employer.agent, 'GJ18', { employerId: employer.id, month: '2026-09' });
    const { content } = await contentOf(employer.agent, made);
    expect(content.body).toMatchObject({
      members: 3,
      employerTotal: '2880.00',
      employeeTotal: '2880.00',
      total: '5760.00',
      listState: 'POSTED',
      paidThrough: '2026-10',
      suspenseOpening: '0.00',
      suspenseClosing: '0.00',
    });
    const { body: page } = await employer.agent.client.get(`/v1/documents/${made.id}/lines?limit=2`);
    expect(page).toMatchObject({ count: 3, lines: [{ total: '1920.00' }, { employer: '960.00' }] });
    const rest = await employer.agent.client.get(
      `/v1/documents/${made.id}/lines?limit=2&cursor=${page.next}`,
    );
    expect(rest.body).toMatchObject({ next: null });
    const names = [...page.lines, ...rest.body.lines].map(({ name }: { name: string }) => name);
    expect(names.sort()).toEqual(people.map(({ name }) => name).sort());
    const { text } = await printed(employer.agent, made);
    expect(text).toContain('住房公积金单位对账单');
    expect(text).toContain('合计2,880.002,880.005,760.00');
    await lives(employer.agent, made, '住房公积金单位对账单', content.body.name);
  });

  it('a member has the statement of a period, with opening and closing balance', async () => {
    const made = await issue(member, 'GJ33', { from: '2026-10-01', to: '2026-10-15' });
    const { content } = await contentOf(member, made);
    expect(content.body).toMatchObject({
      opening: '0.00',
      credits: '5760.00',
      debits: '0.00',
      closing: '5760.00',
    });
    const { body } = await member.client.get(`/v1/documents/${made.id}/lines`);
    expect(body.lines.map(({ type, balance }: { type: string; balance: string }) => [type, balance])).toEqual(
      [
        ['03', '0.00'],
        ['01', '1920.00'],
        ['01', '3840.00'],
        ['01', '5760.00'],
      ],
    );
    const { text } = await printed(member, made);
    expect(text).toContain('01汇缴');
    expect(text).toContain('期末余额5,760.00元');
    await lives(member, made, '住房公积金个人账户明细', '零**一');
  });

  it('comes as CSV in UTF-8 and in GB18030 as well', async () => {
    const made = await issue(employer.agent, 'GJ18', { employerId: employer.id, month: '2026-10' });
    const path = `/v1/documents/${made.id}/lines.csv`;
    const utf8 = await getFile(world, employer.agent, path);
    expect(utf8.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    expect([...utf8.bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
    const lines = utf8.bytes.toString('utf8').slice(1).trimEnd().split('\r\n');
    expect(lines).toHaveLength(4);
    expect(lines[0]).toBe('个人账号,姓名,缴存基数,单位部分,个人部分,合计');
    const gb = await getFile(world, employer.agent, `${path}?encoding=gb18030`);
    expect(gb.headers.get('content-type')).toBe('text/csv; charset=gb18030');
    expect(new TextDecoder('gb18030').decode(gb.bytes).trimEnd().split('\r\n')).toEqual(lines);
    const english = await getFile(world, employer.agent, `${path}?lang=en`);
    expect(english.bytes.toString('utf8')).toMatch(/^\ufeffaccount,name,base/);
  });

  it('has the same bytes whenever it is printed', async () => {
    const made = await issue(member, 'GJ32', { certificate: 'contribution' });
    const [one, other] = [await printed(member, made), await printed(member, made)];
    expect(other.bytes.equals(one.bytes)).toBe(true);
    expect(one.bytes.length).toBeLessThan(150_000);
  });

  it('shows a name that the font lacks by the number of its character', async () => {
    const made = await issue(rare, 'GJ32', { certificate: 'contribution' });
    expect((await contentOf(rare, made)).content.body.name).toBe('测𠮷');
    const { text } = await printed(rare, made);
    expect(text).toContain('姓名测〔U+20BB7〕');
    expect(text).toContain('未收录的字');
  });

  it('can be checked by its hash, signature and public key, without us', async () => {
    const made = await issue(member, 'GJ32', { certificate: 'contribution' });
    const { content, contentHash, keyId, signature } = await contentOf(member, made);
    expect(sha256Hex(canonicalJson(content as Json))).toBe(contentHash);
    const { keys } = (await visitor.get('/v1/document-keys')).body as { keys: { kid: string; x: string }[] };
    const { x = '' } = keys.find(({ kid }) => kid === keyId) ?? {};
    const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' });
    const { code, id: documentId, issuedAt, kind } = content;
    const signed = { algorithm: 'Ed25519', code, contentHash, documentId, issuedAt, keyId, kind };
    const holds = (what: Json) =>
      verify(null, Buffer.from(canonicalJson(what)), key, Buffer.from(signature as string, 'base64url'));
    expect(holds(signed)).toBe(true);
    expect(holds({ ...signed, contentHash: sha256Hex('another') })).toBe(false);
    expect(await verified(made.code)).toMatchObject({ contentHash, keyId, signature });
  });

  it('is nobody else’s: members, agents and visitors find nothing', async () => {
    const made = await issue(member, 'GJ32', { certificate: 'contribution' });
    const ofEmployer = await issue(employer.agent, 'GJ17', { employerId: employer.id });
    for (const path of ['', '/pdf', '/lines', '/lines.csv']) {
      expect((await rare.client.get(`/v1/documents/${made.id}${path}`)).status).toBe(404);
      expect((await employer.agent.client.get(`/v1/documents/${made.id}${path}`)).status).toBe(404);
      expect((await member.client.get(`/v1/documents/${ofEmployer.id}${path}`)).status).toBe(404);
      expect((await visitor.get(`/v1/documents/${made.id}${path}`)).status).toBe(401);
    }
    const revocation = { reason: 'no-longer-needed' };
    expect((await rare.client.post(`/v1/documents/${made.id}/revocation`, revocation)).status).toBe(404);
    expect((await verified(made.code)).state).toBe('valid');
  });

  it('stands in the list of its holder, page by page, and in nobody else’s', async () => {
    const lone = await signIn(world, people[2]!, 'member');
    const made = await issue(lone, 'GJ32', { certificate: 'contribution' });
    const later = await issue(lone, 'GJ32', { certificate: 'loan-elsewhere' });
    const { body: first } = await lone.client.get('/v1/documents?limit=1');
    expect(first.documents.map(({ id }: Issued) => id)).toEqual([later.id]);
    const { body: second } = await lone.client.get(`/v1/documents?limit=1&cursor=${first.next}`);
    expect([second.documents.map(({ id }: Issued) => id), second.next]).toEqual([[made.id], null]);
    const { body: ofEmployer } = await employer.agent.client.get(`/v1/documents?employerId=${employer.id}`);
    expect(ofEmployer.documents.length).toBeGreaterThan(0);
    expect((await lone.client.get(`/v1/documents?employerId=${employer.id}`)).status).toBe(404);
  });

  it('the centre looks with a trace, and revokes for a reason of its own on a case', async () => {
    const made = await issue(member, 'GJ32', { certificate: 'contribution' });
    const clerk = await world.signedIn({ role: 'clerk', name: '柜员甲', idNo: '11010519491231002X' });
    const looks = () =>
      rows<{ n: number }>(world, 'SELECT count(*)::int AS n FROM case_reading WHERE case_id = $1', [
        made.caseId,
      ]);
    const [before] = await looks();
    expect((await clerk.get(`/v1/documents/${made.id}`)).status).toBe(200);
    expect((await looks())[0]!.n).toBe(before!.n + 1);
    const revoke = (body: object) => clerk.post(`/v1/documents/${made.id}/revocation`, body);
    expect(await revoke({ reason: 'no-longer-needed', caseId: made.caseId })).toMatchObject({ status: 400 });
    expect(await revoke({ reason: 'issued-in-error' })).toMatchObject({
      status: 400,
      body: { errors: [{ code: 'REVOCATION_CASE' }] },
    });
    const strange = { reason: 'issued-in-error', caseId: '0193a1c0-0000-7000-8000-000000000009' };
    expect((await revoke(strange)).status).toBe(404);
    expect((await verified(made.code)).state).toBe('valid');
    const done = await revoke({ reason: 'issued-in-error', caseId: made.caseId });
    expect(done).toMatchObject({
      status: 200,
      body: { revocation: { by: 'centre', reasonText: { zh: '出具有误' } } },
    });
    expect((await verified(made.code)).state).toBe('revoked');
  });

  it('unknown, mistyped and not yet issued codes are told the same, and no more', async () => {
    const made = await issue(member, 'GJ32', { certificate: 'contribution' });
    const last = made.code.endsWith('0') ? '1' : '0';
    const answers = await Promise.all(
      ['0000-0000-0000-0000', made.code.slice(0, -1) + last, '不是核验码'].map(verified),
    );
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(answers[0]).toMatchObject({ state: 'unknown', kind: null, holder: null, contentHash: null });
    const read = made.code.toLowerCase().replaceAll('-', ' ');
    expect((await verified(read)).state).toBe('valid');
    expect(JSON.stringify(await verified(made.code))).not.toContain(member.person.name);
  });

  it('refuses what cannot be stated, with every reason, and issues nothing', async () => {
    const reason = async (by: SignedIn, item: ItemCode, input: object) => {
      const { body } = await submit(by.client, item, input);
      return [body.state, body.reasons?.[0]?.reasonCode];
    };
    const tomorrow = { from: '2026-10-01', to: '2026-10-16' };
    expect(await reason(member, 'GJ33', tomorrow)).toEqual(['refused', 'PERIOD_INVALID']);
    expect(await reason(member, 'GJ33', { from: '2026-10-02', to: '2026-10-01' })).toEqual([
      'refused',
      'PERIOD_INVALID',
    ]);
    const ofMonth = (month: string) => ({ employerId: employer.id, month });
    expect(await reason(employer.agent, 'GJ18', ofMonth('2026-11'))).toEqual(['refused', 'MONTH_INVALID']);
    expect(await reason(employer.agent, 'GJ18', ofMonth('2026-07'))).toEqual(['refused', 'MONTH_INVALID']);
    const stranger = await signIn(world, (await castOf(world)).inRole('homeOwner'), 'member');
    expect(await reason(stranger, 'GJ32', { certificate: 'contribution' })).toEqual([
      'refused',
      'ACCOUNT_NOT_FOUND',
    ]);
    expect((await submit(employer.agent.client, 'GJ32', { certificate: 'contribution' })).status).toBe(403);
  });

  it('leaves the books whole and every decision replayable', async () => {
    await expectProof(world);
  });

  it('slows down who tries codes', async () => {
    const statuses: number[] = [];
    for (let tries = 0; tries < 40; tries += 1) {
      statuses.push((await visitor.get('/v1/verifications/0000-0000-0000-0001')).status);
    }
    expect(new Set(statuses)).toEqual(new Set([200, 429]));
    expect(statuses.at(-1)).toBe(429);
  });
});
