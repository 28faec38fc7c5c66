import { IsOptional, IsString, MaxLength } from 'class-validator';

/** What a clerk enters of a paper that says nothing beyond its number and who issued it. */
export class NothingToAdd {
  @IsOptional()
  @IsString()
  @MaxLength(400)
  remark?: string;
}
