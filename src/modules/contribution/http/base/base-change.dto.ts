import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  IsUUID,
  Matches,
  Max,
  MaxLength,
  Min,
  ValidateNested,
} from 'class-validator';

const LONGEST_CELL = 2_000;
const MOST_JSON_ROWS = 10_000;
const moneyAsText = {
  context: {
    code: 'MONEY_NOT_A_STRING',
    message: {
      zh: '金额请写成带两位小数的字符串，例如 "8000.00"，不要用 JSON 数字。',
      en: 'Write money as a string with two decimals such as "8000.00", not as a JSON number.',
    },
  },
};

/** One member and the average monthly wage of the previous year; what the cells say is checked row by row (422). */
export class BaseMember {
  @ApiProperty({ example: '王小明' })
  @IsString()
  @MaxLength(LONGEST_CELL)
  name!: string;

  @ApiProperty({ example: '11010519491231002X' })
  @IsString()
  @MaxLength(LONGEST_CELL)
  idNo!: string;

  @ApiProperty({
    example: '8600.00',
    description: '上一年度月平均工资 / average monthly wage of the previous year',
  })
  @IsString(moneyAsText)
  @MaxLength(LONGEST_CELL)
  base!: string;
}

/** In the query of either form. */
export class BaseOptions {
  @ApiPropertyOptional({
    enum: ['true', 'false'],
    description: '只校验、试算，不保存 / check and work out, store nothing',
  })
  @IsOptional()
  @IsIn(['true', 'false'])
  dryRun?: 'true' | 'false';

  @ApiPropertyOptional({
    enum: ['true', 'false'],
    description:
      '未列入的职工沿用原基数（按新的上下限） / members not listed keep their bases within the new limits',
  })
  @IsOptional()
  @IsIn(['true', 'false'])
  carryRest?: 'true' | 'false';
}

/** The query of a file. */
export class BaseFileQuery extends BaseOptions {
  @ApiProperty({ format: 'uuid' })
  @IsUUID()
  employerId!: string;

  @ApiPropertyOptional({ example: '2026', description: '缴存年度 / year the fund year starts in' })
  @IsOptional()
  @Matches(/^\d{4}$/)
  fundYear?: string;

  @ApiPropertyOptional({ description: 'XLSX：工作表名称 / name of the sheet' })
  @IsOptional()
  @IsString()
  @MaxLength(31)
  sheet?: string;
}

export class BaseChangeRequest {
  @ApiProperty({ format: 'uuid' })
  @IsUUID()
  employerId!: string;

  @ApiPropertyOptional({ example: 2026 })
  @IsOptional()
  @IsInt()
  @Min(1999)
  @Max(9999)
  fundYear?: number;

  @ApiProperty({ type: [BaseMember] })
  @IsArray()
  @ArrayMaxSize(MOST_JSON_ROWS)
  @ValidateNested({ each: true })
  @Type(() => BaseMember)
  members!: BaseMember[];
}

/** Which lines are wanted. */
export class BaseLinesQuery {
  @ApiPropertyOptional()
  @IsOptional()
  @IsString()
  @MaxLength(1_000)
  cursor?: string;

  @ApiPropertyOptional({ minimum: 1, maximum: 1_000 })
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(1_000)
  limit?: number;
}
