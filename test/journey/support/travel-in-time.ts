import { addDays, parseDay } from '../../../src/kernel/calendar';
import type { World } from '../../support';
import type { Person } from './cast';

/** Moves the outside world and the service to another business date; the service starts anew for it. */
export async function moveTo(
  world: World,
  businessDate: string,
  env: Readonly<Record<string, string>> = {},
): Promise<void> {
  await world.control('PUT', '/control/business-date', { businessDate });
  await world.restartApi(0, { BUSINESS_DATE: businessDate, ...env });
}

/** Human resources have these people as retired for a month by that day. */
export async function retire(world: World, people: readonly Person[], on: string): Promise<void> {
  const pension = { retiredOn: addDays(parseDay(on), -30), kind: 'statutory' };
  await world.control('POST', '/control/people', { people: people.map((one) => ({ ...one, pension })) });
}

/** The bureau files a contract on which each of a home's buyers has an equal share. */
export async function fileContract(
  world: World,
  contract: {
    readonly contractNo: string;
    readonly unitKey: string;
    readonly price: string;
    readonly filedOn: string;
    readonly loanAmount?: string;
    readonly buyers: readonly Person[];
  },
): Promise<void> {
  const { buyers, ...rest } = contract;
  const share = 100 / buyers.length;
  const named = buyers.map(({ name, idNo }) => ({ name, idNo, sharePercent: share }));
  await world.control('POST', '/control/contracts', { contracts: [{ ...rest, buyers: named }] });
}

/** A unit key (不动产单元号) of nobody's building: 28 characters. */
export function unitKeyOf(flat: number): string {
  return `140199001001GB00099F0009${String(flat).padStart(4, '0')}`;
}
