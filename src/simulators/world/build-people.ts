import { addDays, addMonths, parseDay, type Day } from '../../kernel/calendar';
import { fen } from '../../kernel/money';
import { FIRST_COMPANY_CODE, OTHER_COMPANY_CODE } from './build-companies';
import { financesOf } from './build-finances';
import { cardNumber, residentId } from './check-digits';
import {
  FIRST_BANK,
  INVENTED_REGION,
  makePerson,
  SECOND_BANK,
  SECOND_BANK_BIN,
  type Employment,
  type Home,
  type Marriage,
  type Person,
} from './person';
import { SeededRandom } from './seeded-random';

const EMPLOYEES = 40;
/** The last employees have their card at the second bank. */
const AT_SECOND_BANK = 5;
const STEMS = ['甲', '乙', '丙', '丁', '戊', '己', '庚', '辛', '壬', '癸'];
const NUMERALS = ['〇', '一', '二', '三', '四', '五', '六', '七', '八', '九'];

/** Names of the cast, invented on sight; everybody else is called by number. Couples stand in `COUPLES`. */
const CAST: readonly (readonly [role: string, name: string])[] = [
  ['renter', '零跑甲一'],
  ['renterSpouse', '测之二'],
  ['homeOwner', '测有房'],
  ['silentRenter', '零跑默三'],
  ['timeoutRenter', '零跑迟四'],
  ['parentOfTwo', '测双亲'],
  ['parentOfTwoSpouse', '零跑双亲'],
  ['spouseOwnsHome', '测配偶有房'],
  ['deceased', '测故人'],
  ['policeSpellsDifferently', '零跑昇五'],
  ['rareName', '测𠮷'],
  ['middleDotName', '阿测·零跑'],
  ['marriageRegisteredElsewhere', '测异地'],
  ['marriageOnPaper', '测纸档'],
  ['divorced', '测离六'],
  ['widowed', '测丧七'],
  ['twoJobs', '测兼职'],
  ['homeInOtherCity', '测外地有房'],
  ['employerAgent', '零跑专管'],
  ['buyer', '测购房'],
  ['buyerSpouse', '零跑购房'],
  ['cancelledBuyer', '测撤销'],
  ['lateBuyer', '零跑迟购'],
  ['partBuyer', '测按份'],
  ['otherPartBuyer', '零跑按份'],
  ['twiceFiledBuyer', '测重备'],
  ['retiree', '零跑退休'],
  ['earlyRetiree', '测早退'],
  ['armyPensioner', '零跑军退'],
  ['slightlyDisabled', '零跑轻残'],
  ['zeroDeclared', '测零申报'],
  ['secondHandBuyer', '零跑二手'],
  ['neverBorrowed', '测白户'],
  ['creditFrozen', '零跑冻结'],
  ['lateCreditReport', '测迟报'],
  ['overdueBorrower', '零跑逾期'],
  ['accountElsewhere', '测外地户'],
  ['twoCentresInTown', '零跑双户'],
  ['centreOffline', '测断线'],
];

const OUTSIDERS: readonly (readonly [role: string, name: string])[] = [
  ['legalRepresentative', '零跑法人'],
  ['otherLegalRepresentative', '测法人二'],
  ['revokedLegalRepresentative', '测法人三'],
  ['deregisteredLegalRepresentative', '测法人四'],
  ['spouseElsewhere', '零跑异职'],
  ['leftEmployer', '测离职'],
  ['disabled', '测丧劳'],
];

const COUPLES: readonly (readonly [string, string, number])[] = [
  ['renter', 'renterSpouse', 40],
  ['parentOfTwo', 'parentOfTwoSpouse', 150],
  ['spouseOwnsHome', 'spouseElsewhere', 90],
  ['buyer', 'buyerSpouse', 60],
];

/**
 * Roles whose age the law asks about; a man born then reaches his statutory month in late 2026. Fixed days: an identity
 * does not move with the business date.
 */
const BIRTHDAYS: Readonly<Record<string, string>> = {
  retiree: '1966-05-12',
  earlyRetiree: '1971-08-03',
  armyPensioner: '1968-02-20',
};

/** The seeded people: 40 employees of the first company, then the outsiders. Identities do not depend on `today`. */
export function buildPeople(today: Day, seed: number): Person[] {
  const random = new SeededRandom(seed);
  const roles = [
    ...Array.from({ length: EMPLOYEES }, (_, index) => CAST[index] ?? ([null, extraName(index)] as const)),
    ...OUTSIDERS,
  ];
  const people = roles.map(([role, name], index) => {
    const employed = index < EMPLOYEES || role === 'legalRepresentative';
    const job = employment(today, FIRST_COMPANY_CODE, random);
    return makePerson({
      role,
      name,
      ...identity(index, random, BIRTHDAYS[role ?? '']),
      employments: employed ? [job] : [],
    });
  });
  return marry(
    people.map((person) => withRole(person, today)),
    today,
  );
}

function extraName(index: number): string {
  return `测员${STEMS[Math.floor(index / 10) % 10] ?? ''}${NUMERALS[index % 10] ?? ''}`;
}

function identity(
  index: number,
  random: SeededRandom,
  birthday?: string,
): Pick<Person, 'idNo' | 'phone' | 'cardNo' | 'bankCode'> {
  const second = index >= EMPLOYEES - AT_SECOND_BANK && index < EMPLOYEES;
  // Drawn whatever comes of it, so that a birthday of one's own moves nobody else's.
  const drawn = addDays(parseDay('1976-01-01'), random.between(0, 18 * 365));
  const bornOn = birthday === undefined ? drawn : parseDay(birthday);
  return {
    idNo: residentId(INVENTED_REGION, bornOn, index + 1),
    phone: `1600000${String(index + 1).padStart(4, '0')}`,
    bankCode: second ? SECOND_BANK : FIRST_BANK,
    cardNo: cardNumber(
      `${second ? `${SECOND_BANK_BIN}00` : '62199900'}${String(index + 1).padStart(10, '0')}`,
    ),
  };
}

function employment(today: Day, creditCode: string, random: SeededRandom): Employment {
  const from = addMonths(today, -random.between(13, 72));
  return { creditCode, from, to: null, baseFen: fen(BigInt(random.between(450, 1800)) * 1000n) };
}

/** What makes the role: homes, children, death, another spelling, a second job, a pension. */
function withRole(person: Person, today: Day): Person {
  const special: Record<string, Partial<Person>> = {
    homeOwner: { homes: [home(1, '1401', today)] },
    spouseElsewhere: {
      homes: [home(2, '1401', today)],
      employments: [job(OTHER_COMPANY_CODE, today, 30, null)],
    },
    secondHandBuyer: { homes: [{ ...home(4, '1401', today), registeredOn: addMonths(today, -3) }] },
    homeInOtherCity: { homes: [home(3, '1101', today)] },
    parentOfTwo: { childBirthYears: children(today) },
    parentOfTwoSpouse: { childBirthYears: children(today) },
    deceased: { alive: false },
    policeSpellsDifferently: { policeName: '零跑升五' },
    marriageRegisteredElsewhere: { marriage: filed('elsewhere') },
    marriageOnPaper: { marriage: filed('paper') },
    divorced: { marriage: ended('divorced', addMonths(today, -20)) },
    widowed: { marriage: ended('widowed', addMonths(today, -33)) },
    twoJobs: { employments: [...person.employments, job(OTHER_COMPANY_CODE, today, 14, null)] },
    leftEmployer: { employments: [job(FIRST_COMPANY_CODE, today, 40, addMonths(today, -8))] },
    // Still employed: social insurance lags, and only the retirement registry decides.
    retiree: { pension: { retiredOn: addMonths(today, -1), kind: 'statutory' } },
    earlyRetiree: { pension: { retiredOn: addMonths(today, -5), kind: 'early' } },
    armyPensioner: { pension: 'elsewhere' },
    disabled: {
      disability: { grade: 3, assessedOn: addMonths(today, -4) },
      employments: [job(FIRST_COMPANY_CODE, today, 80, addMonths(today, -3))],
    },
    slightlyDisabled: { disability: { grade: 7, assessedOn: addMonths(today, -9) } },
    otherLegalRepresentative: { employments: [job(OTHER_COMPANY_CODE, today, 60, null)] },
  };
  return { ...person, ...special[person.role ?? ''], ...financesOf(person.role, today, FIRST_COMPANY_CODE) };
}

function children(today: Day): number[] {
  const year = Number(today.slice(0, 4));
  return [year - 9, year - 4];
}

function job(creditCode: string, today: Day, months: number, to: Day | null): Employment {
  return { creditCode, from: addMonths(today, -months), to, baseFen: fen(720_000n) };
}

function filed(file: Marriage['file']): Marriage {
  return { status: 'married', spouseIdNo: null, since: null, file };
}

function ended(status: 'divorced' | 'widowed', since: Day): Marriage {
  return { status, spouseIdNo: null, since, file: 'local' };
}

function home(number: number, cityCode: string, today: Day): Home {
  const city = cityCode === '1401' ? '太原市' : '北京市';
  const registeredOn = addMonths(today, -50 - number);
  return {
    titleNo: `晋(${registeredOn.slice(0, 4)})${city}不动产权第${String(number).padStart(7, '0')}号`,
    cityCode,
    address: `${city}虚构路${number}号`,
    areaSquareMetres: '89.50',
    sharePercent: 100,
    registeredOn,
    seized: false,
  };
}

function marry(people: Person[], today: Day): Person[] {
  const byRole = new Map(people.map((person) => [person.role, person]));
  for (const [one, other, months] of COUPLES) {
    const since = addMonths(today, -months);
    for (const [self, spouse] of [[one, other] as const, [other, one] as const]) {
      const person = byRole.get(self);
      const spouseIdNo = byRole.get(spouse)?.idNo;
      if (person === undefined || spouseIdNo === undefined)
        throw new Error(`no such couple: ${one}, ${other}`);
      byRole.set(self, { ...person, marriage: { status: 'married', spouseIdNo, since, file: 'local' } });
    }
  }
  return people.map((person) => (person.role === null ? person : (byRole.get(person.role) ?? person)));
}
