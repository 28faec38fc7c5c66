import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Actor } from '../../../kernel/actor';
import { Problems, TraceId } from '../../../platform/http';
import { CurrentActor, Permit } from '../../access';
import { Precheck, type PrecheckView } from '../app/precheck';
import { CaseRequest } from './case.dto';

@ApiTags('预审 prechecks')
@Controller('v1/prechecks')
export class PrechecksController {
  constructor(private readonly precheck: Precheck) {}

  @Post()
  @HttpCode(200)
  @Permit('precheck:run')
  @ApiOperation({
    operationId: 'precheckCase',
    summary: '能不能办、能办多少、何时能办 / can I, how much, when: nothing is applied for',
  })
  @Problems({
    403: ['CLERK_UNNAMED', 'ITEM_NOT_FOR_ROLE', 'OWN_CASE'],
    404: ['NOT_FOUND'],
    409: [
      'ACCOUNT_STEP_NOT_THERE',
      'CONSENT_NUMBER_USED',
      'ITEM_NOT_USABLE',
      'LOAN_NOT_PAID_OUT',
      'UNIT_STATE',
    ],
    422: ['NO_PARAMETERS_FOR_DAY'],
  })
  check(
    @Body() request: CaseRequest,
    @CurrentActor() actor: Actor,
    @TraceId() traceId: string,
  ): Promise<PrecheckView> {
    return this.precheck.check(actor, request.item, request.input, traceId);
  }
}
