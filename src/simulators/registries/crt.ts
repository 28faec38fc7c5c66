import { yuan } from '../../kernel/money';
import type { CourtOrder } from '../world/court-order';
import type { World } from '../world/world';
import type { AnswerSigns, RegistrySimulator } from './registry-simulator';
import {
  asObject,
  asText,
  asTexts,
  chosen,
  compactDay,
  separated,
  shanghaiParts,
  without,
} from './wire-form';

interface Asked {
  readonly ws: string;
  readonly xm: string;
  readonly zjhm: string;
  readonly zd: readonly string[];
}

const FIELDS = ['fymc', 'cslx', 'je', 'cjrq', 'dqrq', 'yws', 'qzkh', 'skzh'];
const KIND = { freeze: 'DJ', renew: 'XD', release: 'JD', deduct: 'KH' } as const;

/**
 * Court enforcement (法院查控): an order by its number and the person it is against, days as 2026/11/21, answer number
 * CK20261121-000017. `yx` says whether there is such an order about that person; its content stands in `nr`.
 */
export const crt: RegistrySimulator<Asked> = {
  target: 'crt',
  method: 'POST',
  path: '/zxck/api/fund/order',
  latencyMs: [60, 160],
  read: (request) => {
    const body = asObject(request.json());
    const person = asObject(body.bzxr);
    const [xm, zjhm] = [asText(person.xm), asText(person.zjhm)];
    return { ws: asText(body.ws), xm, zjhm, zd: asTexts(body.zd) };
  },
  aboutEverything: (asked) => ({ ...asked, zd: FIELDS }),
  aboutSomebodyElse: (asked, world) => {
    const other = world.somebodyElse([asked.zjhm]);
    return { ...asked, zjhm: other.idNo, xm: other.name };
  },
  answer: envelope,
  drifts: {
    'drift-missing': (asked, signs, world) => without(envelope(asked, signs, world), 'yx'),
    'drift-type': (asked, signs, world) => ({ ...envelope(asked, signs, world), yx: true }),
    'drift-code': (asked, signs, world) => ({ ...envelope(asked, signs, world), yx: 'X' }),
  },
  fault: { status: 500, headers: { 'content-type': 'application/json' }, body: '{"jg":"9"}' },
};

function envelope(asked: Asked, signs: AnswerSigns, world: World): object {
  const { ws, xm, zjhm, zd } = asked;
  const [year, month, day, hour, minute, second] = shanghaiParts(signs.asOf);
  const order = orderAbout(asked, world);
  return {
    jg: '1',
    hzbh: `CK${compactDay(signs.asOf)}-${String(signs.number).padStart(6, '0')}`,
    hzsj: `${year}/${month}/${day} ${hour}:${minute}:${second}`,
    ws,
    bzxr: { xm, zjhm },
    yx: order === null ? 'N' : 'Y',
    nr: chosen(order === null ? NOTHING : contentOf(order), zd),
  };
}

const NOTHING = Object.fromEntries(FIELDS.map((field) => [field, null]));

function orderAbout({ ws, zjhm }: Asked, world: World): CourtOrder | null {
  const order = world.courtOrder(ws);
  return order?.idNo === zjhm ? order : null;
}

function contentOf(order: CourtOrder): object {
  const { payee } = order;
  return {
    fymc: order.court,
    cslx: KIND[order.kind],
    je: order.amountFen === null ? null : yuan(order.amountFen),
    cjrq: separated(order.issuedOn, '/'),
    dqrq: order.until === null ? null : separated(order.until, '/'),
    yws: order.refersTo,
    qzkh: order.regardless ? 'Y' : 'N',
    skzh: payee === null ? null : { hm: payee.name, zh: payee.accountNo, yhdm: payee.bankCode },
  };
}
