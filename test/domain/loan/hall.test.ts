import {
  BRANCH_NAMES,
  type BranchStates,
  branchState,
  HALL_BRANCHES,
  type HallBranchName,
  isOver,
  mayMove,
} from '../../../src/modules/loan/domain/hall/hall-branch';
import { nextAct } from '../../../src/modules/loan/domain/hall/hall-saga';
import { askInMs, firstAskMs } from '../../../src/modules/loan/app/hall/hall-times';

const begun = Object.fromEntries(
  BRANCH_NAMES.map((name) => [name, HALL_BRANCHES[name].first]),
) as unknown as BranchStates;
const standing = (change: Partial<BranchStates> = {}): BranchStates => ({ ...begun, ...change });
const joined = { loan: 'committed', tax: 'paid', custody: 'funded' } as const;
const registered = { ...joined, contract: 'confirmed', title: 'registered' } as const;

describe('a branch of the one hall', () => {
  test.each(BRANCH_NAMES)('%s begins in a state of its own and goes to states of its own alone', (name) => {
    const { first, states } = HALL_BRANCHES[name];
    expect(Object.keys(states)).toContain(first);
    for (const state of Object.keys(states)) {
      const { next, text } = branchState(name, state);
      for (const to of next) expect(Object.keys(states)).toContain(to);
      expect(text.zh).toMatch(/^[\p{Script=Han}，、]+$/u);
      expect(isOver(name, state)).toBe(next.length === 0);
    }
  });

  test('can be ended from wherever it has come to, or has ended', () => {
    const ends = (name: HallBranchName, from: string, seen: readonly string[] = []): boolean =>
      isOver(name, from) ||
      branchState(name, from).next.some((to) => !seen.includes(to) && ends(name, to, [...seen, from]));
    for (const name of ['tax', 'title', 'money', 'clearance', 'payout', 'loan'] as const)
      for (const state of Object.keys(HALL_BRANCHES[name].states)) {
        const paid = ['money.paid', 'title.registered'].includes(`${name}.${state}`);
        expect([name, state, paid || ends(name, state)]).toEqual([name, state, true]);
      }
  });

  test('does not go back: tax that was paid is not assessed again, custody given back is not funded', () => {
    expect(mayMove('tax', 'paid', 'assessed')).toBe(false);
    expect(mayMove('custody', 'returned', 'funded')).toBe(false);
    expect(mayMove('custody', 'returning', 'funded')).toBe(false);
    expect(mayMove('title', 'given-up', 'registered')).toBe(false);
    expect(() => branchState('tax', 'constructor')).toThrow('has no state');
  });

  test('asks its department at once when it has something to ask, and nobody when there is nothing to hear', () => {
    expect(BRANCH_NAMES.filter((name) => firstAskMs(name) === 0)).toEqual(['tax', 'custody']);
    expect(askInMs('contract', 'confirming', false)).toBe(0);
    expect(askInMs('tax', 'paid', false)).toBeNull();
    expect(askInMs('custody', 'returned', true)).toBeNull();
    expect(askInMs('title', 'requested', false)).toBeNull();
    expect(askInMs('tax', 'assessed', false)).toBeGreaterThan(0);
  });
});

describe('the join of the one hall', () => {
  const missing = [
    ['the loan is not signed', { loan: 'approved' }],
    ['the tax is not paid', { tax: 'assessed' }],
    ['the down payment is not in custody', { custody: 'awaiting' }],
  ] as const;
  test.each(missing)('applies for nothing while %s', (_, change) => {
    expect(nextAct('open', standing({ ...joined, ...change }))).toBeNull();
    expect(nextAct('open', standing({ ...joined, contract: 'confirmed', ...change }))).toBeNull();
  });

  test('looks at the contract once more, then applies for transfer and mortgage, once', () => {
    expect(nextAct('open', standing(joined))).toEqual({ act: 'confirm-contract' });
    expect(nextAct('open', standing({ ...joined, contract: 'confirming' }))).toBeNull();
    expect(nextAct('open', standing({ ...joined, contract: 'confirmed' }))).toEqual({ act: 'request-title' });
    for (const title of ['requested', 'accepted', 'refused'] as const)
      expect(nextAct('open', standing({ ...joined, contract: 'confirmed', title }))).toBeNull();
  });

  test('pays the seller after the loan is in custody and nobody else’s mortgage stands', () => {
    const steps = [
      [{ money: 'sent' }, null],
      [{ money: 'paid' }, 'ask-clearance'],
      [{ money: 'paid', clearance: 'asking' }, null],
      [{ money: 'paid', clearance: 'standing' }, null],
      [{ money: 'paid', clearance: 'cleared' }, 'pay-seller'],
      [{ money: 'paid', clearance: 'cleared', payout: 'ordered' }, null],
      [{ money: 'paid', clearance: 'cleared', payout: 'paid' }, 'finish'],
      [{ money: 'returned', clearance: 'cleared' }, null],
    ] as const;
    for (const [change, act] of steps)
      expect(nextAct('open', standing({ ...registered, ...change }))?.act ?? null).toBe(act);
    // The mortgage is gone again: the seller is not paid before a person has looked.
    const lost = { ...registered, title: 'cancelled', money: 'paid', clearance: 'cleared' } as const;
    expect(nextAct('open', standing(lost))).toBeNull();
  });
});

describe('a contract that is cancelled when the loan has been paid', () => {
  const paid = { ...registered, money: 'paid', clearance: 'cleared' } as const;

  test('keeps custody from paying the seller, and the case from being done, until two people let it', () => {
    for (const contract of ['cancelled', 'proposed'] as const) {
      expect(nextAct('open', standing({ ...paid, contract }))).toBeNull();
      expect(nextAct('open', standing({ ...paid, contract, payout: 'paid' }))).toBeNull();
    }
    expect(nextAct('open', standing({ ...paid, contract: 'upheld' }))).toEqual({ act: 'pay-seller' });
    expect(nextAct('open', standing({ ...paid, contract: 'upheld', payout: 'paid' }))).toEqual({
      act: 'finish',
    });
  });

  test('ends nothing while the money is out, though the mortgage is lost; once it is back, it does', () => {
    const lost = { ...paid, title: 'cancelled', contract: 'cancelled' } as const;
    for (const money of ['sent', 'paid'] as const)
      expect(nextAct('open', standing({ ...lost, money }))).toBeNull();
    for (const money of ['returned', 'rejected', 'waiting'] as const)
      expect(nextAct('open', standing({ ...lost, money }))).toEqual({
        act: 'end',
        reason: 'contract-cancelled',
      });
  });
});

describe('a joint case that fails', () => {
  test.each([
    ['contract-cancelled', { contract: 'cancelled' }],
    ['tax-refused', { tax: 'refused' }],
    ['custody-refused', { custody: 'refused' }],
  ] as const)('ends for %s, unless the title has passed', (reason, change) => {
    expect(nextAct('open', standing(change))).toEqual({ act: 'end', reason });
    expect(nextAct('open', standing({ ...registered, ...change }))?.act).not.toBe('end');
  });

  test('takes back the title first, then the loan, then tax and custody', () => {
    const asked = standing({ ...joined, contract: 'confirmed', title: 'accepted' });
    // The registry is silent: nothing goes back, for it may have registered.
    expect(nextAct('unwinding', asked)).toBeNull();
    expect(nextAct('unwinding', { ...asked, title: 'requested' })).toBeNull();
    expect(nextAct('unwinding', { ...asked, title: 'registered' })).toEqual({ act: 'resume' });
    const free = { ...asked, title: 'cancelled' } as const;
    expect(nextAct('unwinding', free)).toEqual({ act: 'void-loan' });
    const ended = { ...free, loan: 'void', title: 'given-up' } as const;
    expect(nextAct('unwinding', ended)).toEqual({ act: 'withdraw-tax' });
    expect(nextAct('unwinding', { ...ended, tax: 'withdrawing' })).toEqual({ act: 'return-custody' });
    const taken = { ...ended, tax: 'withdrawing', custody: 'returning' } as const;
    expect(nextAct('unwinding', taken)).toBeNull();
    expect(nextAct('unwinding', { ...taken, tax: 'refunded' })).toBeNull();
    expect(nextAct('unwinding', { ...taken, tax: 'refunded', custody: 'returned' })).toEqual({
      act: 'undone',
    });
  });

  test('is left alone once it is over', () => {
    for (const state of ['done', 'undone'] as const) expect(nextAct(state, standing(joined))).toBeNull();
  });
});
