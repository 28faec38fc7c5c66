import { IsIn, IsOptional } from 'class-validator';
import {
  MEMBER_CERTIFICATES,
  type MemberCertificate,
} from '../../domain/certificate/member-certificate.kind';

const CERTIFICATES = Object.keys(MEMBER_CERTIFICATES) as MemberCertificate[];
const ID_NUMBERS = ['masked', 'whole'] as const;

/** Input of GJ32. */
export class MemberCertificateInput {
  /** `loan-elsewhere` is what the centre of another city asks for before it lends (异地贷款). */
  @IsIn(CERTIFICATES)
  certificate!: MemberCertificate;

  /** How much of the id number is shown; unless given, masked, and whole where a lender must compare it. */
  @IsOptional()
  @IsIn(ID_NUMBERS)
  idNumber?: (typeof ID_NUMBERS)[number];
}
