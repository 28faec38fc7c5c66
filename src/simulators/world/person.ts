import type { Day } from '../../kernel/calendar';
import { fen, type Fen } from '../../kernel/money';
import type { CreditFile, DeclaredWage, DeedTax, FundElsewhere } from './finances';

/** Where somebody works: the company's unified credit code, both days inclusive, `to` null while it lasts. */
export interface Employment {
  readonly creditCode: string;
  readonly from: Day;
  readonly to: Day | null;
  readonly baseFen: Fen;
}

export interface Home {
  readonly titleNo: string;
  /** First four digits of GB/T 2260, Taiyuan is 1401. */
  readonly cityCode: string;
  readonly address: string;
  readonly areaSquareMetres: string;
  readonly sharePercent: number;
  readonly registeredOn: Day;
  readonly seized: boolean;
}

/** A pension that began; `elsewhere` is one of army or organs, which the retirement registry does not keep. */
export type Pension =
  { readonly retiredOn: Day; readonly kind: 'statutory' | 'early' | 'other' } | 'elsewhere';

/** An assessment of working ability; grade 1 is the gravest of ten. */
export interface AssessedDisability {
  readonly grade: number;
  readonly assessedOn: Day;
}

export type MaritalStatus = 'single' | 'married' | 'widowed' | 'divorced';

export interface Marriage {
  readonly status: MaritalStatus;
  readonly spouseIdNo: string | null;
  readonly since: Day | null;
  /** Where the file lies: only a local one can be answered online. */
  readonly file: 'local' | 'elsewhere' | 'paper';
  /** Days on which a marriage or a divorce of theirs was registered; left out, the one that is in force. */
  readonly registeredOn?: readonly Day[];
}

/** Somebody invented, with one phone and one card, so that four factors can be checked. */
export interface Person {
  /** Label the tests and the demo find the person by; null for an extra. */
  readonly role: string | null;
  readonly name: string;
  /** The name as the police hold it; equal to `name` but for one person. */
  readonly policeName: string;
  readonly idNo: string;
  readonly phone: string;
  readonly cardNo: string;
  readonly bankCode: string;
  readonly cardClass: 'I' | 'II' | 'III';
  readonly alive: boolean;
  readonly childBirthYears: readonly number[];
  /** The minors among them by name; left out, as many as there are years, children of this person alone. */
  readonly children?: readonly { readonly name: string; readonly idNo: string }[];
  /** Names and id numbers that the police had before, the latest first. */
  readonly formerIdentities: readonly { readonly name: string; readonly idNo: string }[];
  readonly marriage: Marriage;
  readonly employments: readonly Employment[];
  readonly homes: readonly Home[];
  /** null while working. */
  readonly pension: Pension | null;
  readonly disability: AssessedDisability | null;
  /** Declared to the tax authority; null: what social insurance knows, month by month. */
  readonly wages: readonly DeclaredWage[] | null;
  readonly deedTaxes: readonly DeedTax[];
  readonly credit: CreditFile;
  readonly elsewhere: FundElsewhere;
  /** Day from which somebody stands on the courts' list of defaulters; null who does not. */
  readonly defaulterSince: Day | null;
}

/** The least that makes a person; the rest defaults to alive, single, no child, no job, no home. */
export type NewPerson = Pick<Person, 'name' | 'idNo' | 'phone' | 'cardNo'> & Partial<Person>;

export type CompanyStatus = 'in-business' | 'deregistered' | 'revoked';

export interface CompanyAccount {
  readonly bankCode: string;
  readonly accountNo: string;
  /** The name it was opened under. */
  readonly ownerName: string;
  readonly open: boolean;
}

export interface Company {
  readonly role: string | null;
  readonly name: string;
  readonly creditCode: string;
  readonly legalRepresentative: { readonly name: string; readonly idNo: string };
  readonly status: CompanyStatus;
  readonly foundedOn: Day;
  /** The account its taxes and contributions are paid from. */
  readonly bankAccount: CompanyAccount;
}

/** Bank of China, which issues most cards of this world (first three digits of the clearing number). */
export const FIRST_BANK = '104';
/** Bank of Communications, which issues the others. */
export const SECOND_BANK = '301';
/** First digits of the invented cards of the second bank; those of the first begin with 621998 or 621999. */
export const SECOND_BANK_BIN = '621997';
/** Region digits no district bears: valid in form, nobody's in fact. */
export const INVENTED_REGION = '140199';

const single: Marriage = { status: 'single', spouseIdNo: null, since: null, file: 'local' };

const spotless: CreditFile = {
  overdueMonths: [],
  maxConsecutive: 0,
  cumulative: 0,
  presentOverdueFen: fen(0n),
  loans: [],
  flags: [],
  daysOld: 0,
};
const nowhere: FundElsewhere = { accounts: [], loansUsed: 0, loansUnsettled: 0, offline: [] };

/** Fills what `NewPerson` leaves out. */
export function makePerson(given: NewPerson): Person {
  return {
    role: null,
    policeName: given.name,
    bankCode: FIRST_BANK,
    cardClass: 'I',
    alive: true,
    childBirthYears: [],
    formerIdentities: [],
    marriage: single,
    employments: [],
    homes: [],
    pension: null,
    disability: null,
    wages: null,
    deedTaxes: [],
    credit: spotless,
    elsewhere: nowhere,
    defaulterSince: null,
    ...given,
  };
}
