import { parseYuan } from '../../kernel/money';
import { asObject, asText } from '../registries/wire-form';
import { jsonResponse, type SimulatorResponse, type SimulatorServer } from '../server';
import type { SimulatorClock } from '../simulator-clock';
import type { CustodyFile, TaxFiling } from '../world/hall-desks';
import type { World } from '../world/world';

/** Tells the centre, as the hall's desk does, that a part of a joint case has moved; answers the centre's status. */
export type TellHall = (unitKey: string, hallNo: string, party: 'WQBA' | 'SWJG' | 'ZJJG') => Promise<number>;

/** The one hall at work, under `/control/hall`: tax is assessed, paid or refused, the down payment comes, and the desk tells of it. */
export function mountHall(
  server: SimulatorServer,
  { world, clock, tell }: { world: World; clock: SimulatorClock; tell: TellHall },
): void {
  server.route('POST', '/control/hall/tax/:hallNo/:act', (request) => {
    const { hallNo = '', act = '' } = request.params;
    const file = world.hall.filing(hallNo);
    const { amount = '10000.00', reason = '房屋信息不符' } = asObject(request.json());
    const change: Partial<TaxFiling> | undefined = {
      assess: { status: '已核定', amountFen: parseYuan(asText(amount)) } as const,
      pay: { status: '已缴款', paidOn: clock.today() } as const,
      refuse: { status: '不予受理', reason: asText(reason) } as const,
    }[act];
    if (file === undefined || change === undefined) return missing();
    return jsonResponse(200, shown(world.hall.changeFiling(file, change)));
  });
  server.route('POST', '/control/hall/custody/:hallNo/:act', (request) => {
    const { hallNo = '', act = '' } = request.params;
    const file = world.hall.custody(hallNo);
    if (file === undefined) return missing();
    const { amount, reason = '账户信息不符' } = asObject(request.json());
    const heldFen = amount === undefined ? file.firstFen : parseYuan(asText(amount));
    const change: Partial<CustodyFile> | undefined = {
      fund: { status: 'A2', heldFen } as const,
      refuse: { status: 'X9', reason: asText(reason) } as const,
    }[act];
    if (change === undefined) return missing();
    return jsonResponse(200, shown(world.hall.changeCustody(file, change)));
  });
  server.route('PUT', '/control/sales/:contractNo', (request) => {
    const sale = world.sales.find(({ contractNo }) => contractNo === request.params.contractNo);
    const { status } = asObject(request.json());
    if (sale === undefined || (status !== 'valid' && status !== 'cancelled')) return missing();
    world.addSales([{ ...sale, status }]);
    return jsonResponse(200, { contractNo: sale.contractNo, status });
  });
  server.route('POST', '/control/hall/told/:unitKey/:hallNo/:party', async (request) => {
    const { unitKey = '', hallNo = '', party = '' } = request.params;
    if (party !== 'WQBA' && party !== 'SWJG' && party !== 'ZJJG') return missing();
    return jsonResponse(200, { status: await tell(unitKey, hallNo, party) });
  });
  server.route('GET', '/control/hall/:hallNo', (request) => {
    const { hallNo = '' } = request.params;
    const [tax, custody] = [world.hall.filing(hallNo), world.hall.custody(hallNo)];
    return jsonResponse(200, { tax: tax ? shown(tax) : null, custody: custody ? shown(custody) : null });
  });
}

function missing(): SimulatorResponse {
  return jsonResponse(404, { error: 'no such file or act in the hall' });
}

/** Amounts are fen as text. */
function shown(file: object): object {
  return Object.fromEntries(
    Object.entries(file).map(([key, value]) => [
      key,
      typeof value === 'bigint' ? String(value) : (value as unknown),
    ]),
  );
}
