import { parseDay } from '../../kernel/calendar';
import { parseYuan, yuan } from '../../kernel/money';
import { parseMonth } from '../../kernel/month';
import { asObject, asText, asTexts } from '../registries/wire-form';
import type {
  CreditFile,
  CreditLoan,
  CreditRecord,
  DeclaredWage,
  DeedTax,
  FundElsewhere,
} from '../world/finances';
import type { Person } from '../world/person';

type Finances = Pick<Person, 'wages' | 'deedTaxes' | 'credit' | 'elsewhere'>;

/** Taxes, credit and accounts elsewhere as the control interface shows them: money in yuan. */
export function describeFinances({ wages, deedTaxes, credit, elsewhere }: Finances): object {
  return {
    wages: wages?.map(({ amountFen, ...wage }) => ({ ...wage, amount: yuan(amountFen) })) ?? null,
    deedTaxes: deedTaxes.map(({ taxedPriceFen, ...tax }) => ({ ...tax, taxedPrice: yuan(taxedPriceFen) })),
    credit: typeof credit === 'string' ? credit : describeCredit(credit),
    elsewhere: { ...elsewhere, accounts: elsewhere.accounts.map(describeAccount) },
  };
}

function describeAccount({ contribution, ...account }: FundElsewhere['accounts'][number]): object {
  if (contribution === undefined) return account;
  const { baseFen, balanceFen, ...rest } = contribution;
  return { ...account, contribution: { ...rest, base: yuan(baseFen), balance: yuan(balanceFen) } };
}

function describeCredit({ presentOverdueFen, loans, ...record }: CreditRecord): object {
  return {
    ...record,
    presentOverdue: yuan(presentOverdueFen),
    loans: loans.map(({ balanceFen, monthlyFen, ...loan }) => ({
      ...loan,
      balance: yuan(balanceFen),
      monthly: yuan(monthlyFen),
    })),
  };
}

/** Reads what of these a person is given, in the form `describeFinances` writes; faults as in `readPeople`. */
export function readFinances(row: Record<string, unknown>): Partial<Finances> {
  const { wages, deedTaxes, credit, elsewhere } = row;
  return {
    ...(wages === undefined ? {} : { wages: wages === null ? null : objects(wages, 'wages').map(readWage) }),
    ...(deedTaxes === undefined ? {} : { deedTaxes: objects(deedTaxes, 'deedTaxes').map(readDeedTax) }),
    ...(credit === undefined ? {} : { credit: readCredit(credit) }),
    ...(elsewhere === undefined ? {} : { elsewhere: readElsewhere(asObject(elsewhere)) }),
  };
}

function readWage(row: Record<string, unknown>): DeclaredWage {
  return {
    creditCode: asText(row.creditCode),
    amountFen: parseYuan(asText(row.amount)),
    from: parseMonth(asText(row.from)),
    to: parseMonth(asText(row.to)),
  };
}

function readDeedTax(row: Record<string, unknown>): DeedTax {
  return {
    contractNo: asText(row.contractNo),
    taxedPriceFen: parseYuan(asText(row.taxedPrice)),
    paidOn: parseDay(asText(row.paidOn)),
  };
}

function readCredit(value: unknown): CreditFile {
  if (value === 'none' || value === 'frozen') return value;
  const row = asObject(value);
  return {
    overdueMonths: asTexts(row.overdueMonths ?? []).map(parseMonth),
    maxConsecutive: count(row.maxConsecutive ?? 0, 'maxConsecutive'),
    cumulative: count(row.cumulative ?? 0, 'cumulative'),
    presentOverdueFen: parseYuan(asText(row.presentOverdue ?? '0.00')),
    loans: objects(row.loans ?? [], 'loans').map(readLoan),
    flags: asTexts(row.flags ?? []).map((flag) =>
      oneOf(flag, ['defaulter', 'bad-debt', 'guarantor-paid', 'payment-stopped', 'account-frozen']),
    ),
    daysOld: count(row.daysOld ?? 0, 'daysOld'),
  };
}

function readLoan(row: Record<string, unknown>): CreditLoan {
  return {
    type: oneOf(row.type, ['housing-fund', 'commercial-housing', 'consumer', 'business']),
    lender: asText(row.lender),
    contractNo: asText(row.contractNo),
    balanceFen: parseYuan(asText(row.balance)),
    monthlyFen: parseYuan(asText(row.monthly)),
    purpose: oneOf(row.purpose, ['housing', 'consumption', 'business']),
    grantedOn: parseDay(row.grantedOn === undefined ? '2021-06-18' : asText(row.grantedOn)),
  };
}

function readElsewhere(row: Record<string, unknown>): FundElsewhere {
  return {
    accounts: objects(row.accounts ?? [], 'accounts').map(readAccount),
    loansUsed: count(row.loansUsed ?? 0, 'loansUsed'),
    loansUnsettled: count(row.loansUnsettled ?? 0, 'loansUnsettled'),
    ...(row.loans === undefined
      ? {}
      : {
          loans: objects(row.loans, 'loans').map(({ contractNo, settled }) => ({
            contractNo: asText(contractNo),
            settled: settled === true,
          })),
        }),
    offline: asTexts(row.offline ?? []),
  };
}

function readAccount(row: Record<string, unknown>): FundElsewhere['accounts'][number] {
  const account = { centreCode: asText(row.centreCode), accountState: asText(row.accountState) };
  if (row.contribution === undefined) return account;
  const { monthsInARow, base, openedOn, balance } = asObject(row.contribution);
  return {
    ...account,
    contribution: {
      monthsInARow: count(monthsInARow, 'monthsInARow'),
      baseFen: parseYuan(asText(base)),
      openedOn: parseDay(asText(openedOn)),
      balanceFen: parseYuan(asText(balance)),
    },
  };
}

function objects(value: unknown, name: string): Record<string, unknown>[] {
  if (!Array.isArray(value)) throw new SyntaxError(`${name}: list expected`);
  return value.map(asObject);
}

function count(value: unknown, name: string): number {
  if (typeof value !== 'number' || !Number.isInteger(value) || value < 0)
    throw new SyntaxError(`${name}: a whole number from 0 expected`);
  return value;
}

function oneOf<V extends string>(value: unknown, known: readonly V[]): V {
  const found = known.find((word) => word === value);
  if (found === undefined) throw new SyntaxError(`one of ${known.join(', ')} expected`);
  return found;
}
