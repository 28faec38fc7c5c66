import { Body, Controller, Get, Param, Post, Query, Res } from '@nestjs/common';
import { ApiHeader, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import type { Actor } from '../../../kernel/actor';
import { Answers, BodyHash, IdempotencyKey, Problems, TraceId, UuidParamPipe } from '../../../platform/http';
import { CurrentActor, Permit } from '../../access';
import { AnswerFact, type DeskAnswer } from '../app/answer-fact';
import { DeskCase, type DeskCaseView } from '../app/desk-case';
import { DeskQueue, type QueuePage } from '../app/desk-queue';
import { FactAnswerRequest, QueueRequest } from './desk.dto';

const page = 20;

/** The desk of those who wait for a person. A clerk supplies facts; the rules decide. */
@ApiTags('柜台 desk')
@Controller('v1/desk')
export class DeskController {
  constructor(
    private readonly queue: DeskQueue,
    private readonly deskCase: DeskCase,
    private readonly answerFact: AnswerFact,
  ) {}

  @Get('queue')
  @Permit('desk:read')
  @ApiOperation({
    operationId: 'listDeskQueue',
    summary: '等待人工的办件与付款 / what waits for a person, the nearest deadline first',
  })
  list(@Query() { limit = page, ...query }: QueueRequest, @CurrentActor() actor: Actor): Promise<QueuePage> {
    return this.queue.page(actor.centreId, { limit, ...query });
  }

  @Get('cases/:id')
  @Permit('desk:read')
  @ApiOperation({
    operationId: 'readDeskCase',
    summary: '办件全貌，查阅留痕 / the whole case; who looks is remembered',
  })
  @Problems({ 403: ['CLERK_UNNAMED', 'OWN_CASE'] })
  read(@Param('id', UuidParamPipe) id: string, @CurrentActor() actor: Actor): Promise<DeskCaseView> {
    return this.deskCase.read(actor, id);
  }

  @Post('cases/:id/facts')
  @Permit('desk:answer')
  @ApiOperation({
    operationId: 'answerFact',
    summary: '凭证件补充一项事实，规则随即重新决定 / supply a fact with evidence; the rules decide again',
  })
  @Answers('CaseView')
  @Problems({
    403: ['CLERK_UNNAMED', 'OWN_CASE'],
    409: ['ANSWER_DOES_NOT_FIT', 'CASE_NOT_WAITING', 'FACT_ANSWERED', 'FACT_KNOWN', 'POLICE_SILENT'],
  })
  @ApiHeader({ name: 'Idempotency-Key', required: true })
  async answer(
    @Param('id', UuidParamPipe) caseId: string,
    @Body() request: FactAnswerRequest,
    @CurrentActor() actor: Actor,
    @IdempotencyKey() key: string,
    @BodyHash() bodyHash: string,
    @TraceId() traceId: string,
    @Res() response: FastifyReply,
  ): Promise<void> {
    const answer: DeskAnswer = { ...request, evidence: { ...request.evidence } };
    const reply = await this.answerFact.answer({ actor, key, bodyHash, caseId, answer, traceId });
    if (reply.replayed) response.header('Idempotency-Replayed', 'true');
    await response
      .code(reply.status)
      .header('Location', `/v1/cases/${caseId}`)
      .type('application/json; charset=utf-8')
      .send(reply.answer);
  }
}
