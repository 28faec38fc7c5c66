import { Body, Controller, Get, HttpCode, Param, Post, Res } from '@nestjs/common';
import { ApiHeader, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import type { Actor } from '../../../kernel/actor';
import { UnitOfWork } from '../../../platform/database/unit-of-work';
import {
  Answers,
  BodyHash,
  conflict,
  IdempotencyKey,
  notFound,
  Problems,
  UuidParamPipe,
} from '../../../platform/http';
import { CurrentActor, Permit } from '../../access';
import { ClerkAtDesk, Commands } from '../../casework';
import { BankStatements, type BankStatementView } from '../../settlement';
import { DifferenceExplanation } from './bank-statements.dto';

interface BankStatementList {
  readonly statements: readonly BankStatementView[];
}

/** What became of a difference. */
export interface ExplainedDifference {
  readonly id: string;
  readonly state: 'explained';
}

const SHOWN = 200;

/** Statements of banks against our own entries, line by line, and what a person says of what differs. */
@ApiTags('监督 oversight')
@Controller('v1/bank-statements')
export class BankStatementsController {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly commands: Commands,
    private readonly clerks: ClerkAtDesk,
    private readonly statements: BankStatements,
  ) {}

  @Get()
  @Permit('statement:read')
  @ApiOperation({
    operationId: 'listBankStatements',
    summary:
      '银行对账：各账户各日逐笔核对与差异，未了结的在前 / days of bank accounts compared line by line, those with open differences first',
  })
  async list(@CurrentActor() actor: Actor): Promise<BankStatementList> {
    const statements = await this.unitOfWork.read(actor.centreId, (tx) => this.statements.list(tx, SHOWN));
    return { statements };
  }

  @Post('differences/:id/explanation')
  @HttpCode(200)
  @Permit('statement:explain')
  @ApiOperation({
    operationId: 'explainStatementDifference',
    summary: '说明一条对账差异并了结 / end a difference with its reason, which is kept',
  })
  @Answers('ExplainedDifference')
  @Problems({ 403: ['CLERK_UNNAMED'], 409: ['DIFFERENCE_ENDED'] })
  @ApiHeader({ name: 'Idempotency-Key', required: true })
  async explain(
    @Param('id', UuidParamPipe) id: string,
    @Body() { code, reason }: DifferenceExplanation,
    @CurrentActor() actor: Actor,
    @IdempotencyKey() key: string,
    @BodyHash() bodyHash: string,
    @Res() response: FastifyReply,
  ): Promise<void> {
    const route = `POST /v1/bank-statements/differences/${id}/explanation`;
    const reply = await this.commands.once({ actor, route, key, bodyHash }, async (tx) => {
      const by = this.clerks.named(actor);
      const was = await this.statements.explain(tx, { id, by, code, reason });
      if (was === null) throw notFound();
      if (was !== 'open') throw conflict('DIFFERENCE_ENDED', ended);
      const answer: ExplainedDifference = { id, state: 'explained' };
      return { status: 200, answer: JSON.stringify(answer) };
    });
    if (reply.replayed) response.header('Idempotency-Replayed', 'true');
    await response.code(reply.status).type('application/json; charset=utf-8').send(reply.answer);
  }
}

const ended = {
  zh: '该差异已经了结（两边已一致或已有说明），无需再说明。',
  en: 'The difference has ended: both sides are alike by now, or it was explained before.',
};
