import type { BilingualText } from '../../../kernel/decision';
import type { Json } from '../../../kernel/fact';
import {
  clauseText,
  conditionOf,
  fillText,
  isVerified,
  PARAMETER_MARK_TEXT,
  parametersShown,
  ruleReference,
  rulesInForce,
} from '../../policy';
import type { ParameterMark, ParameterSet, Rule } from '../../policy';
import { type Grants, QUESTION_TEXTS, type QuestionName, REGISTRY_NAMES, registryOf } from '../../registry';
import type { FactProvider, Item } from '../item';
import type { CatalogueEntry, CatalogueGroup, Initiator } from './catalogue-entry';
import { factWords } from './fact-words';
import { statutoryClock } from './statutory-clock';
import { CHANNEL_TEXT, INITIATOR_TEXT, sparedText, promiseText } from './guide-texts';

/** A parameter as the guide shows it: never a figure without how well it is founded. */
export interface GuideParameter {
  readonly path: string;
  readonly value: BilingualText;
  readonly mark: ParameterMark;
  readonly markText: BilingualText;
  readonly source: BilingualText;
}

export interface GuideCondition {
  /** 'rent-no-home@1' */
  readonly rule: string;
  readonly text: BilingualText;
  /** Clause with its mark, in words. */
  readonly clause: BilingualText;
  /** Whether the clause was read in its own text. */
  readonly verified: boolean;
  readonly parameters: readonly GuideParameter[];
  readonly refusal: GuideRefusal;
}

export interface GuideRefusal {
  readonly code: string;
  readonly text: BilingualText;
  readonly fix: BilingualText | null;
}

/** A paper that has to be shown at the counter: where it stands in the input, what it proves, what counts as it. */
export interface GuidePaper {
  /** '/input/papers/agreement' */
  readonly pointer: string;
  readonly fact: string;
  readonly proves: BilingualText;
  readonly kinds: readonly { readonly kind: string; readonly words: BilingualText }[];
  /** False where it depends on the application whether the paper is needed. */
  readonly always: boolean;
}

/** One question that the item puts to a registry. */
export interface GuideQuestion {
  readonly registry: string;
  readonly registryName: BilingualText;
  /** 'POL.people' */
  readonly question: string;
  readonly name: BilingualText;
  /** What every answer tells. */
  readonly always: BilingualText;
  readonly fields: readonly { readonly field: string; readonly name: BilingualText }[];
}

/** The public guide (办事指南) of one item on one day. JSON throughout, each text in both languages. */
export interface Guide {
  readonly code: string;
  readonly names: BilingualText;
  readonly group: CatalogueGroup;
  readonly channel: CatalogueEntry['channel'];
  readonly channelText: BilingualText;
  readonly initiators: readonly { code: Initiator; text: BilingualText }[];
  readonly closesAccount: boolean;
  /** Acceptance day the guide speaks of, and the row of parameters in force on it. */
  readonly day: string;
  readonly parameterRow: { readonly id: string; readonly validFrom: string; readonly validTo: string | null };
  readonly promise: {
    readonly text: BilingualText;
    /** Legal limit in calendar days; null where law sets none. */
    readonly days: number | null;
    readonly parameter: GuideParameter | null;
  };
  readonly conditions: readonly GuideCondition[];
  /** What the system asks for itself, and the paper that this spares. */
  readonly askedInstead: readonly { fact: string; replaces: BilingualText | null }[];
  /** Papers to be shown at the counter; empty for everything that a registry or we ourselves know. */
  readonly papers: readonly GuidePaper[];
  /** Which registry is asked for what, field by field; nothing else is asked, kept or read. */
  readonly registries: readonly GuideQuestion[];
  readonly spared: {
    readonly visits: number;
    readonly papers: number;
    readonly approvals: 0;
    readonly text: BilingualText;
  };
  /** null when the item moves no money. */
  readonly amount: { readonly text: BilingualText; readonly parameters: readonly GuideParameter[] } | null;
  readonly example: {
    readonly method: 'POST';
    readonly path: '/v1/cases';
    readonly body: { readonly item: string; readonly input: Json };
  };
}

/** What the guide is made of: the very item that decides. */
export type GuidedItem = Pick<
  Item,
  'code' | 'facts' | 'grants' | 'rules' | 'example' | 'amount' | 'amountRule'
>;

/** How each paper of the item is proved, by the name of its fact. */
export type PaperOf = (fact: string) => Extract<FactProvider, { kind: 'paper' }> | null;

/**
 * The guide of an item for cases accepted on `day`, worked out from its rules and the parameters of that day.
 * @throws DecisionFault when no rule of the item is in force on that day.
 */
export function guideOf(
  item: GuidedItem,
  entry: CatalogueEntry,
  parameters: ParameterSet,
  day: string,
  paperOf: PaperOf = () => null,
): Guide {
  const papers = papersIn(item, paperOf);
  const { code, names, group, channel, closesAccount } = entry;
  const { id, validFrom, validTo } = parameters;
  return {
    code,
    names,
    group,
    channel,
    channelText: CHANNEL_TEXT[channel],
    initiators: entry.initiator.map((initiator) => ({ code: initiator, text: INITIATOR_TEXT[initiator] })),
    closesAccount,
    day,
    parameterRow: { id, validFrom, validTo },
    promise: promiseOf(code, parameters),
    conditions: rulesInForce(code, item.rules, day).map((rule) => conditionIn(rule, parameters, day)),
    askedInstead: item.facts
      .filter(({ name }) => paperOf(name) === null)
      .map(({ name, replaces }) => ({ fact: name, replaces: replaces ?? null })),
    papers,
    registries: questionsIn(item.grants),
    spared: sparedIn(item, channel, papers),
    amount: amountIn(item, parameters),
    example: {
      method: 'POST',
      path: '/v1/cases',
      body: { item: item.code, input: item.example as unknown as Json },
    },
  };
}

function conditionIn(rule: Rule, parameters: ParameterSet, day: string): GuideCondition {
  return {
    rule: ruleReference(rule),
    text: conditionOf(rule, parameters),
    clause: clauseText(rule.clause, day),
    verified: isVerified(rule.clause),
    parameters: rule.reads.parameters.flatMap((path) => parametersAt(path, parameters)),
    refusal: refusalOf(rule, parameters),
  };
}

/** The refusal as a case would get it; what only the case can show stands as such. */
function refusalOf(rule: Rule, parameters: ParameterSet): GuideRefusal {
  const required = rule.required?.(parameters);
  const operands = required === undefined ? { parameters } : { parameters, required };
  const { member, fix } = rule.texts;
  return {
    code: rule.reasonCode,
    text: fillText(member, operands),
    fix: fix === null ? null : fillText(fix, operands),
  };
}

function parametersAt(path: string, parameters: ParameterSet): GuideParameter[] {
  return parameters.leaves(path).map((leaf) => {
    const { mark, source } = parameters.mark(leaf);
    return { path: leaf, value: parameters.print(leaf), mark, markText: PARAMETER_MARK_TEXT[mark], source };
  });
}

/** 条例第25条: withdrawals; 第26条: applications for a loan; 第36条: corrections. Other items have no legal clock. */
function promiseOf(code: string, parameters: ParameterSet): Guide['promise'] {
  const path = statutoryClock(code);
  if (path === null) return { text: promiseText(null), days: null, parameter: null };
  const days = parameters.integer(path);
  return { text: promiseText(days), days, parameter: parametersAt(path, parameters)[0] ?? null };
}

function questionsIn(grants: Grants): GuideQuestion[] {
  return (Object.keys(grants) as QuestionName[]).map((question) => {
    const registry = registryOf(question);
    const { name, always, fields } = QUESTION_TEXTS[question];
    const names: Readonly<Record<string, BilingualText>> = fields;
    const granted: readonly string[] = grants[question] ?? [];
    return {
      registry,
      registryName: REGISTRY_NAMES[registry],
      question,
      name,
      always,
      fields: granted.flatMap((field) => {
        const text = names[field];
        return text === undefined ? [] : [{ field, name: text }];
      }),
    };
  });
}

function papersIn(item: GuidedItem, paperOf: PaperOf): GuidePaper[] {
  return item.facts.flatMap(({ name }) => {
    const provider = paperOf(name);
    if (provider === null) return [];
    const kinds = Object.entries(provider.desk.evidence).map(([kind, words]) => ({ kind, words }));
    const pointer = `/input/papers/${provider.place}`;
    return [{ pointer, fact: name, proves: factWords(name), kinds, always: provider.wanted === undefined }];
  });
}

function sparedIn(
  item: GuidedItem,
  channel: CatalogueEntry['channel'],
  papers: readonly GuidePaper[],
): Guide['spared'] {
  const replaced = item.facts.flatMap(({ replaces }) => (replaces === undefined ? [] : [replaces]));
  const visits = channel === 'counter' ? 1 : 0;
  const shown = papers.map(({ proves }) => proves);
  return { visits, papers: papers.length, approvals: 0, text: sparedText(visits, replaced, shown) };
}

const AMOUNT_BY_CASE: BilingualText = {
  zh: '金额由系统按核实的数据和政策参数逐项计算，预审结果和决定中列明每一项',
  en: 'The amount is worked out from verified data and policy parameters; pre-check and decision list each operand',
};

function amountIn(item: GuidedItem, parameters: ParameterSet): Guide['amount'] {
  if (item.amountRule !== undefined) {
    const shown = parametersShown(item.amountRule);
    return {
      text: fillText(item.amountRule, { parameters }),
      parameters: shown.flatMap((path) => parametersAt(path, parameters)),
    };
  }
  return item.amount === undefined ? null : { text: AMOUNT_BY_CASE, parameters: [] };
}
