import { IntersectionType } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsIn,
  IsOptional,
  IsUUID,
  ValidateNested,
} from 'class-validator';
import { IsCreditCode, IsMonth } from '../../../../platform/http';
import { Paper } from '../../../casework';
import { AgentNamed } from './change-employer.input';

const MOST_MEMBERS = 20_000;

/** 合并, 分立, 改制. */
export const MOVE_KINDS = ['merger', 'split', 'restructure'] as const;
export type MoveKind = (typeof MOVE_KINDS)[number];

export class MoveApprovalWords {
  /** Credit codes of the former and of the receiving employer, as the paper names them. */
  @IsCreditCode()
  fromCreditCode!: string;

  @IsCreditCode()
  toCreditCode!: string;
}

export class MoveApprovalPaper extends IntersectionType(Paper, MoveApprovalWords) {}

export class MovePapers {
  @IsOptional()
  @ValidateNested()
  @Type(() => MoveApprovalPaper)
  document?: MoveApprovalPaper;
}

/** Input of GJ06: an agent of the former employer stands before the clerk. */
export class MoveMembersInput {
  @IsIn([...MOVE_KINDS])
  kind!: MoveKind;

  @IsUUID()
  fromEmployerId!: string;

  @IsUUID()
  toEmployerId!: string;

  @ValidateNested()
  @Type(() => AgentNamed)
  agent!: AgentNamed;

  /** First month that the receiving employer remits for them. */
  @IsMonth()
  fromMonth!: string;

  /** Who moves, of a split; of a merger or restructuring everybody does. */
  @IsOptional()
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(MOST_MEMBERS)
  @ValidateNested({ each: true })
  @Type(() => AgentNamed)
  members?: AgentNamed[];

  @ValidateNested()
  @Type(() => MovePapers)
  papers!: MovePapers;
}
