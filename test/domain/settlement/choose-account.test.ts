import { bankOfCard } from '../../../src/modules/settlement/domain/card-bank';
import { chooseAccount } from '../../../src/modules/settlement/domain/choose-account';

const oldest = { id: 'a', bankCode: '104' };
const second = { id: 'b', bankCode: '301' };
const third = { id: 'c', bankCode: '301' };
const accounts = [oldest, second, third];
const from = (payeeBank: string, ...short: string[]) =>
  chooseAccount(accounts, payeeBank, (id) => short.includes(id))?.id ?? null;

describe('the account a payment leaves from', () => {
  it('is the oldest at the payee’s bank, or the oldest of all', () => {
    expect([from('301'), from('104'), from('105')]).toEqual(['b', 'a', 'a']);
  });

  it('is one that is not short of funds, at the payee’s bank first', () => {
    expect([from('301', 'b'), from('301', 'b', 'c'), from('105', 'a')]).toEqual(['c', 'a', 'b']);
  });

  it('is the payee’s bank’s all the same when every account is short', () => {
    expect(from('301', 'a', 'b', 'c')).toBe('b');
  });

  it('is none where there is none', () => {
    expect(chooseAccount([], '104', () => false)).toBeNull();
  });
});

describe('the bank of a card', () => {
  const bins = [
    { prefix: '6219', bankCode: '104' },
    { prefix: '621997', bankCode: '301' },
  ];

  it('is that of the longest first digits that fit', () => {
    expect(bankOfCard(bins, '6219971111111111')).toBe('301');
    expect(bankOfCard(bins, '6219981111111111')).toBe('104');
  });

  it('is nobody’s where none fit', () => {
    expect(bankOfCard(bins, '6222001111111111')).toBeNull();
  });
});
