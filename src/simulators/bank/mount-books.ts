import { join } from 'node:path';
import { jsonResponse, type SimulatorServer } from '../server';
import type { BookLine } from './book-line';
import { BOCOM } from './bocom/bocom-dialect';
import { BOC } from './boc/message';
import { linesOnDisk } from './durable-lines';

/** File of the books of each bank. */
export const BOOKS_FILES = { [BOC]: 'boc-books.jsonl', [BOCOM]: 'bocom-books.jsonl' } as const;

/**
 * The banks' books as they are on disk at each look, for the proof. The banks themselves may be up in another process:
 * nothing is written, no order is carried on, and no line that is being written is cut off.
 */
export function mountBooks(server: SimulatorServer, dataDir: string): void {
  for (const [code, file] of Object.entries(BOOKS_FILES))
    server.route('GET', `/control/bank/${code}/books`, async () =>
      jsonResponse(200, { lines: await linesOnDisk<BookLine>(join(dataDir, file)) }),
    );
}
