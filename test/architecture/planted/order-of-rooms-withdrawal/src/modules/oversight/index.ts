export const oversight = 1;
