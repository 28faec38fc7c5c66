import { type Day, isDay } from '../../../../kernel/calendar';
import type { Json } from '../../../../kernel/fact';
import { isPersonName } from '../../../../kernel/identifiers/person-name';
import { checkResidentId, normaliseResidentId } from '../../../../kernel/identifiers/resident-id';
import { type Month, parseMonth } from '../../../../kernel/month';
import type { EmploymentStart } from '../enrolment/employment';
import { firstMonthOf } from '../enrolment/enrolment';
import type { PoliceWord } from '../remittance/judge-row';
import { isSealReason, joins, ROSTER_STEPS, type RosterRow, SEAL_REASONS } from './roster-change';
import { ROSTER_REFUSALS, type RosterField, type RosterRefusalCode } from './roster-row-refusal';

/** What social insurance says of a row; `unsure`: it shows no end yet, but may lag. null: not asked. */
export type RosterEmploymentWord = 'here' | 'elsewhere' | 'none' | 'ended' | 'unsure' | 'lasting' | null;

/** What our own books say of a row's person, as seen by this employer. */
export interface RosterMemberWord {
  readonly [key: string]: string | boolean | null;
  readonly account: 'none' | 'here' | 'elsewhere';
  /** JGJ/T 320 A.6 of an account here, else null. */
  readonly state: string | null;
  /** Whether the name is the one stored; null for somebody not known. */
  readonly nameAgrees: boolean | null;
  /** Latest month from which a change of the account holds, null when there is none. */
  readonly latestChange: string | null;
  /** Day since which our books have the person employed here, of an account here; else null. */
  readonly employedSince: string | null;
  /** Base of an account here, yuan; else null. Kept since 2026-12. */
  readonly base: string | null;
}

export interface RosterRefusal {
  readonly field: RosterField;
  readonly code: RosterRefusalCode;
  /** First month from which the change may hold, where it is only too early. */
  readonly earliest?: Month;
}

/** null: the row can be carried out; `unknown`: a registry or our books were not asked yet, or cannot tell yet. */
export type RosterVerdict = RosterRefusal | 'unknown' | null;

export interface RosterWords {
  /** null where the fact is not known. */
  readonly police: readonly PoliceWord[] | null;
  readonly employment: readonly RosterEmploymentWord[] | null;
  /** How the present employment of a row's person began, null of those who have none here; absent: not looked at. */
  readonly starts?: readonly (EmploymentStart | null)[] | null;
  readonly members: readonly RosterMemberWord[] | null;
  /** What stands in the way of each transfer; null of those free to come, and of other rows. Absent: not looked at. */
  readonly transfers?: readonly (TransferHindrance | null)[] | null;
  /** What stands in the way of each change of a base, null of other rows. Absent: not looked at. */
  readonly bases?: readonly RosterVerdict[];
}

/** Why an account of another unit cannot come to the employer. */
export type TransferHindrance =
  | 'ACCOUNT_NOT_FOUND'
  | 'NAME_MISMATCH'
  | 'ACCOUNT_FROZEN'
  | 'NOT_SEALED_THERE'
  | 'BUSINESS_IN_PROGRESS'
  | 'FORMER_MONTHS_UNLISTED';

const OF_THE_PERSON: readonly TransferHindrance[] = ['ACCOUNT_NOT_FOUND', 'NAME_MISMATCH'];

/** The month that the changes are for. */
export interface WantedMonth {
  readonly month: string;
  /** Whether the employer named it: then a member whose first month is later is not moved to that one. */
  readonly named?: boolean;
}

const BASE = /^\d{1,11}\.\d{2}$/;

/** Whether the police are asked about a row: who joins is identified, who is here already was. */
export function asksPolice({ kind }: RosterRow): boolean {
  return kind === 'new';
}

/** Whether social insurance is asked about a row. */
export function asksEmployment({ kind, reason = '' }: RosterRow): boolean {
  if (kind === 'seal') return isSealReason(reason) && SEAL_REASONS[reason].employmentEnds;
  return joins(kind);
}

/** What is wrong with each row by itself or beside the rows above it; null: worth asking about. */
export function rosterRowFaults(rows: readonly RosterRow[], today: Day): (RosterRefusal | null)[] {
  const seen = new Set<string>();
  return rows.map((row) => {
    const id = normaliseResidentId(row.idNo);
    if (!checkResidentId(id, today).valid) return { field: 'idNo', code: 'ID_CHECKSUM' };
    if (seen.has(id)) return { field: 'idNo', code: 'DUPLICATE_PERSON' };
    seen.add(id);
    if (!isPersonName(row.name)) return { field: 'name', code: 'NAME_FORMAT' };
    return fieldFault(row, today);
  });
}

function fieldFault({ kind, base, reason, endedOn }: RosterRow, today: Day): RosterRefusal | null {
  if (kind === 'seal') {
    if (base !== undefined) return { field: 'base', code: 'FIELD_NOT_USED' };
    if (reason === undefined || !isSealReason(reason)) return { field: 'reason', code: 'REASON_UNKNOWN' };
    const past = endedOn === undefined || (isDay(endedOn) && endedOn <= today);
    return past ? null : { field: 'endedOn', code: 'DAY_INVALID' };
  }
  if (reason !== undefined) return { field: 'reason', code: 'FIELD_NOT_USED' };
  if (endedOn !== undefined) return { field: 'endedOn', code: 'FIELD_NOT_USED' };
  if (base === undefined && kind === 'unseal') return null;
  const amount = base !== undefined && BASE.test(base) && !/^0+\.00$/.test(base);
  return amount ? null : { field: 'base', code: 'MONEY_FORMAT' };
}

/** Every row judged, in the order of handbook 4.1: identity, then the account, then the employment. */
export function judgeRosterRows(
  rows: readonly RosterRow[],
  words: RosterWords,
  of: WantedMonth & { readonly today: Day },
): RosterVerdict[] {
  return rosterRowFaults(rows, of.today).map((fault, index) => {
    const row = rows[index];
    if (fault !== null || row === undefined) return fault;
    return judgeRow(row, {
      police: asksPolice(row) ? (words.police?.[index] ?? null) : 'alive',
      employment: words.employment?.[index] ?? null,
      start: words.starts === undefined ? undefined : (words.starts?.[index] ?? null),
      member: words.members?.[index] ?? null,
      hindrance: words.transfers ? (words.transfers[index] ?? null) : undefined,
      base: words.bases?.[index] ?? null,
      wanted: of,
    });
  });
}

interface Words {
  readonly police: PoliceWord;
  readonly employment: RosterEmploymentWord;
  readonly start: EmploymentStart | null | undefined;
  readonly member: RosterMemberWord | null;
  /** Of a transfer; undefined while it is not known. */
  readonly hindrance: TransferHindrance | null | undefined;
  readonly base: RosterVerdict;
  readonly wanted: WantedMonth;
}

function judgeRow(row: RosterRow, words: Words): RosterVerdict {
  const { police, member } = words;
  if (police === 'mismatch') return { field: 'name', code: 'NAME_MISMATCH' };
  if (police === 'deceased') return { field: 'idNo', code: 'PERSON_DECEASED' };
  const byAccount =
    row.kind === 'transfer'
      ? judgeTransfer(words.hindrance)
      : member && judgeAccount(row, member, words.wanted.month);
  if (byAccount !== null && byAccount !== 'unknown') return byAccount;
  const byEmployment = asksEmployment(row) ? judgeEmployment(row, words.employment) : null;
  if (byEmployment !== null && byEmployment !== 'unknown') return byEmployment;
  const begins = joins(row.kind) && words.start !== undefined;
  const byStart = begins ? judgeStart(row, words, words.start) : null;
  if (byStart !== null && byStart !== 'unknown') return byStart;
  if (words.base !== null && words.base !== 'unknown') return words.base;
  if (police === null || member === null || byAccount === 'unknown') return 'unknown';
  return byEmployment ?? byStart ?? words.base;
}

function judgeTransfer(hindrance: TransferHindrance | null | undefined): RosterVerdict {
  if (hindrance === undefined) return 'unknown';
  if (hindrance === null) return null;
  const field = OF_THE_PERSON.includes(hindrance)
    ? hindrance === 'NAME_MISMATCH'
      ? 'name'
      : 'idNo'
    : 'kind';
  return { field, code: hindrance };
}

/** Regulations, article 17: from which month somebody who starts working here contributes, and on which wage. */
function judgeStart(
  { kind, base }: RosterRow,
  { member, wanted }: Words,
  start: EmploymentStart | null,
): RosterVerdict {
  if (start === null) return 'unknown';
  if (kind === 'unseal' && member === null) return 'unknown';
  if (kind === 'unseal' && member !== null && isSameEmployment(start, member)) return null;
  const earliest = firstMonthOf(start);
  if (wanted.named === true && parseMonth(wanted.month) < earliest)
    return { field: 'kind', code: start.first ? 'FIRST_JOB_MONTH' : 'BEFORE_EMPLOYMENT', earliest };
  return kind === 'unseal' && base === undefined ? { field: 'base', code: 'WAGE_MISSING' } : null;
}

/** Whether the employment that lasts is the one our books know: somebody comes back from a leave. */
export function isSameEmployment(
  { since }: EmploymentStart,
  { employedSince }: Pick<RosterMemberWord, 'employedSince'>,
): boolean {
  return employedSince !== null && since <= employedSince;
}

function judgeAccount({ kind }: RosterRow, member: RosterMemberWord, month: string): RosterRefusal | null {
  const wanted = ROSTER_STEPS[kind].from;
  if (wanted === null) {
    if (member.account === 'none') return null;
    return { field: 'idNo', code: member.account === 'here' ? 'ACCOUNT_STATE' : 'ACCOUNT_ELSEWHERE' };
  }
  // Where else somebody has an account is nobody's business but theirs.
  if (member.account !== 'here') return { field: 'idNo', code: 'ACCOUNT_NOT_FOUND' };
  if (member.nameAgrees === false) return { field: 'name', code: 'NAME_MISMATCH' };
  if (member.state !== wanted) return { field: 'kind', code: 'ACCOUNT_STATE' };
  const { latestChange } = member;
  return latestChange !== null && latestChange > month ? { field: 'kind', code: 'LATER_CHANGE' } : null;
}

function judgeEmployment({ kind }: RosterRow, word: RosterEmploymentWord): RosterVerdict {
  if (word === null || word === 'unsure') return 'unknown';
  if (kind === 'seal') return word === 'ended' ? null : { field: 'endedOn', code: 'EMPLOYMENT_NOT_ENDED' };
  return word === 'here' ? null : { field: 'idNo', code: 'NOT_EMPLOYED_HERE' };
}

/** A row that is not carried out, as it is told. */
export interface ToldRow {
  readonly [key: string]: Json;
  readonly row: number;
  readonly result: 'refused' | 'unknown';
  readonly field: RosterField;
  readonly value: string | null;
  readonly code: RosterRefusalCode;
  readonly text: { readonly zh: string; readonly en: string };
  readonly fix: { readonly zh: string; readonly en: string };
}

/** Rows told at most; the rest is counted. */
const TOLD = 1_000;

/**
 * Rows that are not carried out, as they are told: row from 1, field, what stood there, code, words and fix. Names and
 * id numbers are not repeated: the row says whose they are.
 */
export function toldRows(rows: readonly RosterRow[], verdicts: readonly RosterVerdict[]): ToldRow[] {
  const told = verdicts.flatMap((verdict, index) =>
    verdict === null ? [] : [toldRow(rows[index], verdict, index + 1)],
  );
  return told.slice(0, TOLD);
}

/** One row that is not carried out. */
export function toldRow(
  row: RosterRow | undefined,
  verdict: RosterRefusal | 'unknown',
  number: number,
): ToldRow {
  const unsure =
    row?.kind === 'base'
      ? ({ field: 'base', code: 'WAGE_UNKNOWN' } as const)
      : ({ field: 'endedOn', code: 'EMPLOYMENT_UNKNOWN' } as const);
  const { field, code, earliest }: RosterRefusal = verdict === 'unknown' ? unsure : verdict;
  const personal = field === 'name' || field === 'idNo';
  const { text, fix } = ROSTER_REFUSALS[code];
  return {
    row: number,
    result: verdict === 'unknown' ? 'unknown' : 'refused',
    field,
    value: personal ? null : (row?.[field] ?? null),
    code,
    ...(earliest === undefined ? {} : { earliest }),
    text: { ...text },
    fix: { ...fix },
  };
}
