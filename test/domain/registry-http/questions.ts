import { parseDay } from '../../../src/kernel/calendar';
import type { Answer, Ask } from '../../../src/modules/registry';
import { CONSENT, COURT_ORDER, type OutsideWorld, SALE } from './outside-world';

/** Puts a question; `needed` left out needs every field. */
type Put = (world: OutsideWorld, ask: Ask, needed?: readonly never[]) => Promise<Answer<unknown>>;

/** A flat and the project it is of. */
export const UNIT = '140199001001GB00012F00010001';
export const PROJECT = 'XS140199-0007';

const named = (world: OutsideWorld, role: string) => world.simulation.world.inRole(role);
const both = (world: OutsideWorld) => [named(world, 'renter'), named(world, 'renterSpouse')];

/** Every question of every connector about somebody of whom there is something to tell, by its name in the code. */
export const QUESTIONS: Readonly<Record<string, readonly [target: string, put: Put]>> = {
  'CompanyRegistry.licence': [
    'msa',
    (world, ask, needed) =>
      world.companies.licence(ask, world.simulation.world.companyInRole('employer').creditCode, needed),
  ],
  'Police.people': ['pol', (world, ask, needed) => world.police.people(ask, both(world), needed)],
  'Police.face': [
    'pol',
    (world, ask, needed) => {
      const renter = named(world, 'renter');
      const { captureNo } = world.simulation.world.estate.capture(renter.idNo);
      return world.police.face(ask, renter, captureNo, needed);
    },
  ],
  'SocialInsurance.employments': [
    'soc',
    (world, ask, needed) => world.insurance.employments(ask, both(world), needed),
  ],
  'SocialInsurance.staff': [
    'soc',
    (world, ask, needed) => {
      const { creditCode } = world.simulation.world.companyInRole('employer');
      return world.insurance.staff(ask, { creditCode, since: parseDay('1999-04-03'), page: 1 }, needed);
    },
  ],
  'CivilAffairs.marriage': [
    'civ',
    (world, ask, needed) => world.civil.marriage(ask, named(world, 'renter'), needed),
  ],
  'CivilAffairs.registrations': [
    'civ',
    (world, ask, needed) =>
      world.civil.registrations(ask, { ...named(world, 'renter'), since: parseDay('2024-11-21') }, needed),
  ],
  'RealEstate.homes': [
    'rea',
    (world, ask, needed) => world.estate.homes(ask, [named(world, 'homeOwner')], '1401', needed),
  ],
  'RealEstate.unit': ['rea', (world, ask, needed) => world.estate.unit(ask, UNIT, needed)],
  'RealEstate.mortgage': [
    'rea',
    (world, ask, needed) => {
      const { name, idNo } = named(world, 'buyer');
      const application = {
        applyNo: 'DY20261121000001',
        unitKey: UNIT,
        kind: 'pre-notice',
        contractNo: 'YS(2026)0000001',
        mortgagee: '太原市住房公积金管理中心',
        amount: '500000.00',
        mortgagors: [{ name, idNo }],
        withdraw: false,
      } as const;
      return world.estate.mortgage(ask, application, needed);
    },
  ],
  'HousingBureau.project': ['hsg', (world, ask, needed) => world.housing.project(ask, PROJECT, needed)],
  'HousingBureau.filedContracts': [
    'hsg',
    (world, ask, needed) => world.housing.filedContracts(ask, named(world, 'buyer'), needed),
  ],
  'HousingBureau.saleContracts': [
    'hsg',
    (world, ask, needed) => world.housing.saleContracts(ask, named(world, 'renter'), needed),
  ],
  'RetirementRegistry.retirement': [
    'hrr',
    (world, ask, needed) => world.retirements.retirement(ask, named(world, 'retiree'), needed),
  ],
  'RetirementRegistry.disability': [
    'hrr',
    (world, ask, needed) => world.retirements.disability(ask, named(world, 'disabled'), needed),
  ],
  'TaxAuthority.wageIncome': [
    'tax',
    (world, ask, needed) => world.taxes.wageIncome(ask, named(world, 'twoJobs'), 2025, needed),
  ],
  'TaxAuthority.wagesOfMany': [
    'tax',
    (world, ask, needed) =>
      world.taxes.wagesOfMany(ask, [named(world, 'twoJobs'), ...both(world)], 2025, needed),
  ],
  'TaxAuthority.deedTax': [
    'tax',
    (world, ask, needed) =>
      world.taxes.deedTax(ask, named(world, 'secondHandBuyer'), 'ES(2026)0000001', needed),
  ],
  'TaxAuthority.assessment': [
    'tax',
    (world, ask, needed) => world.taxes.assessment(ask, named(world, 'renter'), SALE.contractNo, needed),
  ],
  'TaxAuthority.deedFiling': [
    'tax',
    (world, ask, needed) => {
      const { name, idNo } = named(world, 'renter');
      const filing = {
        filingNo: 'YT2026112100000001',
        contractNo: SALE.contractNo,
        buyer: { name, idNo },
        price: SALE.priceFen,
        withdraw: false,
      };
      return world.taxes.deedFiling(ask, filing, needed);
    },
  ],
  'CustodyBank.custody': [
    'bnk',
    (world, ask, needed) => {
      const { name, idNo } = named(world, 'renter');
      const custody = {
        custodyNo: 'YT2026112100000001',
        contractNo: SALE.contractNo,
        accountNo: SALE.custodyAccount.accountNo,
        buyer: { name, idNo },
        sellers: SALE.sellers,
        price: SALE.priceFen,
        downPayment: SALE.downPaymentFen,
        order: 'keep',
      } as const;
      return world.custody.custody(ask, custody, needed);
    },
  ],
  'CreditReference.report': [
    'pbc',
    (world, ask, needed) => world.credit.report(ask, named(world, 'overdueBorrower'), CONSENT, needed),
  ],
  'CourtRegistry.order': [
    'crt',
    (world, ask, needed) => world.courts.order(ask, COURT_ORDER.orderNo, named(world, 'renter'), needed),
  ],
  'CourtRegistry.defaulter': [
    'crt',
    (world, ask, needed) => world.courts.defaulter(ask, named(world, 'overdueBorrower'), needed),
  ],
  'NationalPlatform.accountsElsewhere': [
    'nat',
    (world, ask, needed) => world.platform.accountsElsewhere(ask, named(world, 'twoCentresInTown'), needed),
  ],
  'NationalPlatform.loansElsewhere': [
    'nat',
    (world, ask, needed) => world.platform.loansElsewhere(ask, named(world, 'accountElsewhere'), needed),
  ],
  'NationalPlatform.contributionElsewhere': [
    'nat',
    (world, ask, needed) =>
      world.platform.contributionElsewhere(ask, named(world, 'accountElsewhere'), '110100000000000', needed),
  ],
};
