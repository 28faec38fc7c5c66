import type { World } from '../world/world';
import type { AnswerSigns, RegistrySimulator } from './registry-simulator';
import { asObject, asText, asTexts, chosen, compactDay, shanghaiParts, without } from './wire-form';

interface Asked {
  readonly IDNO: string;
  readonly NAME: string;
  readonly CAPNO: string;
  readonly COLS: readonly string[];
}

const COLUMNS = ['SIM'];

/**
 * Comparison of a face that a terminal of the police captured with the one on file: RES 01 the same, 02 another, 03 the
 * picture does not serve, 09 no capture of that number. SIM is the similarity in percent.
 */
export const polFace: RegistrySimulator<Asked> = {
  target: 'pol',
  method: 'POST',
  path: '/POL/TX/P0412',
  latencyMs: [120, 320],
  read: (request) => {
    const body = asObject(asObject(request.json()).BODY);
    return {
      IDNO: asText(body.IDNO),
      NAME: asText(body.NAME),
      CAPNO: asText(body.CAPNO),
      COLS: asTexts(body.COLS),
    };
  },
  aboutEverything: (asked) => ({ ...asked, COLS: COLUMNS }),
  aboutSomebodyElse: (asked, world) => {
    const other = world.somebodyElse([asked.IDNO]);
    return { ...asked, IDNO: other.idNo, NAME: other.name };
  },
  answer: (asked, signs, world) => envelope(signs, compared(asked, world)),
  drifts: {
    'drift-missing': (asked, signs, world) => envelope(signs, without(compared(asked, world), 'RES')),
    'drift-type': (asked, signs, world) => envelope(signs, { ...compared(asked, world), RES: 1 }),
    'drift-code': (asked, signs, world) => envelope(signs, { ...compared(asked, world), RES: '07' }),
  },
  fault: { status: 500, headers: { 'content-type': 'application/json' }, body: '{"HEAD":{"RET":"9999"}}' },
};

function envelope(signs: AnswerSigns, body: object): object {
  const day = compactDay(signs.asOf).slice(2);
  const dotted = `${day.slice(0, 2)}.${day.slice(2, 4)}.${day.slice(4)}`;
  return {
    HEAD: {
      TX: 'P0412',
      RET: '0000',
      ANSNO: `1401.${dotted}.${String(signs.number).padStart(7, '0')}`,
      ASOF: shanghaiParts(signs.asOf).join(''),
    },
    BODY: body,
  };
}

function compared({ IDNO, NAME, CAPNO, COLS }: Asked, world: World): object {
  const capture = world.estate.captureOf(CAPNO);
  const isSame = capture?.idNo === IDNO && world.person(IDNO)?.policeName === NAME;
  const result = capture === undefined ? '09' : capture.poor ? '03' : isSame ? '01' : '02';
  const similarity = result === '01' ? '97.20' : result === '02' ? '31.50' : null;
  return { IDNO, NAME, CAPNO, RES: result, ...chosen({ SIM: similarity }, COLS) };
}
