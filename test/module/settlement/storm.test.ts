import { BANKS } from './banks';
import { NOT_FOUND_WINDOW_MS, SettlementUnderTest } from './settlement-under-test';

const MOODS = [
  'normal',
  'timeout-after-paying',
  'duplicate-callback',
  'silence',
  'error500-before-paying',
  'error500-after-paying',
  'garbage',
  'wrong-signature-after-paying',
  'late-callback',
  'reject-name-mismatch',
  // The last: what follows is paid from an account at another bank.
  'insufficient-funds',
];
const EACH = 4;
const amount = 1_000n;

describe.each(BANKS)('at bank $code', (bank) => {
  let room: SettlementUnderTest;
  beforeAll(async () => {
    room = await SettlementUnderTest.start(bank);
    await room.hearNotices();
  });
  afterAll(async () => {
    await room.stop();
  });

  it('whatever the bank does, every instruction ends, every fen is booked once, and our books are the bank’s', async () => {
    const before = await room.balance();
    const ids: string[] = [];
    for (const mood of MOODS) {
      room.moods.reset();
      // One good answer in between keeps the breaker closed: the storm is to reach the bank.
      const good = await room.instruct(amount);
      // A notice may be there before the answer.
      expect([bank.firstAnswer, 'paid']).toContain(await room.dispatch(good));
      ids.push(good);
      room.mood({ mood, delayMs: 20, calls: EACH });
      const some = await Promise.all(Array.from({ length: EACH }, () => room.instruct(amount)));
      ids.push(...some);
      const safetyNet = room.worker.workOnce();
      await Promise.all([...some.map((id) => room.dispatch(id)), safetyNet]);
    }
    room.moods.reset();
    // The name was said not to fit: what had not left waits until the card is verified anew.
    await room.passTime(NOT_FOUND_WINDOW_MS);
    await room.worker.workOnce();
    expect(await room.count('instruction', `state = 'created' AND held_at IS NOT NULL`)).toBeGreaterThan(0);
    await room.bindAnew();
    const open = `state NOT IN ('paid', 'rejected')`;
    for (let round = 0; round < 20 && (await room.count('instruction', open)) > 0; round += 1) {
      await room.passTime(NOT_FOUND_WINDOW_MS);
      await Promise.all([room.worker.workOnce(), room.worker.workOnce()]);
    }
    await room.noticesTaken();
    const states = await Promise.all(ids.map(async (id) => (await room.instruction(id)).state));
    const paid = states.filter((state) => state === 'paid').length;
    expect(states.filter((state) => state === 'rejected')).toHaveLength(EACH);
    expect(paid).toBe(ids.length - EACH);
    expect(await room.bankLines('payment')).toHaveLength(paid);
    expect(await room.balance()).toEqual({
      posted: before.posted - amount * BigInt(paid),
      held: before.held,
    });
    expect(await room.count('bank_incident')).toBe(0);
    expect(await room.breaches()).toEqual([]);
  });
});
