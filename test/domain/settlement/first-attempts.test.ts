import { fen } from '../../../src/kernel/money';
import { FirstAttempts, freshAttempt } from '../../../src/modules/settlement/app/first-attempts';
import { LEASE_MS } from '../../../src/platform/config';

const account = {
  id: 'account',
  bankCode: '104',
  accountNo: '140000000001',
  name: '住房公积金管理中心',
  purpose: 'collection',
  leafAccountId: 1n,
} as const;
const attemptOf = (id: string) =>
  freshAttempt(
    id,
    {
      purpose: 'withdrawal',
      sourceId: id,
      payeeCardId: 'card',
      amountFen: fen(1n),
      busType: '02',
      summary: '提取',
      reference: `R${id}`,
      bankAccountId: account.id,
    },
    account,
    { cardNo: '6222000000000001', holderName: '张三', bankCode: '104' },
    'instance',
  );

describe('a first attempt kept between carry-out and dispatch', () => {
  let kept: FirstAttempts;
  beforeEach(() => {
    jest.useFakeTimers();
    kept = new FirstAttempts();
  });
  afterEach(() => jest.useRealTimers());

  it('is given once, and not when it is too old', () => {
    kept.add(attemptOf('one'));
    expect(kept.take('one', LEASE_MS)?.order.reference).toBe('Rone');
    expect(kept.take('one', LEASE_MS)).toBeNull();
    kept.add(attemptOf('two'));
    jest.advanceTimersByTime(50);
    expect(kept.take('two', 50)).toBeNull();
  });

  it('whose transaction failed keeps no card number beyond its lease', () => {
    kept.add(attemptOf('failed'));
    jest.advanceTimersByTime(LEASE_MS - 1);
    kept.add(attemptOf('young'));
    expect(JSON.stringify([...heldBy(kept)])).toContain('failed');
    jest.advanceTimersByTime(1);
    kept.add(attemptOf('next'));
    expect([...heldBy(kept)]).toEqual(['young', 'next']);
  });

  it('gives way to newer ones when there are more than a process can have', () => {
    for (let index = 0; index < 1001; index += 1) kept.add(attemptOf(String(index)));
    expect(kept.take('0', LEASE_MS)).toBeNull();
    expect(kept.take('1', LEASE_MS)).not.toBeNull();
  });
});

/** Ids of everything that is still in memory. */
function heldBy(kept: FirstAttempts): Iterable<string> {
  return (kept as unknown as { attempts: Map<string, unknown> }).attempts.keys();
}
