import { parseYuan } from '../../../src/kernel/money';
import { formatRate } from '../../../src/kernel/rate';
import {
  liquiditySteps,
  loanRatio,
  overdueRatio,
  roomLeft,
  stepOf,
} from '../../../src/modules/loan/domain/fund/fund-day';
import { queueEstimate } from '../../../src/modules/loan/domain/fund/queue-estimate';
import { parametersOn } from '../../../src/modules/policy';
import { newHome } from './loan-facts';

const steps = liquiditySteps(parametersOn('2026-11-21'));
const lent = (deposits: string, loans: string) => ({
  deposits: parseYuan(deposits),
  loans: parseYuan(loans),
});
const day = (on: string, room: string, admitted = '0.00') => ({
  day: on,
  room: room.startsWith('-') ? (-parseYuan(room.slice(1)) as ReturnType<typeof parseYuan>) : parseYuan(room),
  admitted: parseYuan(admitted),
});
const wanted = (ahead: string, own: string) => ({ ahead: parseYuan(ahead), own: parseYuan(own) });

describe('how much of the deposits is lent', () => {
  it('is loans over deposits, as the case paper has it', () => {
    expect(formatRate(loanRatio(lent('35245000000.00', '28291000000.00'))!)).toBe('0.80269542');
  });

  it('is nothing anybody knows where nothing is deposited, or lent', () => {
    expect(loanRatio(lent('0.00', '1.00'))).toBeNull();
    expect(overdueRatio({ loans: parseYuan('0.00'), overdue: parseYuan('0.00') })).toBeNull();
    expect(formatRate(overdueRatio({ loans: parseYuan('10000.00'), overdue: parseYuan('3.00') })!)).toBe(
      '0.0003',
    );
  });

  it.each([
    ['0.00', null],
    ['85.00', null],
    ['85.01', '0.9'],
    ['90.00', '0.9'],
    ['90.01', '0.8'],
    ['95.00', '0.8'],
    ['95.01', '0.7'],
    ['120.00', '0.7'],
  ])('at %s of 100.00 the coefficient is %s', (loans, coefficient) => {
    const step = stepOf(lent('100.00', loans), steps);
    expect(step === null ? null : formatRate(step.coefficient, 1)).toBe(coefficient);
  });

  it('leaves no room where more is lent than may be', () => {
    expect(roomLeft(day('2026-11-21', '-5.00'))).toBe(0n);
    expect(roomLeft(day('2026-11-21', '5.00', '4.00'))).toBe(100n);
  });
});

describe('when the turn of a loan comes', () => {
  it('is the next night where the room reaches already', () => {
    expect(queueEstimate(wanted('40.00', '60.00'), [day('2026-11-21', '100.00')])).toBe('2026-11-22');
  });

  it('is as many days on as the room needs to grow, the one that is begun included', () => {
    const days = [day('2026-11-11', '0.00', '0.00'), day('2026-11-21', '100.00', '0.00')];
    expect(queueEstimate(wanted('60.00', '50.00'), days)).toBe('2026-11-22');
    expect(queueEstimate(wanted('60.00', '60.01'), days)).toBe('2026-11-24');
  });

  it('counts what was let through as growth', () => {
    const days = [day('2026-11-11', '100.00', '100.00'), day('2026-11-21', '0.00')];
    expect(queueEstimate(wanted('0.00', '10.00'), days)).toBeNull();
    expect(queueEstimate(wanted('0.00', '10.00'), [days[0]!, day('2026-11-21', '10.00', '10.00')])).toBe(
      '2026-12-01',
    );
  });

  it('is not foreseen where the room shrinks, on the first day, or in ten years', () => {
    const own = wanted('0.00', '1000.00');
    expect(queueEstimate(own, [])).toBeNull();
    expect(queueEstimate(own, [day('2026-11-21', '1.00')])).toBeNull();
    expect(queueEstimate(own, [day('2026-11-11', '9.00'), day('2026-11-21', '1.00')])).toBeNull();
    expect(queueEstimate(own, [day('2026-11-11', '0.00'), day('2026-11-21', '0.01')])).toBeNull();
  });
});

describe('the amount of a loan while less is lent', () => {
  const inForce = (loans: string) => ({
    'fund.lending': {
      inForce: true,
      documentNo: '并公积金管委〔2026〕9号',
      measuredOn: '2026-11-21',
      deposits: '100.00',
      loans,
      ratio: '0.9601',
    },
  });

  it('is the reduced cap, named as what binds, with the document in the decision', () => {
    const decision = newHome.decide({ known: inForce('96.01') });
    expect([decision.outcome, decision.amount]).toEqual(['approved', '700000.00']);
    const values = decision.amountTrace.map(({ value }) => value);
    expect(values).toEqual(expect.arrayContaining(['700000.00', '资金流动性 state of the fund']));
    const asked = newHome.decide({ known: inForce('96.01'), input: { amount: '700000.01' } });
    expect(asked).toMatchObject({ outcome: 'refused', headline: 'OVER_LIMIT' });
    const finding = asked.findings.find(({ truth }) => truth === 'false')!;
    expect(finding.text.zh).toContain('《并公积金管委〔2026〕9号》');
    expect(finding.clause.mark).toBe('practice');
  });

  it('waits while nobody knows how much is lent', () => {
    const decision = newHome.decide({ unknown: { 'fund.lending': 'stale' } });
    expect([decision.outcome, decision.amount]).toEqual(['waiting', null]);
  });
});
