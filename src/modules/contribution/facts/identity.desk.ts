import { IsBoolean, IsInt, IsOptional, Max, Min } from 'class-validator';
import type { DeskAnswering } from '../../casework';

/** What the identity card in hand and the household register show of the person before the clerk. */
export class IdentityAtDesk {
  /** Name and number on the card are those of the application, and the person is the one on the card. */
  @IsBoolean()
  match!: boolean;

  /** Minor children in the household register; left out when it was not shown. */
  @IsOptional()
  @IsInt()
  @Min(0)
  @Max(20)
  minorChildren?: number;
}

type Identity = {
  readonly match: boolean;
  readonly alive: boolean | null;
  readonly minorChildren: number | null;
};

/** `person.identity` while the police are silent: whoever stands there with the card is alive. */
export const identityAtDesk: DeskAnswering = {
  input: IdentityAtDesk,
  example: { match: true, minorChildren: 2 },
  evidence: {
    'identity-card': {
      zh: '居民身份证（有未成年子女的另带户口簿）',
      en: 'identity card, with the household register',
    },
    'police-certificate': {
      zh: '公安机关出具的身份证明',
      en: 'certificate of identity issued by the police',
    },
  },
  value(input) {
    const { match, minorChildren } = input as IdentityAtDesk;
    return match
      ? { match, alive: true, minorChildren: minorChildren ?? null }
      : { match, alive: null, minorChildren: null };
  },
  same(one, other) {
    const [a, b] = [one as Identity, other as Identity];
    const children =
      a.minorChildren === null || b.minorChildren === null || a.minorChildren === b.minorChildren;
    return a.match === b.match && a.alive === b.alive && children;
  },
  shown: (value) => value,
};
