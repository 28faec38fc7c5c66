import type { MigrationInterface, QueryRunner } from 'typeorm';
import { protect } from './support/protect';

/** Transfers between cities: letters, the messages about them, money that waits for its information, months carried. */
export class Transfers1764000023000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await letters(queryRunner);
    await messages(queryRunner);
    await moneyIn(queryRunner);
    await carriedMonths(queryRunner);
    await corporatePayees(queryRunner);
    await accountsComeBack(queryRunner);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await changeAccountSteps(queryRunner, `'{${COMES_BACK},`, `'{`);
    await queryRunner.query(`
      ALTER TABLE instruction DROP CONSTRAINT one_payee, DROP COLUMN payee_account_id,
        ADD CONSTRAINT one_payee CHECK ((payee_card_id IS NULL) <> (payee_receipt_id IS NULL));
      DROP TABLE payee_account, carried_months, transfer_money, platform_message, transfer_letter, transfer_letter_number`);
  }
}

/** An account that was transferred out is open again, sealed, when money came late or came back. */
const COMES_BACK = '04>02';

function accountsComeBack(queryRunner: QueryRunner): Promise<void> {
  return changeAccountSteps(queryRunner, `'{`, `'{${COMES_BACK},`);
}

/** Changes the list of allowed steps where it stands and leaves what others put into it. */
async function changeAccountSteps(queryRunner: QueryRunner, from: string, to: string): Promise<void> {
  const [found] = (await queryRunner.query(
    `SELECT pg_get_functiondef('refuse_account_step'::regproc) AS text`,
  )) as { text: string }[];
  if (!found?.text.includes(from)) throw new Error('the steps of member accounts are not where they were');
  await queryRunner.query(found.text.replace(from, to));
}

async function letters(queryRunner: QueryRunner): Promise<void> {
  await queryRunner.query(`
    CREATE TABLE transfer_letter_number (
      centre_id int NOT NULL,
      day       date NOT NULL,
      last      int NOT NULL CHECK (last BETWEEN 1 AND 9999),
      PRIMARY KEY (centre_id, day)
    );
    COMMENT ON TABLE transfer_letter_number IS 'last number given to a letter of that day; a letter number has four digits for it';

    CREATE TABLE transfer_letter (
      centre_id       int NOT NULL,
      id              uuid NOT NULL,
      direction       text NOT NULL CHECK (direction IN ('in', 'out')),
      letter_no       text NOT NULL CHECK (letter_no ~ '^[0-9]{16}$'),
      counterpart     text NOT NULL CHECK (counterpart ~ '^[0-9]{15}$'),
      person_id       uuid NOT NULL,
      account_id      bigint,
      case_id         uuid,
      state           text NOT NULL CHECK (state IN ('01', '02', '08', '06', '13', '00', '20', '05', '40')),
      negotiations    int NOT NULL DEFAULT 0 CHECK (negotiations >= 0),
      letter_sealed   bytea NOT NULL,
      told_fen        bigint CHECK (told_fen > 0),
      told_interest_fen bigint CHECK (told_interest_fen BETWEEN 0 AND told_fen),
      told            jsonb,
      refusal         text,
      kept_open       boolean NOT NULL DEFAULT false,
      opened_on       date NOT NULL,
      answer_by       date NOT NULL,
      ended_on        date,
      due_at          timestamptz,
      lease_owner     text,
      lease_until     timestamptz,
      lease_token     bigint NOT NULL DEFAULT 0,
      attempts        int NOT NULL DEFAULT 0,
      PRIMARY KEY (centre_id, id),
      UNIQUE (centre_id, direction, counterpart, letter_no),
      CONSTRAINT ended_when_final CHECK ((state IN ('00', '20', '05', '40')) = (ended_on IS NOT NULL)),
      CONSTRAINT told_in_full CHECK ((told_fen IS NULL) = (told_interest_fen IS NULL) AND (told_fen IS NULL) = (told IS NULL)),
      CONSTRAINT refused_with_text CHECK (state <> '13' OR refusal IS NOT NULL)
    );
    CREATE UNIQUE INDEX transfer_letter_one_in ON transfer_letter (centre_id, person_id) WHERE direction = 'in' AND ended_on IS NULL;
    CREATE UNIQUE INDEX transfer_letter_own_no ON transfer_letter (centre_id, letter_no) WHERE direction = 'in';
    CREATE UNIQUE INDEX transfer_letter_of_case ON transfer_letter (centre_id, case_id) WHERE case_id IS NOT NULL;
    CREATE INDEX transfer_letter_by_person ON transfer_letter (centre_id, person_id);
    CREATE INDEX transfer_letter_due ON transfer_letter (centre_id, due_at) WHERE due_at IS NOT NULL;
    CREATE INDEX transfer_letter_late ON transfer_letter (centre_id, answer_by) WHERE ended_on IS NULL;
    COMMENT ON TABLE transfer_letter IS 'letters (联系函) of transfers between cities, those we send (in) and those we get (out)';
    COMMENT ON COLUMN transfer_letter.counterpart IS 'code of the other centre (公积金中心机构号)';
    COMMENT ON COLUMN transfer_letter.state IS 'AppPrStatus: 01 letter checked, 02 received, 08 account information, 06 negotiation, 13 refused; final 00 done, 20 done after negotiation, 05 cancelled, 40 failed';
    COMMENT ON COLUMN transfer_letter.told_fen IS 'TranAmt of the account information, principal and interest';
    COMMENT ON COLUMN transfer_letter.told IS 'open date, paid-to month, SixMconFlag, LoanNum, LoanEndFlag, FrLoanFlag of the information';
    COMMENT ON COLUMN transfer_letter.kept_open IS 'of a letter out that was paid: money came meanwhile or afterwards, the account is open for its member';
    COMMENT ON COLUMN transfer_letter.answer_by IS 'the letter ends by itself when nothing has come of it after this day';
  `);
  await protect(queryRunner, 'transfer_letter_number', 'read-write');
  await protect(queryRunner, 'transfer_letter', 'append-only');
  const mutable = `account_id, case_id, state, negotiations, told_fen, told_interest_fen, told, refusal, kept_open, answer_by, ended_on,
    due_at, lease_owner, lease_until, lease_token, attempts`;
  await queryRunner.query(`GRANT UPDATE (${mutable}) ON transfer_letter TO zero_run_app`);
}

async function messages(queryRunner: QueryRunner): Promise<void> {
  await queryRunner.query(`
    CREATE TABLE platform_message (
      centre_id   int NOT NULL,
      id          uuid NOT NULL,
      direction   text NOT NULL CHECK (direction IN ('in', 'out')),
      letter_no   text NOT NULL,
      counterpart text NOT NULL,
      tx_code     text NOT NULL CHECK (tx_code ~ '^BDC9[0-9]{2}$'),
      tx_func     text NOT NULL CHECK (tx_func ~ '^[0-9]$'),
      body_sealed bytea NOT NULL,
      body_sha256 text NOT NULL,
      state       text NOT NULL CHECK (state IN ('taken', 'queued', 'sent', 'refused')),
      effect      text,
      made_at     timestamptz NOT NULL,
      sent_at     timestamptz,
      due_at      timestamptz,
      lease_owner text,
      lease_until timestamptz,
      lease_token bigint NOT NULL DEFAULT 0,
      attempts    int NOT NULL DEFAULT 0,
      PRIMARY KEY (centre_id, id),
      UNIQUE (centre_id, direction, counterpart, letter_no, tx_code, tx_func, body_sha256),
      CONSTRAINT taken_when_in CHECK ((direction = 'in') = (state = 'taken')),
      CONSTRAINT due_when_queued CHECK ((state = 'queued') = (due_at IS NOT NULL))
    );
    CREATE INDEX platform_message_due ON platform_message (centre_id, due_at) WHERE state = 'queued';
    CREATE INDEX platform_message_of_letter ON platform_message (centre_id, letter_no);
    COMMENT ON TABLE platform_message IS 'messages exchanged with the national platform, as evidence; those that leave are sent by a leased worker';
    COMMENT ON COLUMN platform_message.effect IS 'what a message that came did to its letter, or the platform''s code for one that left';
  `);
  await protect(queryRunner, 'platform_message', 'append-only');
  const mutable = 'state, effect, sent_at, due_at, lease_owner, lease_until, lease_token, attempts';
  await queryRunner.query(`GRANT UPDATE (${mutable}) ON platform_message TO zero_run_app`);
}

async function moneyIn(queryRunner: QueryRunner): Promise<void> {
  await queryRunner.query(`
    CREATE TABLE transfer_money (
      centre_id    int NOT NULL,
      receipt_id   uuid NOT NULL,
      letter_id    uuid NOT NULL,
      amount_fen   bigint NOT NULL CHECK (amount_fen > 0),
      use          text NOT NULL CHECK (use IN ('kept', 'credited', 'sending-back', 'sent-back', 'held')),
      came_on      date NOT NULL,
      PRIMARY KEY (centre_id, receipt_id)
    );
    CREATE INDEX transfer_money_kept ON transfer_money (centre_id, came_on) WHERE use = 'kept';
    CREATE INDEX transfer_money_of_letter ON transfer_money (centre_id, letter_id);
    COMMENT ON TABLE transfer_money IS 'money that came for a letter: on 21902 while it is kept or being sent back (V6)';
  `);
  await protect(queryRunner, 'transfer_money', 'append-only');
  await queryRunner.query('GRANT UPDATE (use) ON transfer_money TO zero_run_app');
}

async function carriedMonths(queryRunner: QueryRunner): Promise<void> {
  await queryRunner.query(`
    CREATE TABLE carried_months (
      centre_id   int NOT NULL,
      letter_id   uuid NOT NULL,
      account_id  bigint NOT NULL,
      person_id   uuid NOT NULL,
      opened_on   date NOT NULL,
      paid_to     int NOT NULL CHECK (paid_to BETWEEN 199101 AND 999912 AND paid_to % 100 BETWEEN 1 AND 12),
      six_months  boolean NOT NULL,
      loans       int NOT NULL CHECK (loans >= 0),
      loans_ended boolean NOT NULL,
      carried_on  date NOT NULL,
      PRIMARY KEY (centre_id, letter_id)
    );
    CREATE INDEX carried_months_of_person ON carried_months (centre_id, person_id);
    COMMENT ON TABLE carried_months IS 'what a transfer in carries of the time in the other city: it counts for the continuity a loan needs';
    COMMENT ON COLUMN carried_months.paid_to IS 'JZNY 缴至年月 there, YYYYMM';
    COMMENT ON COLUMN carried_months.six_months IS 'SixMconFlag: six months in a row before the transfer';
    COMMENT ON COLUMN carried_months.loans IS 'LoanNum: housing fund loans used there; loans_ended: all are settled (LoanEndFlag)';
  `);
  await protect(queryRunner, 'carried_months', 'append-only');
}

async function corporatePayees(queryRunner: QueryRunner): Promise<void> {
  await queryRunner.query(`
    CREATE TABLE payee_account (
      centre_id  int NOT NULL,
      id         uuid NOT NULL,
      bank_code  text NOT NULL CHECK (bank_code ~ '^[0-9]{3}$'),
      account_no text NOT NULL CHECK (account_no ~ '^[0-9]{4,32}$'),
      name       text NOT NULL,
      PRIMARY KEY (centre_id, id),
      UNIQUE (centre_id, bank_code, account_no, name)
    );
    COMMENT ON TABLE payee_account IS 'accounts of organisations that were paid to, such as centres of other cities; never changed';
    ALTER TABLE instruction ADD COLUMN payee_account_id uuid, DROP CONSTRAINT one_payee,
      ADD CONSTRAINT one_payee CHECK (num_nonnulls(payee_card_id, payee_receipt_id, payee_account_id) = 1);
  `);
  await protect(queryRunner, 'payee_account', 'append-only');
}
