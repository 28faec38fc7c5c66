import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsOptional, IsString, Length } from 'class-validator';
import { IsDay, IsPaperText } from '../../platform/http';

/**
 * A paper that a clerk has seen. A counter item takes its papers in `input.papers`, one in each place; the DTO of a
 * place extends this one by what the paper says that rules read.
 */
export class Paper {
  @ApiProperty({ example: 'marriage-certificate', description: '证件种类，见办事指南 / kind, see the guide' })
  @IsString()
  @Length(1, 60)
  kind!: string;

  @ApiProperty({ example: 'J140105-2018-001234', description: '证件编号 / number on the paper' })
  @IsPaperText(1, 80)
  number!: string;

  @ApiProperty({ example: '太原市小店区民政局', description: '签发机关 / who issued it' })
  @IsPaperText(1, 120)
  issuer!: string;

  @ApiProperty({ example: '2018-05-20' })
  @IsDay()
  issuedOn!: string;

  @ApiPropertyOptional({ description: '备注 / note' })
  @IsOptional()
  @IsPaperText(1, 400)
  note?: string;
}
