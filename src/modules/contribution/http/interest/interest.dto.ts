import { ApiProperty } from '@nestjs/swagger';
import { IsInt, IsString, Length, Matches, Max, Min } from 'class-validator';
import { IsDay } from '../../../../platform/http';

/** The year whose interest is to be settled. */
export class InterestRunRequest {
  @ApiProperty({
    minimum: 2000,
    maximum: 2998,
    example: 2027,
    description: '结息年度（6月30日所在年）/ year of the 30 June',
  })
  @IsInt()
  @Min(2000)
  @Max(2998)
  year!: number;
}

/** A rate as announced. */
export class InterestRateRequest {
  @ApiProperty({ example: '2027-03-01', description: '执行日，须在今日之后 / first day, after today' })
  @IsDay()
  from!: string;

  @ApiProperty({ example: '0.0130', description: '年利率，小数 / yearly rate as a decimal fraction below 1' })
  @IsString()
  @Matches(/^0(\.\d{1,8})?$/)
  rate!: string;

  @ApiProperty({ example: '银发〔2027〕1号', description: '发布文件 / the instrument that sets it' })
  @IsString()
  @Length(1, 120)
  instrument!: string;
}
