import type { Sealer } from '../../src/platform/crypto';

/** What of a taken-over loan is personal: the address of its home, sealed as `loan.details_sealed` holds it. */
export function sealHome(sealer: Sealer, address: string): Buffer {
  return sealer.seal(JSON.stringify({ address }));
}

export function openHome(sealer: Sealer, sealed: Buffer): string {
  return (JSON.parse(sealer.open(sealed)) as { readonly address: string }).address;
}
