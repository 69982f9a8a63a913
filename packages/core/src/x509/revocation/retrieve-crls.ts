import type { Crl } from './crl.ts'
import { pointsOf } from './crl-scope.ts'
import type { Issued, RevocationTimes } from './finding.ts'
import type { Retrieved, Retriever } from './retrieve.ts'

/** The lists about a certificate, and the delta lists to them, from where it and they say that these are. */
export async function retrieveCrls(
  network: Retriever,
  issued: Issued,
  times: RevocationTimes,
): Promise<Retrieved<Crl>> {
  const complete = await network.crls(issued, pointsOf(issued.certificate), times.now)
  const fresher = [
    ...(issued.certificate.freshestCRL ?? []),
    ...complete.answers.flatMap(({ freshestCRL = [] }) => freshestCRL),
  ]
  const deltas = await network.crls(issued, fresher, times.now)
  return {
    answers: [...complete.answers, ...deltas.answers],
    // A delta list that cannot be had leaves what the complete one says.
    gaps: complete.gaps,
  }
}
