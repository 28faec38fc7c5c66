import type { World } from '../../support';
import type { FileAnswer } from './send-file';
import type { SignedIn } from './employer';

/** Fetches a file, signed in; its bytes as they come. */
export async function getFile(
  world: World,
  { token }: Pick<SignedIn, 'token'>,
  path: string,
): Promise<FileAnswer> {
  const response = await fetch(`${world.api.url}${path}`, { headers: { authorization: `Bearer ${token}` } });
  const bytes = Buffer.from(await response.arrayBuffer());
  const json = (response.headers.get('content-type') ?? '').includes('json');
  const body: unknown = json ? JSON.parse(bytes.toString('utf8')) : null;
  return { status: response.status, headers: response.headers, bytes, body };
}
