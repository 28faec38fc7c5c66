import type { Fact, Json } from '../../../src/kernel/fact';
import type { CaseContext, FactProvider } from '../../../src/modules/casework';
import type { Ledger } from '../../../src/modules/ledger';
import { loanStandingFact } from '../../../src/modules/loan/app/loan-standing.fact';
import type { Parties } from '../../../src/modules/party';
import { cardFreeFact } from '../../../src/modules/withdrawal/facts/card-free.fact';
import { rentTakenFact } from '../../../src/modules/withdrawal/facts/rent-taken.fact';
import { SystemClock } from '../../../src/platform/clock';
import type { Tx } from '../../../src/platform/database/tx';
import { factsOf } from './rent-facts';

/** A room that must not be entered: whatever is asked of it fails. */
function closed<T extends object>(room: string): T {
  const refuse = () => {
    throw new Error(`${room} was asked`);
  };
  return new Proxy({} as T, { get: refuse });
}

const clock = new SystemClock();
const context = { personId: 'p', lawDay: '2026-11-21', today: '2026-11-21', locked: true } as CaseContext;

function provide(provider: FactProvider, known: ReadonlyMap<string, Fact>): Promise<Fact> {
  if (provider.kind !== 'internal') throw new Error(`${provider.name} is asked outside`);
  return provider.provide(closed<Tx>('the database'), context, known);
}

const gathered = (known: Readonly<Record<string, Json>>) => factsOf({ known });

describe('what was not asked or not told is neither "none" nor zero', () => {
  it('loans are not looked up for a member alone because nobody asked about a spouse', async () => {
    await expect(provide(loanStandingFact(clock), new Map())).rejects.toThrow(/household.marriage/);
  });

  it('what the household took stays unknown, and no pot is made, while the children are not told', async () => {
    const known = gathered({ 'person.identity': { match: false, alive: null, minorChildren: null } });
    expect(await provide(rentTakenFact(closed<Ledger>('the ledger'), clock), known)).toMatchObject({
      state: 'unknown',
      reason: 'depends-on-unknown',
    });
  });

  it('a card that the bank does not call one’s own is not looked up', async () => {
    const provider = cardFreeFact(closed<Parties>('the party room'), clock);
    await expect(provide(provider, new Map())).rejects.toThrow(/card.owner/);
    const strange = gathered({ 'card.owner': { match: false, evidenceId: 'e' } });
    const withInput = { ...context, input: { cardNo: '6222609999900001233' } } as CaseContext;
    if (provider.kind !== 'internal') throw new Error('card.free is read inside');
    expect(await provider.provide(closed<Tx>('the database'), withInput, strange)).toMatchObject({
      state: 'known',
      value: { free: null },
    });
    const unknown = factsOf({ unknown: { 'card.owner': 'silent' } });
    expect(await provide(provider, unknown)).toMatchObject({ reason: 'depends-on-unknown' });
  });
});
