import { dayOf } from '../../kernel/calendar';
import { fen, type Fen } from '../../kernel/money';
import type { World } from '../world/world';
import type { AnswerSigns, RegistrySimulator } from './registry-simulator';
import { asObject, asText, asTexts, chosen, compactDay, shanghaiParts, without } from './wire-form';

interface Asked {
  readonly custodyNo: string;
  readonly accountNo: string;
  readonly firstFen: Fen;
  readonly order: '00' | '10' | '20';
  readonly want: readonly string[];
}

const COLUMNS = ['held_cents', 'settled', 'why'];

/**
 * The custody desk of a bank (存量房交易资金监管): an agreement is taken once by its number. instr 00 keeps, 10 pays to
 * the seller, 20 gives back to the buyer. st: A1 awaited, A2 funded, B1 paid out, C1 given back, X9 not taken.
 */
export const bnkCustody: RegistrySimulator<Asked> = {
  target: 'bnk',
  method: 'POST',
  path: '/escrow/second-hand/v2/protocol',
  latencyMs: [60, 180],
  read: (request) => {
    const body = asObject(request.json());
    return {
      custodyNo: asText(body.protocol_no),
      accountNo: asText(body.acct),
      firstFen: fen(BigInt(asText(body.first_cents))),
      order: readOrder(body.instr),
      want: asTexts(body.want),
    };
  },
  aboutEverything: (asked) => ({ ...asked, want: COLUMNS }),
  aboutSomebodyElse: (asked) => ({ ...asked, custodyNo: `${asked.custodyNo}X` }),
  answer: state,
  drifts: {
    'drift-missing': (asked, signs, world) => without(state(asked, signs, world), 'rev'),
    'drift-type': (asked, signs, world) => ({ ...state(asked, signs, world), rev: '1' }),
    'drift-code': (asked, signs, world) => ({ ...state(asked, signs, world), st: 'A9' }),
  },
  fault: { status: 500, headers: { 'content-type': 'text/html' }, body: '<h1>ESCROW HOST DOWN</h1>' },
};

function readOrder(value: unknown): Asked['order'] {
  if (value !== '00' && value !== '10' && value !== '20') throw new SyntaxError('00, 10 or 20 expected');
  return value;
}

function state(
  { custodyNo, accountNo, firstFen, order, want }: Asked,
  signs: AnswerSigns,
  { hall }: World,
): object {
  const opened = hall.open({ custodyNo, accountNo, firstFen });
  const on = dayOf(signs.asOf);
  const file = order === '00' ? opened : hall.settle(opened, order === '10' ? 'B1' : 'C1', on);
  const all = {
    held_cents: String(file.heldFen),
    settled: file.settledOn && file.settledOn.replaceAll('-', ''),
    why: file.reason,
  };
  return {
    hdr: {
      rc: '0000',
      seq: `ZJ${compactDay(signs.asOf)}${String(signs.number).padStart(8, '0')}`,
      tm: shanghaiParts(signs.asOf).join(''),
    },
    protocol_no: custodyNo,
    acct: accountNo,
    st: file.status,
    rev: file.seq,
    ...chosen(all, want),
  };
}
