import type { BilingualText } from '../../../kernel/decision';
import type { Json } from '../../../kernel/fact';
import type { DocumentContent } from './document-content';
import type { Sheet } from './sheet';

/** A kind of document that a room issues; the document room numbers, signs, prints and verifies it. */
export interface DocumentKind {
  /** 'member-certificate' */
  readonly code: string;
  readonly names: BilingualText;
  /** Lines up to which the PDF shows them all; beyond it the sheet says where they are. 0 for a certificate. */
  readonly linesPrinted: number;
  /** What is printed. Pure: the same content gives the same sheet. `lines` is null when there are too many to print. */
  sheet(content: DocumentContent, lines: readonly Json[] | null): Sheet;
}
