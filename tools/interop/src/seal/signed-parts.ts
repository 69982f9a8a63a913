import { decodeUtf8 } from '@xinyin/core'
import { parseDataSignature, parseSealSignature } from '@xinyin/e-seal'
import { listOfdSignatures, parseOfdPackage } from '@xinyin/e-seal/ofd'

/** An SM2 signature by the key of a certificate, and what it is over. */
export interface SignedValue {
  readonly by: 'signer' | 'maker'
  readonly certificate: Uint8Array
  readonly message: Uint8Array
  readonly signature: Uint8Array
}

/** A message of GB/T 35275, and what it is over where that is not in it. */
export interface SignedMessage {
  readonly message: Uint8Array
  readonly content: Uint8Array | undefined
  /** Its part that is the signature. */
  readonly signature: Uint8Array
}

/** A time stamp, and the signature that it is over. */
export interface Stamped {
  readonly token: Uint8Array
  readonly signature: Uint8Array
}

/** All that somebody signed in a document. */
export interface SignedParts {
  readonly values: readonly SignedValue[]
  readonly messages: readonly SignedMessage[]
  readonly stamps: readonly Stamped[]
}

const stamp = (token: Uint8Array | undefined, signature: Uint8Array) =>
  token === undefined ? [] : [{ token, signature }]

function partsOfSeal(value: Uint8Array): SignedParts {
  const { seal, signerCertificate, signedBytes, signature, timeStamp } = parseSealSignature(value)
  const bySigner = { by: 'signer', certificate: signerCertificate, message: signedBytes, signature } as const
  const certificate = seal.makerCertificate
  const byMaker = { certificate, message: seal.makerSignedBytes, signature: seal.signature } as const
  return {
    values: [bySigner, { by: 'maker', ...byMaker }],
    messages: [],
    stamps: [...stamp(timeStamp, signature), ...stamp(seal.timeStamp, seal.signature)],
  }
}

function partsOfMessage(value: Uint8Array, data: Uint8Array): SignedParts {
  const { variant, message, timeStamp } = parseDataSignature(value)
  const [signer] = message.signers
  const [certificate] = message.certificates
  const signed = signer?.signedAttributes?.signedBytes ?? message.content
  if (signer === undefined || certificate === undefined || signed === undefined)
    throw new Error('the message lacks a signer, his certificate or what he signed')
  const { signature } = signer
  return {
    values: [{ by: 'signer', certificate: certificate.raw, message: signed, signature }],
    messages: [{ message: value, content: variant === 'content' ? undefined : data, signature }],
    stamps: stamp(timeStamp, signature),
  }
}

/** The list of all files of GM/T 0099-2020, which has a signature of its own. */
function partsOfEntriesList(files: ReadonlyMap<string, Uint8Array>): SignedParts[] {
  const list = files.get('OFDEntries.xml')
  if (list === undefined) return []
  const place = /<ofd:SignedValueLoc>\/([^<]*)</.exec(decodeUtf8(list))?.[1] ?? ''
  return [partsOfMessage(required(files, place), list)]
}

function required(files: ReadonlyMap<string, Uint8Array>, name: string): Uint8Array {
  const bytes = files.get(name)
  if (bytes === undefined) throw new Error(`the package has no ${name}`)
  return bytes
}

/** Takes out of a document of ours all that somebody signed, for others to judge. */
export async function signedPartsOf(document: Uint8Array): Promise<SignedParts> {
  const { files } = parseOfdPackage(document)
  const found = partsOfEntriesList(files)
  for (const { type, file, description } of (await listOfdSignatures(document)).signatures) {
    const value = required(files, description?.signedValueFile ?? '')
    found.push(type === 'Seal' ? partsOfSeal(value) : partsOfMessage(value, required(files, file)))
  }
  return {
    values: found.flatMap(({ values }) => values),
    messages: found.flatMap(({ messages }) => messages),
    stamps: found.flatMap(({ stamps }) => stamps),
  }
}
