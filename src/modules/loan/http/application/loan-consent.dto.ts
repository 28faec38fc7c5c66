import { ApiProperty, ApiPropertyOptional, OmitType } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsBoolean, IsIn, IsOptional, Matches, ValidateNested } from 'class-validator';
import { CONSENT_NO } from '../../app/application/signed-consent';
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

const CANCELLATION_PAPERS = ['identity-card', 'death-certificate'] as const;

/** The borrower's card, or the certificate of their death. */
export class CancellationEvidence extends OmitType(ConsentEvidence, ['kind']) {
  @ApiProperty({ enum: CANCELLATION_PAPERS })
  @IsIn(CANCELLATION_PAPERS)
  kind!: (typeof CANCELLATION_PAPERS)[number];
}

/** At a counter: the borrower, and the paper that was shown of them. */
export class CancellationAtCounter extends OmitType(ConsentAtCounter, ['evidence']) {
  @ApiProperty({ type: CancellationEvidence })
  @ValidateNested()
  @Type(() => CancellationEvidence)
  evidence!: CancellationEvidence;
}

/** A loan is given up: by the borrower's own login with nothing more, at a counter with a paper of theirs. */
export class LoanCancellationRequest {
  @ApiPropertyOptional({
    type: CancellationAtCounter,
    description:
      '仅柜台代办时填写，且必填：借款人及所示证件（已死亡的，死亡证明） / at a counter, and only there: the borrower and the paper shown, of one who has died the certificate',
  })
  @IsOptional()
  @ValidateNested()
  @Type(() => CancellationAtCounter)
  counter?: CancellationAtCounter;
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
  @Matches(CONSENT_NO)
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
