import { Body, Controller, Get, HttpCode, Param, Post, Res } from '@nestjs/common';
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
import { Parties } from '../../../party';
import { type ConsentView, ReadConsents } from '../../app/application/read-consents';
import { SayConsent } from '../../app/application/say-consent';
import { LoanConsentRequest } from './loan-consent.dto';

interface ConsentList {
  readonly applications: readonly ConsentView[];
}

@ApiTags('贷款 loans')
@Controller('v1/loan-applications')
export class LoanApplicationsController {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly parties: Parties,
    private readonly consents: ReadConsents,
    private readonly sayConsent: SayConsent,
  ) {}

  @Get()
  @Permit('loan:list')
  @ApiOperation({
    operationId: 'listLoanConsents',
    summary: '请本人确认的贷款申请 / applications in which one is asked to borrow or guarantee',
  })
  async list(@CurrentActor() actor: Actor): Promise<ConsentList> {
    const { identity, centreId } = actor;
    if (!identity) return { applications: [] };
    const personId = this.parties.idOf(identity.idNo);
    return { applications: await this.unitOfWork.read(centreId, (tx) => this.consents.of(tx, personId)) };
  }

  @Post(':caseId/consents')
  @HttpCode(201)
  @Permit('loan:consent')
  @ApiOperation({
    operationId: 'consentToLoan',
    summary: '配偶、共同借款人、保证人本人确认 / spouse, co-borrower or guarantor agrees, or does not',
  })
  @Answers('ConsentView')
  @Problems({
    403: ['CLERK_UNNAMED', 'OWN_CASE'],
    404: ['NOT_FOUND'],
    409: ['CASE_NOT_WAITING', 'LOAN_CONSENT_GIVEN', 'CONSENT_NUMBER_USED'],
  })
  @ApiHeader({ name: 'Idempotency-Key', required: true })
  async consent(
    @Param('caseId', UuidParamPipe) caseId: string,
    @Body() request: LoanConsentRequest,
    @CurrentActor() actor: Actor,
    @IdempotencyKey() key: string,
    @BodyHash() bodyHash: string,
    @TraceId() traceId: string,
    @Res() response: FastifyReply,
  ): Promise<void> {
    const { agreed, creditConsentNo, counter } = request;
    const reply = await this.sayConsent.say({
      actor,
      key,
      bodyHash,
      traceId,
      caseId,
      agreed,
      ...(creditConsentNo === undefined ? {} : { creditConsentNo }),
      ...(counter === undefined ? {} : { counter }),
    });
    if (reply.replayed) response.header('Idempotency-Replayed', 'true');
    await response.code(reply.status).type('application/json; charset=utf-8').send(reply.answer);
  }
}
