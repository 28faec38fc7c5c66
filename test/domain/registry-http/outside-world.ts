import { Logger } from '@nestjs/common';
import { parseDay } from '../../../src/kernel/calendar';
import { fen } from '../../../src/kernel/money';
import {
  AskRegistry,
  CivilAffairs,
  CompanyRegistry,
  CourtRegistry,
  CreditReference,
  CustodyBank,
  DEFAULT_PATIENCE,
  everyField,
  HousingBureau,
  NationalPlatform,
  Police,
  PurposeGrants,
  QUESTION_TEXTS,
  RealEstate,
  RetirementRegistry,
  SocialInsurance,
  TaxAuthority,
  type Answer,
  type Ask,
  type Grants,
  REGISTRY_CODES,
  type Patience,
  type QuestionName,
  type RegistryOptions,
} from '../../../src/modules/registry';
import { SystemClock } from '../../../src/platform/clock';
import { Sealer } from '../../../src/platform/crypto/sealer';
import { startSimulation, type Simulation } from '../../../src/simulators/simulation';

// Unusable answers are logged for the operator; here they are what is tested.
Logger.overrideLogger(false);

export const TODAY = parseDay('2026-11-21');

export const ask: Ask = { traceId: 'trace-1', purpose: 'TQ12', caseId: null, basis: 'law:HPF Regulations' };

export const sealer = new Sealer({ sealingKey: Buffer.alloc(32, 1), indexKey: Buffer.alloc(32, 2) });

/** Grants of a purpose that may ask everything. */
export const EVERYTHING = Object.fromEntries(
  (Object.keys(QUESTION_TEXTS) as QuestionName[]).map((question) => [question, everyField(question)]),
) as Grants;

/** The purpose of `ask` may ask everything. */
export function grantsForTests(): PurposeGrants {
  const grants = new PurposeGrants();
  grants.register(ask.purpose, EVERYTHING);
  return grants;
}

/** The simulated outside world and our connectors to it, over real HTTP on a free port. */
export interface OutsideWorld {
  readonly simulation: Simulation;
  readonly registries: AskRegistry;
  readonly companies: CompanyRegistry;
  readonly police: Police;
  readonly insurance: SocialInsurance;
  readonly civil: CivilAffairs;
  readonly estate: RealEstate;
  readonly housing: HousingBureau;
  readonly retirements: RetirementRegistry;
  readonly taxes: TaxAuthority;
  readonly credit: CreditReference;
  readonly platform: NationalPlatform;
  readonly courts: CourtRegistry;
  readonly custody: CustodyBank;
  readonly grants: PurposeGrants;
  close(): Promise<void>;
}

export async function openOutsideWorld(patience: Partial<Patience> = {}): Promise<OutsideWorld> {
  const simulation = await startSimulation({ port: 0, businessDate: TODAY, latency: 'none' });
  const renter = simulation.world.inRole('renter');
  simulation.world.addCourtOrders([{ ...COURT_ORDER, idNo: renter.idNo }]);
  const { name, idNo } = renter;
  simulation.world.addSales([{ ...SALE, buyers: [{ name, idNo, sharePercent: 100 }] }]);
  const url = `http://127.0.0.1:${simulation.port}`;
  const options = { ...DEFAULT_PATIENCE, ...patience, baseUrls: everyRegistryAt(url) };
  const grants = grantsForTests();
  const registries = new AskRegistry(options, sealer, new SystemClock(TODAY), grants);
  return {
    simulation,
    registries,
    companies: new CompanyRegistry(registries),
    police: new Police(registries),
    insurance: new SocialInsurance(registries),
    civil: new CivilAffairs(registries),
    estate: new RealEstate(registries),
    housing: new HousingBureau(registries),
    retirements: new RetirementRegistry(registries),
    taxes: new TaxAuthority(registries),
    credit: new CreditReference(registries),
    platform: new NationalPlatform(registries),
    courts: new CourtRegistry(registries),
    custody: new CustodyBank(registries),
    grants,
    close: async () => {
      await registries.onModuleDestroy();
      await simulation.close();
    },
  };
}

/** One address for all: each simulator has a path of its own. */
export function everyRegistryAt(url: string): RegistryOptions['baseUrls'] {
  return Object.fromEntries(REGISTRY_CODES.map((code) => [code, url])) as RegistryOptions['baseUrls'];
}

/** An order about the renter that the court registry has. */
export const COURT_ORDER = {
  orderNo: '（2026）晋0105执17号',
  court: '太原市虚构区人民法院',
  kind: 'freeze',
  amountFen: null,
  issuedOn: TODAY,
  until: parseDay('2027-11-20'),
  refersTo: null,
  regardless: false,
  payee: null,
} as const;

/** A second-hand home that the renter buys. */
export const SALE = {
  contractNo: 'CL(2026)0000001',
  unitKey: '140199001002GB00034F00020005',
  address: '太原市虚构区旧巷9号',
  areaSquareMetres: '76.20',
  priceFen: fen(98_000_000n),
  signedOn: TODAY,
  status: 'valid',
  sellers: [{ name: '测有房', idNo: '14019919800101001X' }],
  downPaymentFen: fen(30_000_000n),
  custodyAccount: {
    name: '太原市存量房交易资金监管户(虚构)',
    accountNo: '104014019900000088',
    bankCode: '104',
  },
  buildYear: 2012,
  assessedFen: fen(95_000_000n),
} as const;

/** Number of a signed consent to a credit report. */
export const CONSENT = 'SQ20261121000001';

/** One ordinary question to each registry, all about people and companies it knows. */
export function askEverybody(world: OutsideWorld): Record<string, () => Promise<Answer<unknown>>> {
  const renter = world.simulation.world.inRole('renter');
  const spouse = world.simulation.world.inRole('renterSpouse');
  const buyer = world.simulation.world.inRole('buyer');
  const retiree = world.simulation.world.inRole('retiree');
  return {
    msa: () => world.companies.licence(ask, world.simulation.world.companyInRole('employer').creditCode),
    pol: () => world.police.people(ask, [renter, spouse]),
    soc: () => world.insurance.employments(ask, [renter, spouse]),
    civ: () => world.civil.marriage(ask, renter),
    rea: () => world.estate.homes(ask, [renter, spouse], '1401'),
    hsg: () => world.housing.filedContracts(ask, buyer),
    hrr: () => world.retirements.retirement(ask, retiree),
    tax: () => world.taxes.wageIncome(ask, renter, 2025),
    pbc: () => world.credit.report(ask, buyer, CONSENT),
    nat: () => world.platform.accountsElsewhere(ask, renter),
    crt: () => world.courts.order(ask, COURT_ORDER.orderNo, renter),
  };
}

/** The value of an answer that must be known. */
export function known<T>(answer: Answer<T>): T {
  if (answer.state === 'unknown')
    throw new Error(`unknown: ${answer.reason} ${answer.exchange?.detail ?? ''}`);
  return answer.value;
}

export function reasonOf(answer: Answer<unknown>): string {
  return answer.state === 'known' ? 'known' : answer.reason;
}
