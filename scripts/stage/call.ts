import { randomUUID } from 'node:crypto';

/** An answer over HTTP; `body` is parsed JSON, or the text when it is none. */
export interface Answer<T = unknown> {
  readonly status: number;
  readonly headers: Headers;
  readonly body: T;
}

export interface Call {
  readonly method: 'GET' | 'POST' | 'PUT';
  readonly url: string;
  readonly token?: string;
  /** Sent as JSON, or as CSV when it is a string. */
  readonly body?: unknown;
  readonly key?: string;
}

/** One HTTP call; commands get a fresh Idempotency-Key unless one is given. Throws only when the connection breaks. */
export async function call<T>(wanted: Call): Promise<Answer<T>> {
  const { method, url, token, body } = wanted;
  const csv = typeof body === 'string';
  const response = await fetch(url, {
    method,
    headers: {
      accept: 'application/json',
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      ...(body === undefined ? {} : { 'content-type': csv ? 'text/csv; charset=utf-8' : 'application/json' }),
      ...(method === 'POST' ? { 'idempotency-key': wanted.key ?? randomUUID() } : {}),
    },
    ...(body === undefined ? {} : { body: csv ? body : JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, headers: response.headers, body: parsed(text) as T };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // A page or a stream is shown as it came.
    return text;
  }
}
