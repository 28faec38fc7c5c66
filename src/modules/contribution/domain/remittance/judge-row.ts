import { isPersonName } from '../../../../kernel/identifiers/person-name';
import type { Day } from '../../../../kernel/calendar';
import { checkResidentId, normaliseResidentId } from '../../../../kernel/identifiers/resident-id';

/** A person the employer wants accounts for, as sent. */
export interface RowWanted {
  readonly name: string;
  readonly idNo: string;
  readonly base: string;
}

/** What the police say of a row; null where they were not asked. */
export type PoliceWord = 'alive' | 'deceased' | 'mismatch' | null;
/** What social insurance says of a row: employed at this employer, elsewhere only, nowhere. */
export type EmploymentWord = 'here' | 'elsewhere' | 'none' | null;
/**
 * What our own books say: no open account, one at this employer, one at another, since 2026-12 with its state; `elsewhere`
 * alone is what was kept before.
 */
export type AccountWord =
  'none' | 'here' | 'elsewhere' | 'elsewhere-sealed' | 'elsewhere-active' | 'elsewhere-frozen' | null;

export interface RowFacts {
  readonly police: PoliceWord;
  readonly employment: EmploymentWord;
  readonly account: AccountWord;
}

export type RowRefusal =
  | 'NAME_FORMAT'
  | 'ID_CHECKSUM'
  | 'MONEY_FORMAT'
  | 'DUPLICATE_PERSON'
  | 'NAME_MISMATCH'
  | 'PERSON_DECEASED'
  | 'NOT_EMPLOYED_HERE'
  | 'ACCOUNT_STATE'
  | 'ACCOUNT_ELSEWHERE';

const BASE = /^\d{1,11}\.\d{2}$/;

/** What is wrong with each row by itself or beside the rows above it; null: worth asking the registries about. */
export function rowFaults(rows: readonly RowWanted[], today: Day): (RowRefusal | null)[] {
  const seen = new Set<string>();
  return rows.map(({ name, idNo, base }) => {
    const id = normaliseResidentId(idNo);
    if (!checkResidentId(id, today).valid) return 'ID_CHECKSUM';
    if (seen.has(id)) return 'DUPLICATE_PERSON';
    seen.add(id);
    if (!isPersonName(name)) return 'NAME_FORMAT';
    return BASE.test(base) && !/^0+\.00$/.test(base) ? null : 'MONEY_FORMAT';
  });
}

/**
 * Whether an account is opened for a row; null: yes. The order is that of handbook 4.1: identity, then accounts, then
 * employment. A row without faults of its own must have been asked about.
 */
export function judgeRow(
  fault: RowRefusal | null,
  { police, employment, account }: RowFacts,
): RowRefusal | null {
  if (fault !== null) return fault;
  if (police === 'mismatch') return 'NAME_MISMATCH';
  if (police === 'deceased') return 'PERSON_DECEASED';
  if (account === 'here') return 'ACCOUNT_STATE';
  if (account?.startsWith('elsewhere')) return 'ACCOUNT_ELSEWHERE';
  if (employment !== 'here') return 'NOT_EMPLOYED_HERE';
  if (police !== 'alive' || account !== 'none') throw new Error('a row was judged that nobody asked about');
  return null;
}

/** Every row of a list, judged. The fact lists are by row, in the order of the rows. */
export function judgeRows(
  rows: readonly RowWanted[],
  facts: {
    readonly police: readonly PoliceWord[];
    readonly employment: readonly EmploymentWord[];
    readonly accounts: readonly AccountWord[];
  },
  today: Day,
): (RowRefusal | null)[] {
  return rowFaults(rows, today).map((fault, index) =>
    judgeRow(fault, {
      police: facts.police[index] ?? null,
      employment: facts.employment[index] ?? null,
      account: facts.accounts[index] ?? null,
    }),
  );
}
