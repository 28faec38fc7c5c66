import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { invalidAt } from './problems';
import { requestOf } from './request';

const FORM = /^[\x21-\x7e]{8,128}$/;
const POINTER = '/headers/idempotency-key';

/**
 * The `Idempotency-Key` of a command.
 * @throws Problem 400 when it is missing, given twice, or not 8 to 128 visible ASCII characters.
 */
export function idempotencyKey(headers: Readonly<Record<string, string | string[] | undefined>>): string {
  const key = headers['idempotency-key'];
  if (key === undefined || key === '') {
    throw invalidAt(POINTER, 'IDEMPOTENCY_KEY_MISSING', {
      zh: '请在请求头 Idempotency-Key 中给出本次办理的唯一编号（例如 UUID）；重试时沿用同一个编号。',
      en: 'Send a header Idempotency-Key with a number of your own for this act, such as a UUID; a retry repeats it.',
    });
  }
  if (typeof key !== 'string' || !FORM.test(key)) {
    throw invalidAt(POINTER, 'IDEMPOTENCY_KEY_FORMAT', {
      zh: 'Idempotency-Key 只能给一个，由 8 至 128 个可见 ASCII 字符组成，不含空格。',
      en: 'Send one Idempotency-Key of 8 to 128 visible ASCII characters without blanks.',
    });
  }
  return key;
}

export const IdempotencyKey = createParamDecorator((_: unknown, context: ExecutionContext): string =>
  idempotencyKey(requestOf(context).headers),
);
