import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsOptional, IsString, IsUUID, MaxLength, ValidateIf } from 'class-validator';
import { IsMonth } from '../../../../platform/http';

/** Which template is wanted. */
export class TemplateQuery {
  @ApiPropertyOptional({
    enum: ['zh', 'en'],
    description: '列标题的语言 / language of the headings; zh unless given',
  })
  @IsOptional()
  @IsIn(['zh', 'en'])
  lang?: 'zh' | 'en';

  @ApiPropertyOptional({
    enum: ['utf-8', 'gb18030'],
    description: 'utf-8 带 BOM / with BOM; utf-8 unless given',
  })
  @IsOptional()
  @IsIn(['utf-8', 'gb18030'])
  encoding?: 'utf-8' | 'gb18030';
}

/** With an employer and a month, the members of the employer stand in it. */
export class ListTemplateQuery extends TemplateQuery {
  @ApiPropertyOptional({
    format: 'uuid',
    description: '填写则预填本单位职工和缴存基数 / members and last bases of this employer are filled in',
  })
  @ValidateIf(({ employerId, month }: ListTemplateQuery) => employerId !== undefined || month !== undefined)
  @IsUUID()
  employerId?: string;

  @ApiPropertyOptional({
    example: '2026-11',
    description: '与 employerId 同时填写 / together with employerId',
  })
  @ValidateIf(({ employerId, month }: ListTemplateQuery) => employerId !== undefined || month !== undefined)
  @IsMonth()
  month?: string;
}

/** Whose people accounts are opened for. */
export class OpeningsQuery {
  @ApiProperty({ format: 'uuid' })
  @IsUUID()
  employerId!: string;

  @ApiPropertyOptional({
    description:
      'XLSX：工作表名称，默认第一个未隐藏的 / XLSX: name of the sheet, the first not hidden unless given',
  })
  @IsOptional()
  @IsString()
  @MaxLength(31)
  sheet?: string;
}
