import { firstDifference } from '../../../src/modules/casework/domain/first-difference';

describe('the first place at which two values differ', () => {
  it.each([
    [{ a: 1, b: [1, 2] }, { b: [1, 2], a: 1 }, null],
    [{ a: 1 }, { a: 2 }, '/a'],
    [{ b: 1, a: 1 }, { b: 2, a: 2 }, '/a'],
    [{ a: [{ x: 1 }, { x: 2 }] }, { a: [{ x: 1 }, { x: 3 }] }, '/a/1/x'],
    [{ a: [1] }, { a: [1, 2] }, '/a/1'],
    [{ a: null }, {}, '/a'],
    [{ 'a/b~c': 1 }, { 'a/b~c': 2 }, '/a~1b~0c'],
    [[1], { 0: 1 }, ''],
    ['1', 1, ''],
  ])('of %j and %j is %j', (one, other, path) => {
    expect(firstDifference(one, other)).toBe(path);
    expect(firstDifference(other, one)).toBe(path);
  });
});
