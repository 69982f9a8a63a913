import { type Check, failed, type Name, passed } from '@xinyin/core'
import type { Issuer } from '../metadata/data.ts'
import { foldName, isSealOf, namesOf } from './authority-name.ts'

/** A signature under a licence, as far as it says whose it is. */
export interface Signatory {
  readonly sealName?: string | undefined
  readonly certificate?: Name | undefined
}

/**
 * What signed the licence is of an authority that the licence names. That it may sign at all is the business of the
 * certificate path; that it may issue licences of this type is not known yet.
 *
 * Names of seals and certificates stay out of the facts: they may be those of persons.
 */
export function checkIssuer(issuers: readonly Issuer[], signatories: readonly Signatory[]): Check {
  const id = 'licence.issuer'
  const folded = signatories.map(({ sealName, certificate }) => ({
    seal: sealName === undefined ? undefined : foldName(sealName),
    names: certificate === undefined ? undefined : namesOf(certificate),
  }))
  for (const { name } of issuers) {
    const authority = foldName(name)
    if (authority === undefined) continue
    for (const { seal, names } of folded) {
      if (seal !== undefined && isSealOf(seal, authority)) return passed(id, { authority: name, by: 'seal' })
      if (names?.has(authority)) return passed(id, { authority: name, by: 'certificate' })
    }
  }
  return failed(id, 'ERR_LICENCE_ISSUER', { authority: issuers.map(({ name }) => name).join('、') })
}
