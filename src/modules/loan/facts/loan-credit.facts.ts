import type { Fact, KnownFact } from '../../../kernel/fact';
import { yuan } from '../../../kernel/money';
import { askOf, type CaseContext, type FactProvider, internalFact } from '../../casework';
import type { CreditReport } from '../../registry';
import type {
  CoCreditFact,
  ConsentsFact,
  CreditValue,
  DefaultersFact,
  LoanPartyRole,
  PartiesFact,
} from '../domain/application/fact-values';
import { contractKey } from '../domain/application/fund-loans-agree';
import { dependsOn, factFromAll, following } from './composed';
import { applicant } from './household.facts';
import { claimConsent } from '../store/credit-consent-store';
import { consentIndex } from '../app/application/signed-consent';
import { ESTIMATE, othersIn } from './loan-parties.facts';
import { type LoanRooms, opened } from './rooms';

/** What of a credit report a loan is decided by. */
const needed = ['maxConsecutive', 'cumulative', 'presentOverdue', 'loans', 'flags'] as const;
const signedConsent = '本人签署的征信查询授权 (consent to the credit report, signed)';
const published = '失信被执行人名单向社会公布 (the list is published)';

/** Facts about credit and courts. */
export function loanCreditFacts(rooms: LoanRooms): FactProvider[] {
  return [creditFact(rooms), coCreditFact(rooms), defaultersFact(rooms)];
}

/** `loan.credit`: the applicant's own report, on the number of the consent signed with the application. */
function creditFact(rooms: LoanRooms): FactProvider {
  const name = 'loan.credit';
  return {
    kind: 'external',
    name,
    needs: { 'PBC.credit-report': needed },
    async provide(context, _fact, exchanges) {
      const at = rooms.clock.now();
      const { creditConsentNo } = context.input as { creditConsentNo?: string };
      if (creditConsentNo === undefined)
        return internalFact({ name, source: 'loan', receiptNo: context.personId, at }, null);
      if (!(await ownConsent(rooms, context, creditConsentNo)))
        return { name, state: 'unknown', reason: 'denied', source: 'PBC', askedAt: at.toISOString() };
      const ask = askOf(context, signedConsent);
      const answer = await rooms.credit.report(ask, applicant(context), creditConsentNo, needed);
      return factFromAll({ name, source: 'PBC', at }, [answer], exchanges, ([report]) =>
        valueOf(report, context),
      );
    },
  };
}

/** Of two applications that came with one consent at once only the first is asked for; one that came later is not taken in. */
async function ownConsent(rooms: LoanRooms, context: CaseContext, consentNo: string): Promise<boolean> {
  const { caseId, centreId, item, personId } = context;
  // A pre-check and an estimate use no consent up.
  if (caseId === null || item === ESTIMATE) return true;
  const used = { index: consentIndex(rooms.sealer, consentNo), caseId, personId };
  return rooms.unitOfWork.run(centreId, (tx) => claimConsent(tx, used, rooms.clock.now()));
}

/** `loan.coCredit`: those of the others, once everybody has agreed; nobody is asked about before. */
function coCreditFact(rooms: LoanRooms): FactProvider {
  const name = 'loan.coCredit';
  return {
    kind: 'external',
    name,
    needs: { 'PBC.credit-report': needed },
    async provide(context, fact, exchanges) {
      const at = rooms.clock.now();
      const parties = (await fact('loan.parties')) as Fact<PartiesFact>;
      if (parties.state === 'unknown') return dependsOn(name, parties, at);
      const others = othersIn(rooms, parties.value);
      if (others.length === 0) return following(name, parties as KnownFact, []);
      const consents = (await fact('loan.consents')) as Fact<ConsentsFact>;
      if (consents.state === 'unknown' || consents.value.some(({ agreed }) => !agreed))
        return dependsOn(name, consents, at);
      const ask = askOf(context, signedConsent);
      const answers = await Promise.all(
        others.map(({ person, personId }) =>
          rooms.credit.report(ask, person, consentNoOf(rooms, consents.value, personId), needed),
        ),
      );
      return factFromAll({ name, source: 'PBC', at }, answers, exchanges, (reports): CoCreditFact =>
        reports.map((report, index) => ({
          role: others[index]?.role ?? 'co-borrower',
          ...valueOf(report, context),
        })),
      );
    },
  };
}

function consentNoOf(rooms: Pick<LoanRooms, 'sealer'>, consents: ConsentsFact, personId: string): string {
  const given = consents.find((one) => one.personId === personId)?.sealed;
  return given ? opened<{ consentNo: string }>(rooms.sealer, given).consentNo : '';
}

type Report = CreditReport<(typeof needed)[number]>;

/**
 * Somebody who never borrowed has nothing against them. Contract numbers and lenders stay outside; of a fund loan a key
 * is kept, by which the national platform's word is compared.
 */
function valueOf(report: Report | undefined, { input }: CaseContext): CreditValue {
  const { papers } = input as { papers?: { statement?: { contractNo?: string } } };
  const converted = papers?.statement?.contractNo;
  if (report?.record !== 'kept')
    return { record: 'none', consecutive: 0, cumulative: 0, presentOverdue: '0.00', flags: [], loans: [] };
  return {
    record: 'kept',
    consecutive: report.maxConsecutive,
    cumulative: report.cumulative,
    presentOverdue: yuan(report.presentOverdue),
    flags: report.flags,
    loans: report.loans.map(({ type, balance, monthly, grantedOn, contractNo }) => ({
      type,
      balance: yuan(balance),
      monthly: yuan(monthly),
      grantedOn,
      converted: contractNo === converted,
      ...(type === 'housing-fund' ? { key: contractKey(contractNo) } : {}),
    })),
  };
}

/** `loan.defaulters`: the courts publish their list, so everybody named is looked up at once. */
function defaultersFact(rooms: LoanRooms): FactProvider {
  const name = 'loan.defaulters';
  return {
    kind: 'external',
    name,
    needs: { 'CRT.defaulter': [] },
    async provide(context, fact, exchanges) {
      const at = rooms.clock.now();
      const parties = (await fact('loan.parties')) as Fact<PartiesFact>;
      if (parties.state === 'unknown') return dependsOn(name, parties, at);
      const self = { role: 'borrower' as LoanPartyRole, person: applicant(context) };
      const everybody = [self, ...othersIn(rooms, parties.value)];
      const ask = askOf(context, published);
      const answers = await Promise.all(
        everybody.map(({ person }) => rooms.courts.defaulter(ask, person, [])),
      );
      return factFromAll({ name, source: 'CRT', at }, answers, exchanges, (listings): DefaultersFact =>
        listings.map(({ listed }, index) => ({ role: everybody[index]?.role ?? 'borrower', listed })),
      );
    },
  };
}
