import { bookOpeningDeposits } from '../../../scripts/opening-deposits';
import { taiyuan } from '../../../scripts/set-up-centre';
import { addDays, parseDay } from '../../../src/kernel/calendar';
import { newId } from '../../../src/kernel/identifiers/uuid';
import { parseYuan } from '../../../src/kernel/money';
import { HallWorker } from '../../../src/modules/loan/app/hall/hall-worker';
import { ReadHall } from '../../../src/modules/loan/app/hall/read-hall';
import { OpenHall } from '../../../src/modules/loan/app/hall/open-hall';
import { ReadLoans } from '../../../src/modules/loan/app/application/read-loans';
import { LoanFile } from '../../../src/modules/loan/app/loan-file';
import { RequestMortgage } from '../../../src/modules/loan/app/mortgage/request-mortgage';
import { MortgageWorker } from '../../../src/modules/loan/app/mortgage/mortgage-worker';
import type { HallBranchName } from '../../../src/modules/loan/domain/hall/hall-branch';
import type { HallView } from '../../../src/modules/loan/domain/hall/hall-view';
import type { LoanView } from '../../../src/modules/loan/domain/loan-view';
import { type LoanTerms, termsText } from '../../../src/modules/loan/domain/loan-terms';
import { insertLoanParties } from '../../../src/modules/loan/store/loan-party-store';
import { Parties } from '../../../src/modules/party';
import { Sealer } from '../../../src/platform/crypto';
import type { Tx } from '../../../src/platform/database/tx';
import { CENTRE, Road, TODAY } from '../oversight/road';

const CUSTODY = {
  name: '太原市存量房交易资金监管户(虚构)',
  accountNo: '104014019900000088',
  bankCode: '104',
};

const MANAGER = { role: 'manager', subject: 'planted', centreId: CENTRE } as never;

export interface HallUnderTest {
  readonly loanId: string;
  readonly hallNo: string;
  readonly unitKey: string;
  readonly contractNo: string;
}

/** Joint cases of committed second-hand loans in the whole service, whose workers work when they are told to. */
export class HallsUnderTest {
  private made = 0;

  private constructor(readonly road: Road) {}

  static async start(): Promise<HallsUnderTest> {
    const road = await Road.start();
    await bookOpeningDeposits(road.database.ownerUrl, taiyuan);
    const url = `${road.url}/v1/registry-events/rea`;
    await road.control('PUT', 'rea/callback', { url });
    return new HallsUnderTest(road);
  }

  stop(): Promise<void> {
    return this.road.stop();
  }

  run<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    return this.road.work.run(CENTRE, work);
  }

  /** A loan for a new home that was committed a moment ago: it has no joint case, and no seller but the developer. */
  async committedNewHome(): Promise<HallUnderTest> {
    this.made += 1;
    const buyer = this.road.person('renter');
    const no = String(this.made).padStart(4, '0');
    const unitKey = `140199001002GB00034F0008${no}`;
    const contractNo = `SP(2026)800${no}`;
    const contract = {
      ...{ contractNo, unitKey, price: '1000000.00', filedOn: TODAY },
      buyers: [{ name: buyer.name, idNo: buyer.idNo, sharePercent: 100 }],
    };
    await this.road.control('POST', 'contracts', { contracts: [contract] });
    const loanId = newId();
    await this.run((tx) => this.store(tx, { loanId, unitKey, contractNo, buyer, purpose: 'new-home' }));
    return { loanId, unitKey, contractNo, hallNo: '' };
  }

  /** Signed, and the registry has the application for its pre-notice. */
  async newHomeWithRegistry(): Promise<HallUnderTest> {
    const loan = await this.committedNewHome();
    await this.sign(loan);
    await this.work(1);
    return loan;
  }

  /** A loan that was committed a moment ago, with its joint case. */
  async committed(): Promise<HallUnderTest> {
    this.made += 1;
    const [buyer, seller] = [this.road.person('renter'), this.road.person('homeOwner')];
    const unitKey = `140199001002GB00034F0009${String(this.made).padStart(4, '0')}`;
    const contractNo = `CL(2026)9${String(this.made).padStart(6, '0')}`;
    const sale = {
      ...{ contractNo, unitKey, price: '1000000.00', downPayment: '300000.00', signedOn: TODAY },
      buyers: [{ name: buyer.name, idNo: buyer.idNo, sharePercent: 100 }],
      sellers: [{ name: seller.name, idNo: seller.idNo }],
    };
    await this.road.control('POST', 'sales', { sales: [sale] });
    const loanId = newId();
    await this.run(async (tx) => {
      const of = { loanId, unitKey, contractNo, buyer, seller, purpose: 'second-hand' } as const;
      await this.store(tx, of);
      await this.openHall(tx, of);
    });
    const [hall] = await this.road.query<{ no: string }>(
      'SELECT hall_no AS no FROM loan_hall WHERE loan_id = $1',
      [loanId],
    );
    return { loanId, unitKey, contractNo, hallNo: hall!.no };
  }

  /** As the second clerk's confirmation leaves it. */
  async sign({ loanId }: HallUnderTest): Promise<void> {
    await this.run(async (tx) => {
      const loans = this.road.opened(LoanFile);
      const loan = await loans.lock(tx, loanId);
      await loans.step(tx, loan!, 'sign', { kind: 'signed', body: { hedging: false } });
      await this.road.opened(RequestMortgage).whenSigned(tx, loan!);
    });
  }

  tax({ hallNo }: HallUnderTest, act: 'assess' | 'pay' | 'refuse'): Promise<unknown> {
    return this.road.control('POST', `hall/tax/${hallNo}/${act}`, {});
  }

  custody({ hallNo }: HallUnderTest, act: 'fund' | 'refuse', body: object = {}): Promise<unknown> {
    return this.road.control('POST', `hall/custody/${hallNo}/${act}`, body);
  }

  /** Everything is due, and every department and the registry are asked, until nothing moves any more. */
  async work(rounds = 3): Promise<void> {
    for (let round = 0; round < rounds; round += 1) {
      await this.due();
      for (const worker of [this.road.opened(HallWorker), this.road.opened(MortgageWorker)])
        while ((await worker.workOnce()) > 0);
    }
  }

  due(): Promise<number> {
    return this.road.pastAllGuards(
      `UPDATE loan_hall_branch SET due_at = clock_timestamp() - interval '1 second' WHERE due_at IS NOT NULL AND lease_until IS NULL`,
      `UPDATE loan_mortgage SET due_at = clock_timestamp() - interval '1 second' WHERE due_at IS NOT NULL AND lease_until IS NULL`,
    );
  }

  /** Loan signed, tax paid, custody funded, and the registry has the transfer. */
  async withRegistry(): Promise<HallUnderTest> {
    const hall = await this.committed();
    await this.work(1);
    await this.tax(hall, 'pay');
    await this.custody(hall, 'fund');
    await this.sign(hall);
    await this.work();
    return hall;
  }

  /** The title passes while a mortgage of the seller's bank stands, and the loan is paid into custody. */
  async registerBesideOldMortgage(hall: HallUnderTest): Promise<void> {
    await this.road.control('PUT', `units/${hall.unitKey}`, {
      mortgages: [
        { certNo: '晋(2020)太原市不动产证明第0000009号', mortgagee: '某银行(虚构)', kind: 'mortgage' },
      ],
    });
    await this.registry(hall, 'register');
    await this.road.until(async () => (await this.loanState(hall)) === 'active');
  }

  /** Paid into custody; the seller waits for the old mortgage to be cleared. */
  async paidWithOldMortgage(): Promise<HallUnderTest> {
    const hall = await this.withRegistry();
    await this.registerBesideOldMortgage(hall);
    await this.work(1);
    return hall;
  }

  /** Nobody's mortgage is left but the centre's own. */
  async clearOldMortgage({ loanId, unitKey }: HallUnderTest): Promise<void> {
    const [own] = await this.road.query<{ no: string }>(
      `SELECT cert_no AS no FROM loan_mortgage WHERE loan_id = $1 AND ours`,
      [loanId],
    );
    await this.road.control('PUT', `units/${unitKey}`, {
      mortgages: [{ certNo: own!.no, mortgagee: '本中心', kind: 'mortgage' }],
    });
  }

  /** What only a person can decide, by its code. */
  async incidents({ loanId }: HallUnderTest): Promise<string[]> {
    const rows = await this.road.query<{ code: string }>(
      'SELECT code FROM loan_incident WHERE loan_id = $1 ORDER BY code',
      [loanId],
    );
    return rows.map(({ code }) => code);
  }

  async applyNo({ loanId }: HallUnderTest): Promise<string> {
    const [row] = await this.road.query<{ no: string }>(
      'SELECT apply_no AS no FROM loan_mortgage WHERE loan_id = $1 ORDER BY requested_at DESC LIMIT 1',
      [loanId],
    );
    return row!.no;
  }

  /** The registry decides; told by its event unless `push` is false. */
  async registry(
    hall: HallUnderTest,
    act: 'register' | 'refuse' | 'cancel',
    body: object = {},
  ): Promise<void> {
    await this.road.control('POST', `rea/mortgages/${await this.applyNo(hall)}/${act}`, body);
  }

  view({ loanId }: HallUnderTest): Promise<HallView> {
    return this.road.opened(ReadHall).one(MANAGER, loanId);
  }

  /** Who has the loan in hand, as its page says. */
  async next({ loanId }: HallUnderTest): Promise<LoanView['next']> {
    return (await this.road.opened(ReadLoans).one(MANAGER, loanId)).next;
  }

  /** The states of the branches named, and of the case itself. */
  async states(hall: HallUnderTest, ...names: readonly HallBranchName[]): Promise<Record<string, string>> {
    const view = await this.view(hall);
    const branches = view.branches.filter(({ branch }) => names.includes(branch));
    return { hall: view.state, ...Object.fromEntries(branches.map(({ branch, state }) => [branch, state])) };
  }

  async loanState({ loanId }: HallUnderTest): Promise<string> {
    const [row] = await this.road.query<{ state: string }>('SELECT state FROM loan WHERE id = $1', [loanId]);
    return row!.state;
  }

  /** What department and bank have of it. */
  async outside({
    hallNo,
  }: HallUnderTest): Promise<{ tax: { status: string }; custody: { status: string } }> {
    return (await this.road.control('GET', `hall/${hallNo}`, undefined)) as never;
  }

  private async store(tx: Tx, of: StoredLoan): Promise<void> {
    const { loanId, unitKey, contractNo, buyer, purpose } = of;
    const seller = of.seller && { name: of.seller.name, idNo: of.seller.idNo };
    const parties = this.road.opened(Parties);
    await parties.ensurePersons(tx, [{ name: buyer.name, idNo: buyer.idNo }]);
    const borrowerId = parties.idOf(buyer.idNo);
    const people = [{ personId: borrowerId, role: 'borrower' as const, name: buyer.name, idNo: buyer.idNo }];
    const until = addDays(parseDay(TODAY), 60);
    const details = { address: '虚构', area: '76.20', contractNo, projectNo: null, payee: CUSTODY };
    const { terms, termsHash } = termsText({
      ...TERMS,
      purpose,
      unitKey,
      parties: [{ personId: borrowerId, role: 'borrower' }],
    });
    const amountFen = parseYuan(TERMS.amount);
    await this.road.opened(LoanFile).open(
      tx,
      {
        ...{ id: loanId, caseId: newId(), purpose, state: 'committed', borrowerId, unitKey },
        ...{
          contractNo,
          projectNo: null,
          valueFen: parseYuan(TERMS.value),
          amountFen,
          bankPartFen: parseYuan('0.00'),
        },
        ...{
          termMonths: TERMS.termMonths,
          method: '01',
          dueMode: 'same-day',
          dueDay: null,
          homeOrder: 'first',
        },
        ...{ terms, termsHash, lawDay: TODAY, decidedOn: TODAY, commitmentUntil: until },
        detailsSealed: this.road
          .opened(Sealer)
          .seal(JSON.stringify({ ...details, parties: people, ...(seller && { seller: [seller] }) })),
      },
      { kind: 'committed', body: {} },
    );
    await insertLoanParties(tx, { id: loanId, unitKey, grantedFen: amountFen }, people);
  }

  private async openHall(tx: Tx, of: StoredLoan & { seller: Named }): Promise<void> {
    const { loanId, contractNo, buyer, seller } = of;
    const until = addDays(parseDay(TODAY), 60);
    const sellers = [{ name: seller.name, idNo: seller.idNo }];
    await this.road.opened(OpenHall).open(
      tx,
      { loanId, until },
      {
        contractNo,
        buyer: { name: buyer.name, idNo: buyer.idNo },
        sellers,
        price: '1000000.00',
        downPayment: '300000.00',
        custodyAccountNo: CUSTODY.accountNo,
      },
    );
  }
}

interface StoredLoan {
  readonly loanId: string;
  readonly unitKey: string;
  readonly contractNo: string;
  readonly buyer: Named;
  /** Of a second-hand home. */
  readonly seller?: Named;
  readonly purpose: 'new-home' | 'second-hand';
}

interface Named {
  readonly name: string;
  readonly idNo: string;
}

const TERMS = {
  ...{ amount: '500000.00', termMonths: 120, method: '01', dueMode: 'same-day', dueDay: null },
  ...{ purpose: 'second-hand', value: '1000000.00', bankPart: '0.00', homeOrder: 'first', downRatio: '0.20' },
  ...{ rateRule: 'disbursement-day', penaltyFactor: '1.5', parametersId: 'TY-2026-09' },
  ...{ decisionHash: '0'.repeat(64), payeeKind: 'custody' },
} as const satisfies Omit<LoanTerms, 'unitKey' | 'parties'>;
