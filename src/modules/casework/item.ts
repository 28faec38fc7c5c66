import type { Actor } from '../../kernel/actor';
import type { BilingualText, Decision } from '../../kernel/decision';
import type { Fact, Json } from '../../kernel/fact';
import type { Tx } from '../../platform/database/tx';
import type { DeskAnswering } from './desk-answering';
import type { NewEvent } from './domain/case-event';
import type { Exchange, Grants } from '../registry';
import type { AmountReader, DecidedAmount, Rule } from '../policy';

/** A natural person as a real-name login or a clerk names them. Never logged. */
export type Applicant = NonNullable<Actor['identity']>;

/** Everything an item or a provider may know about the case at hand. `input` has passed the item's DTO. */
export interface CaseContext<I = unknown> {
  readonly centreId: number;
  /** null in a pre-check: nothing is stored but evidence of the registry exchanges. */
  readonly caseId: string | null;
  readonly item: string;
  readonly actor: Actor;
  /** Who applies: whoever signed in, at a counter whom the clerk has before them; null when nobody is named. */
  readonly applicant: Applicant | null;
  /** Number of the request that drives this round, for evidence and logs. */
  readonly traceId: string;
  /** Person the case is about (member, or the employer's legal representative or agent). */
  readonly personId: string;
  /** Employer the case is about, null for a member's own case. */
  readonly employerId: string | null;
  /** Ledger account the case locks, null when it touches none. */
  readonly accountId: bigint | null;
  readonly input: I;
  /** Acceptance day: parameters and clauses. */
  readonly lawDay: string;
  /** Business date now: windows and freshness. */
  readonly today: string;
  /** True at carry-out, when internal facts are read under the case's locks; false in a pre-check. */
  readonly locked: boolean;
}

/**
 * Supplies one fact. `external` providers ask a registry and run with no transaction open; `internal` providers
 * read our own tables through `tx`: without locks in a pre-check, under the case's locks at carry-out. `paper` facts are
 * what a clerk has seen at a counter: `input.papers` of a counter item holds the paper under its place.
 */
export type FactProvider =
  | {
      readonly kind: 'external';
      readonly name: string;
      /** What it must be told by registries; the start is refused when an item asks for the fact without granting it. */
      readonly needs: Grants;
      /** How a clerk may supply it with evidence while the registry does not; absent where nobody may. */
      readonly desk?: DeskAnswering;
      /** `fact` gives another fact of the same case, asked at most once. */
      provide(
        context: CaseContext,
        fact: (name: string) => Promise<Fact>,
        exchanges: ExchangeSink,
      ): Promise<Fact>;
    }
  | {
      readonly kind: 'internal';
      readonly name: string;
      /** Other internal facts it looks at; those that rest on none are read together. */
      readonly restsOn?: readonly string[];
      /** What the facts it rests on must have been told by registries. */
      readonly needs?: Grants;
      provide(tx: Tx, context: CaseContext, known: ReadonlyMap<string, Fact>): Promise<Fact>;
    }
  | {
      readonly kind: 'paper';
      readonly name: string;
      /** Field of `input.papers` in which the paper stands. */
      readonly place: string;
      readonly needs?: undefined;
      /** What proves it, and what rules read of it: `value` is given the paper with the fields of its own. */
      readonly desk: DeskAnswering;
      /** Whether the case needs it at all; absent: always. A paper that is not needed and not shown is known as null. */
      wanted?(input: object): boolean;
    };

/** Collects the evidence of registry exchanges, stored in the transaction that stores the facts. */
export interface ExchangeSink {
  add(exchange: Exchange): void;
}

export interface FactNeed {
  readonly name: string;
  /** The paper nobody has to bring because this fact is asked instead; counted in "what was spared". */
  readonly replaces?: BilingualText;
}

export interface Subject {
  readonly personId: string;
  readonly employerId: string | null;
  readonly accountId: bigint | null;
  /** At a counter: whom the clerk has before them. */
  readonly applicant?: Applicant;
  /** Unique among open cases of the item: the same act under a new key meets the open case (409). */
  readonly businessKey: string;
}

/** What carry-out leaves behind: done at once, or waiting for money to leave or to arrive. */
export interface CarryOutResult {
  readonly state: 'done' | 'paying' | 'waiting-funds';
  /** Instruction to send right after commit, when state is paying. */
  readonly instructionId?: string;
  /** What the applicant is told: amounts, numbers, row results. No personal data. */
  readonly receipt: { readonly [key: string]: Json };
  /** The last word of this step on the timeline. */
  readonly event: NewEvent;
}

/** One service of the catalogue that this system carries out. Decision, guide and refusals all come from it. */
export interface Item<I extends object = object> {
  readonly code: string;
  /** class-validator DTO of `input`. */
  readonly input: new () => I;
  readonly facts: readonly FactNeed[];
  /** Which registry may be asked for which fields on behalf of this item; what is not named is not asked. */
  readonly grants: Grants;
  readonly rules: readonly Rule[];
  /** Why registries may be asked: the applicant's consent given with the application, or a duty of law. */
  readonly basis: 'consent' | 'statutory-duty';
  /** Roles that may submit it. */
  readonly submitters: readonly Actor['role'][];
  /** Example of a valid input, used by guide and OpenAPI. */
  readonly example: I;
  /** Whom and what the case is about, read only: a pre-check asks it too; a thrown Problem is the answer (404 for another's employer, …). */
  subject(tx: Tx, actor: Actor, input: I): Promise<Subject>;
  /** Room and operands; null when the item moves no money. Pure. */
  amount?(reader: AmountReader): DecidedAmount | null;
  /** The sentence of the amount for the guide, `{param:…}` filled. */
  readonly amountRule?: BilingualText;
  /** Locks what the internal facts protect, in the order of house §4. Called before internal facts are read at carry-out. */
  lock?(tx: Tx, context: CaseContext<I>, facts: ReadonlyMap<string, Fact>): Promise<void>;
  /** Gives back what `lock` took for the case, when it is not approved. */
  unlock?(tx: Tx, context: CaseContext<I>): Promise<void>;
  /** Moves money and states, inside the transaction that stores the decision. Only when approved. */
  carryOut(
    tx: Tx,
    context: CaseContext<I> & { caseId: string },
    decision: Decision,
    facts: ReadonlyMap<string, Fact>,
  ): Promise<CarryOutResult>;
}
