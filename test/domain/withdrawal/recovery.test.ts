import { parseDay } from '../../../src/kernel/calendar';
import { nextAskOn, retryMs } from '../../../src/modules/withdrawal/domain/recovery/ask-days';
import { recoveryNosIn } from '../../../src/modules/withdrawal/domain/recovery/recovery-number';

describe('the days on which a contract is asked about again', () => {
  it.each([
    ['on the day it was paid', '2026-01-01', '2026-01-31'],
    ['the day before the first', '2026-01-30', '2026-01-31'],
    ['on the first', '2026-01-31', '2026-04-01'],
    ['on the second', '2026-04-01', '2026-06-30'],
    ['on the last', '2026-06-30', null],
  ])('%s', (_when, today, next) => {
    expect(nextAskOn('2026-01-01', parseDay(today))).toBe(next);
  });

  it('a silent bureau is asked again ever more seldom, an hour apart at most', () => {
    expect([0, 1, 2, 5, 6, 100].map(retryMs)).toEqual([5_000, 5_000, 30_000, 900_000, 3_600_000, 3_600_000]);
  });
});

describe('the number of a recovery in a remark', () => {
  const number = 'TH2026120500000001';

  it.each([
    ['as it is', number],
    ['among other words', `退回购房提取${number}谢谢`],
    ['with blanks and hyphens', 'TH 20261205-0000 0001'],
    ['in small letters', 'th2026120500000001'],
    ['in full width', 'ＴＨ２０２６１２０５０００００００１'],
  ])('is found %s', (_how, remark) => {
    expect(recoveryNosIn(remark)).toEqual([number]);
  });

  it('counts once where it stands twice, and a shorter one is none', () => {
    expect(recoveryNosIn(number, `摘要 ${number}`)).toEqual([number]);
    expect(recoveryNosIn('TH202612050000000')).toEqual([]);
  });
});
