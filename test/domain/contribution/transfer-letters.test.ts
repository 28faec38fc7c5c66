import { loansTold } from '../../../src/modules/contribution/domain/transfer/loans-told';
import { parseDay } from '../../../src/kernel/calendar';
import { fen } from '../../../src/kernel/money';
import { parseMonth } from '../../../src/kernel/month';
import { runUpTo } from '../../../src/modules/contribution/domain/member/months-in-a-row';
import { agreementOf } from '../../../src/modules/contribution/domain/transfer/agreement';
import { findCentre } from '../../../src/modules/contribution/domain/transfer/centre-codes';
import {
  type AccountInfo,
  bodyOf,
  CODES,
  type Message,
  readMessage,
} from '../../../src/modules/contribution/domain/transfer/letter-message';
import {
  isNumberOf,
  letterNosIn,
  letterNumber,
} from '../../../src/modules/contribution/domain/transfer/letter-number';
import {
  isEnded,
  LETTER_STATES,
  type LetterEvent,
  type LetterState,
  nextState,
  possibleEvents,
} from '../../../src/modules/contribution/domain/transfer/letter-state';

const payTo = { accountNo: '104014010000000001', name: '归集户', bankCode: '104' };
const info: AccountInfo = {
  principal: fen(3_000_000n),
  interest: fen(1_234n),
  openedOn: parseDay('2019-03-01'),
  paidTo: parseMonth('2026-07'),
  sixMonths: true,
  loans: 1,
  loansEnded: true,
  loanElsewhere: false,
  paidFrom: payTo,
};
const letter = { name: '测员', idNo: '11010519491231002X', formerUnit: '某单位', formerAccountNo: '', payTo };
const messages: readonly Message[] = [
  { what: 'letter', letter },
  { what: 'accepted' },
  { what: 'refused', reason: '未封存' },
  { what: 'info', info, number: 0 },
  { what: 'dispute', received: fen(1n), told: fen(2n), number: 1 },
  { what: 'completed', received: fen(3_001_234n) },
  { what: 'cancel' },
  { what: 'question', seq: 'q1' },
  { what: 'progress', seq: 'q1', status: '08' },
];

describe('the loans that the next city is told of', () => {
  const here = { borrowing: false, used: 1 };
  const settled = { loans: 1, loansEnded: true, loanElsewhere: false };

  test('are those used here and those that former cities told', () => {
    expect(loansTold(here, [])).toEqual({ loans: 1, loansEnded: true, loanElsewhere: false });
    expect(loansTold(here, [settled])).toEqual({ loans: 2, loansEnded: true, loanElsewhere: false });
  });

  test('run elsewhere when one of a former city does, or when that city said so of a third', () => {
    const running = { loans: 1, loansEnded: false, loanElsewhere: false };
    const third = { loans: 0, loansEnded: true, loanElsewhere: true };
    expect(loansTold(here, [settled, running])).toEqual({ loans: 3, loansEnded: false, loanElsewhere: true });
    expect(loansTold(here, [third])).toEqual({ loans: 1, loansEnded: true, loanElsewhere: true });
  });
});

describe('the number of a letter', () => {
  test('is the first six of the centre, the day and four digits, up to 9999 a day', () => {
    expect(letterNumber('140100000000000', parseDay('2026-11-21'), 7)).toBe('1401002611210007');
    expect(letterNumber('140100000000000', parseDay('2026-11-21'), 9999)).toBe('1401002611219999');
    for (const out of [0, 10_000])
      expect(() => letterNumber('140100000000000', parseDay('2026-11-21'), out)).toThrow(RangeError);
  });

  test('belongs to the centre that wrote it, and is found in what a payer wrote', () => {
    expect(isNumberOf('1402002611210001', '140200000000000')).toBe(true);
    expect(isNumberOf('1402002611210001', '140100000000000')).toBe(false);
    expect(isNumberOf('140200261121001', '140200000000000')).toBe(false);
    expect(letterNosIn('异地转移 1401002611210007', '1401002611210007')).toEqual(['1401002611210007']);
    expect(letterNosIn('卡号 6219990000000000017', '')).toEqual([]);
  });
});

describe('a message', () => {
  test.each(messages.map((message) => [message.what, message] as const))(
    '%s is read as it was written',
    (_, message) => {
      const [txCode, txFunc] = CODES[message.what];
      expect(readMessage(txCode, txFunc, bodyOf(message))).toEqual(message);
    },
  );

  test.each([
    ['TranAmt', '30012.33'],
    ['TranAmt', '30012.3'],
    ['Yinter', '-1.00'],
    ['OpenDate', '20190229'],
    ['JZNY', '202613'],
    ['SixMconFlag', ''],
    ['LoanNum', '-1'],
    ['PayAcctNo', ''],
  ])('of information with %s %p is not in the agreed form', (field, value) => {
    const body = { ...bodyOf({ what: 'info', info, number: 0 }), [field]: value };
    expect(readMessage('BDC905', '0', body)).toBeNull();
  });

  test('of an unknown function, and a refusal without its text, are none', () => {
    expect(readMessage('BDC902', '0', {})).toBeNull();
    expect(readMessage('BDC905', '0', { TranRstCode: '1', TranRstText: ' ' })).toBeNull();
  });
});

describe('a letter', () => {
  const events: readonly LetterEvent[] = [
    'accepted',
    'refused',
    'informed',
    'disputed',
    'completed',
    'cancelled',
    'failed',
  ];
  const states = Object.keys(LETTER_STATES) as LetterState[];

  test('that is over stays as it is, and any other can still come to an end', () => {
    for (const direction of ['in', 'out'] as const)
      for (const state of states) {
        if (isEnded(state))
          expect(events.map((event) => nextState(direction, state, event))).toEqual(events.map(() => null));
        else if (possibleEvents(direction, state).length > 0)
          expect(nextState(direction, state, 'failed')).toBe('40');
      }
  });

  test('is done as 00 without a negotiation and as 20 after one, and is taken back only before it is taken up', () => {
    for (const direction of ['in', 'out'] as const) {
      expect(nextState(direction, '08', 'completed')).toBe('00');
      expect(nextState(direction, '06', 'completed')).toBe('20');
    }
    expect(nextState('in', '01', 'cancelled')).toBe('05');
    expect(nextState('in', '02', 'cancelled')).toBeNull();
  });

  const came = (...amounts: bigint[]) => amounts.map((amount, n) => ({ no: n, amountFen: fen(amount) }));

  test('agrees to the fen, and waits while one of the two is missing', () => {
    expect(agreementOf(came(100n), fen(100n))).toEqual({ says: 'agrees', money: came(100n) });
    expect(agreementOf(came(60n, 40n), fen(100n))).toEqual({ says: 'agrees', money: came(60n, 40n) });
    expect(agreementOf(came(99n), fen(100n)).says).toBe('differs');
    expect(agreementOf(came(101n), fen(100n)).says).toBe('differs');
    expect(agreementOf(came(), fen(100n)).says).toBe('waits');
    expect(agreementOf(came(100n), null).says).toBe('waits');
  });

  test('counts one payment of the whole amount where more came before it was told', () => {
    expect(agreementOf(came(100n, 100n), fen(100n))).toEqual({ says: 'agrees', money: came(100n) });
    expect(agreementOf(came(90n, 100n), fen(100n))).toEqual({
      says: 'agrees',
      money: [{ no: 1, amountFen: 100n }],
    });
    expect(agreementOf(came(60n, 60n), fen(100n)).says).toBe('differs');
  });
});

test('a centre is found by its code, its full name, and the name of its city', () => {
  const datong = { code: '140200000000000', name: '大同市住房公积金管理中心' };
  for (const said of ['140200000000000', '大同市住房公积金管理中心', '大同市', '大同'])
    expect(findCentre(said)).toEqual(datong);
  for (const said of ['', '  ', '住房公积金管理中心', '140200', '北京']) expect(findCentre(said)).toBeNull();
});

test('six months in a row up to the last one are six; a gap breaks them', () => {
  const months = ['2026-01', '2026-02', '2026-03', '2026-04', '2026-05', '2026-06'].map(parseMonth);
  expect(runUpTo(parseMonth('2026-06'), months)).toBe(6);
  expect(
    runUpTo(
      parseMonth('2026-06'),
      months.filter((month) => month !== '2026-03'),
    ),
  ).toBe(3);
  expect(runUpTo(parseMonth('2026-07'), months)).toBe(0);
});
