import type { Readable } from 'node:stream';
import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsInt, IsOptional, Max, ValidateNested } from 'class-validator';
import { QueryRunnerProviderAlreadyReleasedError } from 'typeorm';
import type { Actor } from '../../../src/kernel/actor';
import { CurrentActor, Permit } from '../../../src/modules/access';
import {
  conflict,
  BodyHash,
  IdempotencyKey,
  IsBankCard,
  IsPersonName,
  IsResidentId,
  IsYuan,
  RawBody,
  TakesCsv,
  TraceId,
  UuidParamPipe,
} from '../../../src/platform/http';

export class PageQuery {
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Max(100)
  limit: number = 50;
}

export class Holder {
  @ApiProperty()
  @IsPersonName()
  name!: string;

  @ApiProperty()
  @IsResidentId()
  idNo!: string;
}

export class Payment {
  @ApiProperty()
  @IsYuan({ min: '0.01' })
  amount!: string;

  @ApiProperty({ type: Holder })
  @ValidateNested()
  @Type(() => Holder)
  holder!: Holder;

  @IsOptional()
  @IsBankCard()
  card?: string;
}

const sqlError = (code: string, detail: string) =>
  Object.assign(new Error(`${code} ${detail}`), { code, detail });

@Controller('v1/desk')
export class DeskController {
  @Post('payments')
  @Permit('public')
  pay(@Body() payment: Payment, @BodyHash() hash: string, @TraceId() traceId: string): object {
    return { amount: payment.amount, isDto: payment instanceof Payment, hash, traceId };
  }

  @Post('keyed')
  @Permit('public')
  keyed(@IdempotencyKey() key: string): object {
    return { key };
  }

  @Post('signed')
  @Permit('bank-signature')
  signed(@RawBody() raw: Buffer): object {
    return { raw: raw.toString('utf8') };
  }

  @Post('list')
  @TakesCsv()
  @Permit('public')
  async list(@Body() rows: Readable): Promise<object> {
    let bytes = 0;
    for await (const chunk of rows) bytes += (chunk as Buffer).length;
    return { bytes };
  }

  @Get('pages')
  @Permit('public')
  pages(@Query() query: PageQuery): object {
    return { limit: query.limit };
  }

  @Get('things/:id')
  @Permit('public')
  thing(@Param('id', UuidParamPipe) id: string): object {
    return { id };
  }

  @Get('mine')
  @Permit('account:read')
  mine(@CurrentActor() actor: Actor): object {
    return { role: actor.role, name: actor.identity?.name ?? null };
  }

  @Get('sampling')
  @Permit('oversight:read')
  sampling(): object {
    return { sampled: true };
  }

  @Get('forgotten')
  forgotten(): object {
    return { secret: true };
  }

  @Post('fails/:how')
  @Permit('public')
  fails(@Param('how') how: string, @Body() body: object): never {
    const text = JSON.stringify(body);
    if (how === 'pool') throw new Error('timeout exceeded when trying to connect');
    if (how === 'released') throw new QueryRunnerProviderAlreadyReleasedError();
    if (how === 'conflict') throw conflict('BUSY_CASE', { zh: '已有办理中的业务。', en: 'A case is open.' });
    if (how === 'plain') throw new Error(`could not read ${text}`);
    if (how === 'wrapped') throw new Error(text, { cause: sqlError('ECONNRESET', text) });
    throw sqlError(how, `Key (name)=(${text}) already exists`);
  }
}
