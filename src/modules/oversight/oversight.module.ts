import { Module } from '@nestjs/common';
import { Proof } from './app/proof';
import { ProofController } from './http/proof.controller';

@Module({ controllers: [ProofController], providers: [Proof], exports: [Proof] })
export class OversightModule {}
