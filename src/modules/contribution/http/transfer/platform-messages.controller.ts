import { Controller, HttpCode, Post, Req } from '@nestjs/common';
import { ApiBody, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { conflict, invalidAt, notFound, Problem, Problems } from '../../../../platform/http';
import { Permit } from '../../../access';
import { type Taken, TakePlatformMessage } from '../../app/transfer/take-platform-message';

/** How the platform is told that its message was taken; `none`: it was known, or changes nothing any more. */
export interface PlatformReceipt {
  readonly RtnCode: '00000';
  readonly effect: 'applied' | 'none';
}

/** A message of the standard; docs/platform-protocol.md names the fields. */
const MESSAGE = { type: 'object' as const, additionalProperties: true };

/**
 * Where the national platform pushes letters and what other centres say about them. No bearer token: a message proves
 * itself by its signature under the platform's key.
 */
@ApiTags('全国平台 national platform')
@Controller('v1/platform')
export class PlatformMessagesController {
  constructor(private readonly messages: TakePlatformMessage) {}

  @Post('messages')
  @HttpCode(200)
  @Permit('bank-signature')
  @ApiOperation({
    operationId: 'takePlatformMessage',
    summary:
      '接收全国平台报文（BDC901、903、904、905），验签后处理 / takes a message of the national platform',
  })
  @Problems({
    400: ['INVALID_REQUEST'],
    401: ['PLATFORM_SIGNATURE_INVALID'],
    404: ['UNKNOWN_LETTER', 'NOT_PARTY'],
    409: [
      'WRONG_SIDE',
      'LETTER_STATE',
      'LETTER_NUMBER',
      'LETTER_DIFFERS',
      'INFORMATION_DIFFERS',
      'AMOUNT_DIFFERS',
    ],
  })
  @ApiBody({ schema: MESSAGE })
  async take(@Req() request: FastifyRequest): Promise<PlatformReceipt> {
    return {
      RtnCode: '00000',
      effect: effectOf(await this.messages.take(request.rawBody ?? Buffer.alloc(0))),
    };
  }
}

/** What was taken, now or before; a problem for everything else. Throws the problem. */
function effectOf(taken: Taken): PlatformReceipt['effect'] {
  switch (taken.result) {
    case 'applied':
      return 'applied';
    case 'known':
      return 'none';
    case 'unreadable':
      throw invalidAt('', 'PLATFORM_MESSAGE_FORMAT', {
        zh: '报文不符合约定格式；请按接口说明核对报文头、联系函编号及各要素。',
        en: 'The message is not in the agreed form; check header, letter number and fields against the description.',
      });
    case 'not-believed':
      throw notBelieved();
    case 'unknown-letter':
      throw missing('UNKNOWN_LETTER');
    case 'not-party':
      throw missing('NOT_PARTY');
    case 'conflict':
      throw conflict(taken.code, {
        zh: '报文与该联系函的办理情况不一致，未作任何变动，报文已留存。',
        en: 'The message contradicts how the letter stands. Nothing was changed; the message is kept.',
      });
  }
}

function missing(code: string): Problem {
  const { status, title } = notFound();
  const detail = {
    zh: '本中心与贵中心之间没有该联系函。',
    en: 'There is no such letter between us and your centre.',
  };
  return new Problem({ status, code, title, detail });
}

/** One answer for every reason: who forges learns nothing. */
function notBelieved(): Problem {
  return new Problem({
    status: 401,
    code: 'PLATFORM_SIGNATURE_INVALID',
    title: { zh: '报文验签未通过', en: 'The message is not authentic' },
    detail: {
      zh: '签名、密钥、时间或节点不符，报文未处理。',
      en: 'Signature, key, time or node do not fit; the message was not taken.',
    },
  });
}
