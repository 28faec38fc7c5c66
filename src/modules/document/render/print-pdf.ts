import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import pdfmake = require('pdfmake');
import { type FontCoverage, fontCoverage } from './font-coverage';
import { FONT, pageOf, type Printout } from './page';

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
