import type { World } from '../../support';
import { type BankLine, bankLines, rows } from './books';
import { until } from './cases';

/** The account into which prices of the seeded project are paid. */
export const SUPERVISED_ACCOUNT = '104014019900000099';

/** The latest application to the title registry for a loan, once the registry has it. */
export function applicationOf(world: World, loanId: string): Promise<string> {
  return until(`the application for the mortgage of ${loanId}`, async () => {
    const [own] = await rows<{ applyNo: string }>(
      world,
      `SELECT apply_no AS "applyNo" FROM loan_mortgage WHERE loan_id = $1 AND state = 'accepted' ORDER BY requested_at DESC LIMIT 1`,
      [loanId],
    );
    return own?.applyNo;
  });
}

/** What the registrar decided, and how the service answered the event; 0: no answer, null: it was not told. */
export interface Decided {
  readonly eventNo: string;
  readonly status: number | null;
  readonly file: { readonly certNo: string | null };
}

export async function registrar(
  world: World,
  applyNo: string,
  act: 'register' | 'refuse' | 'cancel',
  body: { mortgagee?: string; reason?: string; push?: boolean } = {},
): Promise<Decided> {
  return (await world.control('POST', `/control/rea/mortgages/${applyNo}/${act}`, body)) as Decided;
}

/** The registry tells an event once more, or as somebody else would. */
export async function tellAgain(
  world: World,
  eventNo: string,
  sign = 'valid',
): Promise<{ status: number; code: string; effect: string }> {
  const { status, body } = (await world.control('POST', `/control/rea/events/${eventNo}/again`, {
    sign,
  })) as {
    status: number;
    body: string;
  };
  const answer = JSON.parse(body === '' ? '{}' : body) as { code?: string; effect?: string };
  return { status, code: answer.code ?? '', effect: answer.effect ?? '' };
}

/** What the banks paid out for a loan, by their own books. */
export async function paidFor(world: World, loanId: string): Promise<BankLine[]> {
  const own = await rows<{ reference: string }>(
    world,
    `SELECT reference FROM instruction WHERE source_id = $1 AND purpose = 'loan-disbursement'`,
    [loanId],
  );
  const references = new Set(own.map(({ reference }) => reference));
  return (await bankLines(world)).filter(
    ({ kind, reference }) => kind === 'payment' && references.has(reference),
  );
}
