import { sameName } from '../../../src/modules/party';

describe('two spellings of a name', () => {
  it.each([
    ['王小明', '王小明'],
    ['买买提·艾合买提', '买买提•艾合买提'],
    ['买买提·艾合买提', '买买提．艾合买提'],
    ['买买提·艾合买提', '买买提.艾合买提'],
    ['买买提·艾合买提', '买买提・艾合买提'],
    ['买买提·艾合买提', '买买提･艾合买提'],
    ['买买提·艾合买提', '买买提 · 艾合买提'],
    ['王小明', ' 王 小　明'],
    ['ＪＯＨＮ　ＳＭＩＴＨ', 'John  Smith'],
    ['王小明', '王\u200b小明\ufe0f'],
  ])('%s and %s are one name', (a, b) => {
    expect(sameName(a, b)).toBe(true);
    expect(sameName(b, a)).toBe(true);
  });

  it.each([
    ['王小明', '王晓明'],
    ['买买提·艾合买提', '买买提艾合买提'],
    ['John Smith', 'JohnSmith'],
    ['王小明', ''],
  ])('%s and %s are two names', (a, b) => {
    expect(sameName(a, b)).toBe(false);
  });
});
