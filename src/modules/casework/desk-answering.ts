import type { BilingualText } from '../../kernel/decision';
import type { Fact, Json } from '../../kernel/fact';

/** Source of a fact that a clerk supplied with evidence; its receipt number is the number of that evidence here. */
export const DESK = 'DESK';

/**
 * How a clerk may supply a fact when its registry cannot. Declared by the fact's provider: a fact that declares
 * nothing cannot be answered at a desk. Pure but for sealing.
 */
export interface DeskAnswering {
  /** class-validator DTO of what the clerk enters. */
  readonly input: new () => object;
  /** Example of a valid input. */
  readonly example: Json;
  /** Fields of the input that tell the day of something past: none lies after today. */
  readonly past?: readonly string[];
  /** Kinds of paper that prove it, by code. */
  readonly evidence: Readonly<Record<string, BilingualText>>;
  /** Whether a paper of this kind can prove the value; absent where every kind proves any. */
  proves?(kind: string, value: Json): boolean;
  /** What rules read, in the form the registry's answer has; names and numbers of people only sealed. */
  value(input: object): Json;
  /** Whether two values say the same (sealed parts differ each time). */
  same(one: Json, other: Json): boolean;
  /** The value without pseudonyms and sealed parts, fit to be shown. */
  shown(value: Json): Json;
  /** Facts that `fits` looks at. */
  readonly beside?: readonly string[];
  /** Whether the value is a whole answer beside what is known of those facts. */
  fits?(value: Json, known: ReadonlyMap<string, Fact>): boolean;
  /** Ids of the people the value names beside the applicant. None of them may be the clerk who answers. */
  readonly people?: (value: Json) => readonly string[];
  /** The same people by name and number: the police confirm them before the answer is kept. */
  readonly named?: (value: Json) => readonly NamedAtDesk[];
}

/** Somebody whom an answer names, and the field of the input that does. */
export interface NamedAtDesk {
  readonly field: string;
  readonly person: { readonly name: string; readonly idNo: string };
}

/** Fields of the input that tell something past of a day after `today`. */
export function daysAhead({ past = [] }: DeskAnswering, input: object, today: string): readonly string[] {
  const entered = input as Readonly<Record<string, unknown>>;
  return past.filter((field) => typeof entered[field] === 'string' && entered[field] > today);
}
