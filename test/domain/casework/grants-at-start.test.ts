import type { FactProvider, Item } from '../../../src/modules/casework';
import { FactRegistry } from '../../../src/modules/casework/app/fact-registry';
import { ItemRegistry } from '../../../src/modules/casework/app/item-registry';
import { type Grants, PurposeGrants } from '../../../src/modules/registry';

const provide = () => Promise.reject(new Error('nobody asks at the start'));
const identity: FactProvider = {
  kind: 'external',
  name: 'person.identity',
  needs: { 'POL.people': ['alive'] },
  provide,
};
const children: FactProvider = {
  kind: 'internal',
  name: 'household.rentTaken',
  needs: { 'POL.people': ['minorChildren'] },
  provide,
};

/** Starts with one item that asks for these facts under these grants. */
function start(grants: Grants, facts: readonly string[]): PurposeGrants {
  const given = new PurposeGrants();
  const items = new ItemRegistry(given);
  const registry = new FactRegistry(items);
  [identity, children].forEach((provider) => registry.register(provider));
  const item = { code: 'TQ12', facts: facts.map((name) => ({ name })), rules: [], grants };
  items.register(item as unknown as Item);
  registry.onApplicationBootstrap();
  return given;
}

describe('the grants of an item at the start', () => {
  it('are handed to the registry room under the code of the item', () => {
    const given = start({ 'POL.people': ['alive'] }, ['person.identity']);
    expect(given.fieldsFor('TQ12', 'POL.people')).toEqual(['alive']);
    expect(given.fieldsFor('TQ12', 'REA.homes')).toBeNull();
    expect(given.fieldsFor('TQ14', 'POL.people')).toBeNull();
  });

  it('must hold every question and field that a fact of the item needs', () => {
    expect(() => start({}, ['person.identity'])).toThrow(
      'person.identity needs POL.people, which TQ12 does not grant',
    );
    expect(() => start({ 'POL.people': ['minorChildren'] }, ['person.identity'])).toThrow(
      'person.identity needs POL.people.alive, which TQ12 does not grant',
    );
  });

  it('must hold what a fact of our own rests on as well', () => {
    expect(() => start({ 'POL.people': ['alive'] }, ['person.identity', 'household.rentTaken'])).toThrow(
      'household.rentTaken needs POL.people.minorChildren',
    );
  });

  it('must not hold a question that none of its facts puts', () => {
    const idle: Grants = { 'POL.people': ['alive'], 'REA.homes': ['address'] };
    expect(() => start(idle, ['person.identity'])).toThrow(
      'TQ12 grants REA.homes, which none of its facts asks',
    );
  });
});
