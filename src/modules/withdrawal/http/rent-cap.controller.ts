import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { ApiOperation, ApiProperty, ApiTags } from '@nestjs/swagger';
import { IsInt, IsString, Matches, Max, Min } from 'class-validator';
import type { BilingualText } from '../../../kernel/decision';
import { yuan } from '../../../kernel/money';
import { Clock } from '../../../platform/clock/clock';
import { invalidAt, Problems } from '../../../platform/http';
import { Permit } from '../../access';
import { PARAMETER_MARK_TEXT, type ParameterMark, parametersOn } from '../../policy';
import { rentCap } from '../domain/rent-room';

export class RentCapRequest {
  @ApiProperty({ example: '140105', description: '缴存单位所在区县 / district of the contributing unit' })
  @IsString()
  @Matches(/^\d{6}$/)
  district!: string;

  @ApiProperty({ example: 0, description: '未成年子女数 / minor children' })
  @IsInt()
  @Min(0)
  @Max(20)
  minorChildren!: number;
}

export interface RentCapView {
  readonly reckonedOn: string;
  readonly parameters: string;
  /** Of a household, in a calendar year. */
  readonly cap: string;
  readonly mark: ParameterMark;
  readonly markText: BilingualText;
  readonly source: BilingualText;
}

/** The cap that rent withdrawals are decided by, for everybody to see. */
@ApiTags('计算器 calculators')
@Permit('public')
@Controller('v1/calculators')
export class RentCapController {
  constructor(private readonly clock: Clock) {}

  @Post('rent-cap')
  @HttpCode(200)
  @ApiOperation({
    operationId: 'reckonRentCap',
    summary: '租房提取家庭年度限额 / what a household may withdraw for rent in a year',
  })
  @Problems({ 422: ['NO_PARAMETERS_FOR_DAY'] })
  cap(@Body() { district, minorChildren }: RentCapRequest): RentCapView {
    const today = this.clock.today();
    const parameters = parametersOn(today);
    const districts = Object.keys(parameters.raw('contribution.lowerBase') as object);
    if (!districts.includes(district)) {
      const list = districts.join(', ');
      throw invalidAt('/district', 'NOT_IN_LIST', {
        zh: `请填写以下之一：${list}。`,
        en: `Give one of: ${list}.`,
      });
    }
    const { mark, source } = parameters.mark('withdrawal.rent.city6');
    return {
      reckonedOn: today,
      parameters: parameters.id,
      cap: yuan(rentCap(parameters, district, minorChildren)),
      mark,
      markText: PARAMETER_MARK_TEXT[mark],
      source,
    };
  }
}
