import { randomUUID } from 'node:crypto';
import type { HttpAnswer, World } from '../../support';

export interface TextRequest {
  readonly method: string;
  readonly path: string;
  readonly token?: string;
  readonly contentType?: string;
  readonly text?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Sends a body exactly as it is: files, and JSON that no client of ours would write. */
export async function sendText(world: World, request: TextRequest): Promise<HttpAnswer> {
  const response = await fetch(`${world.api.url}${request.path}`, {
    method: request.method,
    headers: {
      accept: 'application/json',
      ...(request.text === undefined ? {} : { 'content-type': request.contentType ?? 'application/json' }),
      ...(request.token === undefined ? {} : { authorization: `Bearer ${request.token}` }),
      ...(request.method === 'POST' ? { 'idempotency-key': randomUUID() } : {}),
      ...request.headers,
    },
    ...(request.text === undefined ? {} : { body: request.text }),
  });
  const text = await response.text();
  return { status: response.status, headers: response.headers, text, body: parsed(text) };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    // Not every answer is JSON.
    return text;
  }
}
