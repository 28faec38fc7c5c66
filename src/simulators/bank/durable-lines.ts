import { open, type FileHandle, readFile } from 'node:fs/promises';

interface Waiting {
  readonly text: string;
  readonly done: () => void;
  readonly failed: (error: unknown) => void;
}

/**
 * An append-only file of JSON lines. A line counts once `append` resolves: lines that wait together are written with
 * one write and one fdatasync. A torn last line (kill -9 in the middle of a write) was never answered for: it is cut
 * off at the next start. Any other unreadable line stops the start.
 */
export class DurableLines<L> {
  private waiting: Waiting[] = [];
  private flushing: Promise<void> | null = null;
  private broken: Error | null = null;

  private constructor(private readonly file: FileHandle) {}

  static async open<L>(path: string): Promise<{ lines: L[]; file: DurableLines<L> }> {
    const file = await open(path, 'a+');
    try {
      return { lines: await readWhole<L>(file), file: new DurableLines<L>(file) };
    } catch (error) {
      await file.close();
      throw error;
    }
  }

  /** Resolves when the line is on disk. After one failed write nothing is taken any more: memory and disk differ. */
  append(line: L): Promise<void> {
    if (this.broken !== null) return Promise.reject(this.broken);
    const text = `${JSON.stringify(line)}\n`;
    const written = new Promise<void>((done, failed) => this.waiting.push({ text, done, failed }));
    this.flushing ??= this.flush();
    return written;
  }

  async close(): Promise<void> {
    await this.flushing;
    await this.file.close();
  }

  private async flush(): Promise<void> {
    // One turn of the loop lets lines of the same moment share the disk's answer.
    await new Promise((resolve) => setImmediate(resolve));
    while (this.waiting.length > 0) {
      const group = this.waiting;
      this.waiting = [];
      try {
        await this.file.appendFile(group.map((one) => one.text).join(''), 'utf8');
        await this.file.datasync();
        for (const one of group) one.done();
      } catch (error) {
        this.broken = error instanceof Error ? error : new Error(String(error));
        for (const one of [...group, ...this.waiting]) one.failed(this.broken);
        this.waiting = [];
      }
    }
    this.flushing = null;
  }
}

/** Lines that are on disk now, of a file that another process may be writing; none where there is no file. */
export async function linesOnDisk<L>(path: string): Promise<L[]> {
  try {
    return wholeLines<L>(await readFile(path)).lines;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}

/** Lines of the file; what follows the last newline is cut off. Throws when a whole line is no JSON. */
async function readWhole<L>(file: FileHandle): Promise<L[]> {
  const content = await file.readFile();
  const { lines, bytes } = wholeLines<L>(content);
  if (bytes < content.length) await file.truncate(bytes);
  return lines;
}

function wholeLines<L>(content: Buffer): { lines: L[]; bytes: number } {
  const bytes = content.lastIndexOf(0x0a) + 1;
  const texts = content.subarray(0, bytes).toString('utf8').split('\n');
  return { lines: texts.filter((text) => text !== '').map((text) => JSON.parse(text) as L), bytes };
}
