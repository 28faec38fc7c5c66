import { invalidAt, invalidRequest } from './problems';
import { membersIn, repeatedKey } from './repeated-key';
import { unsafeJson } from './unsafe-json';

const utf8 = new TextDecoder('utf-8', { fatal: true });

/**
 * Reads a JSON body (RFC 8259, UTF-8 without byte order mark).
 * @throws Problem 400 when it is empty, not UTF-8, not JSON, names a field twice, or holds what `unsafeJson` refuses.
 */
export function parseJsonBody(bytes: Buffer): unknown {
  if (bytes.length === 0) {
    throw invalidAt('', 'BODY_EMPTY', { zh: '请发送 JSON 正文。', en: 'Send a JSON body.' });
  }
  const { text, value } = read(bytes);
  const { fault, members } = unsafeJson(value);
  if (fault) throw invalidRequest([fault]);
  if (membersIn(text) !== members) {
    throw invalidAt(repeatedKey(text) ?? '', 'KEY_REPEATED', {
      zh: '同一对象中该字段出现了两次，请只保留一个。',
      en: 'The object has this field twice; keep one of them.',
    });
  }
  return value;
}

function read(bytes: Buffer): { text: string; value: unknown } {
  try {
    const text = utf8.decode(bytes);
    return { text, value: JSON.parse(text) as unknown };
  } catch (error) {
    // The parser's message repeats the input, so it is neither shown nor logged.
    if (!(error instanceof SyntaxError) && !(error instanceof TypeError)) throw error;
    throw invalidAt('', 'JSON_SYNTAX', {
      zh: '正文不是合法的 UTF-8 JSON，请检查引号、逗号和括号。',
      en: 'The body is not JSON in UTF-8; check quotes, commas and brackets.',
    });
  }
}
