import { Module } from '@nestjs/common';
import { DueWatch } from './due-watch';

/** For every room with workers that are woken when something is due. */
@Module({ providers: [DueWatch], exports: [DueWatch] })
export class LeaseModule {}
