import {
  children,
  contextTag,
  encodeContext,
  encodeElement,
  encodeOctetString,
  encodeOid,
  encodeSequence,
  parseDer,
  readOid,
  TAG,
} from '@xinyin/core/der'
import { type Attack, keyed, type Refusal } from './attack.ts'
import { type Carrier, isSealed, type KeyedCarrier } from './carrier.ts'
import { resign } from './resign.ts'

const SET = 0x31
const CONTENT_TYPE = '1.2.840.113549.1.9.3'
const MESSAGE_DIGEST = '1.2.840.113549.1.9.4'
const NOTHING = new Uint8Array(0)

/** A `SignedData` of one signer taken apart (GB/T 35275-2017, 8). */
interface Message {
  /** Version, algorithms, content, certificates and what else comes before the signers. */
  readonly head: readonly Uint8Array[]
  /** Version, name, algorithm, attributes where there are some, algorithm, value. */
  readonly signer: readonly Uint8Array[]
}

const rawOf = (der: Uint8Array) => children(parseDer(der)).map(({ raw }) => raw)

function changeMessage(der: Uint8Array, change: (message: Message) => readonly Uint8Array[]): Uint8Array {
  const [type = NOTHING, content = NOTHING] = rawOf(der)
  const parts = rawOf(rawOf(content)[0] ?? NOTHING)
  const signer = rawOf(rawOf(parts.at(-1) ?? NOTHING)[0] ?? NOTHING)
  const changed = change({ head: parts.slice(0, -1), signer })
  return encodeSequence(type, encodeContext(0, encodeSequence(...changed)))
}

const closed = (head: readonly Uint8Array[], ...signers: readonly (readonly Uint8Array[])[]) => [
  ...head,
  encodeElement(SET, ...signers.map((signer) => encodeSequence(...signer))),
]

/** The message with other attributes, signed as they are then. */
async function withAttributes(
  der: Uint8Array,
  { world }: KeyedCarrier,
  change: (attributes: readonly Uint8Array[]) => readonly Uint8Array[],
): Promise<Uint8Array> {
  let attributes: readonly Uint8Array[] = []
  changeMessage(der, ({ head, signer }) => {
    attributes = change(rawOf(signer[3] ?? NOTHING))
    return closed(head, signer)
  })
  const signature = await world.office.signer.sign(encodeElement(SET, ...attributes))
  return changeMessage(der, ({ head, signer }) =>
    closed(head, [
      ...signer.slice(0, 3),
      encodeElement(contextTag(0), ...attributes),
      signer[4] ?? NOTHING,
      encodeOctetString(signature),
    ]),
  )
}

const typeOf = (attribute: Uint8Array) => {
  const [type] = children(parseDer(attribute))
  return type === undefined ? '' : readOid(type)
}

const attribute = (oid: string, ...values: readonly Uint8Array[]) =>
  encodeSequence(encodeOid(oid), encodeElement(SET, ...values))

const hasAttributes = ({ variant }: Carrier) => variant === 'attributes'
const isUnsealed = (carrier: Carrier) => !isSealed(carrier)

const withMessage = (
  name: string,
  by: Refusal,
  value: (der: Uint8Array, carrier: KeyedCarrier) => Uint8Array | Promise<Uint8Array>,
  applies: (carrier: Carrier) => boolean,
): Attack =>
  keyed('signature', name, by, (carrier) => resign(carrier, { value: (der) => value(der, carrier) }), {
    applies,
  })

const attributed = (
  name: string,
  by: Refusal,
  change: (attributes: readonly Uint8Array[]) => readonly Uint8Array[],
): Attack => withMessage(name, by, (der, carrier) => withAttributes(der, carrier, change), hasAttributes)

/** The message with an attribute that anybody can put there, since no signature is over it. */
const withUnsigned = (der: Uint8Array, octets: number): Uint8Array =>
  changeMessage(der, ({ head, signer }) => {
    const hidden = attribute('1.2.3.4.5', encodeOctetString(new Uint8Array(octets)))
    const last = signer.at(-1) ?? NOTHING
    const others = last[0] === contextTag(1) ? rawOf(last) : []
    const signed = others.length > 0 ? signer.slice(0, -1) : signer
    return closed(head, [...signed, encodeElement(contextTag(1), ...others, hidden)])
  })

/** What can be done to messages that are signed without a seal, and to nothing else. */
export const MESSAGE_ATTACKS: readonly Attack[] = [
  withMessage(
    'an attribute that nobody signed, with room for a document',
    ['signature.uncovered', 'ERR_SIGNATURE_UNSIGNED'],
    (der) => withUnsigned(der, 20_000),
    isUnsealed,
  ),
  keyed(
    'signature',
    'a short attribute that nobody signed, where deviations are refused',
    ['tolerance.unsigned-parts', 'ERR_TOLERANCE_REFUSED'],
    (carrier) => resign(carrier, { value: (der) => withUnsigned(der, 40) }),
    { applies: isUnsealed, options: () => ({ strict: true }) },
  ),
  keyed(
    'signature',
    'a short attribute that nobody signed, where everything is to be covered',
    ['ofd.expected', 'ERR_OFD_EXPECTED_PLAIN'],
    (carrier) => resign(carrier, { value: (der) => withUnsigned(der, 40) }),
    {
      applies: (carrier) => isUnsealed(carrier) && !carrier.isOpen,
      options: () => ({ expect: { everythingCovered: true } }),
    },
  ),
  withMessage(
    'a message of two signers',
    ['signature.structure', 'ERR_SIGNATURE_SIGNERS'],
    (der) => changeMessage(der, ({ head, signer }) => closed(head, signer, signer)),
    isUnsealed,
  ),
  withMessage(
    'a message of no signer',
    ['signature.structure', 'ERR_SIGNATURE_SIGNERS'],
    (der) => changeMessage(der, ({ head }) => closed(head)),
    isUnsealed,
  ),
  withMessage(
    'a message without the certificate of its signer',
    ['cms.signer-certificate', 'ERR_CMS_CERTIFICATE_MISSING'],
    (der) =>
      changeMessage(der, ({ head, signer }) =>
        closed(
          head.filter((part) => part[0] !== contextTag(0)),
          signer,
        ),
      ),
    isUnsealed,
  ),
  withMessage(
    'attributes that stand as content, without their signature knowing',
    ['cms.signed-attributes', 'ERR_CMS_ATTRIBUTES_AS_CONTENT'],
    (der) =>
      changeMessage(der, ({ head, signer }) => {
        const set = encodeElement(SET, ...rawOf(signer[3] ?? NOTHING))
        const [version = NOTHING, algorithms = NOTHING, content = NOTHING, ...more] = head
        const attached = encodeSequence(
          rawOf(content)[0] ?? NOTHING,
          encodeContext(0, encodeElement(TAG.octetString, set)),
        )
        return closed([version, algorithms, attached, ...more], [...signer.slice(0, 3), ...signer.slice(4)])
      }),
    hasAttributes,
  ),
  withMessage(
    'other content in a message that is signed over the digest',
    ['signature.data-hash', 'ERR_SIGNATURE_DATA_HASH'],
    (der) =>
      changeMessage(der, ({ head, signer }) => {
        const [version = NOTHING, algorithms = NOTHING, content = NOTHING, ...more] = head
        const attached = encodeSequence(
          rawOf(content)[0] ?? NOTHING,
          encodeContext(0, encodeOctetString(new Uint8Array(32))),
        )
        return closed([version, algorithms, attached, ...more], signer)
      }),
    isUnsealed,
  ),
  attributed(
    'attributes over another digest',
    ['cms.message-digest', 'ERR_CMS_MESSAGE_DIGEST'],
    (attributes) =>
      attributes.map((each) =>
        typeOf(each) === MESSAGE_DIGEST
          ? attribute(MESSAGE_DIGEST, encodeOctetString(new Uint8Array(32)))
          : each,
      ),
  ),
  attributed(
    'attributes without a digest',
    ['cms.signed-attributes', 'ERR_CMS_ATTRIBUTE_MISSING'],
    (attributes) => attributes.filter((each) => typeOf(each) !== MESSAGE_DIGEST),
  ),
  attributed(
    'attributes with two digests',
    ['cms.signed-attributes', 'ERR_CMS_ATTRIBUTE_TWICE'],
    (attributes) => [...attributes, attribute(MESSAGE_DIGEST, encodeOctetString(new Uint8Array(32)))],
  ),
  attributed(
    'attributes of content of another type',
    ['cms.content-type', 'ERR_CMS_CONTENT_TYPE_ATTRIBUTE'],
    (attributes) =>
      attributes.map((each) =>
        typeOf(each) === CONTENT_TYPE ? attribute(CONTENT_TYPE, encodeOid('1.2.3.4')) : each,
      ),
  ),
]
