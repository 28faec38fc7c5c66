import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Leaves that every centre has, beside those of its bank accounts and units (handbook 6.2). */
const leaves: readonly [code: string, subject: string, name: string][] = [
  ['10199', '101', '专户间划转在途资金'],
  ['11902', '119', '应收增值收益专户划转款'],
  ['21101', '211', '应付职工利息'],
  ['21401', '214', '管理费用'],
  ['21402', '214', '城市廉租住房（公共租赁住房）建设补充资金'],
  ['21901', '219', '暂收款（未明单位）'],
  ['21902', '219', '异地转移在途'],
  ['21903', '219', '应付手续费'],
  ['21904', '219', '预收还款'],
  ['21905', '219', '退票待处理'],
  ['21906', '219', '应付公积金专户划转款'],
  ['301', '301', '贷款风险准备'],
  ['32101', '321', '提取贷款风险准备'],
  ['32102', '321', '提取管理费用'],
  ['32103', '321', '提取城市廉租住房建设补充资金'],
  ['32104', '321', '待分配增值收益'],
  ['40101', '401', '住房公积金存款利息收入'],
  ['40102', '401', '增值收益存款利息收入'],
  ['40103', '401', '委托贷款利息收入'],
  ['4010302', '401', '委托贷款罚息收入'],
  ['40105', '401', '其他收入'],
  ['41101', '411', '职工利息支出'],
  ['41102', '411', '归集手续费支出'],
  ['41103', '411', '委托贷款手续费支出'],
];

/** Money between the centre's own accounts, and the chart that it needs. */
export class OwnMoney1764000028000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await chart(queryRunner);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    // The leaves that centres have stay: lines may stand on them.
    await queryRunner.query('DROP TABLE chart_leaf');
  }
}

/** The list of leaves is a table, as that of subjects is: setting a centre up and adding to the chart read one list. */
async function chart(queryRunner: QueryRunner): Promise<void> {
  await queryRunner.query(`
    CREATE TABLE chart_leaf (
      code    text PRIMARY KEY CHECK (starts_with(code, subject)),
      subject text NOT NULL REFERENCES subject,
      name    text NOT NULL
    );
    COMMENT ON TABLE chart_leaf IS 'leaves of the chart that every centre has; those of bank accounts and units come with them';
    GRANT SELECT ON chart_leaf TO zero_run_app;
  `);
  for (const leaf of leaves) await queryRunner.query('INSERT INTO chart_leaf VALUES ($1, $2, $3)', leaf);
  await queryRunner.query(`
    INSERT INTO ledger_account (centre_id, kind, subject, code, name)
    SELECT c.id, 'leaf', l.subject, l.code, l.name FROM centre AS c CROSS JOIN chart_leaf AS l
     ORDER BY c.id, l.code
    ON CONFLICT (centre_id, code) DO NOTHING`);
}
