import { parseMonth } from '../../../src/kernel/month';
import {
  employedWhere,
  employmentStart,
  jobsOf,
} from '../../../src/modules/contribution/domain/enrolment/employment';
import {
  ENROLMENT_MANNERS,
  enrolledFrom,
  firstMonthOf,
  mannerOf,
} from '../../../src/modules/contribution/domain/enrolment/enrolment';

const here = '91140100MA0TEST10X';
const there = '91140100MA0TEST20X';
const job = (creditCode: string, from: string, to: string | null = null) => ({ creditCode, from, to });
const started = (today: string, ...jobs: ReturnType<typeof job>[]) =>
  employmentStart(jobsOf(jobs, here), today);

describe('how an employment began', () => {
  it.each([
    ['a first job', [job(here, '2026-11-03')], { since: '2026-11-03', first: true }],
    [
      'a job after another',
      [job(there, '2024-01-01', '2026-10-31'), job(here, '2026-11-03')],
      { since: '2026-11-03', first: false },
    ],
    [
      'a second job beside an earlier one',
      [job(there, '2024-01-01'), job(here, '2026-11-03')],
      { since: '2026-11-03', first: false },
    ],
    [
      'a job beside which another began later',
      [job(here, '2026-10-03'), job(there, '2026-11-01')],
      { since: '2026-10-03', first: true },
    ],
    [
      'a job here again after a gap',
      [job(here, '2024-01-01', '2025-06-30'), job(here, '2026-11-03')],
      { since: '2026-11-03', first: false },
    ],
    [
      'contracts that follow one another are one employment',
      [job(here, '2026-01-01'), job(here, '2024-01-01', '2024-12-31'), job(here, '2025-01-01', '2025-12-31')],
      { since: '2024-01-01', first: true },
    ],
    ['nobody employs them here now', [job(here, '2024-01-01', '2026-10-31')], null],
    ['one that begins tomorrow', [job(here, '2026-11-22')], null],
  ])('%s', (_, jobs, expected) => {
    expect(started('2026-11-21', ...jobs)).toEqual(expected);
  });

  it('the last day still counts, and work elsewhere is not work here', () => {
    const jobs = jobsOf([job(here, '2024-01-01', '2026-11-21'), job(there, '2026-01-01')], here);
    expect(employedWhere(jobs, '2026-11-21')).toBe('here');
    expect(employedWhere(jobs, '2026-11-22')).toBe('elsewhere');
    expect(employedWhere({ here: jobs.here, elsewhere: [] }, '2026-11-22')).toBe('none');
  });
});

describe('from which month somebody contributes (article 17)', () => {
  const first = { since: '2026-11-30', first: true };
  const moved = { since: '2026-11-30', first: false };

  it('a first job from its second month, any other from the month of the hire', () => {
    expect(firstMonthOf(first)).toBe('2026-12');
    expect(firstMonthOf(moved)).toBe('2026-11');
    expect(firstMonthOf({ since: '2026-12-01', first: true })).toBe('2027-01');
  });

  it('never before that, and never before the month that is open', () => {
    expect(enrolledFrom(first, parseMonth('2026-11'))).toBe('2026-12');
    expect(enrolledFrom(moved, parseMonth('2026-10'))).toBe('2026-11');
    expect(enrolledFrom(first, parseMonth('2027-02'))).toBe('2027-02');
  });

  it.each([
    ['2026-11-30', true, '2026-12', 'first-job'],
    ['2026-11-30', false, '2026-11', 'transfer-in'],
    // Hired in the wage year: there is an average of last year's months, however few.
    ['2025-12-31', true, '2026-07', 'previous-year'],
    ['2025-12-31', true, '2026-06', 'first-job'],
    ['2026-01-01', false, '2026-12', 'transfer-in'],
    ['2026-01-01', false, '2027-07', 'previous-year'],
  ] as const)('hired %s (first job: %s), enrolled from %s: %s', (since, isFirst, month, expected) => {
    expect(mannerOf({ since, first: isFirst }, parseMonth(month), '07-01')).toBe(expected);
  });

  it('says the article in both languages, and which wage the base is', () => {
    expect(ENROLMENT_MANNERS['first-job']).toMatchObject({
      basis: 'CURRENT_MONTH',
      text: { zh: expect.stringContaining('第十七条'), en: expect.stringContaining('article 17') },
    });
    expect(ENROLMENT_MANNERS['transfer-in'].basis).toBe('CURRENT_MONTH');
    expect(ENROLMENT_MANNERS['previous-year'].text.zh).toContain('第十六条');
  });
});
