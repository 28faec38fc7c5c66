import { monthOf, parseDay } from '../../../kernel/calendar';
import type { Json } from '../../../kernel/fact';
import { compareMonths, monthsApart, nextMonth, parseMonth } from '../../../kernel/month';
import type { Clock } from '../../../platform/clock';
import { type DeskAnswering, type FactProvider, internalFact } from '../../casework';
import type { ReliefAskedFact, ReliefLossFact, ReliefPaperFact } from '../domain/employer/relief-facts';
import { hasParametersFor } from '../domain/member/contribution-limits';
import { LossWords, ReliefWords } from '../app/employer/relief.input';
import { selectUnlistedMonth } from '../store/roster-store';
import { selectUnitOfEmployer } from '../store/unit-account-store';

const same = (one: Json, other: Json): boolean => JSON.stringify(one) === JSON.stringify(other);
const shown = (value: Json): Json => value;

const words = {
  input: ReliefWords,
  example: {
    agreed: true,
    fromMonth: '2026-11',
    untilMonth: '2027-04',
    ratioEmployer: '0.05',
    ratioEmployee: '0.05',
  },
  value(paper: object): ReliefPaperFact {
    const { agreed, fromMonth, untilMonth, ratioEmployer, ratioEmployee } = paper as ReliefWords;
    return {
      agreed,
      fromMonth,
      untilMonth,
      ratioEmployer: ratioEmployer ?? null,
      ratioEmployee: ratioEmployee ?? null,
    };
  },
  same,
  shown,
};

const resolution: DeskAnswering = {
  ...words,
  evidence: {
    'congress-resolution': { zh: '职工代表大会决议', en: 'resolution of the workers’ congress' },
    'union-resolution': { zh: '工会决议', en: 'resolution of the union' },
  },
};

const committee: DeskAnswering = {
  ...words,
  evidence: {
    'committee-decision': {
      zh: '住房公积金管理委员会批准决定',
      en: 'decision of the housing fund management committee',
    },
  },
};

const loss: DeskAnswering = {
  input: LossWords,
  example: { loss: '120000.00' },
  evidence: {
    'audit-report': { zh: '审计报告', en: 'audit report' },
    'tax-return': { zh: '企业所得税年度纳税申报表', en: 'yearly tax return' },
  },
  value: (paper): ReliefLossFact => ({ loss: (paper as LossWords).loss }),
  same,
  shown,
};

/** What a lower ratio or a deferral rests on (条例20条): three papers, and the months that are open. */
export function hardshipFacts(clock: Clock): FactProvider[] {
  return [
    { kind: 'paper', name: 'relief.resolution', place: 'resolution', desk: resolution },
    { kind: 'paper', name: 'relief.committee', place: 'committee', desk: committee },
    { kind: 'paper', name: 'relief.loss', place: 'loss', desk: loss },
    askedFact(clock),
  ];
}

interface Asked {
  readonly fromMonth: string;
  readonly untilMonth: string;
  readonly ratioEmployer?: string;
  readonly ratioEmployee?: string;
}

/** `relief.asked`: a deferral begins with the next month to remit; a ratio may also begin with the one after. */
function askedFact(clock: Clock): FactProvider {
  const name = 'relief.asked';
  return {
    kind: 'internal',
    name,
    async provide(tx, { employerId, input, today }) {
      const unit = employerId === null ? null : await selectUnitOfEmployer(tx, employerId, { lock: false });
      if (!unit) throw new Error('a relief is that of an employer with an account');
      const { fromMonth, untilMonth, ratioEmployer = null, ratioEmployee = null } = input as Asked;
      const [from, until] = [parseMonth(fromMonth), parseMonth(untilMonth)];
      const open = await selectUnlistedMonth(tx, unit);
      const coming = nextMonth(monthOf(parseDay(today)));
      const latest = ratioEmployer === null || compareMonths(open, coming) > 0 ? open : coming;
      const value: ReliefAskedFact = {
        from,
        until,
        months: compareMonths(from, until) > 0 ? 0 : monthsApart(from, until) + 1,
        ratioEmployer,
        ratioEmployee,
        open,
        latest,
        parameters: hasParametersFor(from),
      };
      const receiptNo = unit.unitAccountNo;
      return internalFact({ name, source: 'contribution', receiptNo, at: clock.now() }, value);
    },
  };
}
