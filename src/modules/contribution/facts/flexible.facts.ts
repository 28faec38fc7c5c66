import { monthOf, parseDay } from '../../../kernel/calendar';
import { normaliseResidentId } from '../../../kernel/identifiers/resident-id';
import { yuan } from '../../../kernel/money';
import { nextMonth } from '../../../kernel/month';
import type { Clock } from '../../../platform/clock';
import {
  type Applicant,
  askOf,
  type CaseContext,
  factFrom,
  type FactProvider,
  internalFact,
} from '../../casework';
import type { Parties } from '../../party';
import { parametersOn } from '../../policy';
import type { RetirementRegistry, SocialInsurance } from '../../registry';
import { ageOn } from '../domain/flexible/age-on';
import type { FlexAccountFact } from '../domain/flexible/flexible-facts';
import { contributionLimits } from '../domain/member/contribution-limits';
import { selectMovable } from '../store/account-move-store';
import { selectFlexible } from '../store/flexible-store';
import { EMPLOYMENT_PERIOD } from './employment-period';

const CONSENT = '申请人授权 (consent given with the application)';
const CITY = '140105';

interface Wish {
  readonly district?: string;
  readonly base?: string;
  readonly ratio?: string;
}

function whom({ applicant }: CaseContext): Applicant {
  if (!applicant) throw new Error('a voluntary account is somebody’s own');
  return applicant;
}

/** `flexible.employment`: whether social insurance has an employer of the person today. */
export function flexibleEmploymentFact(insurance: SocialInsurance, clock: Clock): FactProvider {
  const name = 'flexible.employment';
  return {
    kind: 'external',
    name,
    needs: { 'SOC.employments': EMPLOYMENT_PERIOD },
    async provide(context, _fact, exchanges) {
      const answer = await insurance.employments(askOf(context, CONSENT), [whom(context)], EMPLOYMENT_PERIOD);
      return factFrom({ name, source: 'SOC', at: clock.now() }, answer, exchanges, ([person]) => {
        const { today } = context;
        const running = (person?.employments ?? []).some(
          ({ from, to }) => from <= today && (to === null || to >= today),
        );
        return running ? 'employed' : 'none';
      });
    },
  };
}

/** `flexible.retirement`: whether the person has retired. */
export function flexibleRetirementFact(retirements: RetirementRegistry, clock: Clock): FactProvider {
  const name = 'flexible.retirement';
  return {
    kind: 'external',
    name,
    needs: { 'HRR.retirement': ['retiredOn'] },
    async provide(context, _fact, exchanges) {
      const answer = await retirements.retirement(askOf(context, CONSENT), whom(context), ['retiredOn']);
      return factFrom({ name, source: 'HRR', at: clock.now() }, answer, exchanges, ({ retired }) => ({
        retired,
      }));
    },
  };
}

/** `flexible.account`: account, wish and limits. */
export function flexibleAccountFact(parties: Parties, clock: Clock): FactProvider {
  const name = 'flexible.account';
  return {
    kind: 'internal',
    name,
    async provide(tx, context) {
      const { accountId, personId, lawDay } = context;
      const today = parseDay(context.today);
      const { district, base, ratio } = context.input as Wish;
      const account = accountId === null ? null : await selectMovable(tx, accountId);
      const flexible = accountId === null ? null : await selectFlexible(tx, accountId);
      const limits = contributionLimits(parametersOn(lawDay), district ?? account?.district ?? CITY);
      const unpaid = flexible && (flexible.lastMonth === null ? null : nextMonth(flexible.lastMonth));
      const due =
        flexible && (unpaid === null || unpaid < flexible.firstMonth ? flexible.firstMonth : unpaid);
      const value: FlexAccountFact = {
        age: ageOn(normaliseResidentId(whom(context).idNo), today),
        state: account && ['01', '02', '06'].includes(account.state) ? account.state : null,
        at: account?.unitKind ?? null,
        base: base ?? null,
        ratio: ratio ?? null,
        lowerBase: yuan(limits.lowerBase),
        upperBase: yuan(limits.upperBase),
        nextMonth: due,
        latestMonth: nextMonth(monthOf(today)),
        awaited: flexible?.awaited ?? null,
        card: (await parties.activeCard(tx, personId)) !== null,
      };
      const receiptNo = accountId === null ? personId : String(accountId);
      return internalFact({ name, source: 'contribution', receiptNo, at: clock.now() }, value);
    },
  };
}
