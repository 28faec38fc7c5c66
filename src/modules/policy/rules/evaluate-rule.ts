import type { BilingualText, RuleFinding } from '../../../kernel/decision';
import type { Fact, UnknownReason } from '../../../kernel/fact';
import type { ParameterSet } from '../parameters/parameter-set';
import type { AmountState } from './amount-state';
import { DeclaredParameters } from './declared-parameters';
import { ruleReference } from './rule';
import type { Judgement, Rule } from './rule';
import { tellJudged } from './rule-judged';
import { fillText } from './rule-texts';
import { TrackedFacts } from './tracked-facts';
import { UndeclaredRead } from './undeclared-read';
import { UnknownFactSignal, unlessUnknown } from './unknown-fact-signal';

interface Circumstances {
  readonly facts: ReadonlyMap<string, Fact>;
  readonly parameters: ParameterSet;
  readonly input: unknown;
  readonly lawDay: string;
  readonly today: string;
  readonly amount: AmountState;
}

/**
 * Judges one rule in three values and fills its texts.
 * @throws UndeclaredRead, FactNotGathered, TextFault: faults of the rule or item, never of the case.
 */
export function evaluateRule(rule: Rule, circumstances: Circumstances): RuleFinding {
  const reference = ruleReference(rule);
  const facts = new TrackedFacts(circumstances.facts, `rule ${reference}`, (name) => {
    if (!rule.reads.facts.includes(name)) throw new UndeclaredRead(reference, 'fact', name);
  });
  const { input, lawDay, today, amount } = circumstances;
  const parameters = new DeclaredParameters(circumstances.parameters, rule.reads.parameters, reference);
  let amountRead: readonly string[] = [];
  const judged = unlessUnknown(() =>
    rule.judge({
      fact: (name) => facts.fact(name),
      isKnown: (name) => facts.isKnown(name),
      parameters,
      input,
      lawDay,
      today,
      amount: () => {
        if (rule.reads.amount !== true) throw new UndeclaredRead(reference, 'amount', 'amount');
        amountRead = amount.read;
        if (!amount.known) throw new UnknownFactSignal(amount.missing);
        return amount.value;
      },
    }),
  );
  const read = [...new Set([...facts.read, ...amountRead])];
  const sources = read.map((name) => sourceOf(name, circumstances.facts));
  const reasonCode = (judged.known ? judged.value.reasonCode : undefined) ?? rule.reasonCode;
  const common = { rule: reference, reasonCode, clause: rule.clause, sources };
  const asked = read.length > 0 || !judged.known;
  tellJudged({ rule: reference, truth: judged.known ? judged.value.truth : 'unknown', asked });
  return judged.known
    ? { ...common, ...judgedPart(rule, judged.value, parameters) }
    : { ...common, ...unknownPart(rule, judged.missing, circumstances.facts, parameters) };
}

type Judged = Omit<RuleFinding, 'rule' | 'reasonCode' | 'clause' | 'sources'>;

function judgedPart(rule: Rule, judgement: Judgement, parameters: ParameterSet): Judged {
  const { truth, observed, required, retryOn } = judgement;
  const isFalse = truth === 'false';
  const fill = (template: BilingualText): BilingualText =>
    fillText(template, { observed, required, parameters });
  return {
    truth,
    observed,
    required,
    missing: [],
    text: fill(isFalse ? rule.texts.member : rule.texts.passed),
    fix: isFalse && rule.texts.fix !== null ? fill(rule.texts.fix) : null,
    retryOn: isFalse ? (retryOn ?? null) : null,
  };
}

function unknownPart(
  rule: Rule,
  missing: readonly string[],
  facts: ReadonlyMap<string, Fact>,
  parameters: ParameterSet,
): Judged {
  const condition = conditionOf(rule, parameters);
  const text = unknownText(missing, facts, condition);
  return { truth: 'unknown', observed: null, required: null, missing, text, fix: null, retryOn: null };
}

/** The sentence of the public guide for a rule, filled from parameters alone. */
export function conditionOf(rule: Rule, parameters: ParameterSet): BilingualText {
  const required = rule.required?.(parameters);
  return fillText(rule.texts.condition, required === undefined ? { parameters } : { required, parameters });
}

/**
 * Whether only a visit can supply what is missing: asking is denied for want of a basis or consent, two sources
 * contradict each other, or it depends on a fact for which that is so.
 */
export function needsVisit(missing: readonly string[], facts: ReadonlyMap<string, Fact>): boolean {
  return restsOn('denied', missing, facts) || restsOn('conflict', missing, facts);
}

function restsOn(
  reason: UnknownReason,
  missing: readonly string[],
  facts: ReadonlyMap<string, Fact>,
): boolean {
  const reasonOf = (name: string): UnknownReason | null => {
    const fact = facts.get(name);
    return fact?.state === 'unknown' ? fact.reason : null;
  };
  const somewhere = [...facts.keys()].some((name) => reasonOf(name) === reason);
  return missing.some(
    (name) => reasonOf(name) === reason || (somewhere && reasonOf(name) === 'depends-on-unknown'),
  );
}

function unknownText(
  missing: readonly string[],
  facts: ReadonlyMap<string, Fact>,
  condition: BilingualText,
): BilingualText {
  if (restsOn('denied', missing, facts)) return deniedText(condition);
  return restsOn('conflict', missing, facts) ? conflictText(condition) : unansweredText(condition);
}

function unansweredText(condition: BilingualText): BilingualText {
  return {
    zh: `“${condition.zh}”尚未核实：所需数据的来源单位暂未给出可用答复。答复之前，既不认定符合，也不认定不符合；系统会自动再次查询，您无需办理任何手续。`,
    en: `Not verified yet: “${condition.en}”. The source of the data has given no usable answer so far. Until it does, this counts neither as met nor as unmet; the system asks again by itself and you need do nothing.`,
  };
}

function deniedText(condition: BilingualText): BilingualText {
  return {
    zh: `“${condition.zh}”无法在线核实：查询该数据缺少法定依据或本人授权。请到柜台办理，由工作人员协助核实。`,
    en: `Cannot be verified online: “${condition.en}”. There is no legal basis or consent for asking for the data. Please come to a counter, where an officer helps to verify it.`,
  };
}

function conflictText(condition: BilingualText): BilingualText {
  return {
    zh: `“${condition.zh}”无法认定：柜台所凭证件与登记部门的答复不一致。请到柜台核对，由工作人员协助查明。`,
    en: `Cannot be settled: “${condition.en}”. The paper shown at the desk and the registry's answer differ. Please come to a counter, where an officer helps to find out which is right.`,
  };
}

function sourceOf(name: string, facts: ReadonlyMap<string, Fact>): RuleFinding['sources'][number] {
  const fact = facts.get(name);
  return {
    fact: name,
    source: fact?.source ?? name,
    receiptNo: fact?.state === 'known' ? fact.receiptNo : null,
    asOf: fact?.state === 'known' ? fact.asOf : null,
  };
}
