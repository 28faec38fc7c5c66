import { monthsApart } from '../../../kernel/month';
import { type Day, monthOf, parseDay } from '../../../kernel/calendar';
import type { Fact, KnownFact } from '../../../kernel/fact';
import { yuan } from '../../../kernel/money';
import { askOf, type CaseContext, factFrom, type FactProvider } from '../../casework';
import type { PersonAsked } from '../../registry';
import type {
  AssessmentFact,
  HomeFact,
  PartiesFact,
  ProjectFact,
  UnitFact,
} from '../domain/application/fact-values';
import { dependsOn, following } from './composed';
import { applicant, consent } from './household.facts';
import type { SealedHome } from './loan-contract.facts';
import { othersIn } from './loan-parties.facts';
import { type LoanRooms, opened, sealed } from './rooms';

const ofUnit = ['seized', 'mortgages', 'title', 'landUntil'] as const;
const security = '抵押物登记状况查询 (state of the security)';

/** What registries say of the home itself: its unit, its project, what it is held to be worth. */
export function loanEstateFacts(rooms: LoanRooms): FactProvider[] {
  return [unitFact(rooms), projectFact(rooms), assessmentFact(rooms)];
}

/** `loan.unit`: seizure, mortgages of others, title and land use of the unit (LE10). */
function unitFact(rooms: LoanRooms): FactProvider {
  const name = 'loan.unit';
  return {
    kind: 'external',
    name,
    needs: { 'REA.unit': ofUnit },
    async provide(context, fact, exchanges) {
      const at = rooms.clock.now();
      const found = (await fact('loan.home')) as Fact<HomeFact>;
      if (found.state === 'unknown') return dependsOn(name, found, at);
      const { home } = found.value;
      if (home === null || home.unitKey === null) return following(name, found, null);
      const parties = (await fact('loan.parties')) as Fact<PartiesFact>;
      if (parties.state === 'unknown') return dependsOn(name, parties, at);
      const buyers = [applicant(context), ...spouseIn(rooms, parties.value)];
      const sellers = home.sealed === '' ? [] : (opened<SealedHome>(rooms.sealer, home.sealed).sellers ?? []);
      const ask = askOf(context, security);
      const answer = await rooms.realEstate.unit(ask, home.unitKey, ofUnit);
      return factFrom({ name, source: 'REA', at }, answer, exchanges, (unit): NonNullable<UnitFact> => {
        const { seized, mortgages, title, landUntil } = unit;
        return {
          seized,
          mortgages: mortgages.filter(({ mortgagee }) => mortgagee !== lenderIn(context)).length,
          titled: title !== null,
          owner: ownerOf(title?.owners ?? [], buyers, sellers),
          landMonths: landUntil === null ? null : monthsLeft(context.lawDay, landUntil),
          sealed: sealed(rooms.sealer, { titleNo: title?.titleNo ?? null }),
        };
      });
    },
  };
}

function spouseIn(rooms: Pick<LoanRooms, 'sealer'>, parties: PartiesFact): PersonAsked[] {
  return othersIn(rooms, parties)
    .filter(({ role }) => role === 'spouse')
    .map(({ person }) => person);
}

/** The bank whose loan is converted, or whose loan the seller pays off from the price: its mortgage goes with that loan. */
function lenderIn({ item, input }: CaseContext): string | undefined {
  const { papers, sellerLender } = input as {
    papers?: { statement?: { lender?: string } };
    sellerLender?: string;
  };
  return item === 'DK03' ? sellerLender : papers?.statement?.lender;
}

/** Whose the title is; all owners have to be of one side. */
function ownerOf(
  owners: readonly string[],
  buyers: readonly PersonAsked[],
  sellers: readonly PersonAsked[],
): NonNullable<UnitFact>['owner'] {
  const among = (people: readonly PersonAsked[]): boolean =>
    owners.every((owner) => people.some(({ idNo }) => idNo === owner));
  if (owners.length === 0) return 'nobody';
  if (among(buyers)) return 'borrowers';
  return among(sellers) ? 'sellers' : 'others';
}

/** Whole months from the day of acceptance to the last day of the land use. */
function monthsLeft(lawDay: string, landUntil: Day): number {
  const months = monthsApart(monthOf(parseDay(lawDay)), monthOf(landUntil));
  const whole = landUntil.slice(8) < lawDay.slice(8) ? months - 1 : months;
  return Math.max(0, whole);
}

/** `loan.project`: whether the project of a new home is admitted, and the account its price is supervised on (LE11). */
function projectFact(rooms: LoanRooms): FactProvider {
  const name = 'loan.project';
  return {
    kind: 'external',
    name,
    needs: { 'HSG.project': ['admitted', 'supervisedAccount'] },
    async provide(context, fact, exchanges) {
      const at = rooms.clock.now();
      const found = (await fact('loan.home')) as Fact<HomeFact>;
      if (found.state === 'unknown') return dependsOn(name, found, at);
      const { home } = found.value;
      if (home === null || home.projectNo === null) return following(name, found, null);
      const needed = ['admitted', 'supervisedAccount'] as const;
      const answer = await rooms.housingBureau.project(askOf(context, consent), home.projectNo, needed);
      return factFrom({ name, source: 'HSG', at }, answer, exchanges, (project): NonNullable<ProjectFact> => {
        if (!project.registered) return { registered: false, admitted: false, account: false, sealed: null };
        const { admitted, supervisedAccount: account } = project;
        const kept = account === null ? null : sealed(rooms.sealer, account);
        return { registered: true, admitted, account: account !== null, sealed: kept };
      });
    },
  };
}

/** `loan.assessment`: what the tax authority holds a second-hand home to be worth, asked about its buyer. */
function assessmentFact(rooms: LoanRooms): FactProvider {
  const name = 'loan.assessment';
  return {
    kind: 'external',
    name,
    needs: { 'TAX.assessment': ['price'] },
    async provide(context, fact, exchanges) {
      const at = rooms.clock.now();
      const found = (await fact('loan.home')) as Fact<HomeFact>;
      if (found.state === 'unknown') return dependsOn(name, found, at);
      const { home } = found.value;
      const none: AssessmentFact = { price: null };
      if (home === null || home.contractNo === null) return following(name, found as KnownFact, none);
      const { buyer = applicant(context) } = opened<SealedHome>(rooms.sealer, home.sealed);
      const ask = askOf(context, consent);
      const answer = await rooms.taxes.assessment(ask, buyer, home.contractNo, ['price']);
      return factFrom({ name, source: 'TAX', at }, answer, exchanges, (told): AssessmentFact => ({
        price: told.assessed ? yuan(told.price) : null,
      }));
    },
  };
}
