import { type Fen, fen, maxFen, minFen, minus, parseYuan, plus, yuan } from '../../../kernel/money';
import {
  type AmountReader,
  type DecidedAmount,
  type FactReader,
  type ParameterSet,
  UnknownFactSignal,
} from '../../policy';
import { askedAmount, available } from './available';
import type { AccountFact, IdentityFact, RentTakenFact } from './fact-values';

// Released rules name this file for them; others go to their own.
export { askedAmount, available };

const zero = fen(0n);

/** The six districts of the city proper; elsewhere the lower cap of the counties and Gujiao holds (handbook 4.2). */
const cityDistricts = new Set(['140105', '140106', '140107', '140108', '140109', '140110']);

/** From this day of acceptance on the quota is that of the acceptance day's year (handbook 1.1). */
const YEAR_OF_ACCEPTANCE_FROM = '2026-12-01';

/** The year whose quota an application draws on. */
export function rentYear({ lawDay, today }: { readonly lawDay: string; readonly today: string }): string {
  return (lawDay < YEAR_OF_ACCEPTANCE_FROM ? today : lawDay).slice(0, 4);
}

/** The household's cap of a calendar year, by the district of the contributing unit and the minor children. */
export function rentCap(parameters: ParameterSet, district: string, minorChildren: number): Fen {
  const area = cityDistricts.has(district) ? 'city6' : 'county';
  const cap = parameters.money(`withdrawal.rent.${area}`);
  return minorChildren >= 2 ? plus(cap, parameters.money('withdrawal.rent.multiChildAdd')) : cap;
}

/** What the household may still take this year; zero at the least. Unknown while a fact it needs is unknown. */
export function rentRoom(reader: FactReader & { readonly parameters: ParameterSet }): {
  cap: Fen;
  taken: Fen;
  room: Fen;
} {
  const account = reader.fact<AccountFact>('member.account');
  const { minorChildren } = reader.fact<IdentityFact>('person.identity');
  if (minorChildren === null) throw new UnknownFactSignal(['person.identity']);
  const cap = account.state === 'none' ? zero : rentCap(reader.parameters, district(account), minorChildren);
  const taken = parseYuan(reader.fact<RentTakenFact>('household.rentTaken').taken);
  return { cap, taken, room: maxFen(zero, minus(cap, taken)) };
}

/** The rent withdrawal's amount: the lesser of room and available, or what was asked when that is within it. */
export function rentAmount(reader: AmountReader): DecidedAmount {
  const { cap, taken, room } = rentRoom(reader);
  const free = available(reader);
  const most = minFen(room, free);
  const asked = askedAmount(reader.input);
  const granted = asked !== null && asked <= most ? asked : most;
  return {
    granted: yuan(granted),
    trace: [
      { label: { zh: '家庭年度限额', en: 'household cap of the year' }, value: yuan(cap) },
      { label: { zh: '家庭本年已提取', en: 'taken by the household this year' }, value: yuan(taken) },
      { label: { zh: '家庭剩余额度', en: 'room left to the household' }, value: yuan(room) },
      { label: { zh: '账户可用金额', en: 'available on the account' }, value: yuan(free) },
      ...(asked === null ? [] : [{ label: { zh: '申请金额', en: 'asked for' }, value: yuan(asked) }]),
    ],
  };
}

function district(account: AccountFact): string {
  return 'district' in account ? account.district : '';
}
