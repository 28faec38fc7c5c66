import type { Fact } from '../../../kernel/fact';
import { askOf, type CaseContext, type ExchangeSink, factFrom, type FactProvider } from '../../casework';
import type { PersonAsked, PoliceRecord } from '../../registry';
import type { FamilyHomesFact, UnitFact } from '../domain/application/fact-values';
import type { MarriageFact } from '../domain/household';
import { asLongAs, dependsOn } from './composed';
import { applicant, consent, identityIn } from './household.facts';
import { type LoanRooms, opened } from './rooms';

const taiyuan = '1401';
/** The home that is rebuilt (DK04) or whose loan is converted (DK05) is owned already, and not counted beside itself. */
const OWN_HOME: readonly string[] = ['DK04', 'DK05'];

type Family = { readonly people: readonly PersonAsked[]; readonly children: number };

/** `family.homes`: homes in the city titled to borrower, spouse and minor children (LE6), each home once. */
export function familyHomesFact(rooms: LoanRooms): FactProvider {
  const name = 'family.homes';
  return {
    kind: 'external',
    name,
    needs: { 'POL.people': ['minorChildrenIdentities'], 'REA.homes': ['titleNo'] },
    async provide(context, fact, exchanges) {
      const at = rooms.clock.now();
      const marriage = (await fact('household.marriage')) as Fact<MarriageFact>;
      if (marriage.state === 'unknown') return dependsOn(name, marriage, at);
      const own = await ownTitle(rooms, context, fact);
      if (typeof own === 'object' && own !== null) return dependsOn(name, own, at);
      const family = await familyOf(rooms, context, marriage.value, exchanges);
      if (typeof family === 'string')
        return { name, state: 'unknown', reason: family, source: 'POL', askedAt: at.toISOString() };
      const ask = askOf(context, consent);
      const answer = await rooms.realEstate.homes(ask, family.people, taiyuan, ['titleNo']);
      const found = factFrom({ name, source: 'REA', at }, answer, exchanges, (homes): FamilyHomesFact => {
        const titles = new Set(homes.map(({ titleNo }) => titleNo));
        if (own !== null) titles.delete(own);
        return { homes: titles.size, children: family.children, householdChildren: family.children };
      });
      return asLongAs(found, marriage);
    },
  };
}

/** Title of the home that a loan is for, where it is owned already; null where none is, the fact itself while it is unknown. */
async function ownTitle(
  rooms: Pick<LoanRooms, 'sealer'>,
  { item }: CaseContext,
  fact: (name: string) => Promise<Fact>,
): Promise<string | null | Fact> {
  if (!OWN_HOME.includes(item)) return null;
  const unit = (await fact('loan.unit')) as Fact<NonNullable<UnitFact> | null>;
  if (unit.state === 'unknown') return unit;
  return unit.value && opened<{ titleNo: string | null }>(rooms.sealer, unit.value.sealed).titleNo;
}

/** Borrower, spouse, and the children whom the police register with either; or why they are not known. */
async function familyOf(
  { police, sealer }: Pick<LoanRooms, 'police' | 'sealer'>,
  context: CaseContext,
  { spouse }: MarriageFact,
  exchanges: ExchangeSink,
): Promise<Family | Extract<Fact, { state: 'unknown' }>['reason']> {
  const parents = [applicant(context), ...(spouse ? [identityIn({ sealer }, spouse.sealed)] : [])];
  const answer = await police.people(askOf(context, consent), parents, ['minorChildrenIdentities']);
  if (answer.exchange) exchanges.add(answer.exchange);
  if (answer.state === 'unknown') return answer.reason;
  const told = answer.value.filter(
    (record): record is Extract<PoliceRecord<'minorChildrenIdentities'>, { match: true }> => record.match,
  );
  // Somebody whom the police do not know by that name may have children under another.
  if (told.length < parents.length) return 'depends-on-unknown';
  const children = new Map(
    told
      .flatMap(({ minorChildrenIdentities }) => minorChildrenIdentities)
      .map((child) => [child.idNo, child]),
  );
  return { people: [...parents, ...children.values()], children: children.size };
}
