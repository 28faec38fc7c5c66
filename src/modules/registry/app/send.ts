import type { Dispatcher, Pool } from 'undici';

/** What is sent: always a read, so that it may be repeated. */
export interface Sending {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly body: string | null;
  readonly headers?: Readonly<Record<string, string>>;
}

/** What became of one sending. */
export type Sent =
  | { readonly kind: 'answered'; readonly status: number; readonly bytes: Buffer }
  | { readonly kind: 'silent' }
  | { readonly kind: 'broken'; readonly code: string }
  | { readonly kind: 'too-large' };

/** Sends once and reads the whole answer, until the deadline. Every fault of the line is a value. */
export async function send(pool: Pool, sending: Sending, deadline: AbortSignal): Promise<Sent> {
  const request: Dispatcher.RequestOptions = {
    method: sending.method,
    path: sending.path,
    signal: deadline,
    headers: {
      accept: 'application/json',
      ...(sending.body === null ? {} : { 'content-type': 'application/json; charset=utf-8' }),
      ...sending.headers,
    },
    body: sending.body,
  };
  try {
    const response = await pool.request(request);
    const bytes = Buffer.from(await response.body.arrayBuffer());
    return { kind: 'answered', status: response.statusCode, bytes };
  } catch (error) {
    if (deadline.aborted) return { kind: 'silent' };
    const code = codeOf(error);
    return code === 'UND_ERR_RES_EXCEEDED_MAX_SIZE' ? { kind: 'too-large' } : { kind: 'broken', code };
  }
}

/** System and undici errors carry a code; whatever carries none, or says that the call was wrong, is our own fault. */
function codeOf(error: unknown): string {
  const code: unknown = typeof error === 'object' && error !== null && 'code' in error ? error.code : null;
  if (typeof code !== 'string' || code === 'UND_ERR_INVALID_ARG') throw error;
  return code;
}
