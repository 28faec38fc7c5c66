import { Injectable } from '@nestjs/common';
import type { Item } from '../../casework';
import { RegisterEmployerItem } from './employer/register-employer.item';
import { OpenAccountsItem } from './member/open-accounts.item';
import { RemitItem } from './remittance/remit.item';
import { ChangeBasesItem } from './base/change-bases.item';
import { CorrectBaseItem } from './base/correct-base.item';
import { ChangeRosterItem } from './roster/change-roster.item';
import { SealAccountItem } from './member/seal-account.item';
import { UnsealAccountItem } from './member/unseal-account.item';
import { CourtOrderItem } from './court/court-order.item';
import { TransferAccountItem } from './move/transfer-account.item';
import { CentralSealItem } from './move/central-seal.item';
import { ChangeIdentityItem } from './identity/change-identity.item';
import { ChangeContactItem } from './identity/change-contact.item';
import { MergeAccountsItem } from './merge/merge-accounts.item';
import { JoinFlexibleItem } from './flexible/join-flexible.item';
import { ChangeFlexibleItem } from './flexible/change-flexible.item';
import { BackPaymentItem } from './back-payment/back-payment.item';
import { RefundItem } from './refund/refund.item';
import { SuspenseItem } from './suspense/suspense.item';

/** Every service of the catalogue that this room offers. */
@Injectable()
export class ContributionItems {
  readonly all: readonly Item[];

  constructor(
    registerEmployer: RegisterEmployerItem,
    openAccounts: OpenAccountsItem,
    remit: RemitItem,
    changeBases: ChangeBasesItem,
    correctBase: CorrectBaseItem,
    changeRoster: ChangeRosterItem,
    sealAccount: SealAccountItem,
    unsealAccount: UnsealAccountItem,
    courtOrder: CourtOrderItem,
    transferAccount: TransferAccountItem,
    centralSeal: CentralSealItem,
    changeIdentity: ChangeIdentityItem,
    changeContact: ChangeContactItem,
    mergeAccounts: MergeAccountsItem,
    joinFlexible: JoinFlexibleItem,
    changeFlexible: ChangeFlexibleItem,
    backPayment: BackPaymentItem,
    refund: RefundItem,
    suspense: SuspenseItem,
  ) {
    this.all = [
      registerEmployer,
      openAccounts,
      remit,
      changeBases,
      correctBase,
      changeRoster,
      sealAccount,
      unsealAccount,
      courtOrder,
      transferAccount,
      centralSeal,
      changeIdentity,
      changeContact,
      mergeAccounts,
      joinFlexible,
      changeFlexible,
      backPayment,
      refund,
      suspense,
    ] as Item[];
  }
}
