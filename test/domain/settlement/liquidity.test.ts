import { dispatchTo, type Position } from '../../../src/modules/settlement/domain/liquidity';

const floor = 1_000n;

const position = (accountId: string, bookFen: bigint, more: Partial<Position> = {}): Position => ({
  accountId,
  bankCode: '104',
  purpose: 'collection',
  bookFen,
  reservedFen: 0n,
  comingFen: 0n,
  ...more,
});

describe('money for an account that is short of funds', () => {
  const short = position('short', 5_000n, { reservedFen: 9_000n });

  it('covers everything under way and the floor, from the richest account of its kind', () => {
    const others = [position('poorer', 50_000n), position('richest', 60_000n)];
    expect(dispatchTo('short', [short, ...others], floor)).toEqual({
      fromAccountId: 'richest',
      toAccountId: 'short',
      amountFen: 5_000n,
    });
  });

  it('never comes from an account of another kind, however rich', () => {
    expect(dispatchTo('short', [short, position('gains', 900_000n, { purpose: 'gains' })], floor)).toBeNull();
  });

  it.each([
    ['the floor of the giver is kept', 4_000n, 3_000n],
    ['one fen above the floor is given', 1_001n, 1n],
  ])('is as much as can be spared: %s', (_what, bookFen, amountFen) => {
    expect(dispatchTo('short', [short, position('giver', bookFen)], floor)).toMatchObject({ amountFen });
  });

  it.each([
    ['who has the floor only', position('giver', 1_000n)],
    ['whose money is promised', position('giver', 60_000n, { reservedFen: 59_000n })],
  ])('does not come from one %s', (_what, giver) => {
    expect(dispatchTo('short', [short, giver], floor)).toBeNull();
  });

  it('does not come from one that is held, but from the next', () => {
    const held = position('held', 90_000n, { isHeld: true });
    expect(dispatchTo('short', [short, held], floor)).toBeNull();
    expect(dispatchTo('short', [short, held, position('next', 50_000n)], floor)).toMatchObject({
      fromAccountId: 'next',
    });
  });

  it('is not sent for twice: what is on its way counts', () => {
    const giver = position('giver', 60_000n);
    expect(dispatchTo('short', [{ ...short, comingFen: 5_000n }, giver], floor)).toBeNull();
    expect(dispatchTo('short', [{ ...short, comingFen: 4_999n }, giver], floor)).toMatchObject({
      amountFen: 1n,
    });
  });

  it('comes to one that is given up for what it still has to pay, without a floor, and never from such a one', () => {
    const [given, giver] = [{ ...short, isGivenUp: true }, position('giver', 60_000n)];
    expect(dispatchTo('short', [given, giver], floor)).toMatchObject({ amountFen: 4_000n });
    expect(dispatchTo('short', [{ ...given, bookFen: 9_000n }, giver], floor)).toBeNull();
    expect(dispatchTo('short', [short, { ...giver, isGivenUp: true }], floor)).toBeNull();
  });

  it.each([
    ['has exactly its floor left', 10_000n, null],
    ['lacks one fen of it', 9_999n, 1n],
  ])('is moved only when it is missing: an account that %s', (_what, bookFen, amountFen) => {
    const account = position('short', bookFen, { reservedFen: 9_000n });
    expect(dispatchTo('short', [account, position('giver', 60_000n)], floor)?.amountFen ?? null).toBe(
      amountFen,
    );
  });
});
