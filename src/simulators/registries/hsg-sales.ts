import { separated, shanghaiParts, asText, chosen, splitTexts, without } from './wire-form';
import type { SaleContract } from '../world/contract';
import type { World } from '../world/world';
import type { AnswerSigns, RegistrySimulator } from './registry-simulator';

interface Asked {
  readonly xm: string;
  readonly zjhm: string;
  /** Columns wanted, by number. */
  readonly zd: readonly string[];
}

const COLUMNS = Array.from({ length: 12 }, (_, index) => String(201 + index));

/**
 * Second-hand sales of the housing bureau (存量房网签), asked and answered as filed contracts are: 201 contract, 202
 * unit, 203 address, 204 area, 205 price in fen, 206 day of signing, 207 status, 208 buyers, 209 sellers, 210 down
 * payment in fen, 211 account in which the price is kept, 212 year of construction.
 */
export const hsgSales: RegistrySimulator<Asked> = {
  target: 'hsg',
  method: 'POST',
  path: '/fgj/clf/wqcx.do',
  latencyMs: [60, 160],
  read: (request) => {
    const form = new URLSearchParams(request.rawBody.toString('utf8'));
    const [xm, zjhm] = [asText(form.get('xm')), asText(form.get('zjhm'))];
    return { xm, zjhm, zd: splitTexts(form.get('zd'), ',') };
  },
  aboutEverything: (asked) => ({ ...asked, zd: COLUMNS }),
  aboutSomebodyElse: (asked, world) => {
    const other = world.somebodyElse([asked.zjhm]);
    return { ...asked, xm: other.name, zjhm: other.idNo };
  },
  answer: table,
  drifts: {
    'drift-missing': (asked, signs, world) => without(table(asked, signs, world), 'ht'),
    'drift-type': (asked, signs, world) => ({ ...table(asked, signs, world), jgs: '1' }),
    'drift-code': (asked, signs, world) => ({ ...table(asked, signs, world), ztm: '07' }),
  },
  fault: { status: 500, headers: { 'content-type': 'text/plain; charset=gbk' }, body: 'ERR' },
};

function table({ xm, zjhm, zd }: Asked, signs: AnswerSigns, world: World): object {
  const [year, month, day, hour, minute, second] = shanghaiParts(signs.asOf);
  const rows = world.salesOf(zjhm).map((sale) => chosen(columns(sale), zd));
  return {
    ztm: '00',
    cxbh: `FG-${year.slice(2)}${month}${day}-${String(signs.number).padStart(7, '0')}`,
    cxsk: `${year}/${month}/${day}-${hour}:${minute}:${second}`,
    cxr: { xm, zjhm },
    jgs: rows.length,
    ht: rows,
  };
}

function columns(sale: SaleContract): object {
  const { custodyAccount: account } = sale;
  return {
    '201': sale.contractNo,
    '202': sale.unitKey,
    '203': sale.address,
    '204': sale.areaSquareMetres,
    '205': String(sale.priceFen),
    '206': separated(sale.signedOn, '/').replace(/^(\d+)\/(\d+)\/(\d+)$/, '$3/$2/$1'),
    '207': sale.status === 'valid' ? '11' : '19',
    '208': sale.buyers.map(({ name, idNo, sharePercent }) => ({
      xm: name,
      zjhm: idNo,
      fe: `${sharePercent}%`,
    })),
    '209': sale.sellers.map(({ name, idNo }) => ({ xm: name, zjhm: idNo })),
    '210': String(sale.downPaymentFen),
    '211': account === null ? null : { hm: account.name, zh: account.accountNo, yhdm: account.bankCode },
    '212': String(sale.buildYear),
  };
}
