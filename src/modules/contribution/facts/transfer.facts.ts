import type { Clock } from '../../../platform/clock';
import type { Sealer } from '../../../platform/crypto';
import { askOf, factFrom, type FactProvider, internalFact } from '../../casework';
import type { Parties } from '../../party';
import type { NationalPlatform } from '../../registry';
import { centreName, findCentre } from '../domain/transfer/centre-codes';
import type { Letter } from '../domain/transfer/letter-message';
import { isEnded } from '../domain/transfer/letter-state';
import type {
  AccountThereFact,
  HolderFact,
  LetterFact,
  MonthsCarriedFact,
  UnderWayFact,
} from '../domain/transfer/transfer-facts';
import { selectCarriedOf } from '../store/carried-months-store';
import { selectLetter, selectLettersOf } from '../store/transfer-letter-store';

/** Consent under which the platform is asked about an applicant: given with the application. */
const CONSENT = '申请人授权 (consent given with the application)';
/** States of an account from which nothing can come any more, JGJ/T 320 A.6. */
const CLOSED = ['03', '04', '05'];

/** Facts about transfers between cities; those that read our tables are read under the case's locks. */
export function transferFacts(rooms: {
  readonly platform: NationalPlatform;
  readonly parties: Parties;
  readonly sealer: Sealer;
  readonly clock: Clock;
}): FactProvider[] {
  const { platform, parties, sealer, clock } = rooms;
  return [
    letterFact(clock),
    holderFact(parties, sealer, clock),
    underWayFact(clock),
    accountThereFact(platform, clock),
    monthsCarriedFact(clock),
  ];
}

/** `transfer.letter`: the letter that asks for the account. */
function letterFact(clock: Clock): FactProvider {
  const name = 'transfer.letter';
  return {
    kind: 'internal',
    name,
    async provide(tx, { input }) {
      const { letterId } = input as { letterId: string };
      const letter = await selectLetter(tx, letterId);
      const value: LetterFact = {
        letterNo: letter?.letterNo ?? '',
        from: letter?.counterpart ?? '',
        open: letter?.state === '02' && letter.caseId === null,
      };
      return internalFact({ name, source: 'contribution', receiptNo: letterId, at: clock.now() }, value);
    },
  };
}

/** `transfer.holder`: whether the member whom the letter names is one of ours, by id number and name. */
function holderFact(parties: Parties, sealer: Sealer, clock: Clock): FactProvider {
  const name = 'transfer.holder';
  return {
    kind: 'internal',
    name,
    async provide(tx, { input, personId }) {
      const { letterId } = input as { letterId: string };
      const stored = await selectLetter(tx, letterId);
      if (stored === null) throw new Error(`there is no letter ${letterId}`);
      const letter = JSON.parse(sealer.open(stored.letterSealed)) as Letter;
      const [person] = await parties.recognisePersons(tx, [{ name: letter.name, idNo: letter.idNo }]);
      const value: HolderFact = { known: (person ?? null) !== null, nameAgrees: person?.nameAgrees ?? false };
      return internalFact({ name, source: 'party', receiptNo: personId, at: clock.now() }, value);
    },
  };
}

/** `transfer.underWay`: the letter of ours for this person that is not over. */
function underWayFact(clock: Clock): FactProvider {
  const name = 'transfer.underWay';
  return {
    kind: 'internal',
    name,
    async provide(tx, { personId }) {
      const letters = await selectLettersOf(tx, personId);
      const open = letters.find(({ direction, state }) => direction === 'in' && !isEnded(state));
      const value: UnderWayFact = { letterNo: open?.letterNo ?? null };
      return internalFact({ name, source: 'contribution', receiptNo: personId, at: clock.now() }, value);
    },
  };
}

/** `transfer.accountThere`: the applicant's account with the centre named, as the national platform knows it. */
function accountThereFact(platform: NationalPlatform, clock: Clock): FactProvider {
  const name = 'transfer.accountThere';
  return {
    kind: 'external',
    name,
    needs: { 'NAT.accounts': ['centreCode', 'accountState'] },
    async provide(context, _fact, exchanges) {
      const { identity } = context.actor;
      const at = clock.now();
      if (!identity)
        return { name, state: 'unknown', reason: 'denied', source: 'NAT', askedAt: at.toISOString() };
      const { centre } = context.input as { centre: string };
      const code = findCentre(centre)?.code ?? centre;
      const ask = askOf(context, CONSENT);
      const answer = await platform.accountsElsewhere(ask, identity, ['centreCode', 'accountState']);
      return factFrom({ name, source: 'NAT', at }, answer, exchanges, (accounts): AccountThereFact => {
        const own = accounts.filter(({ centreCode }) => centreCode === code);
        const open = own.find(({ accountState }) => !CLOSED.includes(accountState));
        return { centre: centreName(code), found: open !== undefined, state: open?.accountState ?? null };
      });
    },
  };
}

/** `contribution.monthsCarried`: what transfers in carried for the continuity that a loan needs (handbook 3.8, LE1). */
function monthsCarriedFact(clock: Clock): FactProvider {
  const name = 'contribution.monthsCarried';
  return {
    kind: 'internal',
    name,
    async provide(tx, { personId }) {
      const carried = await selectCarriedOf(tx, personId);
      const days = carried.map(({ openedOn }) => openedOn).sort();
      const value: MonthsCarriedFact = {
        sixMonths: carried.some(({ sixMonths }) => sixMonths),
        paidTo: carried[0]?.paidTo ?? null,
        openedOn: days[0] ?? null,
        loans: carried.reduce((sum, { loans }) => sum + loans, 0),
        loansEnded: carried.every(({ loansEnded }) => loansEnded),
        transfers: carried.length,
      };
      return internalFact({ name, source: 'contribution', receiptNo: personId, at: clock.now() }, value);
    },
  };
}
