import type { CompanyStatus } from '../world/person';
import type { World } from '../world/world';
import { compactDay, separated, shanghaiParts, without } from './wire-form';
import type { AnswerSigns, RegistrySimulator } from './registry-simulator';

/** DJZT, the registration status: 1 存续, 2 吊销, 4 注销. */
const STATUS: Record<CompanyStatus, string> = { 'in-business': '1', revoked: '2', deregistered: '4' };

/**
 * Market supervision (市场监管): pinyin abbreviations, one GET a company, days as 20150301, instants as
 * 2026-09-21 10:11:12 Shanghai time, answer number SC-20260921-000017. `dm` 0 found, 1 no such company.
 */
export const msa: RegistrySimulator<string> = {
  target: 'msa',
  method: 'GET',
  path: '/scjg/qyxx/v2/:tyshxydm',
  latencyMs: [25, 70],
  read: (request) => request.params.tyshxydm ?? '',
  aboutSomebodyElse: (asked, world) =>
    world.companies.find((company) => company.creditCode !== asked)?.creditCode ?? asked,
  answer: licence,
  drifts: [
    (code, signs, world) => {
      const body = licence(code, signs, world);
      return { ...body, sj: { ...without(body.sj, 'TYSHXYDM'), UNISCID: code } };
    },
    (code, signs, world) => {
      const body = licence(code, signs, world);
      return { ...body, dm: '0', sj: { ...body.sj, DJZT: '9' } };
    },
    (code, signs, world) => without(licence(code, signs, world), 'cxlsh'),
  ],
  fault: { status: 500, headers: { 'content-type': 'text/plain; charset=utf-8' }, body: '查询服务异常' },
};

function licence(code: string, signs: AnswerSigns, world: World): Record<string, unknown> & { sj: object } {
  const [year, month, day, hour, minute, second] = shanghaiParts(signs.asOf);
  const head = {
    cxlsh: `SC-${compactDay(signs.asOf)}-${String(signs.number).padStart(6, '0')}`,
    cxsj: `${year}-${month}-${day} ${hour}:${minute}:${second}`,
  };
  const company = world.company(code);
  if (company === undefined) return { dm: '1', ms: '查无此企业', ...head, sj: { TYSHXYDM: code } };
  const sj = {
    TYSHXYDM: company.creditCode,
    QYMC: company.name,
    FDDBRXM: company.legalRepresentative.name,
    FDDBRZJHM: company.legalRepresentative.idNo,
    DJZT: STATUS[company.status],
    CLRQ: separated(company.foundedOn, ''),
  };
  return { dm: '0', ms: '成功', ...head, sj };
}
