import { parseDay } from '../../kernel/calendar';
import { parseYuan, yuan } from '../../kernel/money';
import { asList, asObject, asText } from '../registries/wire-form';
import type { Employment, NewPerson, Person } from '../world/person';

/** A person as the control interface shows one: the base in yuan, everything else as it is. */
export function describePerson(person: Person): object {
  return {
    ...person,
    employments: person.employments.map(({ baseFen, ...employment }) => ({
      ...employment,
      base: yuan(baseFen),
    })),
  };
}

/**
 * Reads `[{name, idNo, phone, cardNo, policeName?, alive?, childBirthYears?, marriage?, employments?, homes?}]` in the
 * form `describePerson` writes. Throws `SyntaxError`, `DayFormatError` or `MoneyFormatError`.
 */
export function readPeople(value: unknown): NewPerson[] {
  return asList(value).map((row) => {
    const { employments, ...rest } = row;
    const person: NewPerson = {
      ...(rest as Partial<Person>),
      name: asText(row.name),
      idNo: asText(row.idNo),
      phone: asText(row.phone),
      cardNo: asText(row.cardNo),
    };
    return employments === undefined ? person : { ...person, employments: readEmployments(employments) };
  });
}

function readEmployments(value: unknown): Employment[] {
  if (!Array.isArray(value)) throw new SyntaxError('employments: list expected');
  return value.map(asObject).map((row) => ({
    creditCode: asText(row.creditCode),
    from: parseDay(asText(row.from)),
    to: row.to === null || row.to === undefined ? null : parseDay(asText(row.to)),
    baseFen: parseYuan(asText(row.base)),
  }));
}
