import type { SealStatusReason } from '@xinyin/e-seal/status'

/** Why a seal is withdrawn; named here so that the command line can be read without the code for status lists. */
export const REASONS = [
  'unspecified',
  'superseded',
  'signer-key-compromised',
  'office-closed',
  'office-renamed',
  'privilege-withdrawn',
] as const satisfies readonly SealStatusReason[]
