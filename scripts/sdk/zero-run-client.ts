import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import createClient, { type Client, type Middleware } from 'openapi-fetch';
import { type CaseEvent, readEvents } from './case-events';
import { problemIn, ProblemError } from './problem-error';
import type { components, paths } from './schema';

type Schemas = components['schemas'];
export type CaseView = Schemas['CaseView'];
export type PrecheckView = Schemas['PrecheckView'];
type CaseRequest = Schemas['CaseRequest'];
/** Codes of the items that can be applied for. */
export type ItemCode = CaseRequest['item'];
/** What an item wants to know. */
export type InputOf<Code extends ItemCode> = Extract<CaseRequest, { readonly item: Code }>['input'];

export interface ClientOptions {
  /** Where the service is, without a trailing slash. */
  readonly baseUrl: string;
  /** Token of the real-name login; left out for what everybody may read. */
  readonly token?: string;
  /** Language of problems; Chinese unless given. */
  readonly language?: 'zh-CN' | 'en';
  /** What carries the requests; the global `fetch` unless given. */
  readonly fetch?: (request: Request) => Promise<Response>;
}

/** The client adds headers itself, so that a caller may leave each of them out. */
type WithoutHeaderDuty<Operation> = Operation extends { readonly parameters: infer Parameters extends object }
  ? Omit<Operation, 'parameters'> & {
      readonly parameters: Omit<Parameters, 'header'> & {
        readonly header?: Parameters extends { readonly header?: infer Header } ? Partial<Header> : never;
      };
    }
  : Operation;
type ClientPaths = {
  [Path in keyof paths]: { [Method in keyof paths[Path]]: WithoutHeaderDuty<paths[Path][Method]> };
};

/** Every route of the document, typed: `api.GET('/v1/items')`. A problem is thrown as `ProblemError`. */
export type Api = Client<ClientPaths, 'application/json'>;

/**
 * Speaks with the service: bearer token, an Idempotency-Key where one is due and none was given, problems as typed
 * errors. A key that the client made is lost with the process: give one of your own for what must not happen twice.
 */
export class ZeroRunClient {
  readonly api: Api;

  constructor(options: ClientOptions) {
    this.api = createClient<ClientPaths, 'application/json'>({
      baseUrl: options.baseUrl,
      ...(options.fetch ? { fetch: options.fetch } : {}),
    });
    this.api.use(headersFor(options), problemsThrown);
  }

  /** Applies for an item: the case as it stands when it is decided and paid, at the latest after the inline budget. */
  async apply<Code extends ItemCode>(item: Code, input: InputOf<Code>, key?: string): Promise<CaseView> {
    const body = { item, input } as CaseRequest;
    return dataOf(await this.api.POST('/v1/cases', { body, ...keyed(key) }));
  }

  /** Can I, how much, when? Nothing is applied for. */
  async precheck<Code extends ItemCode>(item: Code, input: InputOf<Code>): Promise<PrecheckView> {
    return dataOf(await this.api.POST('/v1/prechecks', { body: { item, input } as CaseRequest }));
  }

  async readCase(id: string): Promise<CaseView> {
    return dataOf(await this.api.GET('/v1/cases/{id}', { params: { path: { id } } }));
  }

  /**
   * The events of a case as they come, ending with the case. A connection that breaks is taken up again where it
   * left off, so that no event is missed or told twice.
   */
  async *follow(id: string, after = 0): AsyncGenerator<CaseEvent> {
    let last = after;
    for (let isOver = false; !isOver;) {
      const { response } = await patiently(() =>
        this.api.GET('/v1/cases/{id}/events', {
          params: { path: { id }, header: { 'Last-Event-ID': String(last) } },
          parseAs: 'stream',
        }),
      );
      for await (const event of readEvents(response)) {
        last = event.seq;
        yield event;
      }
      const { finishedAt, timeline } = await patiently(() => this.readCase(id));
      isOver = finishedAt !== null && (timeline.at(-1)?.seq ?? 0) <= last;
    }
  }
}

/** Reads again while the service is away or about to end: as long as it says, and a minute at most. */
async function patiently<T>(read: () => Promise<T>): Promise<T> {
  for (let waitedS = 0; ;) {
    try {
      return await read();
    } catch (error) {
      const isAway = error instanceof TypeError || (error instanceof ProblemError && error.status === 503);
      if (!isAway || waitedS >= 60) throw error;
      const seconds = (error instanceof ProblemError ? error.retryAfterSeconds : null) ?? 1;
      await pause(seconds * 1000);
      waitedS += seconds;
    }
  }
}

/** What a call answered; a problem was thrown before. @throws Error for an answer that is neither. */
export function dataOf<Data>(called: { readonly data?: Data; readonly response: Response }): Data {
  if (called.data === undefined) throw new Error(`an answer ${called.response.status} without content`);
  return called.data;
}

const keyed = (key: string | undefined): { params: { header: { 'Idempotency-Key'?: string } } } => ({
  params: { header: key === undefined ? {} : { 'Idempotency-Key': key } },
});

function headersFor({ token, language }: ClientOptions): Middleware {
  return {
    onRequest({ request }) {
      if (token !== undefined) request.headers.set('Authorization', `Bearer ${token}`);
      if (language !== undefined) request.headers.set('Accept-Language', language);
      if (request.method === 'POST' && !request.headers.has('Idempotency-Key'))
        request.headers.set('Idempotency-Key', randomUUID());
      return request;
    },
  };
}

const problemsThrown: Middleware = {
  async onResponse({ response }) {
    if (response.ok) return undefined;
    throw (
      (await problemIn(response)) ??
      new Error(`${response.status} ${response.statusText} from ${response.url}`)
    );
  },
};
