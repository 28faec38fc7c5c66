import { Type } from 'class-transformer';
import { IsDefined, IsIn, IsInt, IsOptional, Max, Min, ValidateIf, ValidateNested } from 'class-validator';
import type { Fact } from '../../../kernel/fact';
import type { Sealer } from '../../../platform/crypto';
import { IsPersonName, IsResidentId } from '../../../platform/http';
import { normaliseResidentId } from '../../../kernel/identifiers/resident-id';
import type { DeskAnswering } from '../../casework';
import type { Parties } from '../../party';
import type { HomesFact, MarriageFact } from '../domain/household';

const STATUSES = ['single', 'married', 'widowed', 'divorced'] as const;

/** What each paper shows; the record of civil affairs shows any status. */
const STATUS_OF_PAPER: Readonly<Record<string, MarriageFact['status'] | undefined>> = {
  'marriage-certificate': 'married',
  'divorce-certificate': 'divorced',
  'death-certificate': 'widowed',
};

export class SpouseDto {
  @IsPersonName()
  name!: string;

  @IsResidentId()
  idNo!: string;
}

/** What a marriage certificate, a divorce certificate or a declaration shows; a spouse if and only if married. */
export class MarriageAtDesk {
  @IsIn(STATUSES)
  status!: (typeof STATUSES)[number];

  @ValidateIf(({ status, spouse }: MarriageAtDesk) => status === 'married' || spouse !== undefined)
  @IsDefined()
  @ValidateNested()
  @Type(() => SpouseDto)
  spouse?: SpouseDto;
}

/** What a certificate of the title registry shows of the city. */
export class HomesAtDesk {
  @IsInt()
  @Min(0)
  @Max(99)
  member!: number;

  /** Left out for somebody not married. */
  @IsOptional()
  @IsInt()
  @Min(0)
  @Max(99)
  spouse?: number;
}

/** `household.marriage` from a paper: registered elsewhere, on paper only, or civil affairs silent. */
export function marriageAtDesk(rooms: { readonly parties: Parties; readonly sealer: Sealer }): DeskAnswering {
  return {
    input: MarriageAtDesk,
    example: { status: 'married', spouse: { name: '王小红', idNo: '11010519491231002X' } },
    evidence: {
      'marriage-certificate': { zh: '结婚证', en: 'marriage certificate' },
      'divorce-certificate': { zh: '离婚证或离婚判决书', en: 'divorce certificate or judgment' },
      'death-certificate': { zh: '配偶死亡证明', en: 'death certificate of the spouse' },
      'marriage-record': {
        zh: '民政部门出具的婚姻登记记录证明',
        en: 'record of marriage issued by civil affairs',
      },
    },
    proves(kind, value) {
      const shown = STATUS_OF_PAPER[kind];
      return shown === undefined || shown === (value as MarriageFact).status;
    },
    value(input): MarriageFact {
      const { status, spouse } = input as MarriageAtDesk;
      if (status !== 'married' || !spouse) return { status, spouse: null };
      const person = { name: spouse.name, idNo: normaliseResidentId(spouse.idNo) };
      const sealed = rooms.sealer.seal(JSON.stringify(person)).toString('base64');
      return { status, spouse: { personId: rooms.parties.idOf(person.idNo), sealed } };
    },
    same(one, other) {
      const [a, b] = [one as MarriageFact, other as MarriageFact];
      return a.status === b.status && a.spouse?.personId === b.spouse?.personId;
    },
    shown: (value) => ({ status: (value as MarriageFact).status }),
    fits: (value) =>
      ((value as MarriageFact).status === 'married') === ((value as MarriageFact).spouse !== null),
    people(value) {
      const { spouse } = value as MarriageFact;
      return spouse ? [spouse.personId] : [];
    },
    named(value) {
      const { spouse } = value as MarriageFact;
      if (!spouse) return [];
      const opened = rooms.sealer.open(Buffer.from(spouse.sealed, 'base64'));
      return [{ field: 'spouse', person: JSON.parse(opened) as { name: string; idNo: string } }];
    },
  };
}

/** `household.homes` from a certificate of the title registry, for both spouses where there are two. */
export const homesAtDesk: DeskAnswering = {
  input: HomesAtDesk,
  example: { member: 0, spouse: 0 },
  evidence: {
    'title-certificate': {
      zh: '不动产登记信息查询证明（有无房证明）',
      en: 'certificate of the title registry',
    },
    'paper-title': { zh: '房屋所有权证或不动产权证书', en: 'title deed' },
  },
  // A deed shows that there is a home, never that there is none.
  proves(kind, value) {
    const { member, spouse } = value as HomesFact;
    return kind !== 'paper-title' || member + (spouse ?? 0) > 0;
  },
  value({ member, spouse }: HomesAtDesk): HomesFact {
    return { member, spouse: spouse ?? null };
  },
  same(one, other) {
    const [a, b] = [one as HomesFact, other as HomesFact];
    return a.member === b.member && (a.spouse === null || b.spouse === null || a.spouse === b.spouse);
  },
  shown: (value) => value,
  beside: ['household.marriage'],
  // Homes of a spouse are part of the answer where there is a spouse, and of no answer where there is none.
  fits(value, known) {
    const marriage = known.get('household.marriage') as Fact<MarriageFact> | undefined;
    if (marriage?.state !== 'known') return true;
    return (marriage.value.spouse === null) === ((value as HomesFact).spouse === null);
  },
};
