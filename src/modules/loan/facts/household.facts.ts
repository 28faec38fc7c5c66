import type { Fact } from '../../../kernel/fact';
import type { Clock } from '../../../platform/clock';
import type { Sealer } from '../../../platform/crypto';
import { askOf, type CaseContext, factFrom, type FactProvider } from '../../casework';
import type { Parties } from '../../party';
import type { CivilAffairs, Home, Marriage, RealEstate } from '../../registry';
import type { HomesFact, MarriageFact } from '../domain/household';
import { homesAtDesk, marriageAtDesk } from './household.desk';

/** Consent under which civil affairs and the title registry are asked: given with the application. */
export const consent = '申请人授权 (consent given with the application)';
const taiyuan = '1401';

interface Rooms {
  readonly civilAffairs: CivilAffairs;
  readonly realEstate: RealEstate;
  readonly parties: Parties;
  readonly sealer: Sealer;
  readonly clock: Clock;
}

/** Name and id number of whoever applies. */
export function applicant(context: CaseContext): { name: string; idNo: string } {
  if (!context.applicant) throw new Error('it is applied for by a natural person');
  return context.applicant;
}

/** `household.marriage`: what civil affairs says; "not online" can only be mended by a visit. */
export function marriageFact(rooms: Rooms): FactProvider {
  const name = 'household.marriage';
  return {
    kind: 'external',
    name,
    // The police confirm a spouse whom a desk names.
    needs: { 'CIV.marriage': ['spouse'], 'POL.people': ['alive'] },
    desk: marriageAtDesk(rooms),
    async provide(context, _fact, exchanges) {
      const at = rooms.clock.now();
      const answer = await rooms.civilAffairs.marriage(askOf(context, consent), applicant(context), [
        'spouse',
      ]);
      if (answer.state === 'known' && answer.value.status === 'not-online') {
        exchanges.add(answer.exchange);
        return { name, state: 'unknown', reason: 'denied', source: 'CIV', askedAt: at.toISOString() };
      }
      return factFrom({ name, source: 'CIV', at }, answer, exchanges, (marriage) =>
        marriageValue(rooms, marriage),
      );
    },
  };
}

function marriageValue(rooms: Rooms, marriage: Marriage<'spouse'>): MarriageFact {
  if (marriage.status !== 'married')
    return { status: marriage.status as MarriageFact['status'], spouse: null };
  const { spouse } = marriage;
  const sealed = rooms.sealer.seal(JSON.stringify(spouse)).toString('base64');
  return { status: 'married', spouse: { personId: rooms.parties.idOf(spouse.idNo), sealed } };
}

/** `household.homes`: one question for member and spouse; for the member alone while the spouse is not known. */
export function homesFact(rooms: Rooms): FactProvider {
  const name = 'household.homes';
  return {
    kind: 'external',
    name,
    needs: { 'REA.homes': [] },
    desk: homesAtDesk,
    async provide(context, fact, exchanges) {
      const marriage = (await fact('household.marriage')) as Fact<MarriageFact>;
      const member = applicant(context);
      const sealed = marriage.state === 'known' ? marriage.value.spouse?.sealed : undefined;
      const spouse = sealed === undefined ? null : identityIn(rooms, sealed);
      const people = spouse ? [member, spouse] : [member];
      const at = rooms.clock.now();
      const answer = await rooms.realEstate.homes(askOf(context, consent), people, taiyuan, []);
      const found = factFrom({ name, source: 'REA', at }, answer, exchanges, (homes) =>
        count(homes, member, spouse),
      );
      return found.state === 'known'
        ? { ...found, validUntil: validWith(marriage, found.validUntil) }
        : found;
    },
  };
}

/**
 * No longer than the word on who the spouse is: half an answer is used now and asked again once civil affairs has
 * spoken, and homes of a former spouse never stand beside a newer marriage.
 */
function validWith(marriage: Fact, until: string | null): string | null {
  if (marriage.state === 'unknown' || marriage.validUntil === null || until === null) return null;
  return marriage.validUntil < until ? marriage.validUntil : until;
}

/** Name and id number of the spouse as the fact of the marriage keeps them. */
export function identityIn(rooms: Pick<Rooms, 'sealer'>, sealed: string): { name: string; idNo: string } {
  return JSON.parse(rooms.sealer.open(Buffer.from(sealed, 'base64'))) as { name: string; idNo: string };
}

function count(
  homes: readonly Home<never>[],
  member: { idNo: string },
  spouse: { idNo: string } | null,
): HomesFact {
  const owned = (idNo: string) => homes.filter((home) => home.ownerIdNo === idNo).length;
  return { member: owned(member.idNo), spouse: spouse && owned(spouse.idNo) };
}
