import { setTimeout as pause } from 'node:timers/promises';
import type { LoanView } from '../../../src/modules/loan/domain/loan-view';
import type { Stage } from '../../stage/stage';
import { must, type Narrator } from '../narrator';

/** Somebody of the simulated world. */
export interface Someone {
  readonly name: string;
  readonly idNo: string;
  readonly phone: string;
  readonly cardNo: string;
}

/** A loan of the story: its number, and whose it is. */
export interface ToldLoan {
  readonly id: string;
  readonly borrowers: readonly Someone[];
}

const LOOK_EVERY_MS = 50;

export function tokenOf(stage: Stage, { name, idNo }: Pick<Someone, 'name' | 'idNo'>): Promise<string> {
  return stage.tokenFor({ role: 'member', name, idNo });
}

/** A call that has to succeed; its body. */
export async function done<T>(
  stage: Stage,
  method: 'GET' | 'POST',
  path: string,
  token: string,
  body?: object,
): Promise<T> {
  const answer = await stage.request<T>(method, path, token, body);
  must(answer.status < 300, `${method} ${path} answers ${answer.status} ${JSON.stringify(answer.body)}`);
  return answer.body;
}

/** Looks until there is something to see; the story breaks with what was awaited after `seconds`. */
export async function seen<T>(what: string, look: () => Promise<T | null>, seconds = 30): Promise<T> {
  for (let looks = 0; looks < (seconds * 1_000) / LOOK_EVERY_MS; looks += 1) {
    const found = await look();
    if (found !== null) return found;
    await pause(LOOK_EVERY_MS);
  }
  must(false, `${what} within ${seconds} s`);
}

/** The loan as its borrower sees it. */
export async function readLoan(stage: Stage, { id, borrowers: [borrower] }: ToldLoan): Promise<LoanView> {
  must(borrower !== undefined, 'somebody borrows');
  return done<LoanView>(stage, 'GET', `/v1/loans/${id}`, await tokenOf(stage, borrower));
}

/** Looks at a loan until it is in a state. */
export async function untilLoan(
  stage: Stage,
  loan: ToldLoan,
  state: LoanView['state'],
  seconds = 30,
): Promise<LoanView> {
  let last = '';
  return seen(
    `the loan is ${state}`,
    async () => {
      const view = await readLoan(stage, loan);
      if (view.state !== last) last = view.state;
      return view.state === state ? view : null;
    },
    seconds,
  );
}

interface MortgagePart {
  readonly kind: string;
  readonly state: string;
  readonly applyNo: string | null;
}

/** Number of the application of a kind that the title registry has in hand for a loan; null while it has none. */
export async function fileInHand(stage: Stage, loan: ToldLoan, kind: string): Promise<string | null> {
  const { parts } = await readLoan(stage, loan);
  const files = (parts['mortgage'] ?? []) as unknown as readonly MortgagePart[];
  return files.find((file) => file.kind === kind && file.state === 'accepted')?.applyNo ?? null;
}

/** The same, awaited. */
export function applicationOf(stage: Stage, loan: ToldLoan, kind: string): Promise<string> {
  return seen(`the registry has the ${kind} in hand`, () => fileInHand(stage, loan, kind));
}

interface Books {
  readonly lines: readonly {
    readonly kind: string;
    readonly amount?: string;
    readonly payeeAccount?: string;
  }[];
}

/** What the bank paid to an account, by its own books. */
export async function paidTo(stage: Stage, account: string): Promise<string[]> {
  const { lines } = await stage.control<Books>('GET', '/bank/104/books');
  return lines
    .filter(({ kind, payeeAccount }) => kind === 'payment' && payeeAccount === account)
    .map(({ amount }) => amount ?? '');
}

interface Entry {
  readonly at: string;
  readonly text: { readonly zh: string; readonly en: string };
}

/** A timeline in milliseconds since its first entry. */
export function tellTimeline(narrator: Narrator, timeline: readonly Entry[]): void {
  const began = Date.parse(timeline[0]?.at ?? '');
  for (const { at, text } of timeline)
    narrator.line(`    +${String(Date.parse(at) - began).padStart(6)} ms  ${text.zh} / ${text.en}`);
}
