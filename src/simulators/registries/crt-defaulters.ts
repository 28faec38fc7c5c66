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
  readonly xm: string;
  readonly zjhm: string;
  readonly zd: readonly string[];
}

const FIELDS = ['lrrq'];

/**
 * The courts' list of defaulters (失信被执行人名单), in the dialect of court enforcement: `sx` says whether the person
 * stands on it, `nr` since when. Answer number SX20261121-000017.
 */
export const crtDefaulters: RegistrySimulator<Asked> = {
  target: 'crt',
  method: 'POST',
  path: '/zxck/api/defaulters/person',
  latencyMs: [60, 160],
  read: (request) => {
    const body = asObject(request.json());
    const person = asObject(body.bzxr);
    return { xm: asText(person.xm), zjhm: asText(person.zjhm), zd: asTexts(body.zd) };
  },
  aboutEverything: (asked) => ({ ...asked, zd: FIELDS }),
  aboutSomebodyElse: (asked, world) => {
    const other = world.somebodyElse([asked.zjhm]);
    return { ...asked, zjhm: other.idNo, xm: other.name };
  },
  answer: listing,
  drifts: {
    'drift-missing': (asked, signs, world) => without(listing(asked, signs, world), 'sx'),
    'drift-type': (asked, signs, world) => ({ ...listing(asked, signs, world), sx: true }),
    'drift-code': (asked, signs, world) => ({ ...listing(asked, signs, world), sx: 'X' }),
  },
  fault: { status: 500, headers: { 'content-type': 'application/json' }, body: '{"jg":"9"}' },
};

function listing({ xm, zjhm, zd }: Asked, signs: AnswerSigns, world: World): object {
  const [year, month, day, hour, minute, second] = shanghaiParts(signs.asOf);
  const since = world.person(zjhm)?.defaulterSince ?? null;
  return {
    jg: '1',
    hzbh: `SX${compactDay(signs.asOf)}-${String(signs.number).padStart(6, '0')}`,
    hzsj: `${year}/${month}/${day} ${hour}:${minute}:${second}`,
    bzxr: { xm, zjhm },
    sx: since === null ? 'N' : 'Y',
    nr: chosen({ lrrq: since === null ? null : separated(since, '/') }, zd),
  };
}
