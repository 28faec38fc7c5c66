import { Body, Controller, Get, HttpCode, Param, Post, Res } from '@nestjs/common';
import { ApiHeader, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import type { Actor } from '../../../../kernel/actor';
import {
  Answers,
  BodyHash,
  IdempotencyKey,
  Problems,
  TraceId,
  UuidParamPipe,
} from '../../../../platform/http';
import { CurrentActor, Permit } from '../../../access';
import { LoanAccess } from '../../app/application/loan-access';
import { CheckIn } from '../../app/signing/check-in';
import { ConfirmSigning } from '../../app/signing/confirm-signing';
import { ProveIdentity } from '../../app/signing/prove-identity';
import { ReadSignings } from '../../app/signing/read-signings';
import { TakeSignatures } from '../../app/signing/take-signatures';
import type { SigningDesk } from '../../domain/signing/signing-view';
import { sendAnswer } from './send-answer';
import { ConfirmSigningRequest, FaceRequest, PaperShownRequest, SignaturesRequest } from './signing.dto';

/** The desk at which a loan is signed. */
@ApiTags('贷款 loans')
@Controller('v1/loans/:id/signing')
export class SigningDeskController {
  constructor(
    private readonly access: LoanAccess,
    private readonly signings: ReadSignings,
    private readonly arrivals: CheckIn,
    private readonly identity: ProveIdentity,
    private readonly signatures: TakeSignatures,
    private readonly confirmation: ConfirmSigning,
  ) {}

  @Get()
  @Permit('signing:read')
  @ApiOperation({
    operationId: 'readSigningDesk',
    summary: '面签台：已知的一切和未尽事项 / everything known, and what is left to do',
  })
  @Problems({ 403: ['CLERK_UNNAMED', 'OWN_CASE'], 409: ['SIGNING_STATE'] })
  read(@Param('id', UuidParamPipe) id: string, @CurrentActor() actor: Actor): Promise<SigningDesk> {
    return this.access.read(actor, id, (tx, { loan }) => this.signings.desk(tx, loan));
  }

  @Post('check-in')
  @HttpCode(200)
  @Permit('signing:act')
  @ApiOperation({
    operationId: 'checkInToSign',
    summary: '登记到场并生成合同 / they are there, the contracts are made',
  })
  @Answers('SigningDesk')
  @Problems({
    403: ['CLERK_UNNAMED', 'OWN_CASE'],
    409: ['COMMITMENT_OVER', 'LOAN_NOT_TO_SIGN', 'SIGNING_STATE', 'TERMS_DIFFER'],
  })
  @ApiHeader({ name: 'Idempotency-Key', required: true })
  async checkIn(
    @Param('id', UuidParamPipe) id: string,
    @CurrentActor() actor: Actor,
    @IdempotencyKey() key: string,
    @BodyHash() bodyHash: string,
    @Res() response: FastifyReply,
  ): Promise<void> {
    await sendAnswer(response, await this.arrivals.checkIn(actor, id, { key, bodyHash }));
  }

  @Post('faces')
  @HttpCode(200)
  @Permit('signing:act')
  @ApiOperation({ operationId: 'compareFace', summary: '人像比对核验身份 / the police compare a face' })
  @Answers('SigningDesk')
  @Problems({ 403: ['CLERK_UNNAMED', 'OWN_CASE'], 404: ['NOT_IN_LOAN'], 409: ['SIGNING_STATE'] })
  @ApiHeader({ name: 'Idempotency-Key', required: true })
  async face(
    @Param('id', UuidParamPipe) id: string,
    @Body() { personId, captureNo }: FaceRequest,
    @CurrentActor() actor: Actor,
    @IdempotencyKey() key: string,
    @BodyHash() bodyHash: string,
    @TraceId() traceId: string,
    @Res() response: FastifyReply,
  ): Promise<void> {
    await sendAnswer(
      response,
      await this.identity.byFace(actor, { loanId: id, personId, captureNo, traceId }, { key, bodyHash }),
    );
  }

  @Post('papers-shown')
  @HttpCode(200)
  @Permit('signing:act')
  @ApiOperation({
    operationId: 'showPaper',
    summary: '两名柜员核对证件 / two clerks see the paper of whom a camera does not serve',
  })
  @Answers('SigningDesk')
  @Problems({
    403: ['CLERK_UNNAMED', 'OWN_CASE', 'SECOND_CLERK'],
    404: ['NOT_IN_LOAN'],
    409: [
      'FACE_OTHER',
      'PAPER_NOT_KEPT',
      'PAPER_OF_ANOTHER',
      'PAPERS_DIFFER',
      'PERSON_NOT_CONFIRMED',
      'POLICE_SILENT',
      'SIGNING_STATE',
    ],
  })
  @ApiHeader({ name: 'Idempotency-Key', required: true })
  async paper(
    @Param('id', UuidParamPipe) id: string,
    @Body() { personId, paper }: PaperShownRequest,
    @CurrentActor() actor: Actor,
    @IdempotencyKey() key: string,
    @BodyHash() bodyHash: string,
    @TraceId() traceId: string,
    @Res() response: FastifyReply,
  ): Promise<void> {
    await sendAnswer(
      response,
      await this.identity.byPaper(actor, { loanId: id, personId, paper, traceId }, { key, bodyHash }),
    );
  }

  @Post('reading')
  @HttpCode(200)
  @Permit('signing:act')
  @ApiOperation({ operationId: 'readContractsOut', summary: '合同已宣读 / the contracts were read out' })
  @Answers('SigningDesk')
  @Problems({ 403: ['CLERK_UNNAMED', 'OWN_CASE'], 409: ['SIGNING_STATE', 'TERMS_DIFFER'] })
  @ApiHeader({ name: 'Idempotency-Key', required: true })
  async reading(
    @Param('id', UuidParamPipe) id: string,
    @CurrentActor() actor: Actor,
    @IdempotencyKey() key: string,
    @BodyHash() bodyHash: string,
    @Res() response: FastifyReply,
  ): Promise<void> {
    await sendAnswer(response, await this.signatures.readOut(actor, id, { key, bodyHash }));
  }

  @Post('signatures')
  @HttpCode(200)
  @Permit('signing:act')
  @ApiOperation({ operationId: 'signContracts', summary: '收取签名 / somebody signs' })
  @Answers('SigningDesk')
  @Problems({
    403: ['CLERK_UNNAMED', 'OWN_CASE'],
    404: ['NOT_IN_LOAN'],
    409: ['IDENTITY_FIRST', 'OTHER_TEXT', 'SIGNING_STATE', 'TERMS_DIFFER'],
  })
  @ApiHeader({ name: 'Idempotency-Key', required: true })
  async sign(
    @Param('id', UuidParamPipe) id: string,
    @Body() { personId, texts }: SignaturesRequest,
    @CurrentActor() actor: Actor,
    @IdempotencyKey() key: string,
    @BodyHash() bodyHash: string,
    @Res() response: FastifyReply,
  ): Promise<void> {
    await sendAnswer(
      response,
      await this.signatures.sign(actor, { loanId: id, personId, texts }, { key, bodyHash }),
    );
  }

  @Post('confirmation')
  @HttpCode(200)
  @Permit('signing:act')
  @ApiOperation({ operationId: 'confirmSigning', summary: '另一名柜员复核 / a second clerk confirms' })
  @Answers('SigningDesk')
  @Problems({
    403: ['CLERK_UNNAMED', 'OWN_CASE', 'SECOND_CLERK'],
    409: ['COMMITMENT_OVER', 'OTHER_TEXT', 'SIGNING_INCOMPLETE', 'SIGNING_STATE', 'TERMS_DIFFER'],
  })
  @ApiHeader({ name: 'Idempotency-Key', required: true })
  async confirm(
    @Param('id', UuidParamPipe) id: string,
    @Body() { termsHash }: ConfirmSigningRequest,
    @CurrentActor() actor: Actor,
    @IdempotencyKey() key: string,
    @BodyHash() bodyHash: string,
    @Res() response: FastifyReply,
  ): Promise<void> {
    await sendAnswer(
      response,
      await this.confirmation.confirm(actor, { loanId: id, termsHash }, { key, bodyHash }),
    );
  }
}
