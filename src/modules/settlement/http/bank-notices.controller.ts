import { Controller, HttpCode, Param, Post, Req, Res } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { CrashPoint } from '../../../platform/crash-point';
import { conflict, invalidAt, notFound, Problem, Problems, TakesXml } from '../../../platform/http';
import { Permit } from '../../access';
import { type NoticeResult, TakeNotice } from '../app/take-notice';
import { INCIDENT_CODES } from '../domain/outcome';
import { BankLines } from '../wire/bank-lines';

/** Addresses that were given to a bank before there were several. */
const FORMER: Readonly<Record<string, string>> = { boc: '104' };

/** A message in the bank's own dialect; docs/bank-protocol.md names the fields. */
const MESSAGE = { type: 'object' as const, additionalProperties: true };
const IN_ITS_DIALECT = {
  description: '按银行各自的报文格式 / in the dialect of the bank',
  content: {
    'application/json': { schema: MESSAGE },
    'application/xml': { schema: { type: 'string' as const } },
  },
};

/**
 * Where the banks push their notices, each in its own dialect. No bearer token: a message proves itself by its
 * signature, under the key of the bank that the path names.
 */
@ApiTags('银行 bank')
@Controller('v1/bank')
export class BankNoticesController {
  constructor(
    private readonly notices: TakeNotice,
    private readonly banks: BankLines,
  ) {}

  @Post(':code/notices')
  @HttpCode(200)
  @Permit('bank-signature')
  @TakesXml()
  @ApiOperation({
    operationId: 'takeBankNotice',
    summary: '接收银行通知（动账、付款结果），验签后入账 / takes a notice of a bank, proved by its signature',
  })
  @ApiParam({ name: 'code', description: '银行代码（行号前三位） bank code', example: '104' })
  @Problems({
    400: ['INVALID_REQUEST'],
    401: ['BANK_SIGNATURE_INVALID'],
    404: ['UNKNOWN_ACCOUNT', 'UNKNOWN_REFERENCE'],
    409: INCIDENT_CODES,
    503: ['NOTICE_TOO_EARLY'],
  })
  @ApiConsumes('application/json', 'application/xml')
  @ApiBody({ schema: { oneOf: [MESSAGE, { type: 'string' }] } })
  @ApiOkResponse(IN_ITS_DIALECT)
  @CrashPoint('notice')
  async take(
    @Param('code') code: string,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    const line = this.banks.find(FORMER[code] ?? code);
    if (line === null) throw notFound();
    const raw = { bytes: request.rawBody ?? Buffer.alloc(0), header: headerOf(request) };
    const { contentType, text } = line.acknowledge(effectOf(await this.notices.take(line, raw)));
    void reply.header('content-type', `${contentType}; charset=utf-8`);
    return text;
  }
}

function headerOf({ headers }: FastifyRequest): (name: string) => string | null {
  return (name) => {
    const value = headers[name];
    return typeof value === 'string' ? value : null;
  };
}

/** What was taken, now or before; a problem for everything else. Throws the problem. */
function effectOf(taken: NoticeResult): 'applied' | 'none' {
  switch (taken.result) {
    case 'applied':
      return 'applied';
    case 'known':
      return 'none';
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
    zh: '报文不符合与该银行约定的格式；请按接口说明核对各部分及其要素。',
    en: 'The message is not in the form agreed with this bank; check its parts and fields against the description.',
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
