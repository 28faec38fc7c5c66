import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsOptional, IsString, IsUUID, MaxLength } from 'class-validator';
import { IsMonth } from '../../../../platform/http';

const choice = { enum: ['true', 'false'] };

/** Whose roster changes, from which month on, and what is to become of bad rows. */
export class RosterFileQuery {
  @ApiProperty({ format: 'uuid' })
  @IsUUID()
  employerId!: string;

  @ApiPropertyOptional({
    example: '2026-12',
    description:
      '变更生效的汇缴年月；不填则各行自尚未核定的首月、且不早于条例第十七条的首月起生效 / first month whose list has the changes; unless given each holds from the first open month that article 17 allows',
  })
  @IsOptional()
  @IsMonth()
  month?: string;

  @ApiPropertyOptional({ ...choice, description: '只试算，不办理 / works out and applies for nothing' })
  @IsOptional()
  @IsIn(['true', 'false'])
  dryRun?: 'true' | 'false';

  @ApiPropertyOptional({ ...choice, description: '先办理无误的行 / has the good rows carried out' })
  @IsOptional()
  @IsIn(['true', 'false'])
  partial?: 'true' | 'false';

  @ApiPropertyOptional({
    description:
      'XLSX：工作表名称，默认第一个未隐藏的 / XLSX: name of the sheet, the first not hidden unless given',
  })
  @IsOptional()
  @IsString()
  @MaxLength(31)
  sheet?: string;
}
