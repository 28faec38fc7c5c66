import type { Fact } from '../../../kernel/fact';
import { normaliseResidentId } from '../../../kernel/identifiers/resident-id';
import type { Clock } from '../../../platform/clock';
import { askOf, factFrom, type FactProvider, internalFact } from '../../casework';
import type { Ledger } from '../../ledger';
import type { Parties } from '../../party';
import type { Police } from '../../registry';
import {
  type MergeAccountsFact,
  type MergeIdentitiesFact,
  survivorFirst,
} from '../domain/member/account-merge';
import { selectOpenAccountsOf } from '../store/merged-account-store';

const CONSENT = '申请人授权 (consent given with the application)';

/** `merge.identities`: the police on the applicant and the numbers that were theirs before. */
export function mergeIdentitiesFact(police: Police, parties: Parties, clock: Clock): FactProvider {
  const name = 'merge.identities';
  return {
    kind: 'external',
    name,
    needs: { 'POL.people': ['alive', 'formerIdentities'] },
    async provide(context, _fact, exchanges): Promise<Fact> {
      const at = clock.now();
      const { applicant } = context;
      if (!applicant)
        return { name, state: 'unknown', reason: 'denied', source: 'POL', askedAt: at.toISOString() };
      const ask = askOf(context, CONSENT);
      const answer = await police.people(ask, [applicant], ['alive', 'formerIdentities']);
      return factFrom({ name, source: 'POL', at }, answer, exchanges, ([record]): MergeIdentitiesFact => {
        if (!record?.match) return { match: false, former: [] };
        const numbers = record.formerIdentities.map(({ idNo }) => normaliseResidentId(idNo));
        const others = numbers.filter((idNo) => idNo !== normaliseResidentId(applicant.idNo));
        return { match: true, former: [...new Set(others.map((idNo) => parties.idOf(idNo)))] };
      });
    },
  };
}

/** `merge.accounts`: what both have here, the survivor first. */
export function mergeAccountsFact(ledger: Ledger, clock: Clock): FactProvider {
  const name = 'merge.accounts';
  return {
    kind: 'internal',
    name,
    async provide(tx, { personId, caseId }, known) {
      const at = clock.now();
      const identities = known.get('merge.identities');
      if (identities?.state !== 'known')
        return {
          name,
          state: 'unknown',
          reason: 'depends-on-unknown',
          source: 'contribution',
          askedAt: at.toISOString(),
        };
      const { former } = identities.value as MergeIdentitiesFact;
      const accounts = survivorFirst(await selectOpenAccountsOf(tx, [personId, ...former]));
      let engaged = false;
      for (const { accountId } of accounts) {
        const engagement = await ledger.engagementOf(tx, BigInt(accountId));
        engaged ||= engagement !== null && engagement.caseId !== caseId;
      }
      const value: MergeAccountsFact = { accounts, engaged };
      return internalFact({ name, source: 'contribution', receiptNo: personId, at }, value);
    },
  };
}
