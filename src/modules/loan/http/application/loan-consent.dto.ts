import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsBoolean, IsIn, IsOptional, Matches, ValidateNested } from 'class-validator';
import { IsDay, IsPersonName, IsResidentId, IsPaperText } from '../../../../platform/http';

const PAPERS = ['identity-card', 'signed-declaration'] as const;

/** The paper by which a clerk knows whoever stands there. */
export class ConsentEvidence {
  @ApiProperty({ enum: PAPERS })
  @IsIn(PAPERS)
  kind!: (typeof PAPERS)[number];

  @ApiProperty({ example: '11010519491231002X' })
  @IsPaperText(1, 80)
  number!: string;

  @ApiProperty({ example: '太原市公安局小店分局' })
  @IsPaperText(1, 120)
  issuer!: string;

  @ApiProperty({ example: '2020-05-20' })
  @IsDay()
  issuedOn!: string;
}

/** At a counter: who stands before the clerk. */
export class ConsentAtCounter {
  @ApiProperty({ example: '王小红' })
  @IsPersonName()
  name!: string;

  @ApiProperty({ example: '11010519491231002X' })
  @IsResidentId()
  idNo!: string;

  @ApiProperty({ type: ConsentEvidence })
  @ValidateNested()
  @Type(() => ConsentEvidence)
  evidence!: ConsentEvidence;
}

/** The word of somebody named in an application for a loan. */
export class LoanConsentRequest {
  @ApiProperty({ description: '是否同意 / whether they agree' })
  @IsBoolean()
  agreed!: boolean;

  @ApiPropertyOptional({
    example: 'SQ20261121000009',
    description:
      '本人签署的征信查询授权书编号，同意时必填 / number of the own signed consent to a credit report',
  })
  @IsOptional()
  @Matches(/^[0-9A-Za-z-]{6,40}$/)
  creditConsentNo?: string;

  @ApiPropertyOptional({
    type: ConsentAtCounter,
    description: '仅柜台代录时填写 / only where a clerk takes the word down',
  })
  @IsOptional()
  @ValidateNested()
  @Type(() => ConsentAtCounter)
  counter?: ConsentAtCounter;
}
