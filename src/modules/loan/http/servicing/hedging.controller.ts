import { Controller, HttpCode, Param, Post, Res } from '@nestjs/common';
import { ApiHeader, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import type { Actor } from '../../../../kernel/actor';
import { Answers, BodyHash, IdempotencyKey, Problems, UuidParamPipe } from '../../../../platform/http';
import { CurrentActor, Permit } from '../../../access';
import { EndHedging } from '../../app/hedging/end-hedging';
import { sendAnswer } from '../signing/send-answer';

/** What the holders of a hedging agreement do with it after it was signed. */
@ApiTags('贷款 loans')
@Controller('v1/loans/:id/hedging')
export class HedgingController {
  constructor(private readonly ending: EndHedging) {}

  @Post('end')
  @HttpCode(200)
  @Permit('loan:end-hedging')
  @ApiOperation({
    operationId: 'endHedging',
    summary: '终止对冲还贷协议，改由还款卡还款 / end the own hedging agreement: the card repays from then on',
  })
  @Answers('LoanView')
  @Problems({ 409: ['HEDGING_NOT_IN_FORCE'] })
  @ApiHeader({ name: 'Idempotency-Key', required: true })
  async end(
    @Param('id', UuidParamPipe) id: string,
    @CurrentActor() actor: Actor,
    @IdempotencyKey() key: string,
    @BodyHash() bodyHash: string,
    @Res() response: FastifyReply,
  ): Promise<void> {
    await sendAnswer(response, await this.ending.end(actor, id, { key, bodyHash }));
  }
}
