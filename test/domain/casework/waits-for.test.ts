import type { Fact, UnknownReason } from '../../../src/kernel/fact';
import { laneOf, waitsFor } from '../../../src/modules/casework/domain/waits-for';

const unknown = (name: string, source: string, reason: UnknownReason): Fact => ({
  name,
  state: 'unknown',
  reason,
  source,
  askedAt: '2026-10-15T02:00:00.000Z',
});

describe('what a case waits for', () => {
  it('is every registry that may still answer, in one order', () => {
    const facts = [
      unknown('household.homes', 'REA', 'silent'),
      unknown('household.marriage', 'CIV', 'breaker-open'),
      unknown('people.police', 'CIV', 'garbage'),
    ];
    expect(waitsFor(facts)).toEqual(['CIV', 'REA']);
  });

  it('is no registry that asking again does not mend: denied, contradicted, or resting on another fact', () => {
    const facts = [
      unknown('household.marriage', 'CIV', 'denied'),
      unknown('household.homes', 'REA', 'conflict'),
      unknown('household.rentTaken', 'POL', 'depends-on-unknown'),
    ];
    expect(waitsFor(facts)).toEqual([]);
  });
});

describe('the queue of a case', () => {
  it('is that of the first registry it waits for, of the desk, or of those just taken in', () => {
    expect(laneOf('waiting', ['CIV', 'REA'])).toBe('CIV');
    expect(laneOf('overdue', ['POL'])).toBe('POL');
    expect(laneOf('counter', [])).toBe('desk');
    expect(laneOf('overdue', [])).toBe('desk');
    expect(laneOf('accepted', [])).toBe('');
  });
});
