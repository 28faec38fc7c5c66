import 'reflect-metadata';
import { AppLogger } from '../../../src/platform/logging';
import { DeskController } from './desk.controller';
import { startApp } from './running-app';

/** A process of its own that logs to its real standard output while it is sent the name and card it was given. */
async function main(name: string, card: string): Promise<void> {
  const app = await startApp([DeskController], {}, { logger: new AppLogger('trace') });
  await app.send(`/v1/desk/fails/plain?card=${card}`, { name, card });
  await app.send('/v1/desk/payments', { amount: card, holder: { name } });
  await app.close();
}

void main(process.argv[2] ?? '', process.argv[3] ?? '');
