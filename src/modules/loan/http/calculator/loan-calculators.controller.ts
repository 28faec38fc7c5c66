import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Day } from '../../../../kernel/calendar';
import { Clock } from '../../../../platform/clock/clock';
import { AppConfig } from '../../../../platform/config';
import { Problems } from '../../../../platform/http';
import { Permit } from '../../../access';
import { type ParameterSet, parametersOn } from '../../../policy';
import { FundSafety } from '../../app/fund/fund-safety';
import { type EligibilityView, reckonEligibility } from '../../app/calculator/reckon-eligibility';
import { type LoanLimitView, reckonLimit } from '../../app/calculator/reckon-limit';
import { type PrepaymentView, reckonPrepayment } from '../../app/calculator/reckon-prepayment';
import { reckonRepayment, type RepaymentView } from '../../app/calculator/reckon-repayment';
import { type LoanTermView, reckonTerm } from '../../app/calculator/reckon-term';
import { LoanLimitRequest, LoanTermRequest, PrepaymentRequest, RepaymentRequest } from './calculators.dto';
import { EligibilityRequest } from './eligibility.dto';

/** Sums for everybody, with the functions that decide and bill: nothing is asked of registries, nothing is stored. */
@ApiTags('计算器 calculators')
@Permit('public')
@Problems({ 422: ['NO_PARAMETERS_FOR_DAY'] })
@Controller('v1/calculators')
export class LoanCalculatorsController {
  constructor(
    private readonly clock: Clock,
    private readonly fund: FundSafety,
    private readonly config: AppConfig,
  ) {}

  @Post('loan-limit')
  @HttpCode(200)
  @ApiOperation({
    operationId: 'reckonLoanLimit',
    summary: '能贷多少、受什么限制 / how much can be borrowed, and what binds it',
  })
  async limit(@Body() request: LoanLimitRequest): Promise<LoanLimitView> {
    const lending = await this.fund.lending(this.config.centreId);
    return this.reckon((...of) => reckonLimit(...of, lending), request);
  }

  @Post('loan-eligibility')
  @HttpCode(200)
  @ApiOperation({
    operationId: 'reckonLoanEligibility',
    summary:
      '能不能贷、为什么、能贷多少多久、月供多少，按审批规则 / whether, why, how much, how long and at what instalments, by the rules that decide',
  })
  async eligibility(@Body() request: EligibilityRequest): Promise<EligibilityView> {
    const lending = await this.fund.lending(this.config.centreId);
    const at = this.clock.now();
    return this.reckon(
      (asked, parameters, today) => reckonEligibility(asked, { parameters, today, at, lending }),
      request,
    );
  }

  @Post('loan-term')
  @HttpCode(200)
  @ApiOperation({
    operationId: 'reckonLoanTerm',
    summary: '最长能贷多久 / the longest term',
  })
  term(@Body() request: LoanTermRequest): LoanTermView {
    return this.reckon(reckonTerm, request);
  }

  @Post('repayment')
  @HttpCode(200)
  @ApiOperation({
    operationId: 'reckonRepayment',
    summary: '月供与还款计划，等额本息与等额本金并列 / instalments and schedules, both methods side by side',
  })
  repayment(@Body() request: RepaymentRequest): RepaymentView {
    return this.reckon(reckonRepayment, request);
  }

  @Post('prepayment')
  @HttpCode(200)
  @ApiOperation({
    operationId: 'reckonPrepayment',
    summary: '提前还款能省多少利息 / what a prepayment saves',
  })
  prepayment(@Body() request: PrepaymentRequest): PrepaymentView {
    return this.reckon(reckonPrepayment, request);
  }

  private reckon<Question, View>(
    answer: (asked: Question, parameters: ParameterSet, today: Day) => View,
    asked: Question,
  ): View {
    const today = this.clock.today();
    return answer(asked, parametersOn(today), today);
  }
}
