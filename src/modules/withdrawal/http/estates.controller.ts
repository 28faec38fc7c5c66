import { Body, Controller, Get, HttpCode, Param, Post, Res } from '@nestjs/common';
import { ApiHeader, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import type { Actor } from '../../../kernel/actor';
import { Answers, BodyHash, IdempotencyKey, Problems, UuidParamPipe } from '../../../platform/http';
import { CurrentActor, Permit } from '../../access';
import { EstateDesk, type EstateView } from '../app/estate/estate-desk';
import { EstateDecisionBody, EstateProposalBody } from './estate.dto';

interface EstateList {
  readonly estates: readonly EstateView[];
}

/** Accounts of members who died without heirs: proposed by a clerk, decided on by somebody else (V12). */
@ApiTags('提取 withdrawals')
@Controller('v1/estates')
export class EstatesController {
  constructor(private readonly desk: EstateDesk) {}

  @Get()
  @Permit('estate:read')
  @ApiOperation({
    operationId: 'listEstates',
    summary: '无人继承账户：待决定和已决定的 / accounts without heirs, proposed and decided on',
  })
  async list(@CurrentActor() actor: Actor): Promise<EstateList> {
    return { estates: await this.desk.list(actor) };
  }

  @Post()
  @HttpCode(201)
  @Permit('estate:propose')
  @ApiOperation({
    operationId: 'proposeEstate',
    summary: '提请无人继承的余额转入增值收益 / propose that what nobody inherits falls to the gains',
  })
  @Answers({ 201: 'EstateView' })
  @Problems({
    403: ['CLERK_UNNAMED', 'OWN_CASE'],
    409: [
      ...['ACCOUNT_NOT_FOUND', 'NAME_MISMATCH', 'ACCOUNT_STATE', 'ACCOUNT_FROZEN', 'BALANCE_TOO_LOW'],
      ...['SETTLE_LOAN_FIRST', 'ESTATE_PROPOSED'],
    ],
  })
  @ApiHeader({ name: 'Idempotency-Key', required: true })
  async propose(
    @Body() body: EstateProposalBody,
    @CurrentActor() actor: Actor,
    @IdempotencyKey() key: string,
    @BodyHash() bodyHash: string,
    @Res() response: FastifyReply,
  ): Promise<void> {
    await send(response, await this.desk.propose(actor, body, { key, bodyHash }));
  }

  @Post(':id/decision')
  @HttpCode(200)
  @Permit('estate:decide')
  @ApiOperation({
    operationId: 'decideEstate',
    summary: '决定转入增值收益，须为另一人 / decide on it, as another person than its proposer',
  })
  @Answers('EstateView')
  @Problems({
    403: ['CLERK_UNNAMED', 'OWN_CASE'],
    409: [
      ...['ESTATE_NOT_PROPOSED', 'SECOND_PERSON_WANTED', 'ACCOUNT_STATE', 'ACCOUNT_FROZEN'],
      ...['BALANCE_TOO_LOW', 'BUSINESS_IN_PROGRESS', 'SETTLE_LOAN_FIRST'],
    ],
  })
  @ApiHeader({ name: 'Idempotency-Key', required: true })
  async decide(
    @Param('id', UuidParamPipe) id: string,
    @Body() { agreed }: EstateDecisionBody,
    @CurrentActor() actor: Actor,
    @IdempotencyKey() key: string,
    @BodyHash() bodyHash: string,
    @Res() response: FastifyReply,
  ): Promise<void> {
    await send(response, await this.desk.decide(actor, { id, agreed }, { key, bodyHash }));
  }
}

async function send(
  response: FastifyReply,
  reply: { readonly status: number; readonly answer: string; readonly replayed: boolean },
): Promise<void> {
  if (reply.replayed) response.header('Idempotency-Replayed', 'true');
  await response.code(reply.status).type('application/json; charset=utf-8').send(reply.answer);
}
