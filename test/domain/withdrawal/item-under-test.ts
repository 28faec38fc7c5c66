import type { Decision, RuleFinding } from '../../../src/kernel/decision';
import type { Fact, Json, UnknownReason } from '../../../src/kernel/fact';
import {
  type AmountReader,
  decide,
  type DecidedAmount,
  parametersOn,
  type Rule,
} from '../../../src/modules/policy';

export const TODAY = '2026-11-21';

export interface Situation {
  /** Facts that differ from those that leave nothing in the way. */
  readonly known?: Readonly<Record<string, Json>>;
  readonly unknown?: Readonly<Record<string, UnknownReason>>;
  readonly input?: object;
  readonly lawDay?: string;
  readonly today?: string;
}

export const silences: readonly UnknownReason[] = [
  'silent',
  'unreachable',
  'breaker-open',
  'busy',
  'garbage',
  'drift',
  'stale',
  'other-person',
  'depends-on-unknown',
];

interface PureItem {
  readonly code: string;
  readonly facts: readonly { readonly name: string }[];
  readonly rules: readonly Rule[];
  readonly amount: (reader: AmountReader) => DecidedAmount | null;
}

/** An item without its app room, and somebody to whom nothing stands in the way. */
export class ItemUnderTest {
  constructor(
    private readonly item: PureItem,
    readonly clear: Readonly<Record<string, Json>>,
  ) {}

  get factNames(): string[] {
    return this.item.facts.map(({ name }) => name);
  }

  get ruleIds(): string[] {
    return this.item.rules.map(({ id }) => id);
  }

  /** The whole item on a situation. */
  decide(situation: Situation = {}): Decision {
    return this.decideBy(this.item.rules, situation, this.item.amount);
  }

  /** Codes of all false rules, in legal order. */
  reasons(situation: Situation): string[] {
    return this.decide(situation)
      .findings.filter(({ truth }) => truth === 'false')
      .map(({ reasonCode }) => reasonCode);
  }

  /** One rule of the item on a situation, in the version of its law day. */
  judge(id: string, situation: Situation = {}): RuleFinding {
    const versions = this.item.rules.filter((candidate) => candidate.id === id);
    if (versions.length === 0) throw new Error(`${this.item.code} has no rule ${id}`);
    return this.decideBy(versions, situation).findings[0]!;
  }

  private decideBy(rules: readonly Rule[], situation: Situation, amount?: PureItem['amount']): Decision {
    const { lawDay = TODAY, today = TODAY, input = {} } = situation;
    return decide({
      item: this.item.code,
      rules,
      facts: this.factsOf(situation),
      parameters: parametersOn(lawDay),
      input,
      lawDay,
      today,
      amount,
    });
  }

  private factsOf({ known = {}, unknown = {} }: Situation): Map<string, Fact> {
    const facts = new Map<string, Fact>();
    const of = { source: 'TEST', receiptNo: 'R1', asOf: `${TODAY}T01:00:00.000Z`, validUntil: null };
    for (const [name, value] of Object.entries({ ...this.clear, ...known }))
      facts.set(name, { name, state: 'known', value, ...of });
    for (const [name, reason] of Object.entries(unknown))
      facts.set(name, { name, state: 'unknown', reason, source: 'TEST', askedAt: of.asOf });
    return facts;
  }
}
