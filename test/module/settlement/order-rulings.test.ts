import { addDays } from '../../../src/kernel/calendar';
import { newId } from '../../../src/kernel/identifiers/uuid';
import { RuleOnOrders, RulingRefused } from '../../../src/modules/settlement';
import { ApplyOutcome } from '../../../src/modules/settlement/app/apply-outcome';
import type { Outcome } from '../../../src/modules/settlement/domain/outcome';
import { InstructionStore } from '../../../src/modules/settlement/store/instruction-store';
import type { RuledOutcome } from '../../../src/modules/settlement/store/order-ruling-store';
import { Clock } from '../../../src/platform/clock';
import { SettlementUnderTest } from './settlement-under-test';

const amountFen = 100_000n;

let room: SettlementUnderTest;
beforeAll(async () => {
  room = await SettlementUnderTest.start();
});
afterEach(async () => {
  expect(await room.breaches()).toEqual([]);
});
afterAll(() => room.stop());

/** A payment of which the bank has said nothing for a day. */
async function silentPayment(): Promise<string> {
  room.mood({ mood: 'silence', calls: 1 });
  const id = await room.instruct(amountFen);
  await room.dispatch(id);
  await room.passTime(25 * 3_600_000);
  return id;
}
/** The bank says so by itself. */
const says = (id: string, outcome: Outcome) =>
  room.run(async (tx) => {
    const order = await room.get(InstructionStore).lock(tx, id);
    const keep = () => Promise.resolve(null);
    return room.get(ApplyOutcome).apply(tx, order!, outcome, { fence: null, keep });
  });
const propose = (orderId: string, ruled: RuledOutcome) =>
  room.run((tx) =>
    room
      .get(RuleOnOrders)
      .propose(tx, { what: 'payment', orderId, ruled, evidenceNo: '银函〔2026〕88号', by: newId() }),
  );
const agree = (id: string) =>
  room.run((tx) => room.get(RuleOnOrders).decide(tx, { id, by: newId(), agreed: true }));
const refusedAs = (code: string) => expect.objectContaining({ name: RulingRefused.name, code });
const paidNow = (bankSerial: string) => {
  const valueDate: string = room.get(Clock).today();
  return { bankSerial, valueDate, amountFen };
};

const unpaid = { outcome: 'rejected', rejectCode: 'NOT_CARRIED_OUT' } as const;

describe('a payment that the bank had refused and says it paid', () => {
  it('is not ruled refused, neither from now on nor by what was put down before: it stays frozen', async () => {
    const id = await silentPayment();
    const before = await propose(id, unpaid);
    await says(id, { kind: 'rejected', code: 'CARD_CLOSED', amountFen: null, payeeAccount: null });
    const { bankSerial, valueDate } = paidNow('LATE1');
    const paid = { kind: 'paid', bankSerial, valueDate, amountFen: null, payeeAccount: null } as const;
    expect(await says(id, paid)).toEqual({ did: 'frozen', incident: 'PAID_AFTER_REJECTED' });
    await expect(agree(before)).rejects.toEqual(refusedAs('ORDER_CONTRADICTS'));
    await room.run((tx) => room.get(RuleOnOrders).decide(tx, { id: before, by: newId(), agreed: false }));
    await expect(propose(id, unpaid)).rejects.toEqual(refusedAs('ORDER_CONTRADICTS'));
    expect(await room.instruction(id)).toMatchObject({ state: 'rejected', frozen: true });
  });
});

describe('the day of a payment that the bank declares', () => {
  const day = (shift: number): string => addDays(room.get(Clock).today(), shift);

  it('is none before the order was made, and none to come', async () => {
    const id = await silentPayment();
    for (const shift of [-1, 1])
      await expect(propose(id, { outcome: 'paid', ...paidNow('S1'), valueDate: day(shift) })).rejects.toEqual(
        refusedAs('VALUE_DATE_IMPOSSIBLE'),
      );
    // Made two days ago: that day is the first that can be.
    await room.asOwner(`UPDATE instruction SET created_at = created_at - interval '48 hours' WHERE id = $1`, [
      id,
    ]);
    await expect(propose(id, { outcome: 'paid', ...paidNow('S1'), valueDate: day(-3) })).rejects.toEqual(
      refusedAs('VALUE_DATE_IMPOSSIBLE'),
    );
    await propose(id, { outcome: 'paid', ...paidNow('S1'), valueDate: day(-2) });
    expect(await room.count('order_ruling', `order_id = '${id}' AND value_date = '${day(-2)}'`)).toBe(1);
  });

  it('is looked at again when it is applied', async () => {
    const id = await silentPayment();
    const ruling = await propose(id, { outcome: 'paid', ...paidNow('S2') });
    await room.asOwner(`UPDATE order_ruling SET value_date = value_date + 1 WHERE id = $1`, [ruling]);
    await expect(agree(ruling)).rejects.toEqual(refusedAs('VALUE_DATE_IMPOSSIBLE'));
    expect((await room.instruction(id)).state).not.toBe('paid');
  });
});
