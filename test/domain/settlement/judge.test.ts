import fc from 'fast-check';
import { fen } from '../../../src/kernel/money';
import {
  INSTRUCTION_STATES,
  type InstructionState,
} from '../../../src/modules/settlement/domain/instruction-state';
import { judge, type Judged } from '../../../src/modules/settlement/domain/judge';
import type { Outcome } from '../../../src/modules/settlement/domain/outcome';
import { allowedTransitions, OUTCOME_TABLE } from '../../../src/modules/settlement/domain/outcome-table';

const window = 5_000;
const facts = { amountFen: fen(100n), payeeAccount: '6222' };
const paid: Outcome = { kind: 'paid', bankSerial: 'S1', valueDate: '2026-11-21', ...facts };
const rejected: Outcome = { kind: 'rejected', code: 'CARD_CLOSED', ...facts };
const returned: Outcome = {
  kind: 'returned',
  bankSerial: 'S2',
  valueDate: '2026-11-22',
  reason: 'UNREAD',
  ...facts,
};
const unknown: Outcome = { kind: 'unknown', reason: 'silent' };
const notFound = (sinceSentMs: number): Outcome => ({ kind: 'not-found', sinceSentMs });

function instruction(state: InstructionState, change: Partial<Judged> = {}): Judged {
  const settled = state === 'paid' || state === 'returned';
  const bankSerial = settled ? 'S1' : null;
  const returnSerial = state === 'returned' ? 'S2' : null;
  return { state, frozen: false, bankSerial, returnSerial, ...facts, ...change };
}
const verdict = (state: InstructionState, outcome: Outcome) => judge(instruction(state), outcome, window);

describe('an instruction under way', () => {
  it.each(['created', 'sending', 'accepted', 'unknown'] as const)(
    'in state %s becomes paid or rejected',
    (state) => {
      expect(verdict(state, paid)).toEqual({ to: 'paid' });
      expect(verdict(state, rejected)).toEqual({ to: 'rejected' });
    },
  );

  it('whose answer is missing is unknown, never rejected, and stays so until the bank says more', () => {
    expect(verdict('sending', unknown)).toEqual({ to: 'unknown' });
    expect(verdict('unknown', unknown)).toBe('wait');
    expect(verdict('accepted', unknown)).toBe('wait');
  });

  it('short of funds may be sent again under its reference and is no failure', () => {
    expect(verdict('sending', { kind: 'insufficient-funds' })).toEqual({ to: 'created' });
  });

  it('whose return is told before its payment waits for the payment', () => {
    expect(verdict('sending', returned)).toBe('early');
    expect(verdict('unknown', returned)).toBe('early');
  });
});

describe('F21: "not found" at the bank', () => {
  it('is not final before the window has passed', () => {
    expect(verdict('unknown', notFound(window - 1))).toBe('wait');
    expect(verdict('sending', notFound(window - 1))).toEqual({ to: 'unknown' });
  });

  it('allows another attempt under the same reference once it has', () => {
    expect(verdict('unknown', notFound(window))).toEqual({ to: 'created' });
    expect(verdict('sending', notFound(window))).toEqual({ to: 'created' });
  });

  it('never sends an order again that the bank had accepted', () => {
    expect(verdict('accepted', notFound(window * 1_000))).toBe('wait');
  });
});

describe('what comes twice or too late', () => {
  it('changes nothing', () => {
    expect(verdict('paid', paid)).toBe('nothing');
    expect(verdict('paid', { kind: 'accepted' })).toBe('nothing');
    expect(verdict('rejected', rejected)).toBe('nothing');
    expect(verdict('returned', paid)).toBe('nothing');
    expect(verdict('returned', returned)).toBe('nothing');
  });

  it('tells a person when the bank rejects what it had paid', () => {
    expect(verdict('paid', rejected)).toEqual({ note: 'REJECTED_AFTER_PAID' });
  });
});

describe('a contradiction freezes the instruction', () => {
  it.each<[string, InstructionState, Outcome, string]>([
    ['paid after rejected', 'rejected', paid, 'PAID_AFTER_REJECTED'],
    ['another amount', 'sending', { ...paid, amountFen: fen(101n) }, 'WRONG_AMOUNT'],
    ['another card', 'unknown', { ...paid, payeeAccount: '6223' }, 'OTHER_CARD'],
    [
      'our reference with another content',
      'sending',
      { kind: 'contradiction', code: 'REFERENCE_REUSED' },
      'REFERENCE_REUSED',
    ],
  ])('%s', (_, state, outcome, code) => {
    expect(verdict(state, outcome)).toEqual({ freeze: code });
  });

  it('after which nothing changes by itself', () => {
    for (const outcome of [unknown, notFound(window), { kind: 'accepted' } as const]) {
      expect(judge(instruction('unknown', { frozen: true }), outcome, window)).toBe('nothing');
    }
  });

  it('and a final word of the bank is told to a person instead of being lost', () => {
    for (const outcome of [paid, rejected]) {
      const verdictWhileFrozen = judge(instruction('unknown', { frozen: true }), outcome, window);
      expect(verdictWhileFrozen).toEqual({ note: 'MOVED_WHILE_FROZEN' });
    }
    expect(judge(instruction('paid', { frozen: true }), returned, window)).toEqual({
      note: 'MOVED_WHILE_FROZEN',
    });
  });

  it('but what is paid is not frozen by a contradiction, so that its return is still booked', () => {
    expect(verdict('paid', { ...paid, bankSerial: 'S9' })).toEqual({ note: 'SECOND_PAYMENT' });
    expect(verdict('paid', { ...paid, amountFen: fen(101n) })).toEqual({ note: 'WRONG_AMOUNT' });
    expect(verdict('paid', returned)).toEqual({ to: 'returned' });
  });
});

describe('any sequence of messages', () => {
  const outcomes = fc.constantFrom<Outcome>(
    paid,
    rejected,
    returned,
    unknown,
    { kind: 'accepted' },
    { kind: 'insufficient-funds' },
    notFound(0),
    notFound(window),
  );
  const rank: Record<InstructionState, number> = {
    created: 0,
    sending: 0,
    unknown: 0,
    accepted: 1,
    rejected: 2,
    paid: 2,
    returned: 3,
  };

  it('never leaves paid or rejected but for a return, and takes allowed steps only', () => {
    fc.assert(
      fc.property(fc.array(outcomes, { maxLength: 20 }), (messages) => {
        let present = instruction('sending');
        for (const message of messages) {
          const next = judge(present, message, window);
          if (typeof next !== 'object') continue;
          if ('freeze' in next) present = { ...present, frozen: true };
          if (!('to' in next)) continue;
          expect(allowedTransitions()).toContain(`${present.state}>${next.to}`);
          if (rank[present.state] >= 2) expect(rank[next.to]).toBeGreaterThan(rank[present.state]);
          present = instruction(next.to, { frozen: present.frozen });
        }
      }),
    );
  });

  it('has a decision for every state and every kind of outcome', () => {
    const kinds = Object.keys(OUTCOME_TABLE.created);
    for (const state of INSTRUCTION_STATES)
      expect(Object.keys(OUTCOME_TABLE[state]).sort()).toEqual(kinds.sort());
  });
});
