import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsBoolean, ValidateNested } from 'class-validator';
import { IsDay, IsPersonName, IsResidentId, IsPaperText } from '../../../platform/http';

export class DeceasedMember {
  @ApiProperty({ example: '王小红' })
  @IsPersonName()
  name!: string;

  @ApiProperty({ example: '11010519491231002X' })
  @IsResidentId()
  idNo!: string;
}

export class EstateProposalBody {
  @ApiProperty({ type: DeceasedMember, description: '已故职工 / the member who died' })
  @ValidateNested()
  @Type(() => DeceasedMember)
  member!: DeceasedMember;

  @ApiProperty({ example: '2026-08-01', description: '死亡日期 / day of death' })
  @IsDay()
  diedOn!: string;

  @ApiProperty({
    example: '晋并死证2026第0012号',
    description: '死亡证明编号 / number of the death certificate',
  })
  @IsPaperText(4, 60)
  deathNo!: string;

  @ApiProperty({
    example: '(2026)晋0105民特34号',
    description: '认定无人继承的裁判文书号 / number of the ruling that nobody inherits',
  })
  @IsPaperText(4, 60)
  rulingNo!: string;
}

export class EstateDecisionBody {
  @ApiProperty({ description: '是否同意转入增值收益 / whether it falls to the gains' })
  @IsBoolean()
  agreed!: boolean;
}
