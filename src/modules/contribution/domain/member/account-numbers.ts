import type { Day } from '../../../../kernel/calendar';

/** Number of an employer's account (DWZH): 98, day of opening yymmdd, ledger account with five digits or more. */
export function unitAccountNo(openedOn: Day, ledgerAccountId: bigint): string {
  return `98${sixDigits(openedOn)}${tail(ledgerAccountId)}`;
}

const UNIT_NUMBER = /(?<!\d)98\d{11,18}(?!\d)/g;

/**
 * Numbers in what a payer wrote that have the form of an employer's account number, each once: full-width digits are
 * forgiven, and blanks and hyphens within the number.
 */
export function unitAccountNosIn(...texts: readonly string[]): string[] {
  const found = texts.flatMap((text) => {
    const plain = text.normalize('NFKC');
    const joined = plain.replace(/[\s\-–—_]/gu, '');
    return [plain, joined].flatMap((each) => [...each.matchAll(UNIT_NUMBER)].map(([number]) => number));
  });
  return [...new Set(found)];
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
