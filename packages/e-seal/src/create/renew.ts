import { type Certificate, parseCertificate } from '@xinyin/core'
import type { Seal } from '../seal/seal.ts'
import { sealDigest } from '../status/digest.ts'
import { recordSeal, type SealRecord } from '../status/record.ts'
import { assertRenewable, type IssuedSeal, supersede } from './issued.ts'
import { createSeal, type NewSeal } from './seal.ts'

/** What of a seal changes when it is renewed. All else stays as it is. */
export type SealRenewal = Pick<NewSeal, 'maker' | 'validFrom' | 'validTo'> &
  Partial<
    Pick<
      NewSeal,
      | 'id'
      | 'form'
      | 'vendor'
      | 'picture'
      | 'signers'
      | 'signerList'
      | 'extensions'
      | 'createdAt'
      | 'timeStamper'
    >
  >

/**
 * Renews a seal 印章续期: for a new time, or for new certificates of those who sign with it.
 *
 * The new seal has an identifier of its own. An identifier names one seal: what is said of the old one must not be said of
 * the new one. The old one is withdrawn as superseded, and its record names the new one.
 *
 * @param record - of the seal, as the maker keeps it
 * @throws TypeError for the record of another seal, an identifier that is the old one, or certificates that are not given
 *   where the seal holds digests only; and as {@link createSeal}
 * @throws RangeError for a seal that was withdrawn or suspended
 */
export async function renewSeal(seal: Seal, record: SealRecord, renewal: SealRenewal): Promise<IssuedSeal> {
  if (record.digest !== sealDigest(seal)) throw new TypeError('record: that of another seal')
  assertRenewable(record)
  const { info, form } = seal
  if (renewal.id === info.id) throw new TypeError('id: that of the seal to be renewed')
  const { name, type, vendor, picture, extensions, signers } = info
  const made = await createSeal({
    ...{ form, name, type, vendor, picture, extensions, signerList: signers.kind },
    signers: renewal.signers ?? listedSigners(seal),
    ...renewal,
  })
  return { seal: made, record: recordSeal(made), former: supersede(record, made) }
}

function listedSigners({ info: { signers } }: Seal): readonly Certificate[] {
  if (signers.kind !== 'certificates') throw new TypeError('signers: the seal holds digests only')
  return signers.certificates.map((der) => parseCertificate(der))
}
