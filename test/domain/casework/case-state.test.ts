import {
  assertStep,
  caseStates,
  type CaseState,
  isFinished,
} from '../../../src/modules/casework/domain/case-state';
import { reaskAfterMs } from '../../../src/modules/casework/domain/reask-schedule';

const states = Object.keys(caseStates) as CaseState[];

/** Every step a case may take, said a second time on purpose. */
const undecided = ['accepted', 'waiting', 'counter', 'overdue'];
const decided = ['waiting', 'counter', 'overdue', 'refused', 'paying', 'waiting-funds', 'done'];
const allowed = new Set([
  ...undecided.flatMap((from) => decided.map((to) => `${from}>${to}`)),
  'paying>done',
  'paying>pay-failed',
  'waiting-funds>done',
  'waiting-funds>cancelled',
  // It turned out that it cannot be done, or its first round met a fault of ours and the applicant takes it back.
  'accepted>cancelled',
  // The applicant takes back what was asked about at least once, or it cannot be done.
  'waiting>cancelled',
  'counter>cancelled',
  'overdue>cancelled',
]);

describe('the life of a case', () => {
  const steps = states.flatMap((from) => states.map((to) => [from, to] as const));

  it.each(steps.filter(([from, to]) => allowed.has(`${from}>${to}`)))('goes from %s to %s', (from, to) => {
    expect(() => assertStep(from, to)).not.toThrow();
  });

  it('takes no other step', () => {
    const others = steps.filter(([from, to]) => !allowed.has(`${from}>${to}`));
    expect(others).toHaveLength(states.length ** 2 - allowed.size);
    for (const [from, to] of others)
      expect(() => assertStep(from, to)).toThrow(`cannot go from ${from} to ${to}`);
  });

  it('ends with done, refused, a failed payment or a cancellation, and no way leads out of these', () => {
    expect(states.filter(isFinished).sort()).toEqual(['cancelled', 'done', 'pay-failed', 'refused']);
  });

  it('money that is on its way never becomes a refusal, and a refusal never pays', () => {
    expect(caseStates.paying.next).not.toContain('refused');
    expect(caseStates.refused.next).toEqual([]);
  });

  it('is never stuck: an end can be reached from every state', () => {
    for (const state of states) {
      const reached = new Set<CaseState>([state]);
      for (const each of reached) caseStates[each].next.forEach((next) => reached.add(next));
      expect([...reached].some(isFinished)).toBe(true);
    }
  });

  it('is told in both languages', () => {
    for (const { text } of Object.values(caseStates)) {
      expect(text.zh).toMatch(/^\p{Script=Han}[\p{Script=Han}，]+$/u);
      expect(text.en).toMatch(/^[a-z][a-z, ]+$/);
    }
  });
});

describe('how long a case waits before a silent registry is asked again', () => {
  it.each([
    [1, 1],
    [2, 2],
    [3, 5],
    [4, 10],
    [5, 30],
    [6, 60],
    [7, 300],
    [8, 900],
    [9, 900],
    [1000, 900],
  ])('after round %i: %i s', (round, seconds) => {
    expect(reaskAfterMs(round)).toBe(seconds * 1000);
  });

  it('is never shorter than the time before', () => {
    for (let round = 1; round < 20; round += 1)
      expect(reaskAfterMs(round + 1)).toBeGreaterThanOrEqual(reaskAfterMs(round));
  });

  it('lets it be asked more than 280 times before the legal three days are over', () => {
    let [asked, at] = [0, 0];
    while (at < 3 * 24 * 3_600_000) {
      asked += 1;
      at += reaskAfterMs(asked);
    }
    expect(asked).toBeGreaterThan(280);
  });
});
