import { type Day, parseDay } from '../../../../kernel/calendar';
import type { Fact, Json } from '../../../../kernel/fact';
import { minus, parseYuan, yuan } from '../../../../kernel/money';
import { UnknownFactSignal } from '../../../policy';
import { FUND_LENDING, type FundLendingFact } from '../../domain/fund/fund-lending';
import { completedMonths } from '../../domain/granting/loan-term';
import type {
  EligibilityQuestion,
  TypedContribution,
  TypedCredit,
  TypedFamily,
  TypedHome,
} from './eligibility-question';

const TYPED = 'TYPED';
const AS_TYPED = '自填 as typed';
const STATES: Readonly<Record<TypedContribution['state'], string>> = {
  active: '01',
  sealed: '02',
  frozen: '06',
  none: 'none',
};

/** A value that was typed, or the pointer to the field that would tell it. */
interface Told {
  readonly value: Json | undefined;
  readonly field: string;
  /** Named only once something reads it. */
  readonly asNeeded?: boolean;
}

type Values = Readonly<Record<string, Json | undefined>>;
type Partly = (fields: Readonly<Record<string, Told>>) => Json;

/**
 * The facts of an item as somebody typed them. One that was told in part is known in part: whoever reads a field that
 * was not typed meets the unknown, by the pointer to what is to be typed; `untyped` are all such fields. What nobody can
 * type is unknown as a whole.
 * @param names every fact that the item asks for.
 * @param lending the state of the fund, which is the centre's to tell; null where it is not known.
 */
export function typedFacts(
  asked: EligibilityQuestion,
  names: readonly string[],
  on: { readonly today: Day; readonly at: Date; readonly lending: FundLendingFact | null },
): { readonly facts: ReadonlyMap<string, Fact>; readonly untyped: readonly string[] } {
  const at = on.at.toISOString();
  const untyped: string[] = [];
  const values = valuesOf(asked, on, partlyInto(untyped));
  const facts = new Map(
    names.map((name): [string, Fact] => {
      const value = values[name];
      return value === undefined
        ? [name, { name, state: 'unknown', reason: 'awaited', source: TYPED, askedAt: at }]
        : [
            name,
            { name, state: 'known', value, source: TYPED, receiptNo: TYPED, asOf: at, validUntil: null },
          ];
    }),
  );
  return { facts, untyped };
}

function valuesOf(
  asked: EligibilityQuestion,
  { today, lending }: { readonly today: Day; readonly lending: FundLendingFact | null },
  partly: Partly,
): Values {
  return {
    ...ofBorrower(asked, today, partly),
    ...ofSpouse(asked),
    ...ofFamily(asked.family ?? {}, partly),
    ...ofHome(asked, partly),
    'loan.contributors': contributorsOf(asked, partly),
    [FUND_LENDING]: lending ?? undefined,
  };
}

function ofBorrower({ borrower = {} }: EligibilityQuestion, today: Day, partly: Partly): Values {
  const { birth, contribution, credit } = borrower;
  const at = '/borrower/contribution';
  return {
    'person.age': birth === undefined ? undefined : { months: completedMonths(parseDay(birth), today) },
    // Typed is how the borrower contributes, wherever that is.
    'contribution.elsewhere': contribution === undefined ? undefined : null,
    'contribution.continuity':
      contribution === undefined
        ? undefined
        : partly({
            state: told(STATES[contribution.state], `${at}/state`),
            months: told(contribution.state === 'none' ? 0 : contribution.monthsInARow, `${at}/monthsInARow`),
          }),
    'loan.credit': credit === undefined ? undefined : creditOf(credit),
  };
}

/** Who has no spouse has nobody else to be asked of; what a spouse wants is the spouse's to say, on applying. */
function ofSpouse({ spouse }: EligibilityQuestion): Values {
  if (spouse === undefined) return {};
  const self = { role: 'borrower', personId: '', sealed: '' };
  if (spouse.part !== 'joins') {
    return {
      'loan.parties': { people: [self], spouse: spouse.part },
      'loan.consents': [],
      'loan.police': [],
      'loan.coCredit': [],
    };
  }
  const { credit } = spouse;
  return {
    'loan.parties': { people: [self, { ...self, role: 'spouse' }], spouse: 'joins' },
    'loan.coCredit': credit === undefined ? undefined : [{ role: 'spouse', ...creditOf(credit) }],
  };
}

/** Of the couple those who contribute on an active account; unknown until it is typed of both. */
function contributorsOf({ borrower, spouse }: EligibilityQuestion, partly: Partly): Json | undefined {
  const own = borrower?.contribution;
  if (own === undefined || spouse === undefined) return undefined;
  const counting: (readonly [TypedContribution, string])[] = [[own, '/borrower/contribution']];
  if (spouse.part === 'joins') {
    if (spouse.contribution === undefined) return undefined;
    counting.push([spouse.contribution, '/spouse/contribution']);
  }
  return counting
    .filter(([{ state }]) => state === 'active')
    .map(([{ base, years, balance }, at]) =>
      partly({
        state: told(STATES.active, `${at}/state`),
        base: told(base, `${at}/base`),
        years: told(years, `${at}/years`),
        balance: { ...told(balance, `${at}/balance`), asNeeded: true },
      }),
    );
}

function creditOf({ consecutive, cumulative, presentOverdue, badMarks, monthlyDebt }: TypedCredit) {
  const loan = { type: 'other', balance: '0.00', monthly: monthlyDebt, grantedOn: '', converted: false };
  return {
    record: 'kept',
    consecutive,
    cumulative,
    presentOverdue,
    flags: badMarks ? ['bad-debt'] : [],
    loans: [loan],
  };
}

function ofFamily(
  { homes, minorChildren, uplift, fundLoans, defaulter, bans }: TypedFamily,
  partly: Partly,
): Values {
  const loansOf = (unsettled: number): Json => ({ unsettled, contracts: [] });
  return {
    'family.homes':
      homes === undefined
        ? undefined
        : partly({
            homes: told(homes, '/family/homes'),
            children: told(minorChildren, '/family/minorChildren'),
            householdChildren: told(minorChildren, '/family/minorChildren'),
          }),
    'loan.uplift': uplift === undefined ? undefined : uplift === 'none' ? null : { reason: uplift },
    // Typed of the couple, here and anywhere: counted once, so nothing is left to be counted elsewhere.
    'loan.history':
      fundLoans === undefined
        ? undefined
        : {
            unsettled: [{ role: 'borrower', count: fundLoans.unsettled }],
            familyUsed: fundLoans.used,
          },
    'loan.nationwide': fundLoans === undefined ? undefined : loansOf(0),
    'loan.coNationwide': fundLoans === undefined ? undefined : [],
    'loan.defaulters': defaulter === undefined ? undefined : [{ role: 'borrower', listed: defaulter }],
    'loan.bans': bans?.map((ban) => ({ role: 'borrower', ...ban })),
  };
}

function ofHome({ kind, home }: EligibilityQuestion, partly: Partly): Values {
  const used = kind === 'second-hand';
  const ofUsed = (value: Json | undefined): Json | undefined => (used ? value : null);
  const { price, paid, contractOn, collateral, sellerOwns } = home;
  const owner = ofUsed(sellerOwns === undefined ? undefined : sellerOwns ? 'sellers' : 'others');
  const mortgages = collateral === undefined ? undefined : collateral.mortgaged ? 1 : 0;
  const land = told(home.landUseMonths, '/home/landUseMonths');
  const buildYear = told(ofUsed(home.buildYear), '/home/buildYear');
  const bought = partly({
    contractNo: told(contractOn === undefined ? undefined : AS_TYPED, '/home/contractOn'),
    since: told(contractOn, '/home/contractOn'),
    cancelled: told(home.contractCancelled, '/home/contractCancelled'),
    price: told(price, '/home/price'),
    paid: told(paid, '/home/paid'),
    affordable: told(home.affordable, '/home/affordable'),
    inCustody: told(ofUsed(home.inCustody), '/home/inCustody'),
    buildYear,
  });
  return {
    'loan.home': { purpose: kind, home: bought, filed: 1 },
    'loan.value': partly({
      appraisal: told(ofUsed(home.appraisal), '/home/appraisal'),
      buildYear,
      landMonths: land,
      unpaid: told(paid === undefined ? undefined : unpaidOf(home, paid), '/home/paid'),
    }),
    'loan.unit': partly({
      seized: told(collateral?.seized, '/home/collateral'),
      mortgages: told(mortgages, '/home/collateral'),
      owner: told(owner, '/home/sellerOwns'),
      landMonths: land,
    }),
  };
}

function unpaidOf({ price }: TypedHome, paid: string): string {
  return yuan(minus(parseYuan(price), parseYuan(paid)));
}

function told(value: Json | undefined, field: string): Told {
  return { value, field };
}

/** Makes an object of which only what was told can be read, and notes in `untyped` what was not. */
function partlyInto(untyped: string[]): Partly {
  return (fields) => {
    const object = {};
    for (const [key, { value, field, asNeeded }] of Object.entries(fields)) {
      if (value === undefined && !asNeeded) untyped.push(field);
      Object.defineProperty(object, key, {
        enumerable: true,
        get: () => {
          if (value === undefined) throw new UnknownFactSignal([field]);
          return value;
        },
      });
    }
    return object;
  };
}
