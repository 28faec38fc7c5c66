import { addDays, addMonths, monthOf, parseDay, type Day } from '../../kernel/calendar';
import { fen, parseYuan } from '../../kernel/money';
import { parseMonth } from '../../kernel/month';
import type { CreditLoan, CreditRecord } from './finances';
import type { Person } from './person';

const PROVINCIAL = '140100000000001';
const COKING_COAL = '140100000000002';
const BEIJING = '110100000000000';
const HEFEI = '340100000000000';

const CAR: CreditLoan = {
  type: 'consumer',
  lender: '样板汽车金融(虚构)',
  contractNo: 'CAR2024000031',
  balanceFen: parseYuan('42000.00'),
  monthlyFen: parseYuan('2100.50'),
  purpose: 'consumption',
  grantedOn: parseDay('2024-03-05'),
};

const MORTGAGE: CreditLoan = {
  type: 'commercial-housing',
  lender: '样板银行(虚构)',
  contractNo: 'GF2021000077',
  balanceFen: parseYuan('358000.00'),
  monthlyFen: parseYuan('2316.75'),
  purpose: 'housing',
  grantedOn: parseDay('2021-06-18'),
};

const record = (given: Partial<CreditRecord>): CreditRecord => ({
  overdueMonths: [],
  maxConsecutive: 0,
  cumulative: 0,
  presentOverdueFen: fen(0n),
  loans: [],
  flags: [],
  daysOld: 0,
  ...given,
});

/** Taxes, credit and accounts elsewhere that make a role of the seeded people. */
export function financesOf(role: string | null, today: Day, creditCode: string): Partial<Person> {
  const lastYear = Number(today.slice(0, 4)) - 1;
  const overdue = [2, 3, 4].map((ago) => monthOf(addMonths(today, -ago)));
  const special: Record<string, Partial<Person>> = {
    zeroDeclared: {
      wages: [
        {
          creditCode,
          amountFen: fen(0n),
          from: parseMonth(`${lastYear}-01`),
          to: parseMonth(`${lastYear}-12`),
        },
      ],
    },
    secondHandBuyer: {
      deedTaxes: [
        {
          contractNo: 'ES(2026)0000001',
          taxedPriceFen: parseYuan('1050000.00'),
          paidOn: addDays(addMonths(today, -3), 5),
        },
      ],
    },
    buyer: { credit: record({ loans: [CAR] }) },
    neverBorrowed: { credit: 'none' },
    creditFrozen: { credit: 'frozen' },
    lateCreditReport: { credit: record({ daysOld: 31 }) },
    overdueBorrower: {
      credit: record({
        overdueMonths: overdue,
        maxConsecutive: 3,
        cumulative: 4,
        presentOverdueFen: parseYuan('2316.75'),
        loans: [MORTGAGE],
        flags: ['defaulter'],
      }),
      defaulterSince: addMonths(today, -20),
    },
    accountElsewhere: {
      elsewhere: {
        accounts: [{ centreCode: BEIJING, accountState: '02' }],
        loansUsed: 1,
        loansUnsettled: 1,
        offline: [],
      },
    },
    twoCentresInTown: {
      elsewhere: {
        accounts: [
          { centreCode: PROVINCIAL, accountState: '01' },
          { centreCode: COKING_COAL, accountState: '02' },
        ],
        loansUsed: 0,
        loansUnsettled: 0,
        offline: [],
      },
    },
    centreOffline: {
      elsewhere: { accounts: [], loansUsed: 0, loansUnsettled: 0, offline: [HEFEI] },
    },
  };
  return special[role ?? ''] ?? {};
}
