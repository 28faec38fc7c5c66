import type { MortgageFile } from '../world/registrar';
import type { World } from '../world/world';
import type { AnswerSigns, RegistrySimulator } from './registry-simulator';
import {
  asList,
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
  readonly applyNo: string;
  readonly unitNo: string;
  readonly kind: MortgageFile['kind'];
  readonly creditor: string;
  /** The certificate that a release (ZX) gives up. */
  readonly releases: string | null;
  /** CH: what was applied for is withdrawn. */
  readonly withdrawn: boolean;
  readonly owners: readonly string[];
  readonly columns: readonly string[];
}

const COLUMNS = ['CertNo', 'Mortgagee', 'RegisteredOn', 'Reason'];

/**
 * Applications for mortgages: taken once by the applicant's number, so that a question about one is the application
 * again. Status SL taken, DJ registered, BY refused, ZX cancelled; Seq grows with each change. Answer number
 * 晋不动产抵〔2026〕第0000017号.
 */
export const reaMortgage: RegistrySimulator<Asked> = {
  target: 'rea',
  method: 'POST',
  path: '/RealEstate/MortgageApply.svc/Submit',
  latencyMs: [80, 200],
  read: (request) => {
    const body = asObject(request.json());
    return {
      applyNo: asText(body.ApplyNo),
      unitNo: asText(body.UnitNo),
      kind: readKind(body.Kind),
      creditor: asText(body.Creditor),
      releases: body.Kind === 'ZX' ? asText(body.ReleasedCertNo) : null,
      withdrawn: readAct(body.Act),
      owners: asList(body.Mortgagors).map((row) => asText(row.CertNo)),
      columns: asTexts(body.Columns),
    };
  },
  aboutEverything: (asked) => ({ ...asked, columns: COLUMNS }),
  aboutSomebodyElse: (asked) => ({ ...asked, applyNo: `${asked.applyNo}X` }),
  answer: state,
  drifts: {
    'drift-missing': (asked, signs, world) => without(state(asked, signs, world), 'Seq'),
    'drift-type': (asked, signs, world) => ({ ...state(asked, signs, world), ApplyNo: 17 }),
    'drift-code': (asked, signs, world) => ({ ...state(asked, signs, world), Status: 'XX' }),
  },
  fault: {
    status: 500,
    headers: { 'content-type': 'text/xml' },
    body: '<Fault><Reason>Server unavailable</Reason></Fault>',
  },
};

function readKind(value: unknown): MortgageFile['kind'] {
  if (value !== 'YG' && value !== 'ZD' && value !== 'DY' && value !== 'ZX')
    throw new SyntaxError('YG, ZD, DY or ZX expected');
  return value;
}

function readAct(value: unknown): boolean {
  if (value !== 'SQ' && value !== 'CH') throw new SyntaxError('SQ or CH expected');
  return value === 'CH';
}

function state(asked: Asked, signs: AnswerSigns, { registrar }: World): object {
  const { applyNo, unitNo: unitKey, kind, creditor, releases, owners, withdrawn, columns } = asked;
  const taken = registrar.apply({ applyNo, unitKey, kind, creditor, releases, owners });
  const file = withdrawn && taken.status === 'SL' ? registrar.cancel(taken, '申请人撤回') : taken;
  const [year, month, day, hour, minute, second] = shanghaiParts(signs.asOf);
  const all = {
    CertNo: file.certNo,
    Mortgagee: file.mortgagee,
    RegisteredOn: file.registeredOn && separated(file.registeredOn, '.'),
    Reason: file.reason,
  };
  return {
    ReturnCode: 'SUCCESS',
    QueryNo: `晋不动产抵〔${compactDay(signs.asOf).slice(0, 4)}〕第${String(signs.number).padStart(7, '0')}号`,
    QueriedAt: `${year}.${month}.${day} ${hour}:${minute}:${second}`,
    ApplyNo: applyNo,
    UnitNo: unitKey,
    Status: file.status,
    Seq: file.seq,
    ...chosen(all, columns),
  };
}
