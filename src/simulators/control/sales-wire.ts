import { parseDay } from '../../kernel/calendar';
import { parseYuan, yuan } from '../../kernel/money';
import { asList, asObject, asText } from '../registries/wire-form';
import type { SaleContract } from '../world/contract';
import { readBuyer, readPart, readStatus, readUnitKey } from './contracts-wire';

/** A second-hand contract as the control interface shows one: money in yuan. */
export function describeSale({ priceFen, downPaymentFen, assessedFen, ...sale }: SaleContract): object {
  const assessed = assessedFen === null ? null : yuan(assessedFen);
  return { ...sale, price: yuan(priceFen), downPayment: yuan(downPaymentFen), assessed };
}

/**
 * Reads `[{contractNo, unitKey, price, signedOn, buyers, sellers: [{name, idNo}], address?, areaSquareMetres?, status?,
 * downPayment?, custodyAccount?, buildYear?, assessed?}]` in the form `describeSale` writes; three tenths are paid down
 * unless told. Faults as of contracts.
 */
export function readSales(value: unknown): SaleContract[] {
  return asList(value).map((row) => ({
    contractNo: asText(row.contractNo),
    unitKey: readUnitKey(row.unitKey),
    address: row.address === undefined ? '太原市虚构区旧巷9号' : asText(row.address),
    areaSquareMetres: row.areaSquareMetres === undefined ? '76.20' : asText(row.areaSquareMetres),
    priceFen: parseYuan(asText(row.price)),
    signedOn: parseDay(asText(row.signedOn)),
    status: row.status === undefined ? 'valid' : readStatus(row.status),
    buyers: asList(row.buyers).map(readBuyer),
    sellers: asList(row.sellers).map(({ name, idNo }) => ({ name: asText(name), idNo: asText(idNo) })),
    downPaymentFen: readPart(row.downPayment, row.price),
    custodyAccount: row.custodyAccount === null ? null : readCustody(row.custodyAccount),
    buildYear: row.buildYear === undefined ? 2012 : readYear(row.buildYear),
    assessedFen: row.assessed === undefined || row.assessed === null ? null : parseYuan(asText(row.assessed)),
  }));
}

function readCustody(value: unknown): NonNullable<SaleContract['custodyAccount']> {
  if (value === undefined)
    return { name: '太原市存量房交易资金监管户(虚构)', accountNo: '104014019900000088', bankCode: '104' };
  const { name, accountNo, bankCode } = asObject(value);
  return { name: asText(name), accountNo: asText(accountNo), bankCode: asText(bankCode) };
}

function readYear(value: unknown): number {
  if (typeof value !== 'number' || !Number.isInteger(value) || value < 1900 || value > 2099)
    throw new SyntaxError('buildYear: a year expected');
  return value;
}
