import { createHash } from 'node:crypto';
import { fen } from '../../../src/kernel/money';
import { readAccountLine } from '../../../src/modules/settlement/wire/bocom/account-line';
import { readOrderStatus } from '../../../src/modules/settlement/wire/bocom/order-status';
import { PacketSeal } from '../../../src/modules/settlement/wire/bocom/packet-seal';
import { readPacket, writePacket } from '../../../src/modules/settlement/wire/bocom/packet-xml';
import { HmacSm3 } from '../../../src/modules/settlement/wire/signature-port';

const head = {
  trans_code: 'SBDC100',
  packet_no: 'P1',
  sent_at: '2026-11-21T10:00:00+08:00',
  sender: '301',
  receiver: '1',
  customer_no: '1',
};
const body = { order_no: 'R1', summary: '阿测·零跑 𠮷 <&> "\'' };
const now = new Date('2026-11-21T10:00:00+08:00');
const at = (seconds: number): Date => new Date(now.getTime() + seconds * 1_000);
const sound = writePacket({ head, body });
const read = (text: string) => readPacket(Buffer.from(text, 'utf8'));

describe('a packet', () => {
  it('comes back as it was written, rare characters and marks of XML included', () => {
    expect(read(sound)).toEqual({ head, body });
  });

  it.each<[string, (text: string) => string]>([
    ['a DTD', (text) => text.replace('<packet>', '<!DOCTYPE packet [<!ENTITY e "x">]><packet>')],
    ['an entity of its own', (text) => text.replace('R1', '&e;')],
    [
      'an outside entity',
      (text) => text.replace('<packet>', '<!DOCTYPE p SYSTEM "file:///etc/passwd"><packet>'),
    ],
    ['an attribute', (text) => text.replace('<body>', '<body id="1">')],
    ['a comment', (text) => text.replace('<body>', '<body><!-- x -->')],
    ['CDATA', (text) => text.replace('R1', '<![CDATA[R1]]>')],
    ['a processing instruction', (text) => text.replace('<body>', '<body><?x y?>')],
    ['a field twice', (text) => text.replace('<order_no>', '<order_no>R0</order_no><order_no>')],
    ['a field within a field', (text) => text.replace('R1', '<deep>R1</deep>')],
    ['a second body', (text) => text.replace('</packet>', '<body></body></packet>')],
    ['text between fields', (text) => text.replace('<order_no>', 'x<order_no>')],
    ['a head without its number', (text) => text.replace('<packet_no>P1</packet_no>', '')],
    ['another root', (text) => text.replaceAll('packet>', 'pocket>')],
    ['another encoding', (text) => text.replace('UTF-8', 'GB18030')],
    ['an end too soon', (text) => text.slice(0, -20)],
    ['a field too long', (text) => text.replace('R1', 'R'.repeat(4_001))],
    ['too many fields', (text) => text.replace('<body>', `<body>${many(101)}`)],
    ['too many bytes', (text) => text.replace('</packet>', `${' '.repeat(65_536)}</packet>`)],
  ])('with %s is not in the agreed form', (_what, spoil) => {
    expect(spoil(sound)).not.toBe(sound);
    expect(read(spoil(sound))).toBeNull();
  });

  it('that is no UTF-8 is not in the agreed form', () => {
    expect(readPacket(Buffer.concat([Buffer.from([0xff]), Buffer.from(sound)]))).toBeNull();
  });
});

describe('the seal of a packet', () => {
  const seal = new PacketSeal('k1', new HmacSm3(Buffer.from('a key that only this test knows, 32 bytes')));
  const signed = seal.sign(sound);
  const open = (text: string, header: string | null, when = now) =>
    seal.open(Buffer.from(text), header, when);

  it('is HMAC over SM3: RFC 2104 worked out by hand, on the hash of GB/T 32905', () => {
    const sm3 = (...parts: Buffer[]): Buffer => createHash('sm3').update(Buffer.concat(parts)).digest();
    // The standard's own example.
    expect(sm3(Buffer.from('abc')).toString('hex')).toBe(
      '66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0',
    );
    const key = Buffer.from('a key that only this test knows, 32 bytes');
    const pad = (byte: number): Buffer =>
      Buffer.from(Array.from({ length: 64 }, (_, at) => (key[at] ?? 0) ^ byte));
    const inner = sm3(pad(0x36), Buffer.from(sound));
    expect(signed).toMatch(new RegExp(`value=${sm3(pad(0x5c), inner).toString('hex')}$`));
    expect(open(sound, signed).state).toBe('verified');
  });

  it.each<[string, string, string | null]>([
    ['signature', `${sound} `, signed],
    ['signature', sound, signed.replace(/[0-9a-f]{64}$/, '0'.repeat(64))],
    ['algorithm', sound, signed.replace('HMAC-SM3', 'NONE')],
    ['key', sound, signed.replace('key=k1', 'key=k2')],
    ['shape', sound, null],
    ['shape', sound, 'value=1'],
    ['shape', 'no xml', seal.sign('no xml')],
  ])('is refused for its %s when that was touched', (fault, text, header) => {
    expect(open(text, header)).toEqual({ state: 'refused', fault });
  });

  it('is a replay when it is more than five minutes from now', () => {
    expect(open(sound, signed, at(300)).state).toBe('verified');
    for (const seconds of [301, -301])
      expect(open(sound, signed, at(seconds))).toEqual({ state: 'refused', fault: 'time' });
  });
});

describe('the result of an order', () => {
  const paid = {
    code: '0000',
    host_serial: 'S1',
    booked_on: '2026-11-21',
    amount_fen: '1234',
    payee_account: '6222',
  };

  it('is paid only with serial, day, amount and card', () => {
    expect(readOrderStatus(paid, null)).toEqual({
      kind: 'paid',
      bankSerial: 'S1',
      valueDate: '2026-11-21',
      amountFen: fen(1234n),
      payeeAccount: '6222',
    });
    for (const field of ['host_serial', 'booked_on', 'amount_fen', 'payee_account'])
      expect(readOrderStatus({ ...paid, [field]: '' }, null)).toEqual({ kind: 'unknown', reason: 'drift' });
    for (const amount of ['12.34', '-1', '0', '01', '1e3', '１２'])
      expect(readOrderStatus({ ...paid, amount_fen: amount }, null).kind).toBe('unknown');
  });

  it.each([
    ['0001', 'accepted'],
    ['0002', 'accepted'],
    ['9051', 'insufficient-funds'],
    ['9102', 'rejected'],
    ['9020', 'contradiction'],
    ['9999', 'unknown'],
    ['', 'unknown'],
  ])('with code "%s" is %s', (code, kind) => {
    expect(readOrderStatus({ code }, null).kind).toBe(kind);
  });

  it('is "not found" only when the bank was asked for it', () => {
    expect(readOrderStatus({ code: '9060' }, 7_000)).toEqual({ kind: 'not-found', sinceSentMs: 7_000 });
    expect(readOrderStatus({ code: '9060' }, null)).toEqual({ kind: 'unknown', reason: 'drift' });
  });
});

describe('a notice line', () => {
  const places =
    '1|3010|S1|CREDIT|9001|某单位|500|2026-11-21|10:00:00|500|行|单号1|CNY||500|0||||摘要|N|1|'.split('|');
  const line = (change: Readonly<Record<number, string>> = {}): string =>
    places.map((place, index) => change[index] ?? place).join('|');

  it('tells account, amount, direction, day and reference by their places', () => {
    expect(readAccountLine(line())).toMatchObject({
      accountNo: '3010',
      direction: 'in',
      amountFen: 500n,
      valueDate: '2026-11-21',
      remark: '单号1',
      reference: null,
    });
    const out = line({ 6: '-500', 16: 'ORDER', 17: 'R1' });
    expect(readAccountLine(out)).toMatchObject({ direction: 'out', amountFen: 500n, reference: 'R1' });
    expect(readAccountLine(line({ 20: 'Y' }))).toMatchObject({ reversal: true });
  });

  it.each<[string, Record<number, string>]>([
    ['a place too many', { 11: '单|号' }],
    ['an amount in yuan', { 6: '5.00' }],
    ['no amount', { 6: '0' }],
    ['no such day', { 7: '2026-11-31' }],
    ['another currency', { 12: 'USD' }],
    ['no mark of reversal', { 20: '' }],
    ['no serial', { 2: '' }],
    ['no account', { 1: '' }],
  ])('with %s is not in the agreed form', (_what, change) => {
    expect(readAccountLine(line(change))).toBeNull();
  });
});

function many(count: number): string {
  return Array.from({ length: count }, (_, index) => `<f${index}>1</f${index}>`).join('');
}
