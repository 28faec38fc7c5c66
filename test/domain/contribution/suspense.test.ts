import { fen } from '../../../src/kernel/money';
import { listIdsIn } from '../../../src/modules/contribution/domain/remittance/list-ids';
import {
  drawFrom,
  lotsFor,
  type SuspenseLot,
  sumOf,
} from '../../../src/modules/contribution/domain/remittance/suspense';

const lot = (receiptId: string, left: bigint, more: Partial<SuspenseLot> = {}): SuspenseLot => ({
  receiptId,
  listId: null,
  why: 'no-list',
  awaited: false,
  recognisedBy: 'unit-account',
  keptOn: '2026-11-21',
  valueDate: '2026-11-21',
  amountFen: fen(left),
  leftFen: fen(left),
  ...more,
});
const lots = [
  lot('a', 100n),
  lot('b', 50n, { why: 'short', listId: 'L' }),
  lot('c', 30n, { why: 'short', listId: 'M' }),
  lot('d', 20n, { why: 'surplus', listId: 'L' }),
  lot('e', 5n, { why: 'not-awaited', listId: 'L' }),
  lot('f', 4n, { why: 'not-awaited', listId: 'M' }),
];

describe('money in suspense', () => {
  it('of a list: only what names it and is not its surplus, unless the employer chose that all of it may pay', () => {
    expect(lotsFor({ id: 'L', useSuspense: false }, lots).map(({ receiptId }) => receiptId)).toEqual([
      'b',
      'e',
    ]);
    expect(lotsFor({ id: 'L', useSuspense: true }, lots).map(({ receiptId }) => receiptId)).toEqual([
      'b',
      'e',
      'a',
      'c',
      'd',
      'f',
    ]);
    expect(sumOf(lots)).toBe(209n);
  });

  it.each<[bigint, [string, bigint][]]>([
    [0n, []],
    [1n, [['a', 1n]]],
    [100n, [['a', 100n]]],
    [
      101n,
      [
        ['a', 100n],
        ['b', 1n],
      ],
    ],
    [
      200n,
      [
        ['a', 100n],
        ['b', 50n],
        ['c', 30n],
        ['d', 20n],
      ],
    ],
    [
      209n,
      [
        ['a', 100n],
        ['b', 50n],
        ['c', 30n],
        ['d', 20n],
        ['e', 5n],
        ['f', 4n],
      ],
    ],
  ])('is drawn in order, %s fen', (amount, expected) => {
    expect(drawFrom(lots, fen(amount)).map(({ receiptId, amountFen }) => [receiptId, amountFen])).toEqual(
      expected,
    );
  });

  it('is never drawn beyond what is left', () => {
    expect(() => drawFrom(lots, fen(210n))).toThrow(RangeError);
    expect(() => drawFrom([], fen(1n))).toThrow(/lacks 1 fen/);
  });
});

describe('ids of lists in what a payer wrote', () => {
  const id = '0193a1c0-0000-7000-8000-000000000002';
  it.each([
    [`清册 ${id}`, [id]],
    [`清册${id.toUpperCase()} 与 ${id}`, [id]],
    [id.replace('-', ' -'), [id]],
    [id.replaceAll('-', ''), []],
    ['', []],
  ])('%s', (text, expected) => {
    expect(listIdsIn(text)).toEqual(expected);
  });
});
