import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsIn,
  IsOptional,
  IsString,
  IsUUID,
  MaxLength,
  ValidateNested,
} from 'class-validator';
import { IsMonth } from '../../../../platform/http';

/** A number where an amount is due is a fault of the client, not of the row: it has lost digits already. */
const moneyAsText = {
  context: {
    code: 'MONEY_NOT_A_STRING',
    message: {
      zh: '金额请写成带两位小数的字符串，例如 "8000.00"，不要用 JSON 数字。',
      en: 'Write money as a string with two decimals such as "8000.00", not as a JSON number.',
    },
  },
};
const LONGEST_CELL = 2_000;
/** About what a JSON body may weigh; a file is read as it arrives and may be much longer. */
const MOST_JSON_ROWS = 10_000;
const filesBeyond = {
  context: {
    code: 'TOO_MANY',
    message: {
      zh: `JSON 清册最多 ${MOST_JSON_ROWS} 行，更长的清册请以 CSV 文件（text/csv）提交。`,
      en: `A list in JSON has at most ${MOST_JSON_ROWS} rows; send a longer one as a CSV file (text/csv).`,
    },
  },
};

/** One member; what its cells say is checked row by row (422), here only that they are texts (400). */
export class ListMember {
  @ApiProperty({ example: '王小明' })
  @IsString()
  @MaxLength(LONGEST_CELL)
  name!: string;

  @ApiProperty({ example: '11010519491231002X' })
  @IsString()
  @MaxLength(LONGEST_CELL)
  idNo!: string;

  @ApiPropertyOptional({
    example: '8000.00',
    description: '缴存基数；不填沿用账户基数 / that of the account unless given',
  })
  @IsOptional()
  @IsString(moneyAsText)
  @MaxLength(LONGEST_CELL)
  base?: string;

  @ApiPropertyOptional({
    example: '640.00',
    description: '填写则须与系统计算一致 / must equal what is worked out',
  })
  @IsOptional()
  @IsString(moneyAsText)
  @MaxLength(LONGEST_CELL)
  employerAmount?: string;

  @ApiPropertyOptional({ example: '640.00' })
  @IsOptional()
  @IsString(moneyAsText)
  @MaxLength(LONGEST_CELL)
  employeeAmount?: string;
}

/** Employer and month of a list in JSON. */
export class ListOf {
  @ApiProperty({ format: 'uuid' })
  @IsUUID()
  employerId!: string;

  @ApiProperty({ example: '2026-11' })
  @IsMonth()
  month!: string;
}

/** What is to become of a list; in the query of either form. */
export class ListOptions {
  @ApiPropertyOptional({
    enum: ['true', 'false'],
    description: '只校验、试算，不保存 / check and work out, store nothing',
  })
  @IsOptional()
  @IsIn(['true', 'false'])
  dryRun?: 'true' | 'false';

  @ApiPropertyOptional({
    enum: ['true', 'false'],
    description: '导入无误的行，报告有误的行 / take the good rows, report the bad ones',
  })
  @IsOptional()
  @IsIn(['true', 'false'])
  partial?: 'true' | 'false';

  @ApiPropertyOptional({
    format: 'uuid',
    description: '追加到该草稿：只提交改正后的行 / add to this draft: send only the mended rows',
  })
  @IsOptional()
  @IsUUID()
  addTo?: string;
}

/** The query of a file. */
export class ListFileQuery extends ListOptions {
  @ApiPropertyOptional({
    description:
      'XLSX：工作表名称，默认第一个未隐藏的 / XLSX: name of the sheet, the first not hidden unless given',
  })
  @IsOptional()
  @IsString()
  @MaxLength(31)
  sheet?: string;

  @ApiProperty({ format: 'uuid' })
  @IsUUID()
  employerId!: string;

  @ApiProperty({ example: '2026-11' })
  @IsMonth()
  month!: string;
}

export class ListRequest extends ListOf {
  @ApiProperty({ type: [ListMember] })
  @IsArray()
  @ArrayMaxSize(MOST_JSON_ROWS, filesBeyond)
  @ValidateNested({ each: true })
  @Type(() => ListMember)
  members!: ListMember[];
}

export class SameAsRequest extends ListOf {
  @ApiProperty({ example: '2026-10' })
  @IsMonth()
  asMonth!: string;
}
