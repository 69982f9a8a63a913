import { createSigner, digest, encodeBase64, encodeUtf8 } from '@xinyin/core'
import { openDer, parseDer, readInteger } from '@xinyin/core/der'
import type { TrustedListOptions } from '@xinyin/core/trust-xml'
import { createParty, office, type Party } from '../list/authorities.ts'

const TSL = 'http://uri.etsi.org/02231/v2#'
export const DS = 'http://www.w3.org/2000/09/xmldsig#'
export const C14N = 'http://www.w3.org/2001/10/xml-exc-c14n#'
export const SHA256 = 'http://www.w3.org/2001/04/xmlenc#sha256'
const ECDSA = 'http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256'
const ENVELOPED = `${DS}enveloped-signature`

export const TYPE = 'http://uri.etsi.org/TrstSvc/Svctype/TSA/QTST'
export const GRANTED = 'http://uri.etsi.org/TrstSvc/TrustedList/Svcstatus/granted'
export const WITHDRAWN = 'http://uri.etsi.org/TrstSvc/TrustedList/Svcstatus/withdrawn'

export const [supervisor, forger] = await Promise.all([
  createParty('Supervisor', 'List signer', 'P-256'),
  createParty('Somebody', 'List signer', 'P-256'),
])

export const OPTIONS: TrustedListOptions = {
  trust: {
    anchors: [{ certificate: supervisor.certificate, roles: ['trust-list-signer'] }],
    intermediates: [],
  },
  territory: 'ES',
  at: new Date('2027-06-02T00:00:00Z'),
}

export const period = (status = GRANTED, since = '2026-06-01T00:00:00Z', more = '') =>
  `<ServiceTypeIdentifier>${TYPE}</ServiceTypeIdentifier><ServiceName><Name xml:lang="en">Time stamps</Name></ServiceName>` +
  `<ServiceDigitalIdentity><DigitalId><X509Certificate>${encodeBase64(office.certificate.raw)}</X509Certificate></DigitalId></ServiceDigitalIdentity>` +
  `<ServiceStatus>${status}</ServiceStatus><StatusStartingTime>${since}</StatusStartingTime>${more}`

export const service = (current = period(), ...history: readonly string[]) => {
  const past = history.map((each) => `<ServiceHistoryInstance>${each}</ServiceHistoryInstance>`).join('')
  const earlier = past === '' ? '' : `<ServiceHistory>${past}</ServiceHistory>`
  return `<TSPService><ServiceInformation>${current}</ServiceInformation>${earlier}</TSPService>`
}

export const scheme = (sequence = '42') =>
  `<SchemeInformation><TSLVersionIdentifier>5</TSLVersionIdentifier><TSLSequenceNumber>${sequence}</TSLSequenceNumber>` +
  '<TSLType>http://uri.etsi.org/TrstSvc/TrustedList/TSLType/EUgeneric</TSLType>' +
  '<SchemeOperatorName><Name xml:lang="en">Supervisor</Name></SchemeOperatorName><SchemeTerritory>ES</SchemeTerritory>' +
  '<ListIssueDateTime>2027-06-01T00:00:00Z</ListIssueDateTime><NextUpdate><dateTime>2027-07-01T00:00:00Z</dateTime></NextUpdate></SchemeInformation>'

/** What a list says, in canonical form as it is written. */
export const body = (services = service(), head = scheme()) =>
  `${head}<TrustServiceProviderList><TrustServiceProvider><TSPInformation><TSPName><Name xml:lang="en">Provider</Name></TSPName></TSPInformation>` +
  `<TSPServices>${services}</TSPServices></TrustServiceProvider></TrustServiceProviderList>`

export const root = (content: string, id = 'TL') =>
  `<TrustServiceStatusList xmlns="${TSL}" Id="${id}">${content}</TrustServiceStatusList>`

const algorithm = (name: string, uri: string) => `<ds:${name} Algorithm="${uri}"></ds:${name}>`
export const transform = (uri: string, inner = '') =>
  `<ds:Transform Algorithm="${uri}">${inner}</ds:Transform>`

export interface ReferenceParts {
  readonly uri?: string
  readonly type?: string
  readonly transforms?: string
  readonly method?: string
  /** What is digested. */
  readonly over: string
}

export function reference(parts: ReferenceParts): string {
  const { uri = '', type, transforms = transform(ENVELOPED) + transform(C14N), method = SHA256, over } = parts
  const value = encodeBase64(digest('SHA-256', encodeUtf8(over)))
  const kind = type === undefined ? '' : ` Type="${type}"`
  return (
    `<ds:Reference${kind} URI="${uri}"><ds:Transforms>${transforms}</ds:Transforms>` +
    `${algorithm('DigestMethod', method)}<ds:DigestValue>${value}</ds:DigestValue></ds:Reference>`
  )
}

export interface SignatureParts {
  readonly references: string
  readonly canonicalization?: string
  readonly method?: string
  readonly signer?: Party
  readonly keyInfo?: string
  readonly object?: string
}

/** r ‖ s, which XML carries, of DER. */
function rawSignature(der: Uint8Array): Uint8Array {
  const fields = openDer(parseDer(der))
  const raw = new Uint8Array(64)
  for (const end of [32, 64]) {
    const value = readInteger(fields.next()).toString(16).padStart(64, '0')
    raw.set(
      (value.match(/../g) ?? []).map((octet) => Number.parseInt(octet, 16)),
      end - 32,
    )
  }
  return raw
}

/** A signature that holds, over whatever references it is given. */
export async function signature(parts: SignatureParts): Promise<string> {
  const { references, canonicalization = C14N, method = ECDSA, signer = supervisor, object = '' } = parts
  const info =
    `<ds:SignedInfo xmlns:ds="${DS}">${algorithm('CanonicalizationMethod', canonicalization)}` +
    `${algorithm('SignatureMethod', method)}${references}</ds:SignedInfo>`
  const value = encodeBase64(rawSignature(await createSigner(signer.key).sign(encodeUtf8(info))))
  const certificate = encodeBase64(signer.certificate.raw)
  const key = `<ds:X509Data><ds:X509Certificate>${certificate}</ds:X509Certificate></ds:X509Data>`
  const { keyInfo = `<ds:KeyInfo>${key}</ds:KeyInfo>` } = parts
  return `<ds:Signature xmlns:ds="${DS}">${info}<ds:SignatureValue>${value}</ds:SignatureValue>${keyInfo}${object}</ds:Signature>`
}

/** A list that is as it should be, but for what it says. */
export async function make(content = body(), signer = supervisor): Promise<string> {
  return root(content + (await signature({ references: reference({ over: root(content) }), signer })))
}
