import type { Result } from './compare.ts'
import { measureCatalogue } from './licence-catalogue.ts'
import { measureIdentifiers } from './licence-identifier.ts'
import { measureProofs } from './licence-proofs.ts'
import { measureQr } from './licence-qr.ts'
import { measureSdJwt } from './licence-sd-jwt.ts'
import { measureStatus } from './licence-status.ts'

/** Issuing and verifying licences, and each of the parts that are asked for by themselves. */
export async function measure(): Promise<Result[]> {
  const results: Result[] = []
  const parts = [measureIdentifiers, measureCatalogue, measureSdJwt, measureProofs, measureStatus, measureQr]
  for (const part of parts) results.push(...(await part()))
  return results
}
