import { IsUUID } from 'class-validator';

/** Input of GJ17. */
export class EmployerCertificateInput {
  @IsUUID()
  employerId!: string;
}
