import { Module } from '@nestjs/common';
import { Parties } from './parties';
import { CardStore } from './store/card-store';
import { EmployerStore } from './store/employer-store';
import { PersonStore } from './store/person-store';
import { ContactStore } from './store/contact-store';
import { IdentityStore } from './store/identity-store';
import { RestrictionStore } from './store/restriction-store';

/** Members, employers, agents and cards. Needs `Sealer`, `Clock` and a transaction of the caller's. */
@Module({
  providers: [Parties, PersonStore, EmployerStore, CardStore, RestrictionStore, IdentityStore, ContactStore],
  exports: [Parties],
})
export class PartyModule {}
