import { Body, Controller, Get, HttpCode, Param, Post, Res } from '@nestjs/common';
import { ApiHeader, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import type { Actor } from '../../../../kernel/actor';
import { Answers, BodyHash, IdempotencyKey, Problems, UuidParamPipe } from '../../../../platform/http';
import { CurrentActor, Permit } from '../../../access';
import { FundSafety } from '../../app/fund/fund-safety';
import type { FundView } from '../../domain/fund/fund-view';
import { sendAnswer } from '../signing/send-answer';
import { FundMeasureRequest } from './fund.dto';

@ApiTags('贷款 loans')
@Controller('v1/fund')
export class FundController {
  constructor(private readonly safety: FundSafety) {}

  @Get()
  @Permit('fund:read')
  @ApiOperation({
    operationId: 'readFund',
    summary: '资金安全：个贷率、流动性措施、轮候 / the safety of the fund: ratio, measures, queue',
  })
  async read(@CurrentActor() actor: Actor): Promise<FundView> {
    return this.safety.read(actor);
  }

  @Post('measures')
  @HttpCode(201)
  @Permit('fund:measure')
  @ApiOperation({
    operationId: 'putFundMeasureInForce',
    summary: '启用流动性措施 / put a measure for the safety of the fund in force',
  })
  @Answers({ 201: 'FundMeasureView' })
  @Problems({ 409: ['FUND_MEASURE_OPEN'] })
  @ApiHeader({ name: 'Idempotency-Key', required: true })
  async put(
    @Body() { kind, documentNo, from }: FundMeasureRequest,
    @CurrentActor() actor: Actor,
    @IdempotencyKey() key: string,
    @BodyHash() bodyHash: string,
    @Res() response: FastifyReply,
  ): Promise<void> {
    const wanted = { kind, documentNo, from };
    await sendAnswer(response, await this.safety.putInForce(actor, wanted, { key, bodyHash }));
  }

  @Post('measures/:id/end')
  @HttpCode(200)
  @Permit('fund:measure')
  @ApiOperation({ operationId: 'endFundMeasure', summary: '终止流动性措施 / end a measure' })
  @Answers('FundMeasureView')
  @ApiHeader({ name: 'Idempotency-Key', required: true })
  async end(
    @Param('id', UuidParamPipe) id: string,
    @CurrentActor() actor: Actor,
    @IdempotencyKey() key: string,
    @BodyHash() bodyHash: string,
    @Res() response: FastifyReply,
  ): Promise<void> {
    await sendAnswer(response, await this.safety.end(actor, id, { key, bodyHash }));
  }
}
