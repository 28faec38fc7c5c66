import { fen, yuan } from '../../kernel/money';
import type { FundAccountElsewhere, FundElsewhere } from '../world/finances';
import type { World } from '../world/world';
import type { AnswerSigns, RegistrySimulator } from './registry-simulator';
import { asObject, asText, asTexts, chosen, compactDay, without } from './wire-form';

interface Asked {
  readonly jybm: string;
  readonly zjbh: readonly [idNo: string, name: string];
  readonly lm: readonly string[];
  /** Of JCCX: the centre asked about. */
  readonly jgbm: string | null;
}

const COLUMNS: Readonly<Record<string, readonly string[]>> = {
  ZHCX: ['jgbm', 'grzhzt'],
  DKCX: ['dkcs', 'wjqbs', 'dkht'],
  JCCX: ['jgbm', 'grzhzt', 'lxjcys', 'grjcjs', 'khrq', 'grzhye'],
};

/**
 * National fund platform (全国住房公积金平台): tables as a list of column names (lm) and rows of bare values (sj), the
 * instant in epoch seconds, answer number NP2026112100000017. Transaction ZHCX tells of accounts, DKCX of loans, JCCX how
 * somebody contributes with the centre `jgbm`. `lxzx` names the centres it could not reach: their accounts and loans are
 * missing from the answer.
 */
export const nat: RegistrySimulator<Asked> = {
  target: 'nat',
  method: 'POST',
  path: '/nat/gjj/exchange',
  latencyMs: [120, 350],
  read: (request) => {
    const body = asObject(request.json());
    const [idNo, name] = asTexts(body.zjbh);
    const jgbm = body.jgbm === undefined ? null : asText(body.jgbm);
    return { jybm: asText(body.jybm), zjbh: [asText(idNo), asText(name)], lm: asTexts(body.lm), jgbm };
  },
  aboutEverything: (asked) => ({ ...asked, lm: COLUMNS[asked.jybm] ?? [] }),
  aboutSomebodyElse: (asked, world) => {
    const other = world.somebodyElse([asked.zjbh[0]]);
    return { ...asked, zjbh: [other.idNo, other.name] };
  },
  answer: table,
  drifts: {
    'drift-missing': (asked, signs, world) => without(table(asked, signs, world), 'lxzx'),
    'drift-type': (asked, signs, world) => ({ ...table(asked, signs, world), sj: {} }),
    'drift-code': (asked, signs, world) => ({ ...table(asked, signs, world), fhm: '00009' }),
  },
  fault: { status: 500, headers: { 'content-type': 'application/json' }, body: '{"fhm":"99999","sj":[]}' },
};

function table(asked: Asked, signs: AnswerSigns, world: World): object {
  const rows = rowsOf(asked, world).map((row) => chosen(row, asked.lm));
  return {
    jybm: asked.jybm,
    fhm: '00000',
    lsh: `NP${compactDay(signs.asOf)}${String(signs.number).padStart(8, '0')}`,
    sjc: Math.floor(signs.asOf.getTime() / 1000),
    zjbh: asked.zjbh,
    lxzx: world.person(asked.zjbh[0])?.elsewhere.offline ?? [],
    lm: asked.lm,
    sj: rows.map((row) => asked.lm.map((column) => row[column])),
  };
}

function rowsOf({ jybm, zjbh, jgbm }: Asked, world: World): object[] {
  const elsewhere = world.person(zjbh[0])?.elsewhere;
  if (jybm === 'DKCX') {
    const { loansUsed: dkcs = 0, loansUnsettled: wjqbs = 0 } = elsewhere ?? {};
    return [{ dkcs, wjqbs, dkht: loansOf(zjbh[0], elsewhere) }];
  }
  const accounts = elsewhere?.accounts ?? [];
  if (jybm === 'JCCX') {
    const there = accounts.find(({ centreCode }) => centreCode === jgbm);
    return there === undefined ? [] : [contributionOf(there)];
  }
  return accounts.map(({ centreCode, accountState }) => ({ jgbm: centreCode, grzhzt: accountState }));
}

/** Contract number and whether settled, the settled ones last. */
function loansOf(idNo: string, elsewhere: FundElsewhere | undefined): [string, string][] {
  if (elsewhere === undefined) return [];
  const { loans, loansUsed, loansUnsettled } = elsewhere;
  if (loans !== undefined) return loans.map(({ contractNo, settled }) => [contractNo, settled ? 'Y' : 'N']);
  return Array.from({ length: loansUsed }, (_, index) => [
    `YD${idNo.slice(6)}${index + 1}`,
    index < loansUnsettled ? 'N' : 'Y',
  ]);
}

function contributionOf({ centreCode, accountState, contribution }: FundAccountElsewhere): object {
  return {
    jgbm: centreCode,
    grzhzt: accountState,
    lxjcys: contribution?.monthsInARow ?? 0,
    grjcjs: yuan(contribution?.baseFen ?? fen(0n)),
    khrq: Number((contribution?.openedOn ?? '2015-07-01').replaceAll('-', '')),
    grzhye: yuan(contribution?.balanceFen ?? fen(0n)),
  };
}
