import { Body, Controller, Get, HttpCode, Param, Post, Res } from '@nestjs/common';
import { ApiHeader, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import type { Actor } from '../../../../kernel/actor';
import { Answers, BodyHash, IdempotencyKey, Problems, UuidParamPipe } from '../../../../platform/http';
import { CurrentActor, Permit } from '../../../access';
import { DisburseLoan } from '../../app/disbursement/disburse-loan';
import { CloseIncident } from '../../app/mortgage/close-incident';
import { LoanIncidents, type LoanIncidentView } from '../../app/mortgage/loan-incidents';
import { RequestMortgage } from '../../app/mortgage/request-mortgage';
import { sendAnswer } from '../signing/send-answer';
import { IncidentClosingBody } from './incident.dto';

interface LoanIncidentList {
  readonly incidents: readonly LoanIncidentView[];
}

/** What people do where mortgage and payment do not go by themselves. */
@ApiTags('贷款 loans')
@Controller('v1')
export class LoanMortgagesController {
  constructor(
    private readonly mortgages: RequestMortgage,
    private readonly disbursing: DisburseLoan,
    private readonly incidents: LoanIncidents,
    private readonly closing: CloseIncident,
  ) {}

  @Get('loan-incidents')
  @Permit('loan:incidents')
  @ApiOperation({
    operationId: 'listLoanIncidents',
    summary: '需人工核查的贷款事项 / what befell loans and only a person can decide',
  })
  async list(@CurrentActor() actor: Actor): Promise<LoanIncidentList> {
    return { incidents: await this.incidents.list(actor.centreId) };
  }

  @Post('loan-incidents/:id/closing')
  @HttpCode(200)
  @Permit('loan:close-incident')
  @ApiOperation({
    operationId: 'closeLoanIncident',
    summary: '办结需人工核查的贷款事项 / close an incident: what was found out, and done',
  })
  @Answers('ClosedIncident')
  @Problems({ 403: ['CLERK_UNNAMED', 'OWN_CASE'], 409: ['INCIDENT_CLOSED'] })
  @ApiHeader({ name: 'Idempotency-Key', required: true })
  async closeIncident(
    @Param('id', UuidParamPipe) incidentId: string,
    @Body() { reason }: IncidentClosingBody,
    @CurrentActor() actor: Actor,
    @IdempotencyKey() key: string,
    @BodyHash() bodyHash: string,
    @Res() response: FastifyReply,
  ): Promise<void> {
    await sendAnswer(response, await this.closing.close(actor, { incidentId, reason }, { key, bodyHash }));
  }

  @Post('loans/:id/mortgage')
  @HttpCode(200)
  @Permit('loan:mortgage')
  @ApiOperation({
    operationId: 'requestMortgage',
    summary: '再次申请抵押登记 / ask anew for a mortgage that was refused or cancelled',
  })
  @Answers('LoanView')
  @Problems({ 403: ['CLERK_UNNAMED', 'OWN_CASE'], 409: ['MORTGAGE_NOT_WANTED'] })
  @ApiHeader({ name: 'Idempotency-Key', required: true })
  async request(
    @Param('id', UuidParamPipe) id: string,
    @CurrentActor() actor: Actor,
    @IdempotencyKey() key: string,
    @BodyHash() bodyHash: string,
    @Res() response: FastifyReply,
  ): Promise<void> {
    await sendAnswer(response, await this.mortgages.again(actor, id, { key, bodyHash }));
  }

  @Post('loans/:id/disbursement')
  @HttpCode(202)
  @Permit('loan:disburse')
  @ApiOperation({
    operationId: 'disburseAnew',
    summary: '银行拒付、退回后再次放款 / pay anew what the bank rejected or gave back',
  })
  @Answers({ 202: 'LoanView' })
  @Problems({ 409: ['LOAN_NOT_TO_DISBURSE'] })
  @ApiHeader({ name: 'Idempotency-Key', required: true })
  async disburse(
    @Param('id', UuidParamPipe) id: string,
    @CurrentActor() actor: Actor,
    @IdempotencyKey() key: string,
    @BodyHash() bodyHash: string,
    @Res() response: FastifyReply,
  ): Promise<void> {
    await sendAnswer(response, await this.disbursing.again(actor, id, { key, bodyHash }));
  }
}
