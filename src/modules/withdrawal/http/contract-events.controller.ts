import { Controller, Headers, HttpCode, Post, Req } from '@nestjs/common';
import { ApiBody, ApiHeader, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { Problems } from '../../../platform/http';
import { Permit } from '../../access';
import { eventNotBelieved, eventUnreadable, signatureMissing } from '../../registry';
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
    if (signature === undefined) throw signatureMissing('X-Hsg-Signature');
    const taken = await this.events.take(request.rawBody ?? Buffer.alloc(0), signature);
    switch (taken) {
      case 'applied':
      case 'none':
        return { ztm: '00', effect: taken };
      case 'unreadable':
        throw eventUnreadable();
      case 'not-believed':
        throw eventNotBelieved();
    }
  }
}
