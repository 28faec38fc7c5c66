import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import 'reflect-metadata';
import type { Type } from '@nestjs/common';
import { CONTROLLER_WATERMARK } from '@nestjs/common/constants';
import { declaredRoutes, ROLES_OF, undeclaredRoutes } from '../../src/modules/access';

const SOURCES = join(__dirname, '../../src');

function sourceFiles(): string[] {
  return readdirSync(SOURCES, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !file.startsWith('simulators'))
    .map((file) => join(SOURCES, file));
}

async function controllersIn(file: string): Promise<Type[]> {
  const exported = Object.values((await import(file)) as Record<string, unknown>);
  return exported.filter(
    (value): value is Type => typeof value === 'function' && Reflect.hasMetadata(CONTROLLER_WATERMARK, value),
  );
}

describe('routes', () => {
  const files = sourceFiles();
  let controllers: Type[] = [];
  beforeAll(async () => {
    const named = files.filter((file) => file.endsWith('.controller.ts'));
    controllers = (await Promise.all(named.map(controllersIn))).flat();
  });

  it('are all found: every class that is a controller is exported from a file named after it', () => {
    const declared = files
      .map((file) => ({ file, count: readFileSync(file, 'utf8').match(/^@Controller\(/gm)?.length ?? 0 }))
      .filter(({ count }) => count > 0);
    expect(declared.length).toBeGreaterThanOrEqual(2);
    expect(declared.filter(({ file }) => !file.endsWith('.controller.ts'))).toEqual([]);
    expect(controllers).toHaveLength(declared.reduce((sum, { count }) => sum + count, 0));
    expect(declaredRoutes(controllers).length).toBeGreaterThanOrEqual(4);
  });

  it('all say which permission they take', () => {
    expect(undeclaredRoutes(controllers)).toEqual([]);
  });

  it('that are open without a token are these, and only these', () => {
    const open = declaredRoutes(controllers).filter(({ permissions }) => permissions.includes('public'));
    expect(open.map(({ route }) => route).sort()).toEqual([
      'DemoTokenController.create',
      'HealthController.live',
      'HealthController.ready',
      'HealthController.scrape',
      'ItemsController.guide',
      'ItemsController.list',
      'LoanCalculatorsController.eligibility',
      'LoanCalculatorsController.limit',
      'LoanCalculatorsController.prepayment',
      'LoanCalculatorsController.repayment',
      'LoanCalculatorsController.term',
      'RentCapController.cap',
      'VerificationsController.keys',
      'VerificationsController.verify',
    ]);
  });
});

describe('the permission table', () => {
  it('lets nobody write remittances but employers, and nobody read oversight who handles cases', () => {
    expect(ROLES_OF['remittance:write']).toEqual(['employer-agent']);
    for (const role of ['member', 'employer-agent', 'clerk'])
      expect(ROLES_OF['oversight:read']).not.toContain(role);
  });
});
