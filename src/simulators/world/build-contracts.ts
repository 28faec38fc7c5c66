import { addMonths, type Day } from '../../kernel/calendar';
import { fen, parseYuan } from '../../kernel/money';
import type { Buyer, Contract } from './contract';
import { INVENTED_REGION, type Person } from './person';

type Plan = Pick<Contract, 'status' | 'loanFen'> & {
  readonly months: number;
  readonly price: string;
  /** Flat of the project; two filings of one flat share it. */
  readonly flat: number;
  readonly buyers: readonly (readonly [role: string, sharePercent: number])[];
};

/** What was filed, in months before the business date. Prices, shares and loans are invented round numbers. */
const FILED: readonly Plan[] = [
  {
    flat: 1,
    months: 2,
    price: '1200000.00',
    status: 'valid',
    loanFen: parseYuan('700000.00'),
    buyers: [
      ['buyer', 50],
      ['buyerSpouse', 50],
    ],
  },
  {
    flat: 2,
    months: 3,
    price: '980000.00',
    status: 'cancelled',
    loanFen: null,
    buyers: [['cancelledBuyer', 100]],
  },
  { flat: 3, months: 14, price: '860000.00', status: 'valid', loanFen: null, buyers: [['lateBuyer', 100]] },
  {
    flat: 4,
    months: 4,
    price: '1500000.00',
    status: 'valid',
    loanFen: null,
    buyers: [
      ['partBuyer', 70],
      ['otherPartBuyer', 30],
    ],
  },
  {
    flat: 5,
    months: 6,
    price: '1010000.00',
    status: 'valid',
    loanFen: null,
    buyers: [['twiceFiledBuyer', 100]],
  },
  // The same flat filed a second time: a mistake that the bureau has not found yet.
  {
    flat: 5,
    months: 5,
    price: '1010000.00',
    status: 'valid',
    loanFen: null,
    buyers: [['twiceFiledBuyer', 100]],
  },
];

/** The contracts of the seeded people. Numbers do not depend on `today`, days do. */
export function buildContracts(today: Day, inRole: (role: string) => Person): Contract[] {
  return FILED.map(({ flat, months, price, status, loanFen, buyers }, index) => ({
    contractNo: `YS(2026)${String(index + 1).padStart(7, '0')}`,
    projectNo: 'XS140199-0007',
    unitKey: unitKey(flat),
    address: `太原市虚构区样板路7号1幢1单元${flat}01`,
    areaSquareMetres: '108.60',
    priceFen: parseYuan(price),
    filedOn: addMonths(today, -months),
    status,
    loanFen,
    buyers: buyers.map(([role, sharePercent]) => buyer(inRole(role), sharePercent)),
    supervisedAccount: '104014019900000077',
    // Three tenths are paid when a contract is filed.
    paidFen: fen((parseYuan(price) * 3n) / 10n),
    housing: 'commodity',
  }));
}

function buyer({ name, idNo }: Person, sharePercent: number): Buyer {
  return { name, idNo, sharePercent };
}

/** 不动产单元号: region, cadastral zone and area, parcel, building and flat. */
function unitKey(flat: number): string {
  return `${INVENTED_REGION}001001GB00012F0001${String(flat).padStart(4, '0')}`;
}
