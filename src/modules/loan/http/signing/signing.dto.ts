import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsBoolean,
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  IsUUID,
  Length,
  Matches,
  Max,
  Min,
  ValidateNested,
} from 'class-validator';
import { IsDay, IsPaperText } from '../../../../platform/http';
import { HEDGING_DRAWS, type HedgingDraw } from '../../domain/hedging/hedging-draw';
import { SIGNERS } from '../../domain/signing/paper-kind';

const TIME = /^([01]\d|2[0-3]):(00|30)$/;
const KINDS = Object.keys(SIGNERS) as (keyof typeof SIGNERS)[];
const DRAWS = Object.keys(HEDGING_DRAWS) as HedgingDraw[];
const PAPERS = ['identity-card', 'passport', 'household-register'] as const;

export class NewBranchRequest {
  @ApiProperty({ example: '小店区管理部' })
  @IsString()
  @Length(1, 60)
  name!: string;

  @ApiProperty({ example: '太原市小店区虚构路1号' })
  @IsString()
  @Length(1, 120)
  address!: string;
}

export class OpenSlotsRequest {
  @ApiProperty({ example: '2027-03-11' })
  @IsDay()
  from!: string;

  @ApiProperty({ example: '2027-03-31' })
  @IsDay()
  until!: string;

  @ApiProperty({ example: '09:00' })
  @Matches(TIME)
  opens!: string;

  @ApiProperty({ example: '17:00' })
  @Matches(TIME)
  closes!: string;

  @ApiProperty({ example: 4, description: '每半小时可办理的贷款笔数 / loans received in each half hour' })
  @IsInt()
  @Min(0)
  @Max(200)
  capacity!: number;
}

export class HedgingChoiceDto {
  @ApiPropertyOptional({
    enum: DRAWS,
    default: 'accounts-first',
    description:
      '按月先账户后卡、按月仅账户、按月先卡后账户、按年冲还 / monthly by accounts then card, accounts alone, card then accounts; yearly',
  })
  @IsOptional()
  @IsIn(DRAWS)
  draw?: HedgingDraw;

  @ApiPropertyOptional({
    type: [String],
    format: 'uuid',
    description:
      '扣款账户所有人，按扣款顺序，借款人在前 / holders in the order in which they are drawn on, the borrower first',
  })
  @IsOptional()
  @IsUUID(undefined, { each: true })
  @ArrayMinSize(1)
  @ArrayMaxSize(10)
  holders?: string[];
}

export class BookSigningRequest {
  @ApiProperty({ format: 'uuid' })
  @IsUUID()
  branchId!: string;

  @ApiProperty({ example: '2027-03-12' })
  @IsDay()
  day!: string;

  @ApiProperty({ example: '09:30' })
  @Matches(TIME)
  time!: string;

  @ApiPropertyOptional({ description: '是否同时签订对冲还贷协议 / repay from the fund accounts as well' })
  @IsOptional()
  @IsBoolean()
  hedging?: boolean;

  @ApiPropertyOptional({
    type: HedgingChoiceDto,
    description:
      '对冲方式，不填为先账户后卡、全部账户 / how the accounts repay; all accounts first, then the card unless told',
  })
  @IsOptional()
  @ValidateNested()
  @Type(() => HedgingChoiceDto)
  hedgingChoice?: HedgingChoiceDto;
}

export class FaceRequest {
  @ApiProperty({ format: 'uuid' })
  @IsUUID()
  personId!: string;

  @ApiProperty({ example: 'RX0000000001', description: '公安终端采集编号 / number of the capture' })
  @Matches(/^RX\d{10}$/)
  captureNo!: string;
}

export class ShownPaperDto {
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

export class PaperShownRequest {
  @ApiProperty({ format: 'uuid' })
  @IsUUID()
  personId!: string;

  @ApiProperty({ type: ShownPaperDto })
  @ValidateNested()
  @Type(() => ShownPaperDto)
  paper!: ShownPaperDto;
}

export class SignedTextDto {
  @ApiProperty({ enum: KINDS })
  @IsIn(KINDS)
  kind!: keyof typeof SIGNERS;

  @ApiProperty({ description: '所签文本的摘要 / SHA-256 of the text signed' })
  @Matches(/^[0-9a-f]{64}$/)
  hash!: string;
}

export class SignaturesRequest {
  @ApiProperty({ format: 'uuid' })
  @IsUUID()
  personId!: string;

  @ApiProperty({ type: [SignedTextDto] })
  @ArrayMinSize(1)
  @ArrayMaxSize(KINDS.length)
  @ValidateNested({ each: true })
  @Type(() => SignedTextDto)
  texts!: SignedTextDto[];
}

export class ConfirmSigningRequest {
  @ApiProperty({ description: '复核人所见条款的摘要 / hash of the terms that the second clerk has seen' })
  @Matches(/^[0-9a-f]{64}$/)
  termsHash!: string;
}
