import { parseDay } from '../../kernel/calendar';
import { residentId } from '../world/check-digits';
import { INVENTED_REGION, type Person } from '../world/person';
import type { World } from '../world/world';
import { asList, asObject, asText, asTexts, chosen, compactDay, shanghaiParts, without } from './wire-form';
import type { AnswerSigns, RegistrySimulator } from './registry-simulator';

interface Row {
  readonly IDNO: string;
  readonly NAME: string;
}

interface Asked {
  readonly rows: readonly Row[];
  readonly COLS: readonly string[];
}

const COLUMNS = ['LIV', 'MINORS', 'MINORS_BORN', 'MINORS_ID', 'FORMER'];

const MINOR_UNDER = 18;

/**
 * Police (公安): upper-case codes in HEAD and BODY, a batch a call, instants as 20260921101112 Shanghai time, answer
 * number 1401.26.09.21.0000017. CHK 01 match, 02 name differs, 00 no such number; the COLS asked for are told on 01
 * only.
 */
export const pol: RegistrySimulator<Asked> = {
  target: 'pol',
  method: 'POST',
  path: '/POL/TX/P0301',
  latencyMs: [40, 120],
  read: (request) => {
    const body = asObject(asObject(request.json()).BODY);
    const rows = asList(body.LIST).map((row) => ({ IDNO: asText(row.IDNO), NAME: asText(row.NAME) }));
    return { rows, COLS: asTexts(body.COLS) };
  },
  aboutEverything: (asked) => ({ ...asked, COLS: COLUMNS }),
  aboutSomebodyElse: (asked, world) => {
    const other = world.somebodyElse(asked.rows.map((row) => row.IDNO));
    return { ...asked, rows: [{ IDNO: other.idNo, NAME: other.name }, ...asked.rows.slice(1)] };
  },
  answer: (asked, signs, world) => answered(asked, signs, world, (row) => row),
  drifts: {
    'drift-missing': (asked, signs, world) => answered(asked, signs, world, (row) => without(row, 'CHK')),
    'drift-type': (asked, signs, world) => answered(asked, signs, world, (row) => ({ ...row, CHK: 1 })),
    'drift-code': (asked, signs, world) => answered(asked, signs, world, (row) => ({ ...row, CHK: '07' })),
  },
  fault: { status: 500, headers: { 'content-type': 'application/json' }, body: '{"HEAD":{"RET":"9999"}}' },
};

function answered(asked: Asked, signs: AnswerSigns, world: World, change: (row: object) => object): object {
  return envelope(
    signs,
    asked.rows.map((row) => change(check(row, asked.COLS, world))),
  );
}

function envelope(signs: AnswerSigns, list: readonly object[]): object {
  const year = compactDay(signs.asOf).slice(2);
  const day = `${year.slice(0, 2)}.${year.slice(2, 4)}.${year.slice(4)}`;
  return {
    HEAD: {
      TX: 'P0301',
      RET: '0000',
      ANSNO: `1401.${day}.${String(signs.number).padStart(7, '0')}`,
      ASOF: shanghaiParts(signs.asOf).join(''),
    },
    BODY: { CNT: list.length, LIST: list },
  };
}

function check(asked: Row, columns: readonly string[], world: World): object {
  const person = world.person(asked.IDNO);
  if (person === undefined) return { ...asked, CHK: '00' };
  if (person.policeName !== asked.NAME) return { ...asked, CHK: '02' };
  const oldest = Number(world.today.slice(0, 4)) - MINOR_UNDER;
  const minors = person.childBirthYears.filter((year) => year > oldest);
  const all = {
    LIV: person.alive ? 'Y' : 'N',
    MINORS: String(minors.length),
    MINORS_BORN: minors.map(String),
    MINORS_ID: childrenOf(person, minors).map(({ name, idNo }) => ({ IDNO: idNo, NAME: name })),
    FORMER: person.formerIdentities.map(({ name, idNo }) => ({ IDNO: idNo, NAME: name })),
  };
  return { ...asked, CHK: '01', ...chosen(all, columns) };
}

/** By name where somebody told them; else one invented child a year, of this parent alone. */
function childrenOf(
  { name, idNo, children }: Person,
  minors: readonly number[],
): readonly { name: string; idNo: string }[] {
  const own = Number(idNo.slice(14, 17));
  return (
    children ??
    minors.map((year, index) => ({
      name: `${name}之子${index + 1}`,
      idNo: residentId(INVENTED_REGION, parseDay(`${year}-06-15`), (own + 500 + index) % 1000),
    }))
  );
}
