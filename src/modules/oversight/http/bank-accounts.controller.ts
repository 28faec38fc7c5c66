import { Body, Controller, Get, HttpCode, Param, Post, Res } from '@nestjs/common';
import { ApiHeader, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import type { Actor } from '../../../kernel/actor';
import { UnitOfWork } from '../../../platform/database/unit-of-work';
import { Answers, BodyHash, IdempotencyKey, Problems, UuidParamPipe } from '../../../platform/http';
import { CurrentActor, Permit } from '../../access';
import { type BankAccountView, BankStatements } from '../../settlement';
import { AccountClosingDesk } from '../app/account-closing-desk';
import { AccountClosingDecision, AccountClosingProposal } from './bank-accounts.dto';

interface BankAccountList {
  readonly accounts: readonly BankAccountView[];
}

/** The centre's own accounts at all banks (专户), those at banks without a line too. */
@ApiTags('监督 oversight')
@Controller('v1/bank-accounts')
export class BankAccountsController {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly statements: BankStatements,
    private readonly desk: AccountClosingDesk,
  ) {}

  @Get()
  @Permit('statement:read')
  @ApiOperation({
    operationId: 'listBankAccounts',
    summary:
      '专户台账：开户行、户名、性质、科目、余额核对与对账进度 / the centre’s bank accounts: owner, purpose, leaf, how each stands against its bank',
  })
  async list(@CurrentActor() actor: Actor): Promise<BankAccountList> {
    const accounts = await this.unitOfWork.read(actor.centreId, (tx) => this.statements.accounts(tx));
    return { accounts };
  }

  @Post(':id/closing')
  @HttpCode(201)
  @Permit('bank-account:close')
  @ApiOperation({
    operationId: 'proposeAccountClosing',
    summary:
      '提出专户销户，资金并入同性质专户 / propose to give an account up, its money to another of its kind',
  })
  @Answers({ 201: 'BankAccountView' })
  @Problems({
    403: ['CLERK_UNNAMED'],
    409: ['ACCOUNT_CLOSING', 'ACCOUNT_TAKES_ANOTHER', 'ACCOUNTS_OF_TWO_KINDS', 'ACCOUNT_WITHOUT_LINE'],
  })
  @ApiHeader({ name: 'Idempotency-Key', required: true })
  async propose(
    @Param('id', UuidParamPipe) accountId: string,
    @Body() { intoAccountId, documentNo }: AccountClosingProposal,
    @CurrentActor() actor: Actor,
    @IdempotencyKey() key: string,
    @BodyHash() bodyHash: string,
    @Res() response: FastifyReply,
  ): Promise<void> {
    const terms = { accountId, intoAccountId, documentNo };
    await send(response, await this.desk.propose(actor, terms, { key, bodyHash }));
  }

  @Post(':id/closing/decision')
  @HttpCode(200)
  @Permit('bank-account:close')
  @ApiOperation({
    operationId: 'decideAccountClosing',
    summary: '决定专户销户，须为另一人 / decide on the closing, as another person than its proposer',
  })
  @Answers('BankAccountView')
  @Problems({ 403: ['CLERK_UNNAMED'], 409: ['CLOSING_DECIDED', 'SECOND_PERSON_WANTED'] })
  @ApiHeader({ name: 'Idempotency-Key', required: true })
  async decide(
    @Param('id', UuidParamPipe) accountId: string,
    @Body() { agreed }: AccountClosingDecision,
    @CurrentActor() actor: Actor,
    @IdempotencyKey() key: string,
    @BodyHash() bodyHash: string,
    @Res() response: FastifyReply,
  ): Promise<void> {
    await send(response, await this.desk.decide(actor, { accountId, agreed }, { key, bodyHash }));
  }
}

/** What a command answered; a replay says that it is one. */
async function send(
  response: FastifyReply,
  reply: { readonly status: number; readonly answer: string; readonly replayed: boolean },
): Promise<void> {
  if (reply.replayed) response.header('Idempotency-Replayed', 'true');
  await response.code(reply.status).type('application/json; charset=utf-8').send(reply.answer);
}
