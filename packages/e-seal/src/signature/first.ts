import { openDer, readSmallInteger, TAG } from '@xinyin/core/der'
import { readBits, readText } from '../seal/element.ts'
import { readSeal } from '../seal/parse.ts'
import { readFirstTimeInfo } from './first-time-info.ts'
import { type FirstReader, readSigner, readValue } from './read.ts'

/**
 * `SES_Signature` of GM/T 0031-2014: certificate and algorithm are among what is signed.
 *
 * @throws SealError `ERR_SEAL_STRUCTURE`; CoreError `ERR_DER_*`, `ERR_TSP_*`, `ERR_CMS_*`
 */
export const readFirst: FirstReader = (outer, note) => {
  const toSign = outer.next()
  const signature = readValue(outer.next(), note)
  outer.end()
  const fields = openDer(toSign)
  const version = readSmallInteger(fields.next())
  const seal = readSeal(fields.next())
  const time = readFirstTimeInfo(fields.next(), note)
  const dataHash = readBits(fields.next(), 'dataHash', note)
  const propertyInfo = readText(fields.next(), 'propertyInfo', TAG.ia5String, note)
  const signer = readSigner(fields, note)
  fields.end()
  const rest = { extensions: [], timeStamp: undefined }
  return {
    signedBytes: toSign.raw,
    version,
    seal,
    ...time,
    dataHash,
    propertyInfo,
    ...signer,
    signature,
    ...rest,
  }
}
