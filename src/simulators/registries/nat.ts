import type { World } from '../world/world';
import type { AnswerSigns, RegistrySimulator } from './registry-simulator';
import { asObject, asText, asTexts, chosen, compactDay, without } from './wire-form';

interface Asked {
  readonly jybm: string;
  readonly zjbh: readonly [idNo: string, name: string];
  readonly lm: readonly string[];
}

const COLUMNS: Readonly<Record<string, readonly string[]>> = {
  ZHCX: ['jgbm', 'grzhzt'],
  DKCX: ['dkcs', 'wjqbs'],
};

/**
 * National fund platform (全国住房公积金平台): tables as a list of column names (lm) and rows of bare values (sj), the
 * instant in epoch seconds, answer number NP2026112100000017. Transaction ZHCX tells of accounts, DKCX of loans. `lxzx`
 * names the centres it could not reach: their accounts and loans are missing from the answer.
 */
export const nat: RegistrySimulator<Asked> = {
  target: 'nat',
  method: 'POST',
  path: '/nat/gjj/exchange',
  latencyMs: [120, 350],
  read: (request) => {
    const body = asObject(request.json());
    const [idNo, name] = asTexts(body.zjbh);
    return { jybm: asText(body.jybm), zjbh: [asText(idNo), asText(name)], lm: asTexts(body.lm) };
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

function rowsOf({ jybm, zjbh }: Asked, world: World): object[] {
  const elsewhere = world.person(zjbh[0])?.elsewhere;
  if (jybm === 'DKCX') return [{ dkcs: elsewhere?.loansUsed ?? 0, wjqbs: elsewhere?.loansUnsettled ?? 0 }];
  return (elsewhere?.accounts ?? []).map(({ centreCode, accountState }) => ({
    jgbm: centreCode,
    grzhzt: accountState,
  }));
}
