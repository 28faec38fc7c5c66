import { randomUUID } from 'node:crypto';
import type { Employer } from './employer';

export interface FileAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly bytes: Buffer;
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- tests read answers as they come
  readonly body: any;
}

/** Sends a remittance list as the bytes of a file; an answer that is a file comes back as bytes. */
export async function sendFile(
  { world, agent }: Employer,
  query: string,
  file: Buffer,
  accept = 'application/json',
): Promise<FileAnswer> {
  const response = await fetch(`${world.api.url}/v1/remittance-lists${query}`, {
    method: 'POST',
    headers: {
      accept,
      authorization: `Bearer ${agent.token}`,
      'content-type': 'text/csv',
      'idempotency-key': randomUUID(),
    },
    body: new Uint8Array(file),
  });
  const bytes = Buffer.from(await response.arrayBuffer());
  const json = (response.headers.get('content-type') ?? '').includes('json');
  const body: unknown = json ? JSON.parse(bytes.toString('utf8')) : null;
  return { status: response.status, headers: response.headers, bytes, body };
}
