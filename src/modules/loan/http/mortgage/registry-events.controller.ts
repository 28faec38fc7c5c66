import { Controller, Headers, HttpCode, Post, Req } from '@nestjs/common';
import { ApiBody, ApiHeader, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { Problem, Problems } from '../../../../platform/http';
import { Permit } from '../../../access';
import { eventNotBelieved, eventUnreadable, signatureMissing } from '../../../registry';
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
    if (signature === undefined) throw signatureMissing('X-Rea-Signature');
    const { result } = await this.events.take(request.rawBody ?? Buffer.alloc(0), signature);
    switch (result) {
      case 'applied':
        return { ReturnCode: 'SUCCESS', effect: 'applied' };
      case 'known':
        return { ReturnCode: 'SUCCESS', effect: 'none' };
      case 'unreadable':
        throw eventUnreadable();
      case 'unknown-application':
        throw unknownApplication();
      case 'not-believed':
        throw eventNotBelieved();
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
