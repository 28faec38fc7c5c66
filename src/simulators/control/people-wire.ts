import { parseDay } from '../../kernel/calendar';
import { parseYuan, yuan } from '../../kernel/money';
import { describeFinances, readFinances } from './finances-wire';
import { asList, asObject, asText } from '../registries/wire-form';
import type { AssessedDisability, Employment, NewPerson, Pension, Person } from '../world/person';

/** A person as the control interface shows one: money in yuan, everything else as it is. */
export function describePerson(person: Person): object {
  return {
    ...person,
    ...describeFinances(person),
    employments: person.employments.map(({ baseFen, ...employment }) => ({
      ...employment,
      base: yuan(baseFen),
    })),
  };
}

/**
 * Reads `[{name, idNo, phone, cardNo, policeName?, alive?, childBirthYears?, marriage?, employments?, homes?, pension?,
 * disability?, wages?, deedTaxes?, credit?, elsewhere?}]` in the form `describePerson` writes. Throws `SyntaxError`, `DayFormatError` or `MoneyFormatError`.
 */
export function readPeople(value: unknown): NewPerson[] {
  return asList(value).map((row) => {
    const { employments, pension, disability, wages, deedTaxes, credit, elsewhere, ...rest } = row;
    const person: NewPerson = {
      ...(rest as Partial<Person>),
      name: asText(row.name),
      idNo: asText(row.idNo),
      phone: asText(row.phone),
      cardNo: asText(row.cardNo),
    };
    return {
      ...person,
      ...(employments === undefined ? {} : { employments: readEmployments(employments) }),
      ...(pension === undefined ? {} : { pension: readPension(pension) }),
      ...readFinances({ wages, deedTaxes, credit, elsewhere }),
      ...(disability === undefined ? {} : { disability: readDisability(disability) }),
    };
  });
}

function readPension(value: unknown): Pension | null {
  if (value === null || value === 'elsewhere') return value;
  const { retiredOn, kind } = asObject(value);
  if (kind !== 'statutory' && kind !== 'early' && kind !== 'other')
    throw new SyntaxError('pension.kind: statutory, early or other expected');
  return { retiredOn: parseDay(asText(retiredOn)), kind };
}

function readDisability(value: unknown): AssessedDisability | null {
  if (value === null) return null;
  const { grade, assessedOn } = asObject(value);
  if (typeof grade !== 'number' || !Number.isInteger(grade) || grade < 1 || grade > 10)
    throw new SyntaxError('disability.grade: a whole number from 1 to 10 expected');
  return { grade, assessedOn: parseDay(asText(assessedOn)) };
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
