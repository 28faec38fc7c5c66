import { sha256Hex } from '../src/kernel/canonical-json';
import type { Fact, Json } from '../src/kernel/fact';
import { newHomeLoan } from '../src/modules/loan/domain/application/loan-items';
import { decide, decisionBytes, parametersOn } from '../src/modules/policy';

const DAY = '2026-11-21';
const borrower = { role: 'borrower', personId: 'borrower', sealed: 'sealed' };
const spouse = { role: 'spouse', personId: 'spouse', sealed: 'sealed' };
const agreed = { agreed: true, how: 'own-login' };
const contributor = { state: '01', base: '12000.00', years: 5, balance: '90000.00' };
const credit = {
  record: 'kept',
  consecutive: 0,
  cumulative: 0,
  presentOverdue: '0.00',
  flags: [],
  loans: [],
};
const home = {
  contractNo: 'YS(2026)0000001',
  unitKey: '140199001001GB00012F00010001',
  projectNo: 'XS140199-0007',
  price: '1200000.00',
  paid: '360000.00',
  since: '2026-09-21',
  cancelled: false,
  affordable: false,
  buildYear: null,
  owed: null,
  inCustody: null,
  sealed: 'sealed',
};
const ofHome = { purpose: 'new-home', home, filed: 1 };

/** A couple that buys a new home and to whom nothing stands in the way. */
const known: Readonly<Record<string, Json>> = {
  'person.identity': { match: true, alive: true, minorChildren: 0 },
  'household.marriage': { status: 'married', spouse: { personId: 'spouse', sealed: 'sealed' } },
  'person.age': { months: 390 },
  'loan.parties': { people: [borrower, spouse], spouse: 'joins' },
  'loan.identity': null,
  'loan.consents': [
    { ...borrower, ...agreed },
    { ...spouse, ...agreed },
  ],
  'loan.police': [{ role: 'spouse', word: 'alive' }],
  'contribution.elsewhere': null,
  'contribution.continuity': { state: '01', months: 40, madeUp: 0, carried: false },
  'contribution.household': { self: contributor, spouse: contributor },
  'loan.contributors': [contributor, contributor],
  'loan.credit': credit,
  'loan.coCredit': [{ role: 'spouse', ...credit }],
  'loan.defaulters': [
    { role: 'borrower', listed: false },
    { role: 'spouse', listed: false },
  ],
  'loan.nationwide': { unsettled: 0, contracts: [] },
  'loan.coNationwide': [{ role: 'spouse', unsettled: 0, contracts: [] }],
  'loan.history': {
    unsettled: [
      { role: 'borrower', count: 0 },
      { role: 'spouse', count: 0 },
    ],
    familyUsed: 0,
  },
  'loan.bans': [],
  'family.homes': { homes: 0, children: 0 },
  'loan.uplift': null,
  'loan.home': ofHome,
  'loan.purchase': ofHome,
  'loan.project': { registered: true, admitted: true, account: true, sealed: 'sealed' },
  'loan.value': { appraisal: null, buildYear: null, landMonths: 800, unpaid: '840000.00' },
  'loan.unit': {
    seized: false,
    mortgages: 0,
    titled: false,
    owner: 'nobody',
    landMonths: 800,
    sealed: 'sealed',
  },
  'loan.buyers': { count: 2, leftOut: [] },
  'loan.onHome': { financed: false },
  'fund.lending': { inForce: false },
};

/** Applications for a new home decided one after the other by one process: every rule, amount, texts, bytes and hash. */
export function tellDecisions(count: number, print: (line: string) => void): void {
  const of = { source: 'BENCH', receiptNo: 'R1', asOf: `${DAY}T01:00:00.000Z`, validUntil: null };
  const facts = new Map<string, Fact>(
    Object.entries(known).map(([name, value]) => [name, { name, state: 'known', value, ...of }]),
  );
  const one = (amount: string): string => {
    const decision = decide({
      item: newHomeLoan.code,
      rules: newHomeLoan.rules,
      facts,
      parameters: parametersOn(DAY),
      input: { amount, termMonths: 360 },
      lawDay: DAY,
      today: DAY,
      amount: newHomeLoan.amount,
    });
    if (decision.outcome !== 'approved') throw new Error(`the application was ${decision.outcome}`);
    return sha256Hex(decisionBytes(decision));
  };
  for (let warm = 0; warm < count / 10; warm += 1) one('700000.00');
  const began = performance.now();
  for (let nth = 0; nth < count; nth += 1) one(`${500_000 + (nth % 300) * 1_000}.00`);
  const seconds = (performance.now() - began) / 1000;
  print(
    `${count.toLocaleString('en')} applications decided with full trace by the engine alone (facts at hand, nothing stored) in ${seconds.toFixed(2)} s: ${Math.round(count / seconds).toLocaleString('en')} a second\n`,
  );
}
