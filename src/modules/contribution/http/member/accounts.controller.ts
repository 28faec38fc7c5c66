import { Controller, Get, Param } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Actor } from '../../../../kernel/actor';
import { UnitOfWork } from '../../../../platform/database/unit-of-work';
import { Problems, UuidParamPipe } from '../../../../platform/http';
import { CurrentActor, Permit } from '../../../access';
import {
  type ContactView,
  type EmployerView,
  type MemberAccountView,
  ReadAccounts,
} from '../../app/member/read-accounts';

@ApiTags('账户 accounts')
@Controller('v1')
export class AccountsController {
  constructor(
    private readonly accounts: ReadAccounts,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  @Get('me/account')
  @Permit('account:read')
  @Problems({ 404: ['NOT_FOUND'] })
  @ApiOperation({
    operationId: 'readOwnAccount',
    summary: '本人账户：余额、冻结及理由、当月入账 / own account: balance, holds with reasons, this month',
  })
  ownAccount(@CurrentActor() actor: Actor): Promise<MemberAccountView> {
    return this.unitOfWork.read(actor.centreId, (tx) => this.accounts.ownAccount(tx, actor));
  }

  @Get('me/contact')
  @Permit('contact:read')
  @Problems({ 404: ['NOT_FOUND'] })
  @ApiOperation({ operationId: 'readOwnContact', summary: '本人联系信息 / own contact data' })
  ownContact(@CurrentActor() actor: Actor): Promise<ContactView> {
    return this.unitOfWork.read(actor.centreId, (tx) => this.accounts.ownContact(tx, actor));
  }

  @Get('employers/:id')
  @Permit('account:read')
  @ApiOperation({
    operationId: 'readEmployer',
    summary: '单位账户：缴至年月、人数、暂收款 / employer account: paid through, members, suspense',
  })
  employer(@Param('id', UuidParamPipe) id: string, @CurrentActor() actor: Actor): Promise<EmployerView> {
    return this.unitOfWork.read(actor.centreId, (tx) => this.accounts.employer(tx, actor, id));
  }
}
