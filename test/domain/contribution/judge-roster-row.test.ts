import { parseDay } from '../../../src/kernel/calendar';
import {
  judgeRosterRows,
  type RosterEmploymentWord,
  rosterRowFaults,
  type RosterMemberWord,
  toldRows,
} from '../../../src/modules/contribution/domain/roster/judge-roster-row';
import type { PoliceWord } from '../../../src/modules/contribution/domain/remittance/judge-row';
import type { RosterRow } from '../../../src/modules/contribution/domain/roster/roster-change';
import { ROSTER_REFUSALS } from '../../../src/modules/contribution/domain/roster/roster-row-refusal';

const today = parseDay('2026-11-21');
const who = { name: '王小明', idNo: '11010519491231002X' };
const here = (more: Partial<RosterMemberWord> = {}): RosterMemberWord => ({
  account: 'here',
  state: '01',
  nameAgrees: true,
  latestChange: null,
  employedSince: '2025-01-01',
  base: '8000.00',
  ...more,
});
const nowhere: RosterMemberWord = {
  account: 'none',
  state: null,
  nameAgrees: null,
  latestChange: null,
  employedSince: null,
  base: null,
};

const joins: RosterRow = { kind: 'new', ...who, base: '8000.00' };
const seals: RosterRow = { kind: 'seal', ...who, reason: 'terminated' };
const leaves: RosterRow = { kind: 'seal', ...who, reason: 'unpaid-leave' };
const returns: RosterRow = { kind: 'unseal', ...who };
const rises: RosterRow = { kind: 'base', ...who, base: '9000.00' };

function verdict(
  row: RosterRow,
  police: PoliceWord,
  employment: RosterEmploymentWord,
  member: RosterMemberWord | null,
) {
  const words = { police: [police], employment: [employment], members: member && [member] };
  const [judged] = judgeRosterRows([row], words, { today, month: '2026-11' });
  return judged === null || judged === 'unknown' ? judged : judged?.code;
}

describe('a row of a roster change', () => {
  it.each<[string, RosterRow, PoliceWord, RosterEmploymentWord, RosterMemberWord | null, string | null]>([
    ['joins: confirmed by police and social insurance, no account', joins, 'alive', 'here', nowhere, null],
    ['joins: the police are silent', joins, null, 'here', nowhere, 'unknown'],
    ['joins: police silent, but has an account here', joins, null, 'here', here(), 'ACCOUNT_STATE'],
    [
      'joins: has one elsewhere',
      joins,
      'alive',
      'here',
      { ...nowhere, account: 'elsewhere' },
      'ACCOUNT_ELSEWHERE',
    ],
    ['joins: the name is another’s', joins, 'mismatch', 'here', nowhere, 'NAME_MISMATCH'],
    ['joins: has died', joins, 'deceased', null, nowhere, 'PERSON_DECEASED'],
    ['joins: insured elsewhere', joins, 'alive', 'elsewhere', nowhere, 'NOT_EMPLOYED_HERE'],
    ['seal: the employment has ended', seals, null, 'ended', here(), null],
    ['seal: not shown yet, within the lag', seals, null, 'unsure', here(), 'unknown'],
    ['seal: not shown after the lag', seals, null, 'lasting', here(), 'EMPLOYMENT_NOT_ENDED'],
    ['seal: social insurance is silent', seals, null, null, here(), 'unknown'],
    ['seal: silent, but sealed already', seals, null, null, here({ state: '02' }), 'ACCOUNT_STATE'],
    ['seal: a frozen account', seals, null, 'ended', here({ state: '06' }), 'ACCOUNT_STATE'],
    ['seal on leave asks nothing of social insurance', leaves, null, null, here(), null],
    [
      'seal: another employer’s member is not told apart',
      leaves,
      null,
      null,
      { ...nowhere, account: 'elsewhere' },
      'ACCOUNT_NOT_FOUND',
    ],
    ['seal: of nobody known', leaves, null, null, nowhere, 'ACCOUNT_NOT_FOUND'],
    ['seal: under another name', leaves, null, null, here({ nameAgrees: false }), 'NAME_MISMATCH'],
    [
      'seal: before a change of a later month',
      leaves,
      null,
      null,
      here({ latestChange: '2026-12' }),
      'LATER_CHANGE',
    ],
    ['seal: after a change of the same month', leaves, null, null, here({ latestChange: '2026-11' }), null],
    ['seal: our books were not read', leaves, null, null, null, 'unknown'],
    ['unseal: sealed and insured here', returns, null, 'here', here({ state: '02' }), null],
    ['unseal: active', returns, null, 'here', here(), 'ACCOUNT_STATE'],
    ['unseal: insured nowhere', returns, null, 'none', here({ state: '02' }), 'NOT_EMPLOYED_HERE'],
    ['base: active', rises, null, null, here(), null],
    ['base: sealed', rises, null, null, here({ state: '02' }), 'ACCOUNT_STATE'],
  ])('%s', (_, row, police, employment, member, expected) => {
    expect(verdict(row, police, employment, member)).toBe(expected);
  });

  it.each<[string, Partial<RosterRow>, string, string]>([
    ['an id number of 17 digits', { idNo: '1101051949123100' }, 'idNo', 'ID_CHECKSUM'],
    ['a name of digits', { name: '12' }, 'name', 'NAME_FORMAT'],
    ['no base of a new member', { kind: 'new' }, 'base', 'MONEY_FORMAT'],
    ['a base of zero', { kind: 'base', base: '0.00' }, 'base', 'MONEY_FORMAT'],
    ['a base of full-width digits', { kind: 'base', base: '８０００.00' }, 'base', 'MONEY_FORMAT'],
    ['a reason of an unseal', { kind: 'unseal', reason: 'army' }, 'reason', 'FIELD_NOT_USED'],
    ['a base of a seal', { kind: 'seal', reason: 'army', base: '1.00' }, 'base', 'FIELD_NOT_USED'],
    ['a seal without a reason', { kind: 'seal' }, 'reason', 'REASON_UNKNOWN'],
    ['a reason out of the prototype', { kind: 'seal', reason: 'constructor' }, 'reason', 'REASON_UNKNOWN'],
    [
      'an end that is no day',
      { kind: 'seal', reason: 'other', endedOn: '2026-02-30' },
      'endedOn',
      'DAY_INVALID',
    ],
    ['an end tomorrow', { kind: 'seal', reason: 'other', endedOn: '2026-11-22' }, 'endedOn', 'DAY_INVALID'],
  ])('%s is a fault of the row itself', (_, wrong, field, code) => {
    expect(rosterRowFaults([{ kind: 'unseal', ...who, ...wrong }], today)).toEqual([{ field, code }]);
  });

  it('names the second row of one person, however the number is written', () => {
    const again = { ...returns, idNo: '11010519491231002x' };
    expect(rosterRowFaults([seals, again], today)).toEqual([
      null,
      { field: 'idNo', code: 'DUPLICATE_PERSON' },
    ]);
  });

  it('is told without names and id numbers, with words and a fix in both languages', () => {
    const [told] = toldRows([{ ...seals, reason: 'tired' }], [{ field: 'reason', code: 'REASON_UNKNOWN' }]);
    expect(told).toMatchObject({ row: 1, result: 'refused', value: 'tired', code: 'REASON_UNKNOWN' });
    const [personal] = toldRows([seals], [{ field: 'idNo', code: 'ID_CHECKSUM' }]);
    expect(personal?.value).toBeNull();
    for (const { text, fix } of Object.values(ROSTER_REFUSALS)) {
      expect([text.zh, fix.zh].join()).toMatch(/\p{Script=Han}/u);
      expect([text.en, fix.en].join()).not.toMatch(/\p{Script=Han}/u);
    }
  });
});
