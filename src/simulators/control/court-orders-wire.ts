import { parseDay } from '../../kernel/calendar';
import { parseYuan, yuan } from '../../kernel/money';
import { asList, asObject, asText } from '../registries/wire-form';
import type { CourtOrder } from '../world/court-order';

const KINDS = ['freeze', 'renew', 'release', 'deduct'] as const;

/** An order as the control interface shows one: money in yuan. */
export function describeOrder({ amountFen, ...order }: CourtOrder): object {
  return { ...order, amount: amountFen === null ? null : yuan(amountFen) };
}

/**
 * Reads `[{orderNo, idNo, kind, court?, amount?, issuedOn?, until?, refersTo?, regardless?, payee?}]`; an order without
 * amount is about the whole account. Throws `SyntaxError`, `DayFormatError` or `MoneyFormatError`.
 */
export function readOrders(value: unknown, today: CourtOrder['issuedOn']): CourtOrder[] {
  const given = (part: unknown): part is string => part !== undefined && part !== null;
  return asList(value).map((row) => ({
    orderNo: asText(row.orderNo),
    court: given(row.court) ? asText(row.court) : '太原市虚构区人民法院',
    idNo: asText(row.idNo),
    kind: readKind(row.kind),
    amountFen: given(row.amount) ? parseYuan(asText(row.amount)) : null,
    issuedOn: given(row.issuedOn) ? parseDay(asText(row.issuedOn)) : today,
    until: given(row.until) ? parseDay(asText(row.until)) : null,
    refersTo: given(row.refersTo) ? asText(row.refersTo) : null,
    regardless: row.regardless === true,
    payee: given(row.payee) ? readPayee(row.payee) : null,
  }));
}

function readKind(value: unknown): CourtOrder['kind'] {
  const kind = KINDS.find((known) => known === value);
  if (kind === undefined) throw new SyntaxError(`kind: one of ${KINDS.join(', ')} expected`);
  return kind;
}

function readPayee(value: unknown): CourtOrder['payee'] {
  const { name, accountNo, bankCode } = asObject(value);
  return { name: asText(name), accountNo: asText(accountNo), bankCode: asText(bankCode) };
}
