import type { Fact } from '../../../kernel/fact';
import { minus, parseYuan, yuan } from '../../../kernel/money';
import { type CaseContext, type FactProvider, internalFact } from '../../casework';
import type {
  AssessmentFact,
  BudgetFact,
  HomeFact,
  HomeValue,
  PermitFact,
  PriceFact,
  StatementFact,
  UnitFact,
  ValueFact,
} from '../domain/application/fact-values';
import { dependsOn, following } from './composed';
import { ESTIMATE } from './loan-parties.facts';
import { type LoanRooms, opened, sealed } from './rooms';

/** Where each item has its home from. */
const CONTRACT_OF: Readonly<Record<string, string>> = { DK02: 'loan.purchase', DK03: 'loan.sale' };

type Ask = (name: string) => Promise<Fact>;

interface HomeInput {
  readonly kind?: 'new-home' | 'second-hand';
  readonly price?: string;
  readonly affordable?: boolean;
  readonly buildYear?: number;
  readonly appraisal?: string;
  readonly unitKey?: string;
}

/** `loan.home` and `loan.value`: the home to be financed and what it is worth, whatever tells it. */
export function loanHomeFacts(rooms: LoanRooms): FactProvider[] {
  return [homeFact(rooms), valueFact(rooms)];
}

function homeFact(rooms: LoanRooms): FactProvider {
  const name = 'loan.home';
  return {
    kind: 'external',
    name,
    needs: {},
    async provide(context, fact) {
      const at = rooms.clock.now();
      const contract = CONTRACT_OF[context.item];
      if (contract !== undefined) {
        const found = (await fact(contract)) as Fact<HomeFact>;
        return found.state === 'unknown' ? dependsOn(name, found, at) : following(name, found, found.value);
      }
      if (context.item === ESTIMATE) {
        const receiptNo = context.personId;
        return internalFact({ name, source: 'loan', receiptNo, at }, estimated(context));
      }
      return context.item === 'DK04' ? built(context, fact, at) : converted(rooms, context, fact, at);
    },
  };
}

const bare = {
  contractNo: null,
  unitKey: null,
  projectNo: null,
  paid: null,
  since: null,
  cancelled: false,
  affordable: false,
  buildYear: null,
  owed: null,
  inCustody: null,
  sealed: '',
} satisfies Omit<HomeValue, 'price'>;

/** As the member describes it. */
function estimated({ input }: CaseContext): HomeFact {
  const { kind, price = '0.00', affordable = false, buildYear = null } = input as HomeInput;
  const home = { ...bare, price, affordable, buildYear: kind === 'second-hand' ? buildYear : null };
  return { purpose: 'estimate', home, filed: 0 };
}

/** As permit and budget show it (DK04). */
async function built(context: CaseContext, fact: Ask, at: Date): Promise<Fact> {
  const [permit, budget] = (await Promise.all([fact('build.permit'), fact('build.budget')])) as [
    Fact<PermitFact>,
    Fact<BudgetFact>,
  ];
  if (permit.state === 'unknown') return dependsOn('loan.home', permit, at);
  if (budget.state === 'unknown') return dependsOn('loan.home', budget, at);
  const { unitKey = null } = context.input as HomeInput;
  const { cost, paid } = budget.value;
  const kept = { since: permit.value.permittedOn, sealed: budget.value.sealed };
  const home = { ...bare, unitKey, price: cost, paid, ...kept };
  return following('loan.home', budget, { purpose: 'build', home, filed: 1 });
}

/** As the lender's statement and the contract of the purchase show it (DK05). */
async function converted(
  { sealer }: Pick<LoanRooms, 'sealer'>,
  context: CaseContext,
  fact: Ask,
  at: Date,
): Promise<Fact> {
  const [statement, cost] = (await Promise.all([fact('conversion.statement'), fact('conversion.price')])) as [
    Fact<StatementFact>,
    Fact<PriceFact>,
  ];
  if (statement.state === 'unknown') return dependsOn('loan.home', statement, at);
  if (cost.state === 'unknown') return dependsOn('loan.home', cost, at);
  const { unitKey = null } = context.input as HomeInput;
  const kept = {
    ...opened<object>(sealer, cost.value.sealed),
    ...opened<object>(sealer, statement.value.sealed),
  };
  const { balance: owed } = statement.value;
  const home = { ...bare, unitKey, price: cost.value.price, owed, sealed: sealed(sealer, kept) };
  return following('loan.home', statement, { purpose: 'conversion', home, filed: 1 });
}

function valueFact(rooms: LoanRooms): FactProvider {
  const name = 'loan.value';
  return {
    kind: 'external',
    name,
    needs: {},
    async provide(context, fact) {
      const at = rooms.clock.now();
      const found = (await fact('loan.home')) as Fact<HomeFact>;
      if (found.state === 'unknown') return dependsOn(name, found, at);
      const { purpose, home } = found.value;
      if (home === null) return following(name, found, null);
      if (purpose === 'estimate') return following(name, found, estimatedValue(context, home));
      const unit = (await fact('loan.unit')) as Fact<NonNullable<UnitFact> | null>;
      if (unit.state === 'unknown') return dependsOn(name, unit, at);
      const assessed =
        purpose === 'second-hand' ? ((await fact('loan.assessment')) as Fact<AssessmentFact>) : null;
      if (assessed?.state === 'unknown') return dependsOn(name, assessed, at);
      const value: ValueFact = {
        appraisal: assessed?.value.price ?? null,
        buildYear: home.buildYear,
        landMonths: unit.value?.landMonths ?? null,
        unpaid: unpaidOf(home),
      };
      return { ...following(name, unit, value), validUntil: null };
    },
  };
}

function estimatedValue({ input }: CaseContext, { buildYear }: HomeValue): ValueFact {
  const { kind, appraisal = null } = input as HomeInput;
  return { appraisal: kind === 'second-hand' ? appraisal : null, buildYear, landMonths: null, unpaid: null };
}

/** What the bank is owed, or what of the price the buyer has not paid. */
function unpaidOf({ price, paid, owed }: HomeValue): string | null {
  if (owed !== null) return owed;
  return paid === null ? null : yuan(minus(parseYuan(price), parseYuan(paid)));
}
