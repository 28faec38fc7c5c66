import type { World } from '../world/world';
import { asList, asObject, asText, compactDay, shanghaiParts, without } from './wire-form';
import type { AnswerSigns, RegistrySimulator } from './registry-simulator';

interface Asked {
  readonly IDNO: string;
  readonly NAME: string;
}

const MINOR_UNDER = 18;

/**
 * Police (公安): upper-case codes in HEAD and BODY, a batch a call, instants as 20260921101112 Shanghai time, answer
 * number 1401.26.09.21.0000017. CHK 01 match, 02 name differs, 00 no such number; nothing more is told but on 01.
 */
export const pol: RegistrySimulator<readonly Asked[]> = {
  target: 'pol',
  method: 'POST',
  path: '/POL/TX/P0301',
  latencyMs: [40, 120],
  read: (request) =>
    asList(asObject(asObject(request.json()).BODY).LIST).map((row) => ({
      IDNO: asText(row.IDNO),
      NAME: asText(row.NAME),
    })),
  aboutSomebodyElse: (asked, world) => {
    const other = world.somebodyElse(asked.map((row) => row.IDNO));
    return [{ IDNO: other.idNo, NAME: other.name }, ...asked.slice(1)];
  },
  answer: (asked, signs, world) =>
    envelope(
      signs,
      asked.map((row) => check(row, world)),
    ),
  drifts: [
    (asked, signs, world) =>
      envelope(
        signs,
        asked.map((row) => without(check(row, world), 'CHK')),
      ),
    (asked, signs, world) =>
      envelope(
        signs,
        asked.map((row) => ({ ...check(row, world), CHK: '07' })),
      ),
    (asked, signs, world) =>
      envelope(
        signs,
        asked.map((row) => ({ ...check(row, world), CHK: 1 })),
      ),
    (asked, signs, world) =>
      without(
        envelope(
          signs,
          asked.map((row) => check(row, world)),
        ),
        'HEAD',
      ),
  ],
  fault: { status: 500, headers: { 'content-type': 'application/json' }, body: '{"HEAD":{"RET":"9999"}}' },
};

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

function check(asked: Asked, world: World): object {
  const person = world.person(asked.IDNO);
  if (person === undefined) return { ...asked, CHK: '00' };
  if (person.policeName !== asked.NAME) return { ...asked, CHK: '02' };
  const oldest = Number(world.today.slice(0, 4)) - MINOR_UNDER;
  const minors = person.childBirthYears.filter((year) => year > oldest);
  return {
    ...asked,
    CHK: '01',
    LIV: person.alive ? 'Y' : 'N',
    MINORS: String(minors.length),
    MINORS_BORN: minors.map(String),
  };
}
