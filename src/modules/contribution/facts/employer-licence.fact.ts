import { normaliseResidentId } from '../../../kernel/identifiers/resident-id';
import type { Clock } from '../../../platform/clock';
import type { Sealer } from '../../../platform/crypto/sealer';
import type { UnitOfWork } from '../../../platform/database/unit-of-work';
import { type Applicant, askOf, factFrom, type FactProvider, internalFact } from '../../casework';
import { type Employer, type Parties, sameName } from '../../party';
import type { CompanyRegistry, Licence } from '../../registry';
import type { EmployerLicenceFact } from '../domain/employer/change-facts';

const DUTY = '《住房公积金管理条例》第十四条 (Regulations, article 14)';

/** Fields of a licence that say who an employer is and who heads it. */
export const LICENCE_OF_EMPLOYER = ['name', 'legalRepresentative', 'status'] as const;

interface LicenceInput {
  readonly creditCode?: string;
  /** false: nothing of the licence is applied for, and nobody is asked. */
  readonly takeLicence?: boolean;
}

interface Rooms {
  readonly companies: CompanyRegistry;
  readonly parties: Parties;
  readonly unitOfWork: UnitOfWork;
  readonly sealer: Sealer;
  readonly clock: Clock;
}

/** `employer.licence`: the licence of an employer that has an account here, beside what we know of it. */
export function employerLicenceFact(rooms: Rooms): FactProvider {
  const { companies, parties, unitOfWork, clock } = rooms;
  const name = 'employer.licence';
  return {
    kind: 'external',
    name,
    needs: { 'MSA.licence': LICENCE_OF_EMPLOYER },
    async provide(context, _fact, exchanges) {
      const { employerId, centreId } = context;
      if (employerId === null) throw new Error('the licence is that of an employer with an account');
      const { creditCode, takeLicence } = context.input as LicenceInput;
      const at = clock.now();
      if (takeLicence === false)
        return internalFact({ name, source: 'contribution', receiptNo: employerId, at }, { asked: false });
      const employer = await unitOfWork.read(centreId, (tx) => parties.employerById(tx, employerId));
      if (!employer) throw new Error(`the employer ${employerId} of an accepted case is gone`);
      const code = creditCode ?? employer.creditCode;
      const answer = await companies.licence(askOf(context, DUTY), code, LICENCE_OF_EMPLOYER);
      return factFrom({ name, source: 'MSA', at }, answer, exchanges, (licence) =>
        besideOurs(rooms, licence, employer, context.applicant),
      );
    },
  };
}

function besideOurs(
  { parties, sealer }: Rooms,
  licence: Licence<(typeof LICENCE_OF_EMPLOYER)[number]>,
  employer: Employer,
  applicant: Applicant | null,
): EmployerLicenceFact {
  if (!licence.registered) return { asked: true, registered: false };
  const { creditCode, name, status, legalRepresentative: head } = licence;
  const headNo = normaliseResidentId(head.idNo);
  const nameChanged = !sameName(name, employer.name);
  const representativeChanged = parties.idOf(headNo) !== employer.legalRepPersonId;
  return {
    asked: true,
    registered: true,
    creditCode,
    name,
    status,
    codeChanged: creditCode !== employer.creditCode,
    nameChanged,
    representativeChanged,
    sameFirm: !nameChanged || !representativeChanged,
    applicantIsRepresentative:
      applicant !== null &&
      headNo === normaliseResidentId(applicant.idNo) &&
      sameName(head.name, applicant.name),
    representative: sealer.seal(JSON.stringify({ name: head.name, idNo: headNo })).toString('base64'),
  };
}
