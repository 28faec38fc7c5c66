import type { BilingualText } from '../../../../kernel/decision';
import type { Json } from '../../../../kernel/fact';
import type { EmploymentStart } from '../enrolment/employment';
import type { AccountWord, RowRefusal } from './judge-row';

type OfferedItem = 'GJ25' | 'GJ27';

/** A service that a row leads to (handbook 2.1, GJ20), who applies for it, and what is to be done before. */
interface RowOffer {
  readonly item: OfferedItem;
  readonly by: 'employer-agent' | 'member';
  readonly text: BilingualText;
}

const TRANSFER: Readonly<Record<Exclude<AccountWord, null | 'none' | 'here'>, RowOffer>> = {
  elsewhere: transfer({
    zh: '账户在本市其他单位：原单位封存后办理同城转移（GJ25），余额与积数一并转入，无须开户',
    en: 'The account is with another employer of the city: once it is sealed there, transfer it (GJ25) with all that is on it',
  }),
  'elsewhere-sealed': transfer({
    zh: '账户已在本市封存：直接办理同城转移（GJ25），余额与积数一并转入，无须开户',
    en: 'The account is sealed in the city: transfer it (GJ25) with all that is on it, nothing is opened',
  }),
  'elsewhere-active': transfer({
    zh: '账户在原单位尚为正常：请原单位先封存（GJ23），再办理同城转移（GJ25）',
    en: 'The account is active with the former employer: it seals it (GJ23), then transfer it (GJ25)',
  }),
  'elsewhere-frozen': transfer({
    zh: '账户被司法冻结：解除冻结后办理同城转移（GJ25）',
    en: 'The account is frozen by a court: transfer it (GJ25) once it is released',
  }),
};

const FROM_ANOTHER_CITY: RowOffer = {
  item: 'GJ27',
  by: 'member',
  text: {
    zh: '此前曾在其他单位就业：如在外地有公积金账户，可由职工本人在本账户连续缴存满六个月后申请异地转入（GJ27）',
    en: 'Worked for others before: where there is an account in another city, the member applies for its transfer (GJ27) after six months of contribution here',
  },
};

function transfer(text: BilingualText): RowOffer {
  return { item: 'GJ25', by: 'employer-agent', text };
}

/** What the employer applies for in the place of an account that is not opened; empty where nothing leads on. */
export function offerOfRefused(code: RowRefusal, account: AccountWord): OfferTold {
  if (code !== 'ACCOUNT_ELSEWHERE' || account === null || account === 'none' || account === 'here') return {};
  return offerTold(TRANSFER[account]);
}

/**
 * What a member may apply for whose account was opened. Other centres are not asked: whether there is an account with them
 * is the member's to say, and no employer's to learn.
 */
export function offerOfOpened(start: EmploymentStart | null): OfferTold {
  return start !== null && !start.first ? offerTold(FROM_ANOTHER_CITY) : {};
}

export type OfferTold = { readonly offer?: { readonly [key: string]: Json } };

function offerTold({ item, by, text }: RowOffer): OfferTold {
  return { offer: { item, by, text: { ...text } } };
}
