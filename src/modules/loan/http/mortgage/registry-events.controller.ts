import { Controller, Headers, HttpCode, Post, Req } from '@nestjs/common';
import { ApiBody, ApiHeader, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { invalidAt, Problem, Problems } from '../../../../platform/http';
import { Permit } from '../../../access';
import { TakeTitleEvent } from '../../app/mortgage/take-title-event';

/** How the registry is told that its event was taken; `none`: it was known, or changes nothing any more. */
export interface RegistryReceipt {
  readonly ReturnCode: 'SUCCESS';
  readonly effect: 'applied' | 'none';
}

/** In the registry's own form; docs/registry-events.md names the fields. */
const MESSAGE = { type: 'object' as const, additionalProperties: true };

/** Where the title registry tells what became of a mortgage. No bearer token: an event proves itself by its signature. */
@ApiTags('登记机构 registries')
@Controller('v1/registry-events')
export class RegistryEventsController {
  constructor(private readonly events: TakeTitleEvent) {}

  @Post('rea')
  @HttpCode(200)
  @Permit('bank-signature')
  @ApiOperation({
    operationId: 'takeTitleEvent',
    summary: '接收不动产登记结果，验签后处理，抵押登记即时放款 / takes an event of the title registry',
  })
  @Problems({
    400: ['INVALID_REQUEST'],
    401: ['REGISTRY_SIGNATURE_INVALID'],
    404: ['UNKNOWN_APPLICATION'],
  })
  @ApiHeader({ name: 'X-Rea-Signature', required: true, description: 'HMAC-SHA-256, base64' })
  @ApiBody({ schema: MESSAGE })
  async take(
    @Req() request: FastifyRequest,
    @Headers('x-rea-signature') signature: string | undefined,
  ): Promise<RegistryReceipt> {
    if (signature === undefined)
      throw invalidAt('', 'REGISTRY_SIGNATURE_MISSING', {
        zh: '缺少 X-Rea-Signature，请对报文原文签名后重发。',
        en: 'X-Rea-Signature is missing; sign the bytes of the message and send it again.',
      });
    const { result } = await this.events.take(request.rawBody ?? Buffer.alloc(0), signature);
    switch (result) {
      case 'applied':
        return { ReturnCode: 'SUCCESS', effect: 'applied' };
      case 'known':
        return { ReturnCode: 'SUCCESS', effect: 'none' };
      case 'unreadable':
        throw invalidAt('', 'REGISTRY_EVENT_FORMAT', {
          zh: '报文不符合约定格式，请按接口说明核对各要素。',
          en: 'The event is not in the agreed form; check its fields against the description.',
        });
      case 'unknown-application':
        throw unknownApplication();
      case 'not-believed':
        throw notBelieved();
    }
  }
}

function unknownApplication(): Problem {
  return new Problem({
    status: 404,
    code: 'UNKNOWN_APPLICATION',
    title: { zh: '未找到', en: 'Not found' },
    detail: { zh: '本中心没有该登记申请。', en: 'There is no such application of ours.' },
  });
}

/** One answer for every reason: who forges learns nothing. */
function notBelieved(): Problem {
  return new Problem({
    status: 401,
    code: 'REGISTRY_SIGNATURE_INVALID',
    title: { zh: '报文验签未通过', en: 'The message is not authentic' },
    detail: { zh: '签名不符，报文未处理。', en: 'The signature does not fit; the message was not taken.' },
  });
}
