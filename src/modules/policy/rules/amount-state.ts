import { parseYuan } from '../../../kernel/money';
import type { AmountReader, DecidedAmount } from './rule';
import { TrackedFacts } from './tracked-facts';
import { unlessUnknown } from './unknown-fact-signal';

/** What is known of an item's amount, and the facts it was worked out from. */
export type AmountState =
  | { readonly known: true; readonly value: DecidedAmount | null; readonly read: readonly string[] }
  | { readonly known: false; readonly missing: readonly string[]; readonly read: readonly string[] };

/** An item granted something that is no amount, or one below zero. */
export class AmountFault extends Error {
  override readonly name = 'AmountFault';
}

type AmountOf = (reader: AmountReader) => DecidedAmount | null;

/**
 * Works the amount out. An item that finds an operand unknown may leave (`fact`) or answer null; both are unknown.
 * @throws AmountFault when `granted` is negative; MoneyFormatError when it is no yuan string.
 */
export function amountState(
  item: string,
  amountOf: AmountOf | undefined,
  request: Omit<AmountReader, 'fact' | 'isKnown'>,
): AmountState {
  if (amountOf === undefined) return { known: true, value: null, read: [] };
  const facts = new TrackedFacts(request.facts, `the amount of ${item}`);
  const { parameters, input, lawDay, today } = request;
  const outcome = unlessUnknown(() =>
    amountOf({
      facts,
      fact: (name) => facts.fact(name),
      isKnown: (name) => facts.isKnown(name),
      parameters,
      input,
      lawDay,
      today,
    }),
  );
  const { read, readUnknown } = facts;
  if (!outcome.known) return { ...outcome, read };
  if (outcome.value === null && readUnknown.length > 0) return { known: false, missing: readUnknown, read };
  if (outcome.value !== null && parseYuan(outcome.value.granted) < 0n)
    throw new AmountFault(`${item} grants an amount below zero`);
  return { known: true, value: outcome.value, read };
}
