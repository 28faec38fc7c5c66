import { ApiProperty } from '@nestjs/swagger';
import { IsBoolean, IsIn } from 'class-validator';
import { IsPaperText } from '../../../../platform/http';
import { WRITE_OFF_GROUNDS, type WriteOffGround } from '../../domain/servicing/write-off';

const GROUNDS = Object.keys(WRITE_OFF_GROUNDS) as WriteOffGround[];

export class WriteOffProposalBody {
  @ApiProperty({ enum: GROUNDS, description: '核销依据 / by what nothing more is to be had' })
  @IsIn(GROUNDS)
  ground!: WriteOffGround;

  @ApiProperty({
    description: '裁定书或证明文号 / number of the ruling or deed',
    example: '(2027)晋0105执恢12号',
  })
  @IsPaperText(4, 60)
  evidenceNo!: string;
}

export class WriteOffDecisionBody {
  @ApiProperty({ description: '是否同意核销 / whether it is written off' })
  @IsBoolean()
  agreed!: boolean;
}
