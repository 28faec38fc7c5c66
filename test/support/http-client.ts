import { randomUUID } from 'node:crypto';
import { ZeroRunClient } from '../../scripts/sdk';
import { storedContract } from './api-contract';

/** An answer over HTTP, read to its end. `body` is parsed JSON, or the text when it is no JSON. */
export interface HttpAnswer {
  readonly status: number;
  readonly headers: Headers;
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- tests read answers as they come
  readonly body: any;
  /** The body's exact text, for comparing replays byte by byte. */
  readonly text: string;
}

export interface RequestOptions {
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  /** Idempotency-Key; a command without one gets a fresh key. */
  readonly key?: string;
}

/** One request and what came of it. */
export interface Exchange {
  readonly method: string;
  readonly path: string;
  readonly sent: unknown;
  readonly told: unknown;
}

/**
 * Speaks JSON with one server, signed in or not. Answers of any status come back; what throws is a broken connection,
 * and an answer of the service that its own document does not describe.
 */
export class HttpClient {
  /** The client that is generated from the document, as the same caller: typed, problems thrown. */
  readonly typed: ZeroRunClient;
  private readonly watchers: ((exchange: Exchange) => void)[] = [];

  constructor(
    private readonly baseUrl: string,
    private readonly token: string | null = null,
  ) {
    this.typed = new ZeroRunClient({
      baseUrl,
      fetch: fetchAsDescribed,
      ...(token === null ? {} : { token }),
    });
  }

  /** Tells of every exchange from now on. */
  watch(watcher: (exchange: Exchange) => void): void {
    this.watchers.push(watcher);
  }

  get(path: string, options: RequestOptions = {}): Promise<HttpAnswer> {
    return this.send('GET', path, options);
  }

  post(path: string, body: unknown, options: RequestOptions = {}): Promise<HttpAnswer> {
    return this.send('POST', path, { ...options, body });
  }

  put(path: string, body: unknown, options: RequestOptions = {}): Promise<HttpAnswer> {
    return this.send('PUT', path, { ...options, body });
  }

  delete(path: string, options: RequestOptions = {}): Promise<HttpAnswer> {
    return this.send('DELETE', path, options);
  }

  async send(method: string, path: string, options: RequestOptions = {}): Promise<HttpAnswer> {
    const headers: Record<string, string> = { accept: 'application/json' };
    if (this.token !== null) headers['authorization'] = `Bearer ${this.token}`;
    if (options.body !== undefined) headers['content-type'] = 'application/json';
    if (method === 'POST') headers['idempotency-key'] = options.key ?? randomUUID();
    const response = await fetch(`${this.baseUrl}${path}`, {
      method,
      headers: { ...headers, ...options.headers },
      ...(options.body === undefined ? {} : { body: JSON.stringify(options.body) }),
    });
    const text = await response.text();
    const answer = { status: response.status, headers: response.headers, text, body: parsed(text) };
    expectDescribed(method, path, response, answer.body);
    for (const tell of this.watchers) tell({ method, path, sent: options.body, told: answer.body });
    return answer;
  }
}

/** Sends a request of the generated client; its answer is held against the document as those of ours are. */
async function fetchAsDescribed(request: Request): Promise<Response> {
  const response = await fetch(request);
  const isJson = response.headers.get('content-type')?.includes('json') ?? false;
  const body = isJson ? parsed(await response.clone().text()) : null;
  expectDescribed(request.method, new URL(request.url).pathname, response, body);
  return response;
}

function expectDescribed(method: string, path: string, { status, headers }: Response, body: unknown): void {
  const contentType = headers.get('content-type') ?? '';
  const fault = storedContract().faultOf({ method, path, status, contentType, body });
  if (fault !== null) throw new Error(fault);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    // Metrics, event streams and empty answers are no JSON.
    return text;
  }
}
