import { type Certificate, sameName } from '@xinyin/core'
import type { RevocationMaterial } from '@xinyin/core/revocation'

export const NO_MATERIAL: RevocationMaterial = { crls: [], ocspResponses: [] }

export function joinMaterial(...all: readonly (RevocationMaterial | undefined)[]): RevocationMaterial {
  return {
    crls: all.flatMap((material) => material?.crls ?? []),
    ocspResponses: all.flatMap((material) => material?.ocspResponses ?? []),
  }
}

/** The lists and answers that may be about one of these certificates: a trust store holds those of a whole country. */
export function materialAbout(
  certificates: readonly Certificate[],
  material: RevocationMaterial | undefined,
): RevocationMaterial {
  const { crls, ocspResponses } = material ?? NO_MATERIAL
  const numbers = new Set(certificates.map(({ serialNumber }) => serialNumber))
  return {
    crls: crls.filter(
      (crl) =>
        crl.issuingDistributionPoint?.indirectCRL === true ||
        certificates.some(({ issuer }) => sameName(issuer, crl.issuer)),
    ),
    ocspResponses: ocspResponses.filter(({ responses }) =>
      responses.some(({ certId }) => numbers.has(certId.serialNumber)),
    ),
  }
}
