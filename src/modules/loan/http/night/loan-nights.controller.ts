import { Body, Controller, Get, HttpCode, Param, Post, Res } from '@nestjs/common';
import { ApiHeader, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import type { Actor } from '../../../../kernel/actor';
import { Answers, BodyHash, IdempotencyKey, Problems, UuidParamPipe } from '../../../../platform/http';
import { CurrentActor, Permit } from '../../../access';
import { PassNights, type StuckNightView } from '../../app/night/pass-nights';
import { sendAnswer } from '../signing/send-answer';
import { NightPassBody, NightPassDecisionBody } from './loan-night.dto';

interface StuckNightList {
  readonly nights: readonly StuckNightView[];
}

/** Runs of the night that fail, and two managers who let the night go on without one. */
@ApiTags('贷款 loans')
@Controller('v1/loan-nights')
export class LoanNightsController {
  constructor(private readonly nights: PassNights) {}

  @Get()
  @Permit('night:read')
  @ApiOperation({
    operationId: 'listStuckNights',
    summary:
      '失败或已放行而未完成的夜间任务 / runs of the night that fail or were passed, and have not ended',
  })
  async list(@CurrentActor() actor: Actor): Promise<StuckNightList> {
    return { nights: await this.nights.list(actor) };
  }

  @Post(':id/pass')
  @HttpCode(200)
  @Permit('night:pass')
  @ApiOperation({
    operationId: 'proposeNightPass',
    summary: '提出放行：其后任务不再等待 / propose that what is behind a failing run waits no more',
  })
  @Answers('StuckNightView')
  @Problems({ 403: ['CLERK_UNNAMED'], 409: ['NIGHT_NOT_STUCK', 'PASS_PROPOSED'] })
  @ApiHeader({ name: 'Idempotency-Key', required: true })
  async propose(
    @Param('id', UuidParamPipe) id: string,
    @Body() { reason }: NightPassBody,
    @CurrentActor() actor: Actor,
    @IdempotencyKey() key: string,
    @BodyHash() bodyHash: string,
    @Res() response: FastifyReply,
  ): Promise<void> {
    await sendAnswer(response, await this.nights.propose(actor, { id, reason }, { key, bodyHash }));
  }

  @Post(':id/pass/decision')
  @HttpCode(200)
  @Permit('night:pass')
  @ApiOperation({
    operationId: 'decideNightPass',
    summary: '决定放行，须为另一人 / decide on it, as another person than its proposer',
  })
  @Answers('StuckNightView')
  @Problems({ 403: ['CLERK_UNNAMED'], 409: ['PASS_NOT_PROPOSED', 'SECOND_PERSON_WANTED'] })
  @ApiHeader({ name: 'Idempotency-Key', required: true })
  async decide(
    @Param('id', UuidParamPipe) id: string,
    @Body() { agreed }: NightPassDecisionBody,
    @CurrentActor() actor: Actor,
    @IdempotencyKey() key: string,
    @BodyHash() bodyHash: string,
    @Res() response: FastifyReply,
  ): Promise<void> {
    await sendAnswer(response, await this.nights.decide(actor, { id, agreed }, { key, bodyHash }));
  }
}
