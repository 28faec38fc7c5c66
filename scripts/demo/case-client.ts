import { setTimeout as pause } from 'node:timers/promises';
import type { Stage } from '../stage/stage';
import { must } from './narrator';

interface Text {
  readonly zh: string;
  readonly en: string;
}

/** The parts of a case view that the story tells. */
export interface CaseAnswer {
  readonly id: string;
  readonly state: string;
  readonly stateText: Text;
  readonly elapsedMs: number | null;
  readonly decision: {
    readonly outcome: string;
    readonly headline: string | null;
    readonly amount: string | null;
    readonly amountTrace: readonly { readonly label: Text; readonly value: string }[];
  } | null;
  readonly reasons: readonly {
    readonly reasonCode: string;
    readonly text: Text;
    readonly fix: Text | null;
    readonly sources: readonly { readonly fact: string; readonly source: string }[];
  }[];
  readonly missing: readonly string[];
  readonly suppliedAtDesk: readonly { readonly words: Text; readonly paper: Text | null }[];
  readonly receipt: Readonly<Record<string, unknown>> | null;
  readonly timeline: readonly { readonly at: string; readonly kind: string; readonly text: Text }[];
  readonly spared: {
    readonly visits: number;
    readonly papersAsked: number;
    readonly humanApprovals: number;
    readonly papersSpared: readonly Text[];
  };
}

/** What the pre-check says: whether, and at most how much. */
export interface PrecheckAnswer {
  readonly eligible: boolean | null;
  readonly maxAmount: string | null;
}

/** Applies for an item; throws unless a case was made. */
export async function apply(stage: Stage, token: string, item: string, input: object): Promise<CaseAnswer> {
  const answer = await stage.request<CaseAnswer>('POST', '/v1/cases', token, { item, input });
  must(answer.status === 201, `${item} is accepted, not ${answer.status} ${JSON.stringify(answer.body)}`);
  return answer.body;
}

/** Looks at a case until it is in `state`; throws after `seconds`. */
export async function until(
  stage: Stage,
  token: string,
  id: string,
  state: string,
  seconds: number,
): Promise<CaseAnswer> {
  for (let looks = 0; looks < seconds * 20; looks += 1) {
    const { body } = await stage.request<CaseAnswer>('GET', `/v1/cases/${id}`, token);
    if (body.state === state) return body;
    await pause(50);
  }
  throw new Error(`case ${id} was not ${state} within ${seconds} s`);
}

/** A value of the receipt as text; throws when the receipt lacks it. */
export function receiptText(view: CaseAnswer, key: string): string {
  const value = view.receipt?.[key];
  must(typeof value === 'string' || typeof value === 'number', `the receipt of ${view.id} names ${key}`);
  return String(value);
}

/** A step of how the amount was worked out, by its Chinese label; throws when there is none. */
export function amountStep(view: CaseAnswer, label: string): string {
  const step = view.decision?.amountTrace.find((candidate) => candidate.label.zh === label);
  must(step !== undefined, `the amount of ${view.id} was worked out with ${label}`);
  return step.value;
}
