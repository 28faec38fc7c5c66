import { parentPort } from 'node:worker_threads';
import type { Printout } from './page';
import { printPdf } from './print-pdf';

/** What the thread is asked and what it answers; `fault` names the error, never what was printed. */
export interface PrintOrder {
  readonly id: number;
  readonly printout: Printout;
}
export type Printed =
  { readonly id: number; readonly pdf: Uint8Array } | { readonly id: number; readonly fault: string };

if (parentPort === null) throw new Error('this file is run as a thread');
const port = parentPort;
port.on('message', ({ id, printout }: PrintOrder) => {
  printPdf(printout).then(
    (pdf) => port.postMessage({ id, pdf } satisfies Printed),
    (error: unknown) =>
      port.postMessage({ id, fault: error instanceof Error ? error.name : 'fault' } satisfies Printed),
  );
});
