import { decide, defineRule } from '../../../src/modules/policy';
import { monthsInARow, requestWith } from './example-item';

describe('a rule reads what it declares and nothing else', () => {
  const reading = (judge: (typeof monthsInARow)['judge']) =>
    requestWith([], { rules: [defineRule({ ...monthsInARow, judge })] });
  const judgement = { truth: 'true', observed: null, required: null } as const;

  it('an undeclared fact, parameter or amount stops the decision', () => {
    expect(() => decide(reading(({ fact }) => (fact('home.member'), judgement)))).toThrow(
      /fact 'home.member'/,
    );
    expect(() => decide(reading(({ isKnown }) => (isKnown('home.member'), judgement)))).toThrow(
      /without declaring/,
    );
    expect(() =>
      decide(reading(({ parameters }) => (parameters.money('withdrawal.minRetain'), judgement))),
    ).toThrow(/parameter 'withdrawal.minRetain'/);
    expect(() => decide(reading(({ amount }) => (amount(), judgement)))).toThrow(/amount/);
  });

  it('a declared fact that nobody gathered stops the decision', () => {
    const request = requestWith();
    const facts = new Map([...request.facts].filter(([name]) => name !== 'contribution.monthsInARow'));
    expect(() => decide({ ...request, facts })).toThrow(/does not ask for/);
  });
});
