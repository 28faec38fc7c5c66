import { invalidAt, Problem } from '../../../platform/http';

/** An event without its signature in the header of that name. */
export function signatureMissing(header: string): Problem {
  return invalidAt('', 'REGISTRY_SIGNATURE_MISSING', {
    zh: `缺少 ${header}，请对报文原文签名后重发。`,
    en: `${header} is missing; sign the bytes of the message and send it again.`,
  });
}

/** An event that is signed, and not in its department's form. */
export function eventUnreadable(): Problem {
  return invalidAt('', 'REGISTRY_EVENT_FORMAT', {
    zh: '报文不符合约定格式，请按接口说明核对各要素。',
    en: 'The event is not in the agreed form; check its fields against the description.',
  });
}

/** One answer for every reason: who forges learns nothing. */
export function eventNotBelieved(): Problem {
  return new Problem({
    status: 401,
    code: 'REGISTRY_SIGNATURE_INVALID',
    title: { zh: '报文验签未通过', en: 'The message is not authentic' },
    detail: { zh: '签名不符，报文未处理。', en: 'The signature does not fit; the message was not taken.' },
  });
}
