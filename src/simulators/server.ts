import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What a handler is given. `params` are the decoded `:name` parts of the path. */
export interface SimulatorRequest {
  readonly method: string;
  readonly path: string;
  readonly params: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string>>;
  readonly headers: IncomingHttpHeaders;
  readonly rawBody: Buffer;
  /** Parsed body; throws `SyntaxError` when it is not JSON, which the server answers with 400. */
  json(): unknown;
}

export interface SimulatorResponse {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: string | Buffer;
}

/** `null` means never answer: the socket stays open until the client gives up. */
export type SimulatorHandler = (
  request: SimulatorRequest,
) => SimulatorResponse | null | Promise<SimulatorResponse | null>;

export type SimulatorMethod = 'GET' | 'POST' | 'PUT' | 'DELETE';

/** Where an outside party hangs up its endpoints. */
export interface SimulatorServer {
  /** `pathPattern` is literal parts and `:name` parts, e.g. `/msa/v2/company/:uscc`. First match wins. */
  route(method: SimulatorMethod, pathPattern: string, handler: SimulatorHandler): void;
}

interface Route {
  readonly method: SimulatorMethod;
  readonly parts: readonly string[];
  readonly handler: SimulatorHandler;
}

const MAX_BODY_BYTES = 64 * 1024 * 1024;
const json = { 'content-type': 'application/json; charset=utf-8' };

/** JSON answer in UTF-8. */
export function jsonResponse(status: number, body: unknown): SimulatorResponse {
  return { status, headers: json, body: JSON.stringify(body) };
}

/** Plain node:http with a route table: the outside world needs no framework. */
export class HttpSimulatorServer implements SimulatorServer {
  private readonly routes: Route[] = [];
  private readonly server = createServer((request, response) => void this.serve(request, response));

  route(method: SimulatorMethod, pathPattern: string, handler: SimulatorHandler): void {
    this.routes.push({ method, parts: pathPattern.split('/'), handler });
  }

  /** Listens on 127.0.0.1 unless a host is given; answers the port really taken (0 asks for any free one). */
  async listen(port: number, host = '127.0.0.1'): Promise<number> {
    await new Promise<void>((resolve, reject) => {
      this.server.once('error', reject);
      this.server.listen(port, host, () => {
        this.server.off('error', reject);
        resolve();
      });
    });
    return (this.server.address() as AddressInfo).port;
  }

  /** Stops listening and drops the sockets, those kept silent on purpose included. */
  async close(): Promise<void> {
    const closed = new Promise<void>((resolve) => this.server.close(() => resolve()));
    this.server.closeAllConnections();
    await closed;
  }

  private async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    try {
      const answer = await this.answer(request);
      if (answer === null) return;
      response.writeHead(answer.status, answer.headers).end(answer.body);
    } catch (error) {
      if (request.errored !== null || response.headersSent) return;
      const status = error instanceof SyntaxError || error instanceof URIError ? 400 : 500;
      const message = error instanceof Error ? error.message : String(error);
      response.writeHead(status, json).end(JSON.stringify({ error: message }));
    }
  }

  private async answer(request: IncomingMessage): Promise<SimulatorResponse | null> {
    const url = new URL(request.url ?? '/', 'http://simulators.invalid');
    const rawBody = await readBody(request);
    for (const route of this.routes) {
      const params = route.method === request.method ? matchPath(route.parts, url.pathname) : null;
      if (params === null) continue;
      return route.handler({
        method: route.method,
        path: url.pathname,
        params,
        query: Object.fromEntries(url.searchParams),
        headers: request.headers,
        rawBody,
        json: () => JSON.parse(rawBody.toString('utf8')) as unknown,
      });
    }
    return jsonResponse(404, { error: 'no such endpoint' });
  }
}

function matchPath(parts: readonly string[], path: string): Record<string, string> | null {
  const given = path.split('/');
  if (given.length !== parts.length) return null;
  const params: Record<string, string> = {};
  for (const [index, part] of parts.entries()) {
    const value = given[index] ?? '';
    if (part.startsWith(':')) params[part.slice(1)] = decodeURIComponent(value);
    else if (part !== value) return null;
  }
  return params;
}

async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > MAX_BODY_BYTES) throw new SyntaxError('body too large');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
