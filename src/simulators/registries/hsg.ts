import type { Contract } from '../world/contract';
import type { World } from '../world/world';
import type { AnswerSigns, RegistrySimulator } from './registry-simulator';
import { asText, chosen, separated, shanghaiParts, splitTexts, without } from './wire-form';

interface Asked {
  readonly xm: string;
  readonly zjhm: string;
  /** Columns wanted, by number. */
  readonly zd: readonly string[];
}

const COLUMNS = Array.from({ length: 13 }, (_, index) => String(101 + index));

/**
 * Housing bureau (房管): the question is a form (xm, zjhm, zd, lsh, sx), the answer a table whose columns are numbers:
 * 101 contract, 102 project, 103 unit, 104 address, 105 area, 106 price in fen, 107 day as 21/09/2026, 108 status (11
 * valid, 19 cancelled), 109 buyers, 110 loan in fen, 111 supervised account, 112 paid into it in fen, 113 housing (21
 * commodity, 22 affordable). Instants as 2026/11/21-10:11:12, answer number FG-261121-0000017. `jgs` is the number of
 * contracts, 0 for nobody's.
 */
export const hsg: RegistrySimulator<Asked> = {
  target: 'hsg',
  method: 'POST',
  path: '/fgj/wqba/cx.do',
  latencyMs: [60, 160],
  read: (request) => {
    const form = new URLSearchParams(request.rawBody.toString('utf8'));
    return {
      xm: asText(form.get('xm')),
      zjhm: asText(form.get('zjhm')),
      zd: splitTexts(form.get('zd'), ','),
    };
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

function table(asked: Asked, signs: AnswerSigns, world: World): object {
  const [year, month, day, hour, minute, second] = shanghaiParts(signs.asOf);
  const rows = world.contractsOf(asked.zjhm).map((contract) => chosen(columns(contract), asked.zd));
  return {
    ztm: '00',
    cxbh: `FG-${year.slice(2)}${month}${day}-${String(signs.number).padStart(7, '0')}`,
    cxsk: `${year}/${month}/${day}-${hour}:${minute}:${second}`,
    cxr: { xm: asked.xm, zjhm: asked.zjhm },
    jgs: rows.length,
    ht: rows,
  };
}

function columns(contract: Contract): object {
  return {
    '101': contract.contractNo,
    '102': contract.projectNo,
    '103': contract.unitKey,
    '104': contract.address,
    '105': contract.areaSquareMetres,
    '106': String(contract.priceFen),
    '107': separated(contract.filedOn, '/').replace(/^(\d+)\/(\d+)\/(\d+)$/, '$3/$2/$1'),
    '108': contract.status === 'valid' ? '11' : '19',
    '109': contract.buyers.map(({ name, idNo, sharePercent }) => ({
      xm: name,
      zjhm: idNo,
      fe: `${sharePercent}%`,
    })),
    '110': contract.loanFen === null ? null : String(contract.loanFen),
    '111': contract.supervisedAccount,
    '112': String(contract.paidFen),
    '113': contract.housing === 'commodity' ? '21' : '22',
  };
}
