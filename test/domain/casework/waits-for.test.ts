import type { Fact, UnknownFact, UnknownReason } from '../../../src/kernel/fact';
import { laneOf, silentTooLong, waitsFor } from '../../../src/modules/casework/domain/waits-for';

const unknown = (name: string, source: string, reason: UnknownReason): UnknownFact => ({
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

describe('a silence is a person’s business', () => {
  const silent = unknown('employer.licence', 'MSA', 'silent');
  const lagging: Fact = { ...unknown('roster.employmentEnd', 'SOC', 'stale'), lagsUntil: '2026-12-14' };
  const awaited = unknown('employer.secondAgent', 'party', 'awaited');

  it('from the day after the last on which the case waits for registries alone', () => {
    expect(silentTooLong([silent], '2026-10-18', '2026-10-18')).toBe(false);
    expect(silentTooLong([silent], '2026-10-18', '2026-10-19')).toBe(true);
  });

  it('later where the source is known to lag, and never where somebody has yet to say it', () => {
    expect(silentTooLong([lagging], '2026-10-18', '2026-12-14')).toBe(false);
    expect(silentTooLong([lagging], '2026-10-18', '2026-12-15')).toBe(true);
    expect(silentTooLong([lagging, silent], '2026-10-18', '2026-10-19')).toBe(true);
    expect(silentTooLong([awaited], '2026-10-18', '2026-12-15')).toBe(false);
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
