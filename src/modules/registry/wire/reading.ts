import { parseJson } from './parse-json';
import { Node } from './node';

/** What one registry's answer says, in our terms; freshness is judged by the caller. */
export interface Reading<T> {
  readonly receiptNo: string;
  readonly asOf: Date;
  readonly value: T;
}

/** Root of an answer's bytes. Throws the `garbage` fault when they are no JSON object in UTF-8. */
export function openAnswer(bytes: Uint8Array): Node {
  return new Node(parseJson(bytes), '$');
}
