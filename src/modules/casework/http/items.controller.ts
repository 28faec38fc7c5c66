import { Controller, Get, Param } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { BilingualText } from '../../../kernel/decision';
import { Clock } from '../../../platform/clock/clock';
import { notFound, Problems } from '../../../platform/http';
import { Permit } from '../../access';
import { parametersOn } from '../../policy';
import { FactRegistry } from '../app/fact-registry';
import { ItemRegistry } from '../app/item-registry';
import { CATALOGUE, findEntry } from '../catalogue/catalogue';
import type { CatalogueEntry } from '../catalogue/catalogue-entry';
import { type Guide, guideOf } from '../catalogue/guide';

interface ItemLine extends CatalogueEntry {
  /** True when it can be applied for here: a room has registered its item. */
  readonly usable: boolean;
}

interface ItemPage extends ItemLine {
  /** Conditions, registries asked, amount and example of a usable item; null for the others. */
  readonly guide: Guide | null;
}

interface ItemList {
  readonly counts: {
    readonly all: number;
    readonly online: number;
    readonly counter: number;
    readonly usable: number;
  };
  readonly groups: readonly {
    readonly group: string;
    readonly name: BilingualText;
    readonly count: number;
  }[];
  readonly items: readonly ItemLine[];
}

const groupNames: Record<CatalogueEntry['group'], BilingualText> = {
  contribution: { zh: '归集', en: 'Contribution' },
  withdrawal: { zh: '提取', en: 'Withdrawal' },
  loan: { zh: '贷款', en: 'Loan' },
};

/** The public catalogue and the guides that are made from the rules that run. */
@ApiTags('事项 items')
@Permit('public')
@Controller('v1/items')
export class ItemsController {
  constructor(
    private readonly registry: ItemRegistry,
    private readonly facts: FactRegistry,
    private readonly clock: Clock,
  ) {}

  @Get()
  @ApiOperation({ operationId: 'listItems', summary: '67 项服务目录 / the catalogue of 67 services' })
  list(): ItemList {
    const items = CATALOGUE.map((entry) => this.lineOf(entry));
    const count = (is: (line: ItemLine) => boolean) => items.filter(is).length;
    return {
      counts: {
        all: items.length,
        online: count((line) => line.channel === 'online'),
        counter: count((line) => line.channel === 'counter'),
        usable: count((line) => line.usable),
      },
      groups: (['contribution', 'withdrawal', 'loan'] as const).map((group) => ({
        group,
        name: groupNames[group],
        count: count((line) => line.group === group),
      })),
      items,
    };
  }

  @Get(':code')
  @ApiOperation({
    operationId: 'readItem',
    summary: '办事指南，由正在运行的规则生成 / the guide, made from the rules that run',
  })
  @Problems({ 422: ['NO_PARAMETERS_FOR_DAY'] })
  guide(@Param('code') code: string): ItemPage {
    const entry = findEntry(code);
    if (!entry) throw notFound();
    return { ...this.lineOf(entry), guide: this.guideOf(entry) };
  }

  private lineOf(entry: CatalogueEntry): ItemLine {
    return { ...entry, usable: this.registry.find(entry.code) !== undefined };
  }

  private guideOf(entry: CatalogueEntry): Guide | null {
    const item = this.registry.find(entry.code);
    if (!item) return null;
    const today = this.clock.today();
    return guideOf(item, entry, parametersOn(today), today, (fact) => this.facts.paperOf(fact));
  }
}
