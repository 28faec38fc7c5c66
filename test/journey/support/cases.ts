import { setTimeout as pause } from 'node:timers/promises';
import type { CaseView } from '../../../src/modules/casework';
import type { InputOf, ItemCode } from '../../../scripts/sdk';
import type { HttpAnswer, HttpClient } from '../../support';

const LOOK_EVERY_MS = 50;

/** Looks until there is something to see; throws with what was awaited when that takes longer than `seconds`. */
export async function until<T>(
  what: string,
  look: () => Promise<T | null | undefined | false>,
  seconds = 20,
): Promise<T> {
  for (let looks = 0; looks < (seconds * 1000) / LOOK_EVERY_MS; looks += 1) {
    const seen = await look();
    if (seen !== null && seen !== undefined && seen !== false) return seen;
    await pause(LOOK_EVERY_MS);
  }
  throw new Error(`${what}: not within ${seconds} s`);
}

/** Applies with a body as it comes, right or wrong; gives the answer as it comes. */
export function submit(
  client: HttpClient,
  item: string,
  input: object = {},
  key?: string,
): Promise<HttpAnswer> {
  return client.post('/v1/cases', { item, input }, key === undefined ? {} : { key });
}

/** Applies through the generated client and gives the case as the answer shows it; throws unless one was made. */
export async function apply<Code extends ItemCode>(
  client: HttpClient,
  item: Code,
  input: InputOf<Code> = {} as InputOf<Code>,
  key?: string,
): Promise<CaseView> {
  return (await client.typed.apply(item, input, key)) as CaseView;
}

/**
 * Applies for what a test only needs to have. On a busy machine the answer may come before the first round has ended, or
 * a registry too late for it; the case ends by itself.
 */
export async function applyUntilDone<Code extends ItemCode>(
  client: HttpClient,
  item: Code,
  input: InputOf<Code>,
): Promise<CaseView> {
  const made = await client.typed.apply(item, input);
  return untilDone(client, made as CaseView);
}

/** Waits for a case that is still under way; one that has ended is left as it is. */
export async function untilDone(client: HttpClient, made: CaseView): Promise<CaseView> {
  const isUnderWay = made.state === 'accepted' || made.state === 'waiting';
  return isUnderWay ? untilState(client, made.id, 'done', 30) : made;
}

export async function readCase(client: HttpClient, id: string): Promise<CaseView> {
  return (await client.typed.readCase(id)) as CaseView;
}

/** Looks at a case until it is in `state`; throws after `seconds`. */
export async function untilState(
  client: HttpClient,
  id: string,
  state: CaseView['state'],
  seconds = 20,
): Promise<CaseView> {
  let last = 'not seen';
  const look = async (): Promise<CaseView | null> => {
    const view = await readCase(client, id);
    last = view.state;
    return view.state === state ? view : null;
  };
  try {
    return await until(`case ${id} ${state}`, look, seconds);
  } catch (error) {
    throw new Error(`the case is ${last}`, { cause: error });
  }
}

/** A value of the receipt as text; throws when the receipt lacks it. */
export function receiptOf(view: CaseView, key: string): string {
  const value = view.receipt?.[key];
  if (typeof value !== 'string' && typeof value !== 'number') {
    throw new Error(`no ${key} on the receipt of ${view.item.code}: ${view.state}`);
  }
  return String(value);
}

export function eventsOf(view: CaseView): string[] {
  return view.timeline.map(({ kind }) => kind);
}
