import { Body, Controller, Get, HttpCode, Param, Post, Res } from '@nestjs/common';
import { ApiHeader, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import type { Actor } from '../../../../kernel/actor';
import { Answers, BodyHash, IdempotencyKey, Problems, UuidParamPipe } from '../../../../platform/http';
import { CurrentActor, Permit } from '../../../access';
import { WriteOffDesk, type WriteOffView } from '../../app/write-off/write-off-desk';
import { sendAnswer } from '../signing/send-answer';
import { WriteOffDecisionBody, WriteOffProposalBody } from './write-off.dto';

interface WriteOffList {
  readonly writeOffs: readonly WriteOffView[];
}

/** Losses of loans charged to the reserve: proposed by a clerk, decided on by somebody else. */
@ApiTags('贷款 loans')
@Controller('v1')
export class WriteOffsController {
  constructor(private readonly desk: WriteOffDesk) {}

  @Get('loan-write-offs')
  @Permit('loan:write-offs')
  @ApiOperation({
    operationId: 'listWriteOffs',
    summary: '呆账核销：待决定和已决定的 / losses proposed to be written off, and decided on',
  })
  async list(@CurrentActor() actor: Actor): Promise<WriteOffList> {
    return { writeOffs: await this.desk.list(actor) };
  }

  @Post('loans/:id/write-off')
  @HttpCode(200)
  @Permit('loan:propose-write-off')
  @ApiOperation({
    operationId: 'proposeWriteOff',
    summary: '提出呆账核销 / propose that a loss is charged to the reserve',
  })
  @Answers('LoanView')
  @Problems({
    403: ['CLERK_UNNAMED', 'OWN_CASE'],
    409: ['LOAN_NOT_OVERDUE', 'LOAN_NOT_A_LOSS', 'WRITE_OFF_PROPOSED'],
  })
  @ApiHeader({ name: 'Idempotency-Key', required: true })
  async propose(
    @Param('id', UuidParamPipe) loanId: string,
    @Body() { ground, evidenceNo }: WriteOffProposalBody,
    @CurrentActor() actor: Actor,
    @IdempotencyKey() key: string,
    @BodyHash() bodyHash: string,
    @Res() response: FastifyReply,
  ): Promise<void> {
    const of = { loanId, ground, evidenceNo };
    await sendAnswer(response, await this.desk.propose(actor, of, { key, bodyHash }));
  }

  @Post('loans/:id/write-off/decision')
  @HttpCode(200)
  @Permit('loan:decide-write-off')
  @ApiOperation({
    operationId: 'decideWriteOff',
    summary: '决定呆账核销，须为另一人 / decide on a write-off, as another person than its proposer',
  })
  @Answers('LoanView')
  @Problems({
    403: ['CLERK_UNNAMED', 'OWN_CASE'],
    409: [
      'WRITE_OFF_NOT_PROPOSED',
      'SECOND_PERSON_WANTED',
      'LOAN_NOT_OVERDUE',
      'LOAN_NOT_A_LOSS',
      'WRITE_OFF_PROPOSED',
      'RESERVE_TOO_LOW',
    ],
  })
  @ApiHeader({ name: 'Idempotency-Key', required: true })
  async decide(
    @Param('id', UuidParamPipe) loanId: string,
    @Body() { agreed: approve }: WriteOffDecisionBody,
    @CurrentActor() actor: Actor,
    @IdempotencyKey() key: string,
    @BodyHash() bodyHash: string,
    @Res() response: FastifyReply,
  ): Promise<void> {
    await sendAnswer(response, await this.desk.decide(actor, { loanId, approve }, { key, bodyHash }));
  }
}
