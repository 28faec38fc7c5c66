import { IntersectionType } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsBoolean, IsEmail, IsOptional, IsString, Length, Matches, ValidateNested } from 'class-validator';
import { IsMobileNumber, IsPersonName, IsResidentId } from '../../../../platform/http';
import { Paper } from '../../../casework';

/** What a clerk sees of the card and the person before them. */
export class CardInHand {
  /** The person is the one on the card, and name and number on it are the new ones of the application. */
  @IsBoolean()
  match!: boolean;
}

/** The new identity card. */
export class CardPaper extends IntersectionType(Paper, CardInHand) {}

/** Papers of GJ22. */
export class IdentityPapers {
  @IsOptional()
  @ValidateNested()
  @Type(() => CardPaper)
  card?: CardPaper;
}

/** Input of GJ22: the identity on record, and the new one. */
export class ChangeIdentityInput {
  @IsPersonName()
  name!: string;

  @IsResidentId()
  idNo!: string;

  @IsPersonName()
  newName!: string;

  @IsResidentId()
  newIdNo!: string;

  @ValidateNested()
  @Type(() => IdentityPapers)
  papers!: IdentityPapers;
}

/** Input of GJ21: what is given changes, the rest stays. */
export class ChangeContactInput {
  @IsOptional()
  @IsMobileNumber()
  mobile?: string;

  @IsOptional()
  @IsString()
  @Matches(/^0\d{2,3}-?\d{7,8}$/)
  landline?: string;

  @IsOptional()
  @IsEmail()
  email?: string;

  @IsOptional()
  @IsString()
  @Length(4, 200)
  address?: string;

  @IsOptional()
  @IsString()
  @Matches(/^\d{6}$/)
  postcode?: string;
}
