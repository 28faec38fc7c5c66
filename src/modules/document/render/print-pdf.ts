import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { type FontCoverage, fontCoverage } from './font-coverage';
import { FONT, pageOf, type Printout } from './page';
import type { PageDefinition } from './page-definition';

/** What we use of pdfmake. */
interface PdfMake {
  setFonts(fonts: Readonly<Record<string, Readonly<Record<string, string>>>>): void;
  setUrlAccessPolicy(allowed: (url: string) => boolean): void;
  setLocalAccessPolicy(allowed: (path: string) => boolean): void;
  createPdf(definition: PageDefinition): { getBuffer(): Promise<Buffer> };
}

const pdfmake = createRequire(__filename)('pdfmake') as PdfMake;

const FILE = join(__dirname, '..', 'fonts', 'noto-sans-sc-regular.ttf');

let ready: FontCoverage | undefined;

/** Sets the printer up, once a thread: it reads the font and no other file, and asks nothing of the network. */
function coverage(): FontCoverage {
  if (ready === undefined) {
    pdfmake.setFonts({ [FONT]: { normal: FILE, bold: FILE, italics: FILE, bolditalics: FILE } });
    pdfmake.setUrlAccessPolicy(() => false);
    pdfmake.setLocalAccessPolicy((path) => path === FILE);
    ready = fontCoverage(readFileSync(FILE));
  }
  return ready;
}

/** A PDF of one document: the same printout always gives the same bytes. Only the glyphs used are embedded. */
export async function printPdf(printout: Printout): Promise<Buffer> {
  return pdfmake.createPdf(pageOf(printout, coverage())).getBuffer();
}
