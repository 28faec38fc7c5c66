import { addMonths, parseDay } from '../../../src/kernel/calendar';
import { checkBankCard } from '../../../src/kernel/identifiers/bank-card';
import { checkCreditCode } from '../../../src/kernel/identifiers/credit-code';
import { checkResidentId } from '../../../src/kernel/identifiers/resident-id';
import { World } from '../../../src/simulators/world/world';

const TODAY = parseDay('2026-11-21');

describe('the invented world', () => {
  const world = new World(TODAY);

  it('is the same at every start', () => {
    expect(new World(TODAY).people).toEqual(world.people);
  });

  it('keeps every identity when the business date moves, so that a database made yesterday still fits', () => {
    const identities = (other: World): unknown[] =>
      other.people.map(({ name, idNo, phone, cardNo }) => [name, idNo, phone, cardNo]);
    expect(identities(new World(parseDay('2027-02-28')))).toEqual(identities(world));
  });

  it('bears valid numbers that belong to nobody twice', () => {
    for (const person of world.people) {
      expect(checkResidentId(person.idNo, TODAY)).toEqual({ valid: true });
      expect(checkBankCard(person.cardNo)).toEqual({ valid: true });
      expect(person.phone).toMatch(/^1[3-9]\d{9}$/);
    }
    for (const company of world.companies)
      expect(checkCreditCode(company.creditCode)).toEqual({ valid: true });
    for (const key of ['idNo', 'cardNo', 'phone'] as const) {
      expect(new Set(world.people.map((person) => person[key])).size).toBe(world.people.length);
    }
  });

  it('has forty people at the first company since a year or more', () => {
    const { creditCode } = world.companyInRole('employer');
    const yearAgo = addMonths(TODAY, -12);
    const staff = world.people.filter(
      (person) =>
        person.role !== 'legalRepresentative' &&
        person.employments.some(
          (job) => job.creditCode === creditCode && job.to === null && job.from <= yearAgo,
        ),
    );
    expect(staff).toHaveLength(40);
  });

  it('dates what the law has windows for by the business date', () => {
    const later = new World(parseDay('2027-02-28'));
    const filedOn = (of: World) =>
      of.contractsOf(of.inRole('buyer').idNo).map((contract) => contract.filedOn);
    expect([filedOn(world), filedOn(later)]).toEqual([['2026-09-21'], ['2026-12-28']]);
    expect(later.inRole('retiree').pension).toMatchObject({ retiredOn: '2027-01-28' });
  });

  it('marries both ways round', () => {
    for (const person of world.people.filter(({ marriage }) => marriage.spouseIdNo !== null)) {
      expect(world.person(person.marriage.spouseIdNo ?? '')?.marriage.spouseIdNo).toBe(person.idNo);
    }
    expect(world.inRole('renter').marriage.spouseIdNo).toBe(world.inRole('renterSpouse').idNo);
  });

  it('takes in a crowd of singles without homes, all different, the same for the same seed', () => {
    const crowd = new World(TODAY).addSingles(2_000, 7);
    expect(new World(TODAY).addSingles(2_000, 7)).toEqual(crowd);
    for (const person of crowd) {
      expect(checkResidentId(person.idNo, TODAY)).toEqual({ valid: true });
      expect(checkBankCard(person.cardNo)).toEqual({ valid: true });
      expect([person.marriage.status, person.homes]).toEqual(['single', []]);
    }
    expect(new Set(crowd.map((person) => person.idNo)).size).toBe(2_000);
    const others = new Set(new World(TODAY).addSingles(2_000, 8).map((person) => person.idNo));
    expect(crowd.some((person) => others.has(person.idNo))).toBe(false);
  });

  it('forgets added people at a reset', () => {
    const own = new World(TODAY);
    const [added] = own.addSingles(1, 3);
    own.reset();
    expect(own.person(added?.idNo ?? '')).toBeUndefined();
    expect(own.people).toHaveLength(world.people.length);
  });
});
