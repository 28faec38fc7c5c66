import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { temporarilyUnavailable } from '../../../platform/http';
import type { Printout } from '../render/page';
import type { Printed, PrintOrder } from '../render/pdf-thread';

const THREAD = join(__dirname, '..', 'render', 'pdf-thread.js');
/** Documents that may wait for the thread; a certificate takes it some 30 ms, the longest statement about a second. */
const LONGEST_QUEUE = 50;
const LONGEST_PRINT_MS = 30_000;
const HEAP_MB = 160;

interface Waiting {
  readonly order: PrintOrder;
  resolve(pdf: Buffer): void;
  reject(error: Error): void;
}

/**
 * Prints PDFs one after the other in a thread of their own, so that no request waits behind one. The thread starts
 * with the first document; one that dies or hangs takes its document with it and is replaced for the next.
 */
@Injectable()
export class PdfPrinter implements OnApplicationShutdown {
  private readonly queue: Waiting[] = [];
  private thread: Worker | null = null;
  private printing: Waiting | null = null;
  private guard: NodeJS.Timeout | undefined;
  private count = 0;

  /** @throws Problem 503 when too many wait, Error when the document cannot be printed. */
  print(printout: Printout): Promise<Buffer> {
    if (this.queue.length >= LONGEST_QUEUE) throw temporarilyUnavailable('PRINTER_BUSY', 5);
    this.count += 1;
    const order: PrintOrder = { id: this.count, printout };
    return new Promise((resolve, reject) => {
      this.queue.push({ order, resolve, reject });
      this.next();
    });
  }

  async onApplicationShutdown(): Promise<void> {
    await this.thread?.terminate();
  }

  private next(): void {
    if (this.printing !== null) return;
    const waiting = this.queue.shift();
    if (waiting === undefined) return;
    this.printing = waiting;
    this.thread ??= this.start();
    this.guard = setTimeout(() => void this.thread?.terminate(), LONGEST_PRINT_MS);
    this.guard.unref();
    this.thread.postMessage(waiting.order);
  }

  private start(): Worker {
    const thread = new Worker(THREAD, { resourceLimits: { maxOldGenerationSizeMb: HEAP_MB } });
    // What waits for the document keeps the process alive, not the thread.
    thread.unref();
    thread.on('message', (printed: Printed) => this.printed(printed));
    thread.on('error', (error) => this.lost(thread, error));
    thread.on('exit', () => this.lost(thread, new Error('the printing thread ended')));
    return thread;
  }

  private printed(printed: Printed): void {
    if ('pdf' in printed) this.take(printed.id)?.resolve(Buffer.from(printed.pdf));
    else this.take(printed.id)?.reject(new Error(`a document could not be printed: ${printed.fault}`));
    this.next();
  }

  private lost(thread: Worker, error: Error): void {
    if (this.thread !== thread) return;
    this.thread = null;
    if (this.printing !== null) this.take(this.printing.order.id)?.reject(error);
    this.next();
  }

  private take(id: number): Waiting | null {
    const waiting = this.printing;
    if (waiting?.order.id !== id) return null;
    clearTimeout(this.guard);
    this.printing = null;
    return waiting;
  }
}
