import { finishSealSignature, prepareSealSignature } from '../../create/signature.ts'
import { SM2_WITH_SM3 } from '../../seal/algorithm.ts'
import { parseSeal } from '../../seal/parse.ts'
import { type DataContent, digestData } from './content.ts'
import { encodePropertyInfo } from './description.ts'
import { type SesPreparation, signingTime } from './preparation.ts'
import { faultOf, type OpenState } from './state.ts'

/** What is to be signed for a seal over data: `TBS_Sign` with its SM3 and its description (GB/T 38540-2020, 7.1). */
export async function prepareSes(content: DataContent, options: SesPreparation) {
  const { certificate } = options
  const seal = options.seal instanceof Uint8Array ? parseSeal(options.seal) : options.seal
  const time = signingTime(options.at)
  const propertyInfo = encodePropertyInfo(options)
  // What cannot be used is refused before a gigabyte is read.
  const prepare = (sm3: Uint8Array) =>
    prepareSealSignature({ seal, certificate, data: { sm3 }, propertyInfo, time })
  prepare(new Uint8Array(32))
  const { signedBytes } = prepare((await digestData(content)).sm3)
  return { toSign: signedBytes, ses: seal.form }
}

export function finishSes(
  { toSign, certificate, ses }: OpenState,
  signature: Uint8Array,
  timeStamp: Uint8Array | undefined,
): Uint8Array {
  if (ses === undefined) throw faultOf('ses')
  return finishSealSignature(
    { form: ses, signedBytes: toSign, signerCertificate: certificate.raw, algorithm: SM2_WITH_SM3 },
    signature,
    timeStamp,
  )
}
