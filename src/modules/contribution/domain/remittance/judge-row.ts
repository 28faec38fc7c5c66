import { isPersonName } from '../../../../kernel/identifiers/person-name';
import type { Day } from '../../../../kernel/calendar';
import type { BilingualText } from '../../../../kernel/decision';
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
/** What our own books say: no open account, one at this employer, one at another. */
export type AccountWord = 'none' | 'here' | 'elsewhere' | null;

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

export const ROW_REFUSAL_TEXT: Readonly<Record<RowRefusal, BilingualText>> = {
  NAME_FORMAT: {
    zh: '姓名格式不符，请按证件填写',
    en: 'The name is not of a valid form; give it as on the document',
  },
  ID_CHECKSUM: {
    zh: '身份证号应为 18 位且校验码正确，请与证件核对',
    en: 'An id number has 18 characters and a right check character; compare it with the card',
  },
  MONEY_FORMAT: {
    zh: '缴存基数应为大于零的金额，保留两位小数，例如 8000.00',
    en: 'The contribution base is an amount above zero with two decimals, such as 8000.00',
  },
  DUPLICATE_PERSON: {
    zh: '同一人在名单中出现多次，只处理第一次',
    en: 'The person is on the list more than once; the first row counts',
  },
  NAME_MISMATCH: {
    zh: '公安机关核验：姓名与身份证号不匹配，请与证件核对',
    en: 'The police say that name and id number do not belong together; compare them with the card',
  },
  PERSON_DECEASED: {
    zh: '公安机关登记该人已去世，不能开户',
    en: 'The police have this person as deceased; no account can be opened',
  },
  NOT_EMPLOYED_HERE: {
    zh: '社会保险登记中该人不在本单位参保，请先办理参保登记；社保数据最长滞后 60 日',
    en: 'Social insurance does not have this person as employed here; register the employment first (it may lag by up to 60 days)',
  },
  ACCOUNT_STATE: {
    zh: '该人在本单位已有账户，无需重复开户',
    en: 'This person has an account with this employer already',
  },
  ACCOUNT_ELSEWHERE: {
    zh: '该人在本市其他单位已有账户，请办理同城转移（GJ25）',
    en: 'This person has an account with another employer of the city; apply for its transfer (GJ25)',
  },
};

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
  if (account === 'elsewhere') return 'ACCOUNT_ELSEWHERE';
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
