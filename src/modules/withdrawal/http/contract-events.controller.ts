import { Controller, Headers, HttpCode, Post, Req } from '@nestjs/common';
import { ApiBody, ApiHeader, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { invalidAt, Problem, Problems } from '../../../platform/http';
import { Permit } from '../../access';
import { TakeContractEvent } from '../app/recovery/take-contract-event';

/** How the bureau is told that its event was taken; `none`: it was known, or nobody drew on that contract. */
export interface ContractEventReceipt {
  readonly ztm: '00';
  readonly effect: 'applied' | 'none';
}

/** In the bureau's own form; docs/registry-events.md names the fields. */
const MESSAGE = { type: 'object' as const, additionalProperties: true };

/** Where the housing bureau tells that a contract changed. No bearer token: an event proves itself by its signature. */
@ApiTags('登记机构 registries')
@Controller('v1/registry-events')
export class ContractEventsController {
  constructor(private readonly events: TakeContractEvent) {}

  @Post('hsg')
  @HttpCode(200)
  @Permit('bank-signature')
  @ApiOperation({
    operationId: 'takeContractEvent',
    summary:
      '接收购房合同备案变动，验签后即向房管核验，已提取的启动追回 / takes an event of the housing bureau',
  })
  @Problems({ 400: ['INVALID_REQUEST'], 401: ['REGISTRY_SIGNATURE_INVALID'] })
  @ApiHeader({ name: 'X-Hsg-Signature', required: true, description: 'HMAC-SHA-256, base64' })
  @ApiBody({ schema: MESSAGE })
  async take(
    @Req() request: FastifyRequest,
    @Headers('x-hsg-signature') signature: string | undefined,
  ): Promise<ContractEventReceipt> {
    if (signature === undefined)
      throw invalidAt('', 'REGISTRY_SIGNATURE_MISSING', {
        zh: '缺少 X-Hsg-Signature，请对报文原文签名后重发。',
        en: 'X-Hsg-Signature is missing; sign the bytes of the message and send it again.',
      });
    const taken = await this.events.take(request.rawBody ?? Buffer.alloc(0), signature);
    switch (taken) {
      case 'applied':
      case 'none':
        return { ztm: '00', effect: taken };
      case 'unreadable':
        throw invalidAt('', 'REGISTRY_EVENT_FORMAT', {
          zh: '报文不符合约定格式，请按接口说明核对各要素。',
          en: 'The event is not in the agreed form; check its fields against the description.',
        });
      case 'not-believed':
        throw notBelieved();
    }
  }
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
