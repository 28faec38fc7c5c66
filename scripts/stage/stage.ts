import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { REGISTRY_URL_SETTINGS } from '../../src/platform/config';
import { developmentKeys, withDevelopmentKeys } from '../development-keys';
import {
  createDatabase,
  dropDatabase,
  type LaunchedPostgres,
  launchPostgres,
  projectRoot,
} from '../postgres';
import { bookOpeningDeposits, openingDeposits } from '../opening-deposits';
import { prepareDatabase } from '../prepare-database';
import { startApi, startSimulators, type WatchedProcess } from '../processes';
import { taiyuan } from '../set-up-centre';
import { type Answer, call } from './call';
import { rememberStage } from './last-stage';

/** Longer than all the tries a bank gives a notice take. */
const NOTICES_ARRIVE_MS = 60_000;
const BETWEEN_LOOKS_MS = 20;

export interface StageOptions {
  /** Name of the database, made afresh: what it held before is gone. */
  readonly database: string;
  readonly port: number;
  readonly latency: 'realistic' | 'none';
  readonly businessDate?: string;
  readonly print: (line: string) => void;
  /** Further settings of the service. */
  readonly env?: Readonly<Record<string, string>>;
}

export interface Identity {
  readonly role: 'member' | 'employer-agent' | 'clerk' | 'manager' | 'auditor';
  readonly name: string;
  readonly idNo: string;
}

/** Everything the system needs around it, on this machine: database, outside world and service, as in life. */
export class Stage {
  private constructor(
    readonly postgres: LaunchedPostgres,
    readonly simulators: WatchedProcess,
    private running: WatchedProcess,
    /** Settings of the service. */
    private serviceEnv: NodeJS.ProcessEnv,
    readonly ownerUrl: string,
  ) {}

  /** Starts all of it; what was started is stopped again when a part fails. */
  static async open(options: StageOptions): Promise<Stage> {
    const postgres = await launchPostgres({ name: 'pg', env: process.env, print: options.print });
    const started: WatchedProcess[] = [];
    try {
      await dropDatabase(postgres, options.database);
      await createDatabase(postgres, options.database);
      const ownerUrl = postgres.ownerUrl(options.database);
      await prepareDatabase(ownerUrl);
      await bookOpeningDeposits(ownerUrl, taiyuan);
      const keys = withDevelopmentKeys(
        {},
        developmentKeys(join(projectRoot(), 'var', 'development-keys.json')),
      );
      const bankBooks = freshFolder(options.database);
      const simulators = await startSimulators({
        dataDir: bankBooks,
        latency: options.latency,
        ...(options.businessDate === undefined ? {} : { businessDate: options.businessDate }),
        env: {
          BANK_BOC_KEY: keys.BANK_BOC_KEY,
          BANK_BOC_KEY_ID: 'dev',
          BANK_BOCOM_KEY: keys.BANK_BOCOM_KEY,
          BANK_BOCOM_KEY_ID: 'dev',
        },
      });
      started.push(simulators);
      const env = serviceEnvironment(postgres.appUrl(options.database), simulators.url, keys, options);
      const api = await startApi({ env });
      started.push(api);
      const stage = new Stage(postgres, simulators, api, env, ownerUrl);
      await stage.callBanksTo(stage.api.url);
      for (const { bankCode, accountNo: account, amount } of openingDeposits(taiyuan))
        await stage.control('PUT', `/bank/${bankCode}/openings`, { account, amount });
      rememberStage({ database: options.database, bankBooks });
      return stage;
    } catch (error) {
      for (const process of started.reverse()) await process.stop();
      await postgres.stop();
      throw error;
    }
  }

  /** The service. */
  get api(): WatchedProcess {
    return this.running;
  }

  /** Settings with which the service starts. */
  get settings(): NodeJS.ProcessEnv {
    return { ...this.serviceEnv, PORT: String(this.running.port) };
  }

  /** Database URL of the app's role. */
  get appUrl(): string {
    return this.serviceEnv['DATABASE_URL'] ?? '';
  }

  /** Stops the service for as long as `work` takes, and starts it again on the same port. */
  async withoutApi<T>(work: () => Promise<T>): Promise<T> {
    await this.running.stop();
    const result = await work();
    this.running = await startApi({ env: { ...this.serviceEnv, PORT: String(this.running.port) } });
    return result;
  }

  /**
   * Moves the outside world and the service to a business date, or back to the calendar with null; the service starts
   * anew for it.
   */
  async moveTo(businessDate: string | null): Promise<void> {
    await this.withoutApi(() => this.dateTo(businessDate));
  }

  /** The same while the service is down: it starts on that date. */
  async dateTo(businessDate: string | null): Promise<void> {
    await this.control('PUT', '/business-date', { businessDate });
    const { BUSINESS_DATE: _before, ...env } = this.serviceEnv;
    this.serviceEnv = businessDate === null ? env : { ...env, BUSINESS_DATE: businessDate };
  }

  /** A bearer token of the demonstration issuer. */
  async tokenFor(identity: Identity): Promise<string> {
    const answer = await call<{ token: string }>({
      method: 'POST',
      url: `${this.api.url}/v1/demo/tokens`,
      body: identity,
    });
    if (answer.status !== 201) throw new Error(`no token for a ${identity.role}: ${answer.status}`);
    return answer.body.token;
  }

  /** Sends a CSV file to the service; `accept` is what is wanted back. */
  sendFile<T>(path: string, token: string, file: Uint8Array, accept: string): Promise<Answer<T>> {
    return call<T>({ method: 'POST', url: `${this.api.url}${path}`, token, body: file, accept });
  }

  /** A call of the service. */
  request<T>(
    method: 'GET' | 'POST',
    path: string,
    token: string,
    body?: unknown,
    key?: string,
  ): Promise<Answer<T>> {
    return call<T>({
      method,
      url: `${this.api.url}${path}`,
      token,
      ...(body === undefined ? {} : { body }),
      ...(key === undefined ? {} : { key }),
    });
  }

  /** The simulators' control interface; throws unless it answers 2xx. */
  async control<T>(method: 'GET' | 'POST' | 'PUT', path: string, body?: unknown): Promise<T> {
    const answer = await call<T>({ method, url: `${this.simulators.url}/control${path}`, body });
    if (answer.status >= 300)
      throw new Error(`${method} ${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
    return answer.body;
  }

  /** Stops service, simulators and the server, in this order. */
  async close(): Promise<void> {
    await this.api.stop();
    await this.simulators.stop();
    await this.postgres.stop();
  }

  /** Lets the banks' notices go astray for as long as `work` takes. */
  async withoutNotices(work: () => Promise<void>): Promise<void> {
    await this.muteNotices();
    try {
      await work();
    } finally {
      await this.callBanksTo(this.api.url);
    }
  }

  /** The banks' notices go nowhere from now on. */
  async muteNotices(): Promise<void> {
    await this.callBanksTo(null);
  }

  /** Waits until no bank has a notice on its way: none is sealed on one day and read on another. */
  async noticesArrived(): Promise<void> {
    const deadline = performance.now() + NOTICES_ARRIVE_MS;
    for (const bankCode of bankCodes()) {
      while (await this.hasNoticeOnItsWay(bankCode)) {
        if (performance.now() > deadline) throw new Error(`bank ${bankCode}: its notices are not taken`);
        await pause(BETWEEN_LOOKS_MS);
      }
    }
  }

  private async hasNoticeOnItsWay(bankCode: string): Promise<boolean> {
    const notices = await this.control<readonly { ended: boolean }[]>('GET', `/bank/${bankCode}/notices`);
    return notices.some(({ ended }) => !ended);
  }

  /** Tells every simulated bank where its notices go. */
  private async callBanksTo(service: string | null): Promise<void> {
    for (const bankCode of bankCodes()) {
      const url = service === null ? '' : `${service}/v1/bank/${bankCode}/notices`;
      await this.control('PUT', `/bank/${bankCode}/callback`, { url, customer: String(taiyuan.id) });
    }
  }
}

function bankCodes(): ReadonlySet<string> {
  return new Set(taiyuan.bankAccounts.map((account) => account.bankCode));
}

function freshFolder(database: string): string {
  const folder = join(projectRoot(), 'var', 'bank-books', `${database}-${Date.now()}`);
  mkdirSync(folder, { recursive: true });
  return folder;
}

function serviceEnvironment(
  appUrl: string,
  simulatorsUrl: string,
  keys: NodeJS.ProcessEnv,
  options: StageOptions,
): NodeJS.ProcessEnv {
  const registries = [...REGISTRY_URL_SETTINGS, 'BANK_BOC_URL', 'BANK_BOCOM_URL'];
  return {
    PATH: process.env['PATH'],
    NODE_ENV: 'development',
    ...keys,
    ...Object.fromEntries(registries.map((name) => [name, simulatorsUrl])),
    DATABASE_URL: appUrl,
    PORT: String(options.port),
    DEMO_ISSUER: 'on',
    BANK_BOC_KEY_ID: 'dev',
    BANK_BOCOM_KEY_ID: 'dev',
    SIMULATORS_CONTROL_URL: simulatorsUrl,
    LOG_LEVEL: 'warn',
    ...(options.businessDate === undefined ? {} : { BUSINESS_DATE: options.businessDate }),
    ...options.env,
  };
}
