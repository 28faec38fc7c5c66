import { Body, Controller, Get, HttpCode, Param, Post, Query, Res } from '@nestjs/common';
import { ApiHeader, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import type { Actor } from '../../../../kernel/actor';
import { UnitOfWork } from '../../../../platform/database/unit-of-work';
import { Answers, BodyHash, IdempotencyKey, Problems, UuidParamPipe } from '../../../../platform/http';
import { CurrentActor, Permit } from '../../../access';
import { Commands } from '../../../casework';
import { Settlement } from '../../../settlement';
import { ClaimReceipt } from '../../app/suspense/claim-receipt';
import {
  type CentreSuspenseView,
  type EmployerSuspenseView,
  ReadSuspense,
} from '../../app/suspense/read-suspense';
import { ReturnReceipt } from '../../app/suspense/return-receipt';
import { ClaimRequest, ReturnRequest, SuspenseQuery } from './suspense.dto';

@ApiTags('暂收款 suspense')
@Controller('v1')
export class SuspenseController {
  constructor(
    private readonly suspense: ReadSuspense,
    private readonly claims: ClaimReceipt,
    private readonly returns: ReturnReceipt,
    private readonly settlement: Settlement,
    private readonly commands: Commands,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  @Get('employers/:id/suspense')
  @Permit('remittance:read')
  @Problems({ 404: ['NOT_FOUND'] })
  @ApiOperation({
    operationId: 'readEmployerSuspense',
    summary: '单位暂收款账龄及各笔来源 / a unit’s suspense by age, and where each lot came from',
  })
  ofEmployer(
    @Param('id', UuidParamPipe) id: string,
    @CurrentActor() actor: Actor,
  ): Promise<EmployerSuspenseView> {
    return this.unitOfWork.read(actor.centreId, (tx) => this.suspense.ofEmployer(tx, actor, id));
  }

  @Get('suspense')
  @Permit('desk:read')
  @ApiOperation({
    operationId: 'readSuspense',
    summary: '中心暂收款账龄：单位暂收与无主到账 / suspense of the centre by age: units’ and nobody’s',
  })
  ofCentre(
    @Query() { olderThanDays = '0' }: SuspenseQuery,
    @CurrentActor() actor: Actor,
  ): Promise<CentreSuspenseView> {
    return this.unitOfWork.read(actor.centreId, (tx) => this.suspense.ofCentre(tx, Number(olderThanDays)));
  }

  @Post('suspense/:id/claim')
  @Permit('desk:answer')
  @HttpCode(201)
  @Answers({ 201: 'ClaimedReceiptView' })
  @Problems({ 404: ['NOT_FOUND'], 409: ['RECEIPT_CLAIMED', 'RECEIPT_GOES_BACK', 'AMOUNT_OVER_DEBT'] })
  @ApiHeader({ name: 'Idempotency-Key', required: true })
  @ApiOperation({
    operationId: 'claimReceipt',
    summary:
      '凭付款人凭据登记无主到账的单位账号或贷款编号，系统随即按规则入账 / whose an unmatched receipt is, by the payer’s paper',
  })
  async claim(
    @Param('id', UuidParamPipe) id: string,
    @Body() request: ClaimRequest,
    @BodyHash() hash: string,
    @CurrentActor() actor: Actor,
    @IdempotencyKey() key: string,
    @Res() response: FastifyReply,
  ): Promise<void> {
    const command = { actor, route: `POST /v1/suspense/${id}/claim`, key, bodyHash: hash };
    const reply = await this.commands.once(command, async (tx) => ({
      status: 201,
      answer: JSON.stringify(await this.claims.claim(tx, actor, id, request)),
    }));
    if (reply.replayed) response.header('Idempotency-Replayed', 'true');
    await response.code(reply.status).type('application/json; charset=utf-8').send(reply.answer);
  }

  @Post('suspense/:id/return')
  @Permit('desk:answer')
  @HttpCode(201)
  @Answers({ 201: 'ReturnedReceiptView' })
  @Problems({ 404: ['NOT_FOUND'], 409: ['RECEIPT_CLAIMED', 'RECEIPT_GOES_BACK', 'PAYER_UNKNOWN'] })
  @ApiHeader({ name: 'Idempotency-Key', required: true })
  @ApiOperation({
    operationId: 'returnReceipt',
    summary: '无主到账原路退回，只退原付款账户 / sends an unmatched receipt back to the account it came from',
  })
  async giveBack(
    @Param('id', UuidParamPipe) id: string,
    @Body() request: ReturnRequest,
    @BodyHash() hash: string,
    @CurrentActor() actor: Actor,
    @IdempotencyKey() key: string,
    @Res() response: FastifyReply,
  ): Promise<void> {
    const command = { actor, route: `POST /v1/suspense/${id}/return`, key, bodyHash: hash };
    let instructionId = '';
    const reply = await this.commands.once(command, async (tx) => {
      const begun = await this.returns.begin(tx, actor, id, request);
      instructionId = begun.instructionId;
      return { status: 201, answer: JSON.stringify(begun.view) };
    });
    if (reply.replayed) response.header('Idempotency-Replayed', 'true');
    else await this.settlement.dispatch(actor.centreId, instructionId);
    await response.code(reply.status).type('application/json; charset=utf-8').send(reply.answer);
  }
}
