import { yuan } from '../../kernel/money';
import type { World } from '../world/world';
import type { AnswerSigns, RegistrySimulator } from './registry-simulator';
import { asObject, asText, asTexts, chosen, shanghaiParts, without } from './wire-form';

interface Asked {
  readonly payer: { readonly 姓名: string; readonly 证件号码: string };
  readonly filingNo: string;
  readonly contractNo: string;
  readonly withdrawn: boolean;
  readonly wanted: readonly string[];
}

const COLUMNS = ['应纳税额', '缴款日期', '原因'];

/**
 * Declarations of deed tax in the one hall (存量房契税申报): taken once by the declarant's number, so that a question
 * about one is the declaration again; 操作 作废 withdraws it. 变更序号 grows with each change.
 */
export const taxFiling: RegistrySimulator<Asked> = {
  target: 'tax',
  method: 'POST',
  path: '/swj/ggfw/clf/qssb',
  latencyMs: [60, 150],
  read: (request) => {
    const body = asObject(request.json());
    const payer = asObject(body.纳税人);
    const act = asText(body.操作);
    if (act !== '申报' && act !== '作废') throw new SyntaxError('申报 or 作废 expected');
    return {
      payer: { 姓名: asText(payer.姓名), 证件号码: asText(payer.证件号码) },
      filingNo: asText(body.申报编号),
      contractNo: asText(body.合同编号),
      withdrawn: act === '作废',
      wanted: asTexts(body.所需项),
    };
  },
  aboutEverything: (asked) => ({ ...asked, wanted: COLUMNS }),
  aboutSomebodyElse: (asked, world) => {
    const other = world.somebodyElse([asked.payer.证件号码]);
    return { ...asked, payer: { 姓名: other.name, 证件号码: other.idNo } };
  },
  answer: state,
  drifts: {
    'drift-missing': (asked, signs, world) => without(state(asked, signs, world), '变更序号'),
    'drift-type': (asked, signs, world) => ({ ...state(asked, signs, world), 变更序号: '1' }),
    'drift-code': (asked, signs, world) => ({ ...state(asked, signs, world), 申报状态: '待补正' }),
  },
  fault: { status: 500, headers: { 'content-type': 'application/json' }, body: '{"结果":"系统繁忙"}' },
};

function state(
  { payer, filingNo, contractNo, withdrawn, wanted }: Asked,
  signs: AnswerSigns,
  { hall }: World,
): object {
  const taken = hall.declare({ filingNo, contractNo });
  const file = withdrawn ? hall.withdrawFiling(taken) : taken;
  const [year, month, day, hour, minute, second] = shanghaiParts(signs.asOf);
  const paid = file.paidOn;
  const all = {
    应纳税额: file.amountFen === null ? null : yuan(file.amountFen),
    缴款日期: paid && `${paid.slice(0, 4)}年${paid.slice(5, 7)}月${paid.slice(8)}日`,
    原因: file.reason,
  };
  return {
    结果: '成功',
    查询编号: `晋税查〔${year}〕${String(signs.number).padStart(7, '0')}`,
    查询时间: `${year}年${month}月${day}日${hour}时${minute}分${second}秒`,
    纳税人: payer,
    申报编号: filingNo,
    合同编号: contractNo,
    申报状态: file.status,
    变更序号: file.seq,
    ...chosen(all, wanted),
  };
}
