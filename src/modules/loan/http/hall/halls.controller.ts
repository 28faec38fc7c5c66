import { Body, Controller, Get, HttpCode, Param, Post, Res } from '@nestjs/common';
import { ApiHeader, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import type { Actor } from '../../../../kernel/actor';
import { Answers, BodyHash, IdempotencyKey, Problems, UuidParamPipe } from '../../../../platform/http';
import { CurrentActor, Permit } from '../../../access';
import { ReadHall } from '../../app/hall/read-hall';
import { ReleasePayout } from '../../app/hall/release-payout';
import type { HallView } from '../../domain/hall/hall-view';
import { sendAnswer } from '../signing/send-answer';
import { PayoutDecisionBody, PayoutProposalBody } from './payout.dto';

@ApiTags('贷款 loans')
@Controller('v1/loans')
export class HallsController {
  constructor(
    private readonly halls: ReadHall,
    private readonly payouts: ReleasePayout,
  ) {}

  @Get(':id/hall')
  @Permit('loan:read')
  @ApiOperation({
    operationId: 'readHall',
    summary:
      '二手房一厅式联办进度：各环节由谁办理、自何时起 / the joint case of a second-hand purchase, branch by branch',
  })
  @Problems({ 403: ['CLERK_UNNAMED', 'OWN_CASE'] })
  read(@Param('id', UuidParamPipe) id: string, @CurrentActor() actor: Actor): Promise<HallView> {
    return this.halls.one(actor, id);
  }

  @Post(':id/hall/payout')
  @HttpCode(200)
  @Permit('loan:propose-payout')
  @ApiOperation({
    operationId: 'proposePayout',
    summary: '合同已撤销，提请仍付卖方 / propose to pay the seller of a contract that was cancelled',
  })
  @Answers('HallView')
  @Problems({ 403: ['CLERK_UNNAMED', 'OWN_CASE'], 409: ['PAYOUT_NOT_HELD'] })
  @ApiHeader({ name: 'Idempotency-Key', required: true })
  async propose(
    @Param('id', UuidParamPipe) loanId: string,
    @Body() { evidenceNo }: PayoutProposalBody,
    @CurrentActor() actor: Actor,
    @IdempotencyKey() key: string,
    @BodyHash() bodyHash: string,
    @Res() response: FastifyReply,
  ): Promise<void> {
    await sendAnswer(response, await this.payouts.propose(actor, { loanId, evidenceNo }, { key, bodyHash }));
  }

  @Post(':id/hall/payout/decision')
  @HttpCode(200)
  @Permit('loan:decide-payout')
  @ApiOperation({
    operationId: 'decidePayout',
    summary:
      '审批合同撤销后付卖方，须为另一人 / decide on paying that seller, as another person than its proposer',
  })
  @Answers('HallView')
  @Problems({
    403: ['CLERK_UNNAMED', 'OWN_CASE'],
    409: ['PAYOUT_NOT_PROPOSED', 'SECOND_PERSON_WANTED'],
  })
  @ApiHeader({ name: 'Idempotency-Key', required: true })
  async decide(
    @Param('id', UuidParamPipe) loanId: string,
    @Body() { agreed }: PayoutDecisionBody,
    @CurrentActor() actor: Actor,
    @IdempotencyKey() key: string,
    @BodyHash() bodyHash: string,
    @Res() response: FastifyReply,
  ): Promise<void> {
    await sendAnswer(response, await this.payouts.decide(actor, { loanId, agreed }, { key, bodyHash }));
  }
}
