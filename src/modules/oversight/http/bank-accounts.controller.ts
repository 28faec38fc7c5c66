import { Controller, Get } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Actor } from '../../../kernel/actor';
import { UnitOfWork } from '../../../platform/database/unit-of-work';
import { CurrentActor, Permit } from '../../access';
import { type BankAccountView, BankStatements } from '../../settlement';

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
}
