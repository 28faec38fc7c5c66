import type { Day } from '../../kernel/calendar';
import { buildCompanies, FIRST_COMPANY_CODE } from './build-companies';
import { buildContracts } from './build-contracts';
import { buildPeople } from './build-people';
import type { Contract, SaleContract } from './contract';
import type { CourtOrder } from './court-order';
import { generateSingles } from './generate-singles';
import { FIRST_BANK, makePerson, type Company, type NewPerson, type Person } from './person';
import { HallDesks } from './hall-desks';
import { Registrar } from './registrar';
import { Estate } from './unit';

const SEED = 20_140;
const HEADS = [
  'legalRepresentative',
  'otherLegalRepresentative',
  'revokedLegalRepresentative',
  'deregisteredLegalRepresentative',
];

/** Everybody and everything the outside registries and the bank know of: small, invented, the same at every start. */
export class World {
  private readonly seeded: readonly Person[];
  private readonly filed: readonly Contract[];
  private readonly contractByNo = new Map<string, Contract>();
  private readonly contractNosByBuyer = new Map<string, Set<string>>();
  private readonly saleByNo = new Map<string, SaleContract>();
  private readonly orderByNo = new Map<string, CourtOrder>();
  private readonly byIdNo = new Map<string, Person>();
  private readonly byCardNo = new Map<string, Person>();
  private readonly byRole = new Map<string, Person>();
  private readonly founded: readonly Company[];
  private readonly companyByCode = new Map<string, Company>();
  readonly estate = new Estate();
  readonly registrar = new Registrar(this.estate);
  readonly hall = new HallDesks();

  /** @param today business date the world is dated by: jobs, marriages and children are relative to it. */
  constructor(
    readonly today: Day,
    seed = SEED,
  ) {
    this.seeded = buildPeople(today, seed);
    this.index(this.seeded);
    this.filed = buildContracts(today, (role) => this.inRole(role));
    this.addContracts(this.filed);
    this.founded = buildCompanies(
      today,
      HEADS.map((role) => this.inRole(role)),
    );
    this.addCompanies(this.founded);
  }

  /** Everybody, the seeded people first. */
  get people(): Person[] {
    return [...this.byIdNo.values()];
  }

  person(idNo: string): Person | undefined {
    return this.byIdNo.get(idNo);
  }

  personByCard(cardNo: string): Person | undefined {
    return this.byCardNo.get(cardNo);
  }

  company(creditCode: string): Company | undefined {
    return this.companyByCode.get(creditCode);
  }

  /** Every company on the register, the seeded ones first. */
  get companies(): Company[] {
    return [...this.companyByCode.values()];
  }

  companyByAccount(accountNo: string): Company | undefined {
    return this.companies.find(({ bankAccount }) => bankAccount.accountNo === accountNo);
  }

  /** Adds companies; one whose credit code is known already takes the place of the former entry. */
  addCompanies(companies: readonly Company[]): void {
    for (const company of companies) this.companyByCode.set(company.creditCode, company);
  }

  /** Every contract the housing bureau filed. */
  get contracts(): Contract[] {
    return [...this.contractByNo.values()];
  }

  /** Contracts in which that person is a buyer, cancelled ones included. */
  contractsOf(idNo: string): Contract[] {
    const numbers = this.contractNosByBuyer.get(idNo) ?? [];
    return [...numbers].flatMap((number) => this.contractByNo.get(number) ?? []);
  }

  /** Files contracts; one whose number is known already takes the place of the former filing. */
  addContracts(contracts: readonly Contract[]): void {
    for (const contract of contracts) {
      const former = this.contractByNo.get(contract.contractNo);
      for (const { idNo } of former?.buyers ?? [])
        this.contractNosByBuyer.get(idNo)?.delete(contract.contractNo);
      this.contractByNo.set(contract.contractNo, contract);
      for (const { idNo } of contract.buyers) {
        const numbers = this.contractNosByBuyer.get(idNo) ?? new Set();
        this.contractNosByBuyer.set(idNo, numbers.add(contract.contractNo));
      }
    }
  }

  /** Every contract on a second-hand home. */
  get sales(): SaleContract[] {
    return [...this.saleByNo.values()];
  }

  /** Second-hand contracts in which that person is a buyer, cancelled ones included. */
  salesOf(idNo: string): SaleContract[] {
    return this.sales.filter(({ buyers }) => buyers.some((buyer) => buyer.idNo === idNo));
  }

  /** Signs second-hand contracts; one whose number is known takes the place of the former. */
  addSales(sales: readonly SaleContract[]): void {
    for (const sale of sales) this.saleByNo.set(sale.contractNo, sale);
  }

  /** What courts ordered; an order of a number that is known takes its place. */
  addCourtOrders(orders: readonly CourtOrder[]): void {
    for (const order of orders) this.orderByNo.set(order.orderNo, order);
  }

  courtOrder(orderNo: string): CourtOrder | undefined {
    return this.orderByNo.get(orderNo);
  }

  /** The person with that role label. Throws when there is none. */
  inRole(role: string): Person {
    const person = this.byRole.get(role);
    if (person === undefined) throw new Error(`nobody plays ${role}`);
    return person;
  }

  /** The company with that role label. Throws when there is none. */
  companyInRole(role: string): Company {
    const company = this.companies.find((candidate) => candidate.role === role);
    if (company === undefined) throw new Error(`no company plays ${role}`);
    return company;
  }

  /** Adds persons, all or none; one whose id number is known already takes the place of the former description. */
  addPeople(list: readonly NewPerson[]): Person[] {
    const people = list.map(makePerson);
    this.index(people);
    return people;
  }

  /** Adds `count` singles without a home (see `generateSingles`), employed at the first company unless told. */
  addSingles(count: number, seed: number, creditCode = FIRST_COMPANY_CODE, bankCode = FIRST_BANK): Person[] {
    const people = generateSingles(this.today, count, seed, creditCode, bankCode);
    this.index(people);
    return people;
  }

  /** Somebody else than these id numbers, the same one each time: whom a confused registry talks about. */
  somebodyElse(idNos: readonly string[]): Person {
    const other = this.seeded.find((person) => !idNos.includes(person.idNo));
    if (other === undefined) throw new Error('everybody was asked about');
    return other;
  }

  /** Back to the seeded people and contracts. */
  reset(): void {
    this.byIdNo.clear();
    this.byCardNo.clear();
    this.byRole.clear();
    this.index(this.seeded);
    this.contractByNo.clear();
    this.orderByNo.clear();
    this.saleByNo.clear();
    this.contractNosByBuyer.clear();
    this.addContracts(this.filed);
    this.companyByCode.clear();
    this.addCompanies(this.founded);
    this.estate.reset();
    this.registrar.reset();
    this.hall.reset();
  }

  private index(people: readonly Person[]): void {
    for (const person of people) {
      const former = this.byIdNo.get(person.idNo);
      if (former !== undefined) this.byCardNo.delete(former.cardNo);
      this.byIdNo.set(person.idNo, person);
      this.byCardNo.set(person.cardNo, person);
      if (person.role !== null) this.byRole.set(person.role, person);
    }
  }
}
