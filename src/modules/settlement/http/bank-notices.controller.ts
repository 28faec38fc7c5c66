import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { conflict, invalidAt, notFound, Problem, RawBody } from '../../../platform/http';
import { Permit } from '../../access';
import { type NoticeResult, TakeNotice } from '../app/take-notice';

/** Where the bank pushes its notices. No bearer token: a message proves itself by its signature. */
@Controller('v1/bank/boc')
export class BankNoticesController {
  constructor(private readonly notices: TakeNotice) {}

  @Post('notices')
  @HttpCode(200)
  @Permit('bank-signature')
  async take(
    @Body() message: unknown,
    @RawBody() bytes: Buffer,
  ): Promise<{ RtnCode: string; effect: string }> {
    return answerOf(await this.notices.take(message, bytes.toString('utf8')));
  }
}

/** 200 for what was taken, now or before; a problem for everything else. Throws the problem. */
function answerOf(taken: NoticeResult): { RtnCode: string; effect: string } {
  switch (taken.result) {
    case 'applied':
    case 'known':
      return { RtnCode: '00000', effect: taken.result === 'applied' ? 'applied' : 'none' };
    case 'early':
      throw tooEarly();
    case 'not-ours':
      throw notOurs(taken.incident);
    case 'conflict':
      throw conflict(taken.incident, {
        zh: '通知与我方记录不一致，未作任何变动，已转人工核查。',
        en: 'The notice contradicts our records. Nothing was changed; a person will look.',
      });
    case 'refused':
      throw taken.fault === 'shape' ? unreadable() : notBelieved();
  }
}

/** The return of a payment whose payment we have not booked yet: we ask, and the bank tells it again. */
function tooEarly(): Problem {
  return new Problem({
    status: 503,
    code: 'NOTICE_TOO_EARLY',
    title: { zh: '通知早于前一状态', en: 'The notice is ahead of what we know' },
    detail: {
      zh: '我方正在查询原交易，请稍后重发。',
      en: 'We are asking about the payment itself; send the notice again.',
    },
    headers: { 'Retry-After': '2' },
  });
}

function notOurs(code: string): Problem {
  const { status, title } = notFound();
  const detail = {
    zh: '通知中的账号或流水号不属于本中心，未作任何变动，已转人工核查。',
    en: 'The account or reference of the notice is not ours. Nothing was changed; a person will look.',
  };
  return new Problem({ status, code, title, detail });
}

function unreadable(): Problem {
  return invalidAt('', 'BANK_MESSAGE_FORMAT', {
    zh: '报文应含 header、body、signature 三部分，各要素均为约定格式的文本。',
    en: 'A message has header, body and signature, every field a text of the agreed form.',
  });
}

/** One answer for every reason: who forges learns nothing. */
function notBelieved(): Problem {
  return new Problem({
    status: 401,
    code: 'BANK_SIGNATURE_INVALID',
    title: { zh: '报文验签未通过', en: 'The message is not authentic' },
    detail: {
      zh: '签名、密钥、时间或节点不符，报文未处理。',
      en: 'Signature, key, time or node do not fit; the message was not taken.',
    },
  });
}
