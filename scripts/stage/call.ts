import { randomUUID } from 'node:crypto';

/** An answer over HTTP; `body` is parsed JSON, or the text, in its charset, when it is none. */
export interface Answer<T = unknown> {
  readonly status: number;
  readonly headers: Headers;
  readonly body: T;
}

export interface Call {
  readonly method: 'GET' | 'POST' | 'PUT';
  readonly url: string;
  readonly token?: string;
  /** Sent as JSON, or as a CSV file when it is bytes. */
  readonly body?: unknown;
  /** What is wanted back; JSON unless given. */
  readonly accept?: string;
  readonly key?: string;
}

/** One HTTP call; commands get a fresh Idempotency-Key unless one is given. Throws only when the connection breaks. */
export async function call<T>(wanted: Call): Promise<Answer<T>> {
  const { method, url, token, body } = wanted;
  const file = body instanceof Uint8Array ? new Uint8Array(body) : null;
  const response = await fetch(url, {
    method,
    headers: {
      accept: wanted.accept ?? 'application/json',
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      ...(body === undefined ? {} : { 'content-type': file ? 'text/csv' : 'application/json' }),
      ...(method === 'POST' ? { 'idempotency-key': wanted.key ?? randomUUID() } : {}),
    },
    ...(body === undefined ? {} : { body: file ?? JSON.stringify(body) }),
  });
  const text = decoded(new Uint8Array(await response.arrayBuffer()), response.headers.get('content-type'));
  return { status: response.status, headers: response.headers, body: parsed(text) as T };
}

function decoded(bytes: Uint8Array, contentType: string | null): string {
  return new TextDecoder(/charset=([\w-]+)/.exec(contentType ?? '')?.[1] ?? 'utf-8').decode(bytes);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // A page or a stream is shown as it came.
    return text;
  }
}
