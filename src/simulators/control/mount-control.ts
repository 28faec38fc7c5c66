import { DayFormatError, parseDay } from '../../kernel/calendar';
import { MoneyFormatError } from '../../kernel/money';
import { MonthFormatError } from '../../kernel/month';
import { MOOD_TARGETS, MoodError, type Moods } from '../moods';
import { asObject, asText } from '../registries/wire-form';
import { jsonResponse, type SimulatorHandler, type SimulatorServer } from '../server';
import type { SimulatorClock } from '../simulator-clock';
import { MOST_SINGLES } from '../world/generate-singles';
import type { World } from '../world/world';
import { readCompanies } from './companies-wire';
import { describeContract, readContracts, readStatus } from './contracts-wire';
import { describeOrder, readOrders } from './court-orders-wire';
import { readProject, readUnitChange } from './estate-wire';
import { describePerson, readPeople } from './people-wire';
import { describeSale, readSales } from './sales-wire';

/** What a caller of the control interface can get wrong. */
const MISTAKES = [MoodError, SyntaxError, RangeError, DayFormatError, MonthFormatError, MoneyFormatError];

interface Around {
  readonly world: World;
  readonly moods: Moods;
  readonly clock: SimulatorClock;
}

/**
 * Our own tool, which no department offers: who lives in this world, and how its parties behave. Everything under
 * `/control`.
 */
export function mountControl(server: SimulatorServer, around: Around): void {
  const { world, moods, clock } = around;
  server.route('GET', '/control/world', () =>
    jsonResponse(200, {
      businessDate: clock.today(),
      companies: world.companies,
      people: world.people.map(describePerson),
      contracts: world.contracts.map(describeContract),
      sales: world.sales.map(describeSale),
    }),
  );
  mountContracts(server, world);
  mountEstate(server, world);
  server.route(
    'POST',
    '/control/court-orders',
    answering((request) => {
      const orders = readOrders(asObject(request.json()).orders, clock.today());
      world.addCourtOrders(orders);
      return jsonResponse(201, { orders: orders.map(describeOrder) });
    }),
  );
  server.route(
    'POST',
    '/control/people',
    answering((request) => {
      const body = asObject(request.json());
      const people =
        body.generate === undefined
          ? world.addPeople(readPeople(body.people))
          : world.addSingles(...generation(body));
      return jsonResponse(201, { people: people.map(describePerson) });
    }),
  );
  server.route(
    'POST',
    '/control/companies',
    answering((request) => {
      const companies = readCompanies(asObject(request.json()).companies, world);
      world.addCompanies(companies);
      return jsonResponse(201, { companies });
    }),
  );
  server.route('GET', '/control/moods', () => jsonResponse(200, moods.all()));
  server.route(
    'PUT',
    '/control/moods/:target',
    answering((request) => {
      moods.set(request.params.target ?? '', readMood(asObject(request.json())));
      return jsonResponse(200, moods.all());
    }),
  );
  server.route(
    'PUT',
    '/control/business-date',
    answering((request) => {
      const { businessDate } = asObject(request.json());
      clock.moveTo(businessDate === null ? null : parseDay(asText(businessDate)));
      return jsonResponse(200, { businessDate: clock.today() });
    }),
  );
  server.route('POST', '/control/reset', () => {
    moods.reset();
    world.reset();
    return jsonResponse(200, { moods: moods.all(), targets: MOOD_TARGETS });
  });
}

/** What the housing bureau has on file: new filings, and one that is cancelled or stands again. */
function mountContracts(server: SimulatorServer, world: World): void {
  server.route(
    'POST',
    '/control/contracts',
    answering((request) => {
      const contracts = readContracts(asObject(request.json()).contracts);
      world.addContracts(contracts);
      return jsonResponse(201, { contracts: contracts.map(describeContract) });
    }),
  );
  server.route(
    'POST',
    '/control/sales',
    answering((request) => {
      const sales = readSales(asObject(request.json()).sales);
      world.addSales(sales);
      return jsonResponse(201, { sales: sales.map(describeSale) });
    }),
  );
  server.route(
    'PUT',
    '/control/contracts/:contractNo',
    answering((request) => {
      const filed = world.contracts.find(({ contractNo }) => contractNo === request.params.contractNo);
      if (filed === undefined) return jsonResponse(404, { error: 'no such contract' });
      const contract = { ...filed, status: readStatus(asObject(request.json()).status) };
      world.addContracts([contract]);
      return jsonResponse(200, describeContract(contract));
    }),
  );
}

/** What stands on a unit, what the bureau knows of a project, and pictures that a terminal takes. */
function mountEstate(server: SimulatorServer, { estate }: World): void {
  server.route(
    'PUT',
    '/control/units/:unitKey',
    answering((request) => {
      const change = readUnitChange(request.json());
      return jsonResponse(200, estate.changeUnit(request.params.unitKey ?? '', change));
    }),
  );
  server.route(
    'PUT',
    '/control/projects/:projectNo',
    answering((request) => {
      const project = readProject(request.params.projectNo ?? '', request.json());
      estate.addProject(project);
      return jsonResponse(200, project);
    }),
  );
  server.route(
    'POST',
    '/control/captures',
    answering((request) => {
      const { idNo, poor } = asObject(request.json());
      return jsonResponse(201, estate.capture(asText(idNo), poor === true));
    }),
  );
}

/** A request that cannot be carried out is a 400 that says why. */
function answering(handler: SimulatorHandler): SimulatorHandler {
  return async (request) => {
    try {
      return await handler(request);
    } catch (error) {
      if (MISTAKES.some((mistake) => error instanceof mistake)) {
        return jsonResponse(400, { error: (error as Error).message });
      }
      throw error;
    }
  };
}

function readMood(body: Record<string, unknown>): { mood: string; calls?: number; delayMs?: number } {
  return {
    mood: asText(body.mood),
    ...(body.calls === undefined ? {} : { calls: body.calls as number }),
    ...(body.delayMs === undefined ? {} : { delayMs: body.delayMs as number }),
  };
}

function generation(body: Record<string, unknown>): Parameters<World['addSingles']> {
  const count = wholeNumber(body.generate, 'generate', 1, MOST_SINGLES);
  const seed = wholeNumber(body.seed ?? 1, 'seed', 0, 99);
  const creditCode = body.creditCode === undefined ? undefined : asText(body.creditCode);
  return [count, seed, creditCode, body.bankCode === undefined ? undefined : asText(body.bankCode)];
}

function wholeNumber(value: unknown, name: string, least: number, most: number): number {
  if (typeof value !== 'number' || !Number.isInteger(value) || value < least || value > most) {
    throw new RangeError(`${name}: a whole number from ${least} to ${most} is expected`);
  }
  return value;
}
