import { parseDay } from '../../kernel/calendar';
import { type Fen, fen, parseYuan, yuan } from '../../kernel/money';
import { asList, asObject, asText } from '../registries/wire-form';
import type { Buyer, Contract } from '../world/contract';

/** A contract as the control interface shows one: money in yuan, everything else as it is. */
export function describeContract({ priceFen, loanFen, paidFen, ...contract }: Contract): object {
  const loanAmount = loanFen === null ? null : yuan(loanFen);
  return { ...contract, price: yuan(priceFen), loanAmount, paid: yuan(paidFen) };
}

/**
 * Reads `[{contractNo, unitKey, price, filedOn, buyers: [{name, idNo, sharePercent}], projectNo?, address?,
 * areaSquareMetres?, status?, loanAmount?, supervisedAccount?, paid?, housing?}]` in the form `describeContract` writes;
 * three tenths are paid unless told. Throws `SyntaxError`, `DayFormatError` or `MoneyFormatError`.
 */
export function readContracts(value: unknown): Contract[] {
  return asList(value).map((row) => ({
    contractNo: asText(row.contractNo),
    projectNo: row.projectNo === undefined ? 'XS140199-0099' : asText(row.projectNo),
    unitKey: readUnitKey(row.unitKey),
    address: row.address === undefined ? '太原市虚构区样板路99号' : asText(row.address),
    areaSquareMetres: row.areaSquareMetres === undefined ? '89.50' : asText(row.areaSquareMetres),
    priceFen: parseYuan(asText(row.price)),
    filedOn: parseDay(asText(row.filedOn)),
    status: row.status === undefined ? 'valid' : readStatus(row.status),
    buyers: asList(row.buyers).map(readBuyer),
    loanFen:
      row.loanAmount === undefined || row.loanAmount === null ? null : parseYuan(asText(row.loanAmount)),
    supervisedAccount:
      row.supervisedAccount === undefined || row.supervisedAccount === null
        ? null
        : asText(row.supervisedAccount),
    paidFen: readPart(row.paid, row.price),
    housing: row.housing === undefined ? 'commodity' : readHousing(row.housing),
  }));
}

/** What of a price is paid: three tenths where nothing is told. */
export function readPart(value: unknown, price: unknown): Fen {
  return value === undefined ? fen((parseYuan(asText(price)) * 3n) / 10n) : parseYuan(asText(value));
}

function readHousing(value: unknown): Contract['housing'] {
  if (value !== 'commodity' && value !== 'affordable')
    throw new SyntaxError('housing: commodity or affordable expected');
  return value;
}

/** Reads `{status}` of a change; `cancelled` after approval is what a fraud looks like from the registry. */
export function readStatus(value: unknown): Contract['status'] {
  if (value !== 'valid' && value !== 'cancelled')
    throw new SyntaxError('status: valid or cancelled expected');
  return value;
}

export function readUnitKey(value: unknown): string {
  const unitKey = asText(value);
  if (!/^[0-9A-Z]{28}$/.test(unitKey)) throw new SyntaxError('unitKey: 28 characters expected');
  return unitKey;
}

export function readBuyer(value: unknown): Buyer {
  const row = asObject(value);
  const { sharePercent } = row;
  if (typeof sharePercent !== 'number' || !(sharePercent > 0 && sharePercent <= 100))
    throw new SyntaxError('sharePercent: a number up to 100 expected');
  return { name: asText(row.name), idNo: asText(row.idNo), sharePercent };
}
