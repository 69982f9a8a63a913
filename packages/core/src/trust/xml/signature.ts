import type { Element } from '@xmldom/xmldom'
import { XmlCanonicalizer } from 'xmldsigjs'
import { decodeBase64 } from '../../bytes/base64.ts'
import { equalBytes } from '../../bytes/sequence.ts'
import { encodeUtf8 } from '../../bytes/utf8.ts'
import { digest } from '../../crypto/digest.ts'
import type { CoreError } from '../../errors.ts'
import type { Certificate } from '../../x509/certificate.ts'
import { readListCertificate } from '../list/certificate.ts'
import { trustListError } from '../list/codes.ts'
import { ENVELOPED, EXCLUSIVE_C14N, xmlDigest, xmlSignature } from './algorithms.ts'
import { childOf, childrenOf, optionalChild, parseXml, textOf } from './dom.ts'

const DS = 'http://www.w3.org/2000/09/xmldsig#'
const XADES = 'http://uri.etsi.org/01903/v1.3.2#'
const PROPERTIES = 'http://uri.etsi.org/01903#SignedProperties'
const MAX_CERTIFICATES = 10

/** A signed list, taken apart. The digests hold; whether the signature does is still to be asked. */
export interface SignedXml {
  /** The whole root element without its signature, in canonical form: the octets that the signature covers. */
  readonly content: string
  readonly algorithm: string
  readonly certificates: readonly [Certificate, ...Certificate[]]
  verify(): Promise<boolean>
}

/**
 * Takes the one signature of a document apart (XML Signature 1.1, 3.2; ETSI TS 119 612, B.1).
 *
 * There is exactly one, directly below the root. It covers the root and nothing less, by the two transforms that the
 * standard asks for, and beside it only its own signed properties. Everything is read from canonical form, anew: from the
 * octets that were digested, whatever else stands in the document that arrived.
 *
 * @throws CoreError `ERR_TRUST_LIST_XML_SIGNATURE`, with what is wrong as `found`
 */
export function parseSignedXml(root: Element): SignedXml {
  const [signature, ...others] = [...root.getElementsByTagNameNS(DS, 'Signature')]
  if (signature === undefined || others.length > 0) throw signatureError('count')
  if (signature.parentNode !== root) throw signatureError('position')

  // Read from canonical form, as all that is signed.
  const signedInfo = canonical(childOf(signature, DS, 'SignedInfo'))
  const info = parseXml(signedInfo)
  if (methodOf(info, 'CanonicalizationMethod') !== EXCLUSIVE_C14N) throw signatureError('canonicalization')
  const algorithm = methodOf(info, 'SignatureMethod')
  const verify = xmlSignature(algorithm)
  if (verify === undefined) throw signatureError('algorithm')

  const certificates = readCertificates(signature)
  const references = childrenOf(info, DS, 'Reference').map(readReference)
  const [covering, ...further] = references.filter(({ type }) => type !== PROPERTIES)
  if (covering === undefined || further.length > 0 || references.length > 2) throw signatureError('reference')
  for (const reference of references) {
    if (reference !== covering) checkProperties(root, signature, reference, certificates[0])
  }

  assertCovers(root, covering)
  const value = decode(textOf(childOf(signature, DS, 'SignatureValue')))
  root.removeChild(signature)
  const content = canonical(root)
  assertDigest(covering, content)
  return {
    content,
    algorithm,
    certificates,
    verify: () => verify(certificates[0].publicKey, encodeUtf8(signedInfo), value),
  }
}

interface Reference {
  readonly uri: string
  readonly type: string | null
  readonly transforms: readonly string[]
  readonly method: string
  readonly value: Uint8Array
}

function readReference(reference: Element): Reference {
  const transforms = optionalChild(reference, DS, 'Transforms')
  const each = transforms === undefined ? [] : childrenOf(transforms, DS, 'Transform')
  // A transform with parameters would need them to be understood: a list of prefixes, an expression.
  if (each.some((transform) => transform.firstChild !== null)) throw signatureError('transform')
  return {
    uri: reference.getAttribute('URI') ?? '?',
    type: reference.getAttribute('Type'),
    transforms: each.map((transform) => transform.getAttribute('Algorithm') ?? ''),
    method: methodOf(reference, 'DigestMethod'),
    value: decode(textOf(childOf(reference, DS, 'DigestValue'))),
  }
}

/** The reference names the root: by nothing, or by an id that no other element has. */
function assertCovers(root: Element, { uri, transforms }: Reference): void {
  const isRoot = uri === '' || (uri.startsWith('#') && uniqueId(root, uri.slice(1)) === root)
  if (!isRoot) throw signatureError('reference')
  if (transforms.length !== 2 || transforms[0] !== ENVELOPED || transforms[1] !== EXCLUSIVE_C14N) {
    throw signatureError('transform')
  }
}

/** The signed properties (XAdES) are those of this signature, and name the certificate of its signer. */
function checkProperties(root: Element, signature: Element, reference: Reference, signer: Certificate): void {
  const properties = childrenOf(signature, DS, 'Object')
    .flatMap((object) => childrenOf(object, XADES, 'QualifyingProperties'))
    .flatMap((object) => childrenOf(object, XADES, 'SignedProperties'))
    .find((element) => element === uniqueId(root, reference.uri.slice(1)))
  if (properties === undefined || !reference.uri.startsWith('#')) throw signatureError('reference')
  if (reference.transforms.length !== 1 || reference.transforms[0] !== EXCLUSIVE_C14N)
    throw signatureError('transform')
  const text = canonical(properties)
  assertDigest(reference, text)

  const signed = optionalChild(parseXml(text), XADES, 'SignedSignatureProperties')
  const named = ['SigningCertificate', 'SigningCertificateV2'].flatMap((name) =>
    signed === undefined ? [] : childrenOf(signed, XADES, name),
  )
  for (const list of named) {
    const [first] = childrenOf(list, XADES, 'Cert')
    if (first === undefined) throw signatureError('properties')
    const { method, value } = readCertificateDigest(childOf(first, XADES, 'CertDigest'))
    if (!equalBytes(digest(method, signer.raw), value)) throw signatureError('properties')
  }
}

function readCertificateDigest(element: Element) {
  const method = xmlDigest(methodOf(element, 'DigestMethod'))
  if (method === undefined) throw signatureError('algorithm')
  return { method, value: decode(textOf(childOf(element, DS, 'DigestValue'))) }
}

function assertDigest({ method, value }: Reference, text: string): void {
  const name = xmlDigest(method)
  if (name === undefined) throw signatureError('algorithm')
  if (!equalBytes(digest(name, encodeUtf8(text)), value)) throw signatureError('digest')
}

/** The one element of an id. Two of the same are one too many, whatever they are. */
function uniqueId(root: Element, id: string): Element | undefined {
  const all = [root, ...root.getElementsByTagName('*')]
  const found = all.filter((element) => IDS.some((name) => element.getAttribute(name) === id))
  return found.length === 1 ? found[0] : undefined
}

const IDS = ['Id', 'ID', 'id', 'xml:id']

/** `KeyInfo/X509Data`: the signer's certificate first. */
function readCertificates(signature: Element): [Certificate, ...Certificate[]] {
  const data = childrenOf(childOf(signature, DS, 'KeyInfo'), DS, 'X509Data')
  const elements = data.flatMap((each) => childrenOf(each, DS, 'X509Certificate'))
  if (elements.length > MAX_CERTIFICATES) throw signatureError('certificate')
  const [signer, ...above] = elements.map((element, i) =>
    readListCertificate(withoutSpace(textOf(element)), `X509Certificate[${i}]`),
  )
  if (signer === undefined) throw signatureError('certificate')
  return [signer, ...above]
}

function methodOf(parent: Element, name: string): string {
  const method = childOf(parent, DS, name)
  if (method.firstChild !== null) throw signatureError('algorithm')
  return method.getAttribute('Algorithm') ?? ''
}

function canonical(element: Element): string {
  return new XmlCanonicalizer(false, true).Canonicalize(element as unknown as Node)
}

const withoutSpace = (text: string) => text.replace(/[\t\n\r ]/g, '')
const decode = (text: string) => decodeBase64(withoutSpace(text))

function signatureError(found: string): CoreError {
  return trustListError('ERR_TRUST_LIST_XML_SIGNATURE', { found })
}
