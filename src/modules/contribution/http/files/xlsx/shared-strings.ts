import { BOUNDS } from './bounds';
import { cellText } from './cell-text';
import { readXml } from './read-xml';
import { tooMuch } from './workbook-archive';

/** The texts that cells refer to by number; how a text is pronounced (rPh) is no part of it. @throws WorkbookFault */
export async function readSharedStrings(pieces: AsyncIterable<string>): Promise<string[]> {
  const strings: string[] = [];
  let characters = 0;
  let current = '';
  let inText = false;
  let spoken = 0;
  await readXml(pieces, {
    open: (tag) => {
      if (tag === 'si') current = '';
      else if (tag === 'rPh') spoken += 1;
      inText = tag === 't' && spoken === 0;
    },
    text: (text) => {
      if (inText) current += text;
    },
    close: (tag) => {
      inText = false;
      if (tag === 'rPh') spoken -= 1;
      if (tag !== 'si') return;
      characters += current.length;
      if (characters > BOUNDS.sharedCharacters) throw tooMuch('characters', BOUNDS.sharedCharacters);
      if (strings.length === BOUNDS.sharedStrings) throw tooMuch('shared strings', BOUNDS.sharedStrings);
      strings.push(cellText(current));
    },
  });
  return strings;
}
