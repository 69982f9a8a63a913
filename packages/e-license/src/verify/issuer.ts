import { type Check, failed, type Name, passed } from '@xinyin/core'
import type { Issuer } from '../metadata/data.ts'

/** What stands behind an authority's name in the name of its seal: `电子证照专用章`, `行政审批专用章（2）`. */
const SEAL_WORDS =
  /^(电子|证照|行政|审批|许可|业务|政务|服务|登记|公)*(专用)?(电子)?(印章|印|章)(\((\d+|[一二三四五六七八九十]+)\))?$/

/** One form for names: full-width letters and brackets are the same as their plain twins. */
const fold = (name: string): string => name.normalize('NFKC').replace(/\s/g, '')

/** Whether a seal is one of an authority: its name is the authority's, with nothing behind it but what a seal is. */
function isSealOf(sealName: string, authority: string): boolean {
  const [seal, name] = [fold(sealName), fold(authority)]
  return name !== '' && seal.startsWith(name) && (seal === name || SEAL_WORDS.test(seal.slice(name.length)))
}

/** Whether a certificate is an authority's: by its organisation or its common name. */
function isCertificateOf(subject: Name, authority: string): boolean {
  const name = fold(authority)
  return [subject.organization, subject.commonName].some(
    (found) => found !== undefined && fold(found) === name,
  )
}

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
  for (const { name } of issuers) {
    for (const { sealName, certificate } of signatories) {
      if (sealName !== undefined && isSealOf(sealName, name))
        return passed(id, { authority: name, by: 'seal' })
      if (certificate !== undefined && isCertificateOf(certificate, name))
        return passed(id, { authority: name, by: 'certificate' })
    }
  }
  return failed(id, 'ERR_LICENCE_ISSUER', { authority: issuers.map(({ name }) => name).join('、') })
}
