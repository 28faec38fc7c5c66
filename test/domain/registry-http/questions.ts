import type { Answer, Ask } from '../../../src/modules/registry';
import { CONSENT, COURT_ORDER, type OutsideWorld } from './outside-world';

/** Puts a question; `needed` left out needs every field. */
type Put = (world: OutsideWorld, ask: Ask, needed?: readonly never[]) => Promise<Answer<unknown>>;

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
  'SocialInsurance.employments': [
    'soc',
    (world, ask, needed) => world.insurance.employments(ask, both(world), needed),
  ],
  'CivilAffairs.marriage': [
    'civ',
    (world, ask, needed) => world.civil.marriage(ask, named(world, 'renter'), needed),
  ],
  'RealEstate.homes': [
    'rea',
    (world, ask, needed) => world.estate.homes(ask, [named(world, 'homeOwner')], '1401', needed),
  ],
  'HousingBureau.filedContracts': [
    'hsg',
    (world, ask, needed) => world.housing.filedContracts(ask, named(world, 'buyer'), needed),
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
  'CreditReference.report': [
    'pbc',
    (world, ask, needed) => world.credit.report(ask, named(world, 'overdueBorrower'), CONSENT, needed),
  ],
  'CourtRegistry.order': [
    'crt',
    (world, ask, needed) => world.courts.order(ask, COURT_ORDER.orderNo, named(world, 'renter'), needed),
  ],
  'NationalPlatform.accountsElsewhere': [
    'nat',
    (world, ask, needed) => world.platform.accountsElsewhere(ask, named(world, 'twoCentresInTown'), needed),
  ],
  'NationalPlatform.loansElsewhere': [
    'nat',
    (world, ask, needed) => world.platform.loansElsewhere(ask, named(world, 'accountElsewhere'), needed),
  ],
};
