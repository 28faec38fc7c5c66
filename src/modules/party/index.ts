export { Parties } from './parties';
export { PartyModule } from './party.module';
export { maskIdNo, maskName } from './domain/masked';
export { sameName } from './domain/same-name';
export type { CardForPayment, CardSummary, NewCard } from './store/card-store';
export type { Contact } from './store/contact-store';
export type { Employer, EmployerContact, EmployerIdentity, NewEmployer } from './store/employer-store';
export type { EnsuredPerson, Identity } from './store/person-store';
export type { Restriction } from './store/restriction-store';
