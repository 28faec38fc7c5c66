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
  } | null;
  readonly reasons: readonly {
    readonly reasonCode: string;
    readonly text: Text;
    readonly fix: Text | null;
    readonly sources: readonly { readonly fact: string; readonly source: string }[];
  }[];
  readonly missing: readonly string[];
  readonly receipt: Readonly<Record<string, unknown>> | null;
  readonly timeline: readonly { readonly at: string; readonly kind: string; readonly text: Text }[];
  readonly spared: {
    readonly visits: number;
    readonly humanApprovals: number;
    readonly papersSpared: readonly Text[];
  };
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
