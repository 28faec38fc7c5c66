import { Controller, Get } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Actor } from '../../../../kernel/actor';
import { CurrentActor, Permit } from '../../../access';
import { CardlessLoans, type CardlessLoanView } from '../../app/servicing/cardless-loans';

interface CardlessLoanList {
  readonly loans: readonly CardlessLoanView[];
}

/** Loans that no card repays: whoever borrowed is called to bind one. */
@ApiTags('贷款 loans')
@Controller('v1/loans-without-card')
export class CardlessLoansController {
  constructor(private readonly loans: CardlessLoans) {}

  @Get()
  @Permit('loan:cardless')
  @ApiOperation({
    operationId: 'listLoansWithoutCard',
    summary: '待绑定还款银行卡的贷款，含接管的贷款 / loans that no card repays, those taken over among them',
  })
  async list(@CurrentActor() actor: Actor): Promise<CardlessLoanList> {
    return { loans: await this.loans.list(actor) };
  }
}
