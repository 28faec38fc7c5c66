import { addDays, addMonths, parseDay, type Day } from '../../kernel/calendar';
import { fen } from '../../kernel/money';
import { cardNumber, residentId } from './check-digits';
import { FIRST_BANK, makePerson, SECOND_BANK, SECOND_BANK_BIN, type Person } from './person';
import { SeededRandom } from './seeded-random';

const NUMERALS = ['〇', '一', '二', '三', '四', '五', '六', '七', '八', '九'];
const FIRST_BIRTHDAY = parseDay('1972-01-01');
const SEQUENCES = 900;
/** As many as the phone numbers of one seed allow. */
export const MOST_SINGLES = 1_000_000;

/**
 * `count` singles without home or child, employed at `creditCode` for one to five years: the crowd of a load test.
 * The same seed (0–99) and count give the same people; different seeds share nobody.
 * Their cards are of the first bank unless `bankCode` names the second.
 */
export function generateSingles(
  today: Day,
  count: number,
  seed: number,
  creditCode: string,
  bankCode: string = FIRST_BANK,
): Person[] {
  const bin = bankCode === SECOND_BANK ? SECOND_BANK_BIN : '621998';
  const random = new SeededRandom(seed);
  const mark = String(seed).padStart(2, '0');
  return Array.from({ length: count }, (_, index) => {
    const bornOn = addDays(FIRST_BIRTHDAY, Math.floor(index / SEQUENCES));
    const baseFen = fen(BigInt(random.between(450, 1800)) * 1000n);
    const from = addMonths(today, -random.between(13, 60));
    return makePerson({
      name: `测众${[...String(index)].map((digit) => NUMERALS[Number(digit)] ?? '').join('')}`,
      idNo: residentId(`1498${mark}`, bornOn, 100 + (index % SEQUENCES)),
      phone: `14${mark}${String(index).padStart(7, '0')}`,
      cardNo: cardNumber(`${bin}${mark}${String(index).padStart(10, '0')}`),
      bankCode,
      employments: [{ creditCode, from, to: null, baseFen }],
    });
  });
}
