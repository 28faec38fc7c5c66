import { fen, yuan } from '../../../kernel/money';
import type { Fact, Json } from '../../../kernel/fact';
import type { Clock } from '../../../platform/clock';
import type { Sealer } from '../../../platform/crypto';
import {
  askOf,
  type DeskAnswering,
  type ExchangeSink,
  factFrom,
  type FactProvider,
  internalFact,
  NothingToAdd,
  type Paper,
} from '../../casework';
import {
  type Ask,
  type CourtOrder,
  type CourtRegistry,
  everyField,
  type PersonAsked,
  type RetirementRegistry,
  type SocialInsurance,
} from '../../registry';
import {
  type CourtFreezesFact,
  type CourtGroundFact,
  type CourtOrderFact,
  DISABILITY_GROUND_FROM,
  TOTAL_LOSS_GRADE,
} from '../domain/court/court-order';
import { isOpenFreeze } from '../domain/court/freeze-state';
import { isOrderDone, selectFreeze } from '../store/court-freeze-store';

/** Law under which a court's order is looked up and carried out. */
const DUTY = '《民事诉讼法》协助执行义务 (duty to assist in enforcement, Civil Procedure Law)';

export const COURT_ORDER_FIELDS = everyField('CRT.order');

/** `court.notice`: the notice that the officers of the court hand in. */
const noticeAtDesk: DeskAnswering = {
  input: NothingToAdd,
  example: {},
  evidence: {
    'assistance-notice': {
      zh: '人民法院协助执行通知书及执行人员工作证、执行公务证',
      en: 'the court’s notice to assist in enforcement, with the officers’ service cards',
    },
  },
  value(paper) {
    const { number, issuer } = paper as Paper;
    return { orderNo: number, court: issuer };
  },
  same: (one, other) => JSON.stringify(one) === JSON.stringify(other),
  shown: (value) => value,
};

export const courtNoticeFact: FactProvider = {
  kind: 'paper',
  name: 'court.notice',
  place: 'notice',
  desk: noticeAtDesk,
};

/** `court.order`: the order by its number, about the person whom the clerk names. */
export function courtOrderFact(courts: CourtRegistry, sealer: Sealer, clock: Clock): FactProvider {
  const name = 'court.order';
  return {
    kind: 'external',
    name,
    needs: { 'CRT.order': COURT_ORDER_FIELDS },
    async provide(context, _fact, exchanges) {
      const { orderNo } = context.input as { orderNo: string };
      if (!context.applicant) throw new Error('an order is about a person');
      const answer = await courts.order(askOf(context, DUTY), orderNo, context.applicant, COURT_ORDER_FIELDS);
      return factFrom({ name, source: 'CRT', at: clock.now() }, answer, exchanges, (order) =>
        orderTold(orderNo, order, sealer),
      );
    },
  };
}

function orderTold(orderNo: string, order: CourtOrder, sealer: Sealer): CourtOrderFact {
  if (!order.inForce) return { inForce: false };
  const { court, kind, amountFen, issuedOn, until, refersTo, regardless, payee } = order;
  return {
    inForce: true,
    orderNo,
    court,
    kind,
    amount: amountFen === null ? null : yuan(amountFen),
    issuedOn,
    until,
    refersTo,
    regardless,
    payee: payee && { name: payee.name, bankCode: payee.bankCode, sealed: sealed(sealer, payee.accountNo) },
  };
}

function sealed(sealer: Sealer, text: string): string {
  return sealer.seal(text).toString('base64');
}

/**
 * `court.ground`: asked only for a deduction that the court did not order regardless of it. Whoever is not retired may
 * have lost the ability to work, with no employment left; only where both say no is there no ground.
 */
export function courtGroundFact(
  retirements: RetirementRegistry,
  insurance: SocialInsurance,
  clock: Clock,
): FactProvider {
  const name = 'court.ground';
  return {
    kind: 'external',
    name,
    needs: COURT_GROUND_NEEDS,
    async provide(context, fact, exchanges): Promise<Fact> {
      const order = await fact('court.order');
      const at = clock.now();
      if (order.state === 'unknown')
        return {
          name,
          state: 'unknown',
          reason: 'depends-on-unknown',
          source: 'HRR',
          askedAt: at.toISOString(),
        };
      const said = order.value as CourtOrderFact;
      if (!said.inForce || said.kind !== 'deduct' || said.regardless)
        return internalFact({ name, source: 'CRT', receiptNo: order.receiptNo, at }, { ground: null });
      if (!context.applicant) throw new Error('an order is about a person');
      const person = context.applicant;
      const ask = askOf(context, DUTY);
      const of = { name, source: 'HRR', at };
      const retired = await retirements.retirement(ask, person, ['retiredOn']);
      const retirement = factFrom(of, retired, exchanges, (told): CourtGroundFact => ({
        ground: told.retired ? 'retirement' : null,
      }));
      if (context.lawDay < DISABILITY_GROUND_FROM || isGround(retirement)) return retirement;
      const disabled = await disabilityGround({ retirements, insurance }, ask, person, {
        of,
        exchanges,
        today: context.today,
      });
      // One that is known is a ground, whatever the other registry does not say; without it what is unknown stays unknown.
      return isGround(disabled) || retirement.state === 'known' ? disabled : retirement;
    },
  };
}

export const COURT_GROUND_NEEDS = {
  'HRR.retirement': ['retiredOn'],
  'HRR.disability': ['grade'],
  'SOC.employments': ['from', 'to'],
} as const;

function isGround(fact: Fact): boolean {
  return fact.state === 'known' && (fact.value as CourtGroundFact).ground !== null;
}

/** Article 24 (3): a total loss of working ability, and the employment has ended. */
async function disabilityGround(
  { retirements, insurance }: { retirements: RetirementRegistry; insurance: SocialInsurance },
  ask: Ask,
  person: PersonAsked,
  {
    of,
    exchanges,
    today,
  }: {
    of: { name: string; source: string; at: Date };
    exchanges: ExchangeSink;
    today: string;
  },
): Promise<Fact> {
  const assessed = await retirements.disability(ask, person, ['grade']);
  const lost = factFrom(of, assessed, exchanges, (told): CourtGroundFact => ({
    ground: told.assessed && told.grade <= TOTAL_LOSS_GRADE ? 'disability' : null,
  }));
  if (!isGround(lost)) return lost;
  const insured = await insurance.employments(ask, [person], ['from', 'to']);
  return factFrom({ ...of, source: 'SOC' }, insured, exchanges, ([told]): CourtGroundFact => ({
    ground: told?.employments.every(({ to }) => to !== null && to < today) === true ? 'disability' : null,
  }));
}

/** `court.freezes`: whether the order was done, and the freeze that it refers to. */
export function courtFreezesFact(clock: Clock): FactProvider {
  const name = 'court.freezes';
  return {
    kind: 'internal',
    name,
    async provide(tx, context, known) {
      const at = clock.now();
      const order = known.get('court.order');
      if (order?.state !== 'known')
        return {
          name,
          state: 'unknown',
          reason: 'depends-on-unknown',
          source: 'contribution',
          askedAt: at.toISOString(),
        };
      const { accountId } = context;
      const { orderNo } = context.input as { orderNo: string };
      const said = order.value as CourtOrderFact;
      const refersTo = said.inForce ? said.refersTo : null;
      const referred =
        accountId === null || refersTo === null ? null : await selectFreeze(tx, accountId, refersTo);
      const value: CourtFreezesFact = {
        done: await isOrderDone(tx, orderNo),
        referred: referred && {
          court: referred.court,
          state: referred.state,
          open: isOpenFreeze(referred.state),
          frozen: yuan(fen(referred.frozenFen)),
        },
      };
      const receiptNo = accountId === null ? context.personId : String(accountId);
      return internalFact<Json>({ name, source: 'contribution', receiptNo, at }, value);
    },
  };
}
