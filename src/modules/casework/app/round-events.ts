import type { Decision } from '../../../kernel/decision';
import type { Fact, Json } from '../../../kernel/fact';
import type { Problem } from '../../../platform/http';
import type { NewEvent } from '../domain/case-event';
import { type CaseState, isUndecided } from '../domain/case-state';
import { DESK } from '../desk-answering';
import type { CarryOutResult, Item } from '../item';

interface RoundMade {
  readonly item: Item;
  readonly facts: ReadonlyMap<string, Fact>;
  readonly to: CaseState;
  readonly decision: Decision;
  readonly result: CarryOutResult | null;
  readonly missing: readonly string[];
}

/** What a round puts on the timeline. */
export function roundEvents(
  open: { readonly round: number; readonly state: CaseState },
  { item, facts, to, decision, result, missing }: RoundMade,
): NewEvent[] {
  const events: NewEvent[] = [];
  const papersSpared = sparedBy(item, facts);
  if (open.round === 0) events.push({ kind: 'facts-asked', body: { papersSpared } });
  if (to === 'refused') events.push({ kind: 'refused', body: { headline: decision.headline, papersSpared } });
  // Asking again and again without an answer is not told again and again.
  if (isUndecided(to) && to !== 'accepted' && to !== open.state) {
    events.push({ kind: to, body: { missing: [...missing] } });
  }
  if (!result) return events;
  events.push({ kind: 'approved', body: { amount: decision.amount, papersSpared } });
  events.push(result.event);
  return events;
}

/** Papers whose facts became known to us, from whomever but a desk that was shown one. */
function sparedBy({ facts: needs }: Item, facts: ReadonlyMap<string, Fact>): Json[] {
  return needs.flatMap(({ name, replaces }) => {
    const fact = facts.get(name);
    const isSpared = replaces !== undefined && fact?.state === 'known' && fact.source !== DESK;
    return isSpared ? [{ ...replaces, fact: name }] : [];
  });
}

/** The end of a case that nothing can be done with, in the words of the problem that was met. */
export function notPossible({ code, title, detail, errors }: Problem): NewEvent {
  const faults = errors.map(({ pointer, code: fault, message }) => ({
    pointer,
    code: fault,
    message: { ...message },
  }));
  const said: Json = { code, detail: { ...(detail ?? title) }, errors: faults };
  return { kind: 'not-possible', body: said };
}
