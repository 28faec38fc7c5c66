import { Body, Controller, Get, Param, Post, Res } from '@nestjs/common';
import { ApiHeader, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import type { Actor } from '../../../../kernel/actor';
import { UnitOfWork } from '../../../../platform/database/unit-of-work';
import {
  Answers,
  BodyHash,
  IdempotencyKey,
  Problems,
  TraceId,
  UuidParamPipe,
} from '../../../../platform/http';
import { CurrentActor, Permit } from '../../../access';
import { ReadWarnings, type WarningsView } from '../../app/employer/read-warnings';
import { SecondAgentWord } from '../../app/employer/second-agent-word';
import { ConsentRequest } from './consent.dto';

@ApiTags('单位 employers')
@Controller('v1/employers')
export class EmployersController {
  constructor(
    private readonly secondAgent: SecondAgentWord,
    private readonly readWarnings: ReadWarnings,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  @Get(':id/warnings')
  @Permit('employer:warnings')
  @ApiOperation({
    operationId: 'listEmployerWarnings',
    summary: '单位逾期法定期限的提醒 / statutory days the employer let pass, open ones first',
  })
  warnings(@Param('id', UuidParamPipe) id: string, @CurrentActor() actor: Actor): Promise<WarningsView> {
    return this.unitOfWork.read(actor.centreId, (tx) => this.readWarnings.of(tx, actor, id));
  }

  @Post(':id/cases/:caseId/consent')
  @Permit('employer:consent')
  @ApiOperation({
    operationId: 'sayAsSecondAgent',
    summary: '单位另一名专管员复核，规则随即重新决定 / another agent agrees or not; the rules decide again',
  })
  @Answers('CaseView')
  @Problems({ 403: ['SAME_AGENT'], 409: ['CASE_NOT_WAITING', 'CONSENT_GIVEN', 'NO_SECOND_AGENT'] })
  @ApiHeader({ name: 'Idempotency-Key', required: true })
  async consent(
    @Param('id', UuidParamPipe) employerId: string,
    @Param('caseId', UuidParamPipe) caseId: string,
    @Body() { agreed }: ConsentRequest,
    @CurrentActor() actor: Actor,
    @IdempotencyKey() key: string,
    @BodyHash() bodyHash: string,
    @TraceId() traceId: string,
    @Res() response: FastifyReply,
  ): Promise<void> {
    const reply = await this.secondAgent.say({ actor, key, bodyHash, traceId, employerId, caseId, agreed });
    if (reply.replayed) response.header('Idempotency-Replayed', 'true');
    await response
      .code(reply.status)
      .header('Location', `/v1/cases/${caseId}`)
      .type('application/json; charset=utf-8')
      .send(reply.answer);
  }
}
