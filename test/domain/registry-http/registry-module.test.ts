import { Global, Module } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import {
  CompanyRegistry,
  Evidence,
  PurposeGrants,
  REGISTRY_CODES,
  RegistryModule,
  RegistryOptions,
} from '../../../src/modules/registry';
import { Clock, SystemClock } from '../../../src/platform/clock';
import { AppConfig } from '../../../src/platform/config';
import { Sealer } from '../../../src/platform/crypto/sealer';
import { startSimulation } from '../../../src/simulators/simulation';
import { ask, EVERYTHING, known, sealer, TODAY } from './outside-world';

describe('the registry room in the process', () => {
  it('takes addresses and deadline from the settings and asks through them', async () => {
    const simulation = await startSimulation({ port: 0, businessDate: TODAY, latency: 'none' });
    const url = `http://127.0.0.1:${simulation.port}`;
    const settings = {
      registryUrls: Object.fromEntries(REGISTRY_CODES.map((code) => [code.toLowerCase(), url])),
      registryDeadlineMs: 5_000,
    } as unknown as AppConfig;

    @Global()
    @Module({
      providers: [
        { provide: AppConfig, useValue: settings },
        { provide: Sealer, useValue: sealer },
        { provide: Clock, useValue: new SystemClock(TODAY) },
      ],
      exports: [AppConfig, Sealer, Clock],
    })
    class Platform {}

    const room = await Test.createTestingModule({ imports: [Platform, RegistryModule] }).compile();
    expect(room.get(RegistryOptions, { strict: false })).toMatchObject({
      deadlineMs: 5_000,
      baseUrls: { CIV: url },
    });
    expect(room.get(Evidence)).toBeInstanceOf(Evidence);
    room.get(PurposeGrants).register(ask.purpose, EVERYTHING);
    const { creditCode } = simulation.world.companyInRole('employer');
    expect(known(await room.get(CompanyRegistry).licence(ask, creditCode))).toMatchObject({
      registered: true,
    });
    await room.close();
    await simulation.close();
  });
});
