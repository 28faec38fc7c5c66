/** So many people whose cards are bound under one phone within so many days are looked into by a person [assume]. */
export const PHONE_SHARED_BY = 3;
export const PHONE_WITHIN_DAYS = 7;
