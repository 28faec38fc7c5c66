/** So many registrations of a marriage or a divorce within so many months are looked into by a person [assume]. */
export const CHANGES_LOOKED_INTO = 2;
export const CHANGES_WITHIN_MONTHS = 24;
