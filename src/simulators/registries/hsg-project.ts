import type { Project } from '../world/unit';
import type { World } from '../world/world';
import type { AnswerSigns, RegistrySimulator } from './registry-simulator';
import { asText, chosen, shanghaiParts, splitTexts, without } from './wire-form';

interface Asked {
  readonly xmbh: string;
  readonly zd: readonly string[];
}

const COLUMNS = ['201', '202'];

/**
 * A project of new homes at the housing bureau: the question is a form (xmbh, zd, lsh, sx); column 201 says whether it is
 * admitted, 202 the supervised account. `djzt` 0: there is no such project. Answer number FX-261121-0000017.
 */
export const hsgProject: RegistrySimulator<Asked> = {
  target: 'hsg',
  method: 'POST',
  path: '/fgj/xmzr/cx.do',
  latencyMs: [50, 130],
  read: (request) => {
    const form = new URLSearchParams(request.rawBody.toString('utf8'));
    return { xmbh: asText(form.get('xmbh')), zd: splitTexts(form.get('zd'), ',') };
  },
  aboutEverything: (asked) => ({ ...asked, zd: COLUMNS }),
  aboutSomebodyElse: (asked) => ({ ...asked, xmbh: 'XS149999-9999' }),
  answer: project,
  drifts: {
    'drift-missing': (asked, signs, world) => without(project(asked, signs, world), 'djzt'),
    'drift-type': (asked, signs, world) => ({ ...project(asked, signs, world), djzt: true }),
    'drift-code': (asked, signs, world) => ({ ...project(asked, signs, world), ztm: '07' }),
  },
  fault: { status: 500, headers: { 'content-type': 'text/plain; charset=gbk' }, body: 'ERR' },
};

function project({ xmbh, zd }: Asked, signs: AnswerSigns, world: World): object {
  const [year, month, day, hour, minute, second] = shanghaiParts(signs.asOf);
  const found = world.estate.project(xmbh);
  return {
    ztm: '00',
    cxbh: `FX-${year.slice(2)}${month}${day}-${String(signs.number).padStart(7, '0')}`,
    cxsk: `${year}/${month}/${day}-${hour}:${minute}:${second}`,
    xmbh,
    djzt: found === undefined ? '0' : '1',
    xm: found === undefined ? null : chosen(columns(found), zd),
  };
}

function columns({ admitted, supervisedAccount }: Project): object {
  return {
    '201': admitted ? '1' : '0',
    '202':
      supervisedAccount === null
        ? null
        : {
            yhdm: supervisedAccount.bankCode,
            zh: supervisedAccount.accountNo,
            hm: supervisedAccount.ownerName,
          },
  };
}
