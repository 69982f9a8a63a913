import { type Certificate, digest, encodeBase64, encodeUtf8, type Signer } from '@xinyin/core'
import { encodeBitString, encodeOctetString, encodeOid, encodeSequence } from '@xinyin/core/der'
import { createDataSignature, parseDataSignature, type SesForm } from '@xinyin/e-seal'
import type { TimeStamper } from '@xinyin/e-seal/evidence'
import { escapeXml } from '@xinyin/e-seal/ofd'
import { type Carrier, contentOf, isKeyed, type KeyedCarrier, lastSignature, pretend } from './carrier.ts'
import { archive, type Changes, changeFiles, pack, textOf } from './edit.ts'
import { closeSignature, exchange, openSignature, type Parts, signingTime } from './ses.ts'

/** What somebody who holds the office's key does otherwise than it would. */
export interface Forgery {
  /** Changes files before they are digested. */
  readonly files?: Changes
  /** Which files are covered still; all that were, and all new ones, unless given. */
  readonly covers?: (file: string) => boolean
  /** Changes the description before it is signed. */
  readonly describe?: (xml: string) => string
  /** The seal to sign with. */
  readonly seal?: Uint8Array
  /** The seal to show beside the signature. */
  readonly sealCopy?: Uint8Array
  readonly signer?: Signer
  readonly certificate?: Certificate
  readonly algorithm?: string
  readonly time?: Date
  /** Changes what is signed: elements of `TBS_Sign`. */
  readonly toSign?: (parts: Parts) => Parts
  /** Stamps the signature; as it was stamped before unless given, and not at all where `false`. */
  readonly timeStamp?: TimeStamper | false
  /** Changes the signed value after it is made. */
  readonly value?: (der: Uint8Array) => Uint8Array | Promise<Uint8Array>
  /** Changes files after all is signed. */
  readonly after?: Changes
}

/** The document with its last signature made anew. */
export async function resign(carrier: KeyedCarrier, forgery: Forgery = {}): Promise<Uint8Array> {
  const { description, value, sealCopy } = lastSignature(carrier)
  const seal = forgery.sealCopy ?? forgery.seal
  const files = changeFiles(carrier.files, {
    ...forgery.files,
    ...(seal === undefined || sealCopy === undefined ? {} : { [sealCopy]: seal }),
  })
  const before = textOf(contentOf(carrier, description))
  const dated =
    forgery.time === undefined
      ? before
      : before.replace(/(<\/?ofd:SignatureDateTime>)[^<]*/, `$1${dateText(forgery.time)}`)
  const described = withReferences(dated, carrier, files, forgery.covers)
  const describe = forgery.describe ?? ((xml: string) => xml)
  const after = describe(described)
  if (forgery.describe !== undefined && after === described) throw new TypeError('describe: changes nothing')
  const data = encodeUtf8(after)
  files.set(description, data)
  const made =
    carrier.form === 'GB/T 35275-2017'
      ? await signData(carrier, data, forgery)
      : await signSealed(carrier, carrier.form, data, forgery)
  files.set(value, await (forgery.value ?? ((der: Uint8Array) => der))(made))
  return pack(changeFiles(files, forgery.after ?? {}))
}

/** The document in archives and under signatures as attacks write them, with nothing else done to it. */
export const rewritten = async (carrier: Carrier): Promise<readonly Uint8Array[]> => [
  pack(carrier.files),
  archive(carrier, (entries) => entries),
  ...(isKeyed(carrier) ? [await resign(carrier)] : []),
]

const dateText = (time: Date) => `${time.toISOString().replace(/[-:T]/g, '').slice(0, 14)}Z`

function withReferences(
  xml: string,
  carrier: KeyedCarrier,
  files: ReadonlyMap<string, Uint8Array>,
  covers: (file: string) => boolean = () => true,
): string {
  const covered = new Set(lastSignature(carrier).covered)
  const references = [...files]
    .filter(([file]) => (covered.has(file) || !carrier.files.has(file)) && covers(file))
    .map(
      ([file, bytes]) =>
        `<ofd:Reference FileRef="/${escapeXml(file)}"><ofd:CheckValue>${encodeBase64(digest('SM3', bytes))}</ofd:CheckValue></ofd:Reference>`,
    )
  return xml.replace(/(<ofd:References [^>]*>).*(?=<\/ofd:References>)/s, (_, tag: string) =>
    [tag, ...references].join(''),
  )
}

async function signSealed(
  carrier: KeyedCarrier,
  form: SesForm,
  data: Uint8Array,
  forgery: Forgery,
): Promise<Uint8Array> {
  const { office, timeStamp } = carrier.world
  const { signer = office.signer, certificate = office.certificate } = forgery
  const { algorithm = signer.algorithm } = forgery
  const { toSign: old, isStamped } = openSignature(contentOf(carrier, lastSignature(carrier).value), form)
  let parts = exchange(old, 3, encodeBitString(digest('SM3', data)))
  if (forgery.seal !== undefined) parts = exchange(parts, 1, forgery.seal)
  if (forgery.time !== undefined) parts = exchange(parts, 2, signingTime(form, forgery.time))
  if (form === 'GM/T 0031-2014') {
    parts = exchange(parts, 5, encodeOctetString(certificate.raw))
    parts = exchange(parts, 6, encodeOid(algorithm))
  }
  const toSign = encodeSequence(...(forgery.toSign ?? ((all: Parts) => all))(parts))
  const signature = await signer.sign(toSign)
  const stamper = forgery.timeStamp ?? (isStamped && timeStamp)
  const token = stamper === false ? undefined : await stamper(signature)
  return closeSignature(form, { toSign, certificate: certificate.raw, algorithm, signature }, token)
}

/** A certificate that who signs does not look at closely. */
const alwaysValid = (certificate: Certificate): Certificate => ({
  ...certificate,
  publicKey: certificate.publicKey,
  notBefore: new Date(0),
  notAfter: new Date('2099-01-01T00:00:00Z'),
})

async function signData(carrier: KeyedCarrier, data: Uint8Array, forgery: Forgery): Promise<Uint8Array> {
  const { office, timeStamp, at } = carrier.world
  const before = parseDataSignature(contentOf(carrier, lastSignature(carrier).value))
  const { signer = office.signer, certificate = office.certificate } = forgery
  const stamper = forgery.timeStamp ?? (before.timeStamp !== undefined && timeStamp)
  return createDataSignature({
    data,
    signer: pretend(signer, certificate),
    certificate: alwaysValid(certificate),
    variant: before.variant === 'content' ? 'content' : 'attributes',
    time: forgery.time ?? at,
    ...(stamper === false ? {} : { timeStamp: stamper }),
  })
}
