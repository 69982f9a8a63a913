import { measureCatalogue } from './licence-catalogue.ts'
import { measureIdentifiers } from './licence-identifier.ts'
import { measureProofs } from './licence-proofs.ts'
import { measureQr } from './licence-qr.ts'
import { measureSdJwt } from './licence-sd-jwt.ts'
import { measureStatus } from './licence-status.ts'
import type { Part } from './part.ts'

/** Issuing and verifying licences, and each of the parts that are asked for by themselves. */
export const parts: readonly Part[] = [
  measureIdentifiers,
  measureCatalogue,
  measureSdJwt,
  measureProofs,
  measureStatus,
  measureQr,
]
