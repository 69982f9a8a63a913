import { type Check, failed, indeterminate, type Name, passed } from '@xinyin/core'
import type { Issuer } from '../metadata/data.ts'
import { foldName, isSealOf, namesOf } from './authority-name.ts'
import { isSameBody, organisationCodesOf } from './organisation.ts'

/** A signature under a licence, as far as it says whose it is. */
export interface Signatory {
  /** Absent where there is no seal, as in an SD-JWT. */
  readonly sealName?: string | undefined
  readonly certificate?: Name | undefined
}

const ID = 'licence.issuer'

/**
 * Every authority that the licence names has signed it, each with a seal or certificate of its own: a name among the
 * issuers proves nothing, since whoever signs writes it. An SD-JWT has one signatory and so one issuer; what several
 * authorities issue together is an OFD with the seals of all.
 *
 * A signatory is an authority's if
 * - its seal, where there is one, is called after the authority, with nothing behind the name but what a seal is,
 * - its certificate has the authority as organisation or common name, or is called what that seal is, and
 * - the certificate's organisation codes, where it has any, are the authority's.
 *
 * Where a certificate has no such code, only the name ties the signatory to the issuer, and nothing ties the code that
 * the licence gives beside it: its owner could write whichever he likes, and with it choose the region that his trust
 * anchor must be granted. The check is then `indeterminate` with `ERR_LICENCE_ISSUER_UNBOUND`. So where it passes, the
 * code of every issuer, or the region that it goes by, is that of a certificate. That the signatory may sign at all is
 * the business of the certificate path.
 *
 * Names of seals and certificates stay out of the facts: they may be those of persons.
 */
export function checkIssuer(issuers: readonly Issuer[], signatories: readonly Signatory[]): Check {
  const free = signatories.map(readSignatory)
  let bySeal = true
  let unbound: Issuer | undefined
  for (const issuer of issuers) {
    const { name, code } = issuer
    const authority = foldName(name)
    const named = authority === undefined ? [] : free.filter((signatory) => isNamed(signatory, authority))
    // One whose certificate has the code leaves one without any to another issuer of the name.
    const fit = named.filter(({ codes }) => isSameBody(codes, code))
    const own = fit.find(({ codes }) => codes.length > 0) ?? fit[0]
    if (own === undefined) {
      const reason = named.length === 0 ? 'ERR_LICENCE_ISSUER' : 'ERR_LICENCE_ISSUER_CODE'
      return failed(ID, reason, { authority: name, code })
    }
    free.splice(free.indexOf(own), 1)
    bySeal &&= own.sealed
    if (own.codes.length === 0) unbound ??= issuer
  }
  const authority = issuers.map(({ name }) => name).join('、')
  const by = bySeal ? 'seal' : 'certificate'
  if (unbound === undefined) return passed(ID, { authority, by })
  return indeterminate(ID, 'ERR_LICENCE_ISSUER_UNBOUND', { authority: unbound.name, code: unbound.code, by })
}

/** Whether a signatory is one of the issuers: what others put on a licence is not theirs. */
export const isOfIssuer = (signatory: Signatory, issuers: readonly Issuer[]): boolean =>
  issuers.some((issuer) => checkIssuer([issuer], [signatory]).status !== 'failed')

/** The same with its names folded, once for all comparisons. */
interface FoldedSignatory extends Certified {
  readonly sealed: boolean
  readonly seal: string | undefined
}

interface Certified {
  readonly names: ReadonlySet<string>
  readonly codes: readonly string[]
}

const NOBODY: Certified = { names: /* @__PURE__ */ new Set(), codes: [] }

/** Names of certificates that were looked at, which are the same few for licence after licence. */
const CERTIFIED = new WeakMap<Name, Certified>()

function certifiedBy(certificate: Name): Certified {
  const known = CERTIFIED.get(certificate)
  if (known !== undefined) return known
  const certified = { names: namesOf(certificate), codes: organisationCodesOf(certificate) }
  CERTIFIED.set(certificate, certified)
  return certified
}

function readSignatory({ sealName, certificate }: Signatory): FoldedSignatory {
  const { names, codes } = certificate === undefined ? NOBODY : certifiedBy(certificate)
  const seal = sealName === undefined ? undefined : foldName(sealName)
  return { sealed: sealName !== undefined, seal, names, codes }
}

/** Whoever holds a certificate of an authority is not its seal, and whoever was lent its seal is not the authority. */
function isNamed({ sealed, seal, names }: FoldedSignatory, authority: string): boolean {
  if (!sealed) return names.has(authority)
  if (seal === undefined || !isSealOf(seal, authority)) return false
  return names.has(authority) || names.has(seal)
}
