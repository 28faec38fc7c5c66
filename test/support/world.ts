import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { type DevelopmentKeys, newDevelopmentKeys, REGISTRY_URL_SETTINGS } from '../../src/platform/config';
import { withDevelopmentKeys } from '../../scripts/development-keys';
import { freePort } from '../../scripts/postgres';
import { type WatchedProcess, startApi, startSimulators } from '../../scripts/processes';
import { bookOpeningDeposits, openingDeposits } from '../../scripts/opening-deposits';
import { type CentrePlan, setUpCentre, taiyuan } from '../../scripts/set-up-centre';
import { HttpClient } from './http-client';
import { type TestDatabase, createTestDatabase } from './test-database';
import { makeScratchFolder } from './test-server';

/** Business date of journeys that do not choose one. */
export const JOURNEY_DATE = '2026-10-15';

export interface Identity {
  readonly role: 'member' | 'employer-agent' | 'clerk' | 'manager' | 'auditor';
  readonly name: string;
  readonly idNo: string;
}

export interface WorldOptions {
  /** 'YYYY-MM-DD' of service and simulators; JOURNEY_DATE when absent. */
  readonly businessDate?: string;
  /** Processes of the service on the one database; 1 when absent. */
  readonly apis?: number;
  /** `none` when absent: simulators answer at once. */
  readonly latency?: 'realistic' | 'none';
  /** A database of the caller's, dropped with the world; one on the server of the test run when absent. */
  readonly database?: TestDatabase;
  /** Shares the outside world of another centre instead of having one of its own. */
  readonly beside?: World;
  /** The centre it serves; Taiyuan when absent. */
  readonly centre?: CentrePlan;
  /** Further settings of the service. */
  readonly env?: Readonly<Record<string, string>>;
}

/** A database, the outside world and the service, each as it runs in life. */
export class World {
  private readonly apiProcesses: WatchedProcess[] = [];
  /** Places given out: several processes may be starting at once. */
  private places = 0;

  private constructor(
    readonly database: TestDatabase,
    readonly simulators: WatchedProcess,
    /** Settings of the service, the port left out. */
    readonly serviceEnv: Readonly<Record<string, string>>,
    private readonly scratch: string,
    readonly centre: CentrePlan,
    private readonly ownsSimulators: boolean,
  ) {}

  static async start(options: WorldOptions = {}): Promise<World> {
    const scratch = makeScratchFolder();
    const keys = newDevelopmentKeys();
    const businessDate = options.businessDate ?? JOURNEY_DATE;
    const [database, simulators] = await Promise.all([
      options.database ?? createTestDatabase(),
      options.beside?.simulators ??
        startSimulators({
          dataDir: join(scratch, 'bank'),
          businessDate,
          latency: options.latency ?? 'none',
          env: {
            BANK_BOC_KEY: keys.BANK_BOC_KEY,
            BANK_BOC_KEY_ID: 'dev',
            BANK_BOCOM_KEY: keys.BANK_BOCOM_KEY,
            BANK_BOCOM_KEY_ID: 'dev',
          },
        }),
    ]);
    const centre = options.centre ?? taiyuan;
    if (centre.id !== taiyuan.id) await setUpCentre(database.ownerUrl, centre);
    await bookOpeningDeposits(database.ownerUrl, centre);
    const env = {
      ...settings(keys, simulators.url),
      BUSINESS_DATE: businessDate,
      CENTRE_ID: String(centre.id),
      ...options.env,
      DATABASE_URL: database.appUrl,
    };
    const world = new World(database, simulators, env, scratch, centre, options.beside === undefined);
    try {
      for (let index = 0; index < (options.apis ?? 1); index += 1) await world.addApi();
      await world.callBanksTo(world.api.url);
      await world.openBankAccounts();
    } catch (error) {
      await world.stop();
      throw error;
    }
    return world;
  }

  /** The first process of the service. */
  get api(): WatchedProcess {
    return this.apiAt(0);
  }

  apiAt(index: number): WatchedProcess {
    const api = this.apiProcesses[index];
    if (api === undefined) throw new Error(`the world has no service process ${index}`);
    return api;
  }

  /** Starts one more process of the service. @returns its index. */
  async addApi(env: Readonly<Record<string, string>> = {}): Promise<number> {
    const index = this.places;
    this.places += 1;
    this.apiProcesses[index] = await this.launch(await freePort(), index, env);
    return index;
  }

  /**
   * Starts a process again on the same port, after it ended or in place of a running one. The simulators stay up.
   * @param env settings for this start only, such as CRASH_POINT.
   */
  async restartApi(index = 0, env: Readonly<Record<string, string>> = {}): Promise<WatchedProcess> {
    const old = this.apiAt(index);
    await old.stop();
    const fresh = await this.launch(old.port, index, env);
    this.apiProcesses[index] = fresh;
    return fresh;
  }

  /** A client without a token. */
  visitor(index = 0): HttpClient {
    return new HttpClient(this.apiAt(index).url);
  }

  /** A bearer token of the demonstration issuer. */
  async tokenFor(identity: Identity): Promise<string> {
    const answer = await this.visitor().post('/v1/demo/tokens', identity);
    if (answer.status !== 201)
      throw new Error(`no token for ${identity.role}: ${answer.status} ${answer.text}`);
    return (answer.body as { token: string }).token;
  }

  /** A client signed in as somebody, to the first process or another. */
  async signedIn(identity: Identity, index = 0): Promise<HttpClient> {
    return new HttpClient(this.apiAt(index).url, await this.tokenFor(identity));
  }

  /** The simulators' control interface, `/control/...`; an answer other than 2xx throws. */
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- tests read answers as they come
  async control(method: 'GET' | 'POST' | 'PUT' | 'DELETE', path: string, body?: unknown): Promise<any> {
    const client = new HttpClient(this.simulators.url);
    const answer = await client.send(method, path, body === undefined ? {} : { body });
    if (answer.status >= 300) throw new Error(`${method} ${path}: ${answer.status} ${answer.text}`);
    return answer.body;
  }

  /** Ends everything and removes database and books. */
  async stop(): Promise<void> {
    await Promise.all(this.apiProcesses.map((api) => api.stop()));
    if (this.ownsSimulators) await this.simulators.stop();
    await this.database.drop();
    rmSync(this.scratch, { recursive: true, force: true });
  }

  /** Tells the simulated banks where their notices go: as a rule to the first process, whose port outlives a restart. */
  async callBanksTo(service: string): Promise<void> {
    const { id, code, bankAccounts } = this.centre;
    for (const { bankCode, accountNo } of bankAccounts) {
      const callback = { url: `${service}/v1/bank/${bankCode}/notices`, customer: String(id) };
      const to = `/control/bank/${bankCode}/callback`;
      if (this.ownsSimulators) await this.control('PUT', to, callback);
      await this.control('PUT', to, { ...callback, accounts: [accountNo] });
    }
    await this.control('PUT', '/control/rea/callback', { url: `${service}/v1/registry-events/rea` });
    await this.control('PUT', '/control/nat/callbacks', {
      centre: code,
      url: `${service}/v1/platform/messages`,
    });
  }

  /** Tells the simulated banks what the centre's accounts start with, as its books have it. */
  private async openBankAccounts(): Promise<void> {
    for (const { bankCode, accountNo: account, amount } of openingDeposits(this.centre))
      await this.control('PUT', `/control/bank/${bankCode}/openings`, { account, amount });
  }

  private launch(
    port: number,
    index: number,
    env: Readonly<Record<string, string>>,
  ): Promise<WatchedProcess> {
    return startApi({
      env: {
        PATH: process.env['PATH'],
        ...this.serviceEnv,
        INSTANCE_NAME: `journey-${index}`,
        ...env,
        PORT: String(port),
      },
    });
  }
}

export function startWorld(options: WorldOptions = {}): Promise<World> {
  return World.start(options);
}

/** Settings every journey shares. */
function settings(keys: DevelopmentKeys, simulatorsUrl: string): Record<string, string> {
  const registries = [...REGISTRY_URL_SETTINGS, 'BANK_BOC_URL', 'BANK_BOCOM_URL'];
  return {
    NODE_ENV: 'test',
    ...(withDevelopmentKeys({}, keys) as Record<string, string>),
    DEMO_ISSUER: 'on',
    BANK_BOC_KEY_ID: 'dev',
    BANK_BOCOM_KEY_ID: 'dev',
    SIMULATORS_CONTROL_URL: simulatorsUrl,
    LOG_LEVEL: 'warn',
    ...Object.fromEntries(registries.map((name) => [name, simulatorsUrl])),
  };
}
