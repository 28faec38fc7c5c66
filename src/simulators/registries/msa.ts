import type { CompanyStatus } from '../world/person';
import type { World } from '../world/world';
import { chosen, compactDay, separated, shanghaiParts, splitTexts, without } from './wire-form';
import type { AnswerSigns, RegistrySimulator } from './registry-simulator';

interface Asked {
  readonly code: string;
  /** Columns wanted. */
  readonly zd: readonly string[];
}

const COLUMNS = ['QYMC', 'FDDBRXM', 'FDDBRZJHM', 'DJZT', 'CLRQ'];

/** DJZT, the registration status: 1 存续, 2 吊销, 4 注销. */
const STATUS: Record<CompanyStatus, string> = { 'in-business': '1', revoked: '2', deregistered: '4' };

/**
 * Market supervision (市场监管): pinyin abbreviations, one GET a company with the columns wanted in `zd`, days as 20150301, instants as
 * 2026-09-21 10:11:12 Shanghai time, answer number SC-20260921-000017. `dm` 0 found, 1 no such company.
 */
export const msa: RegistrySimulator<Asked> = {
  target: 'msa',
  method: 'GET',
  path: '/scjg/qyxx/v2/:tyshxydm',
  latencyMs: [25, 70],
  read: (request) => ({
    code: request.params.tyshxydm ?? '',
    zd: splitTexts(request.query.zd ?? '', ','),
  }),
  aboutEverything: (asked) => ({ ...asked, zd: COLUMNS }),
  aboutSomebodyElse: (asked, world) => ({
    ...asked,
    code: world.companies.find(({ creditCode }) => creditCode !== asked.code)?.creditCode ?? asked.code,
  }),
  answer: licence,
  drifts: {
    'drift-missing': (asked, signs, world) => {
      const body = licence(asked, signs, world);
      return { ...body, sj: without(body.sj, 'TYSHXYDM') };
    },
    'drift-type': (asked, signs, world) => ({ ...licence(asked, signs, world), dm: 0 }),
    'drift-code': (asked, signs, world) => {
      const body = licence(asked, signs, world);
      return 'DJZT' in body.sj ? { ...body, sj: { ...body.sj, DJZT: '9' } } : { ...body, dm: '7' };
    },
  },
  fault: { status: 500, headers: { 'content-type': 'text/plain; charset=utf-8' }, body: '查询服务异常' },
};

function licence(
  { code, zd }: Asked,
  signs: AnswerSigns,
  world: World,
): Record<string, unknown> & { sj: object } {
  const [year, month, day, hour, minute, second] = shanghaiParts(signs.asOf);
  const head = {
    cxlsh: `SC-${compactDay(signs.asOf)}-${String(signs.number).padStart(6, '0')}`,
    cxsj: `${year}-${month}-${day} ${hour}:${minute}:${second}`,
  };
  const company = world.company(code);
  if (company === undefined) return { dm: '1', ms: '查无此企业', ...head, sj: { TYSHXYDM: code } };
  const columns = {
    QYMC: company.name,
    FDDBRXM: company.legalRepresentative.name,
    FDDBRZJHM: company.legalRepresentative.idNo,
    DJZT: STATUS[company.status],
    CLRQ: separated(company.foundedOn, ''),
  };
  return {
    dm: '0',
    ms: '成功',
    ...head,
    sj: { TYSHXYDM: company.creditCode, ...chosen(columns, zd) },
  };
}
