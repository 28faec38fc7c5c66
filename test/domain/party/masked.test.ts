import { maskIdNo, maskName } from '../../../src/modules/party';

describe('a person as a hall may hear them', () => {
  it.each([
    ['王明', '王*'],
    ['王小明', '王*明'],
    ['欧阳小明', '欧**明'],
    ['𠮷田', '𠮷*'],
    ['买买提·艾力', '买****力'],
    ['明', '*'],
  ])('%s is called %s', (name, masked) => expect(maskName(name)).toBe(masked));

  it('has an id number of which district and last four characters are shown', () => {
    expect(maskIdNo('11010519491231002X')).toBe('110105********002X');
  });
});
