import type { Day } from '../../../kernel/calendar';

/** Number of an employer's account (DWZH): 98, day of opening yymmdd, ledger account with five digits or more. */
export function unitAccountNo(openedOn: Day, ledgerAccountId: bigint): string {
  return `98${sixDigits(openedOn)}${tail(ledgerAccountId)}`;
}

/** Number of a member's account (GRZH): 99, day of opening yymmdd, ledger account with five digits or more. */
export function memberAccountNo(openedOn: Day, ledgerAccountId: bigint): string {
  return `99${sixDigits(openedOn)}${tail(ledgerAccountId)}`;
}

/** '2026-11-21' → '261121'. */
export function sixDigits(day: Day): string {
  return day.slice(2).replaceAll('-', '');
}

/** The id never repeats, so the number does not either, however many digits it takes. */
function tail(id: bigint): string {
  return id.toString().padStart(5, '0');
}
