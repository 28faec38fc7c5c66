import { newId } from '../../kernel/identifiers/uuid';
import type { World } from '../world/world';
import type { Body } from './message';

/**
 * Four-factor check of a card: name, id number, card and phone must all be the holder's. A mismatch does not say
 * which factor differs. The card and id number asked about are repeated, so that the asker can tell a mix-up.
 * ReceiptNo is the bank's number of this answer.
 */
export function checkCard(world: World, body: Body): Body {
  const { Name = '', IdNo = '', CardNo = '', Phone = '' } = body;
  const asked = { TxStatus: '0', CardNo, IdNo, ReceiptNo: `BNK${newId().replaceAll('-', '')}` };
  const holder = world.personByCard(CardNo);
  if (holder === undefined) return { ...asked, RtnCode: 'CARD_NOT_FOUND', RtnMessage: '卡号不存在' };
  const same = holder.name === Name && holder.idNo === IdNo && holder.phone === Phone;
  if (!same) return { ...asked, RtnCode: 'MISMATCH', RtnMessage: '要素不一致' };
  const card = { CardBankCode: holder.bankCode, CardClass: holder.cardClass };
  return { ...asked, RtnCode: 'MATCH', RtnMessage: '一致', ...card };
}
