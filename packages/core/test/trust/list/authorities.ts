import {
  type Certificate,
  createPrivateKey,
  decodeBase64Url,
  decodeUtf8,
  encodeBase64Url,
  encodeUtf8,
  joseScheme,
  type PrivateKey,
} from '@xinyin/core'
import { createLeaf, createRoot } from '@xinyin/core/ca'
import {
  createTrustList,
  inspectTrustList,
  signTrustList,
  type Trust,
  type TrustedService,
  type TrustListContent,
  type TrustListOptions,
} from '@xinyin/core/trust'
import { skipRevocation } from '@xinyin/core/unsafe'

const ISSUED = new Date('2027-06-01T00:00:00Z')
export const NEXT = new Date('2027-07-01T00:00:00Z')
export const NOON = new Date('2027-06-02T12:00:00Z')
export const SINCE = new Date('2026-06-01T00:00:00Z')
const PERIOD = { notBefore: new Date('2026-01-01T00:00:00Z'), notAfter: new Date('2036-01-01T00:00:00Z') }

/** Self-signed, and of use both for lists and for certificates below. */
const USAGE = ['digitalSignature', 'keyCertSign', 'cRLSign'] as const

/** A building permit, by the code of its type. */
export const PERMIT = '11100000000013338W009'
export const LIFT = '11100000000013338W050'

/** A key and its certificate. */
export interface Party {
  readonly key: PrivateKey
  readonly certificate: Certificate
}

/** One who issued to himself. */
export async function createParty(
  organization: string,
  commonName = `${organization}签名`,
  kind: 'SM2' | 'P-256' = 'SM2',
): Promise<Party> {
  const key = await createPrivateKey(kind)
  const subject = { country: 'CN', organization, commonName }
  return { key, certificate: await createRoot({ subject, key, keyUsage: USAGE, ...PERIOD }) }
}

/** One whom an authority issued to. */
export async function createPartyBelow(
  authority: Party,
  organization: string,
  commonName: string,
): Promise<Party> {
  const key = await createPrivateKey('SM2')
  const subject = { country: 'CN', organization, commonName }
  const issuer = authority
  return { key, certificate: await createLeaf({ subject, issuer, publicKey: key.publicKey, ...PERIOD }) }
}

export const [nation, zhejiang, jiangsu, office, otherOffice, stranger] = await Promise.all([
  createParty('国家政务服务平台'),
  createParty('浙江省大数据局'),
  createParty('江苏省数据局', '江苏省数据局签名', 'P-256'),
  createParty('杭州市城乡建设委员会'),
  createParty('南京市城乡建设委员会'),
  createParty('某公司'),
])

export const service = (changes: Partial<TrustedService> = {}): TrustedService => ({
  name: '建设工程证照颁发',
  role: 'licence-issuer',
  certificates: [office.certificate],
  status: 'granted',
  since: SINCE,
  licenceTypes: [PERMIT],
  regions: ['3301'],
  history: [],
  ...changes,
})

export const entity = (...services: readonly TrustedService[]) => ({
  name: '杭州市城乡建设委员会',
  address: '杭州市解放东路 18 号',
  contact: 'mailto:ca@example.gov.cn',
  information: 'https://example.gov.cn/',
  services,
})

export const content = (changes: Partial<TrustListContent> = {}): TrustListContent => ({
  territory: 'CN-33',
  sequence: 7,
  operator: '浙江省大数据局',
  name: '浙江省信任列表',
  issuedAt: ISSUED,
  nextUpdate: NEXT,
  entities: [entity(service())],
  ...changes,
})

export const trusting = (...parties: readonly Party[]): Trust => ({
  anchors: parties.map(({ certificate }) => ({ certificate, roles: ['trust-list-signer'] })),
  intermediates: [],
})

export const OPTIONS: TrustListOptions = {
  trust: trusting(zhejiang),
  territory: 'CN-33',
  at: NOON,
  path: { revocation: skipRevocation },
}

/** A list that was made and signed as it should be. */
export const sign = (changes: Partial<TrustListContent> = {}, { key, certificate }: Party = zhejiang) =>
  signTrustList(createTrustList(content(changes)), { key, certificates: [certificate] })

export const inspect = (jws: string | Uint8Array, changes: Partial<TrustListOptions> = {}) =>
  inspectTrustList(jws, { ...OPTIONS, ...changes })

const encode = (value: unknown) =>
  encodeBase64Url(encodeUtf8(typeof value === 'string' ? value : JSON.stringify(value)))

/** Any header and any text, properly signed. What `sign` would refuse to make comes from here. */
export async function forgeList(
  header: unknown,
  payload: unknown,
  { key }: Party = zhejiang,
): Promise<string> {
  const input = `${encode(header)}.${encode(payload)}`
  const scheme = joseScheme(key.kind === 'SM2' ? { alg: 'SM2', encoding: 'raw' } : 'ES256')
  if (scheme === undefined) throw new Error('no scheme')
  return `${input}.${encodeBase64Url(await scheme.sign(key, encodeUtf8(input)))}`
}

const decode = (part = '') => JSON.parse(decodeUtf8(decodeBase64Url(part)))

/** Header and content of a signed list, to be changed and signed anew. */
// biome-ignore lint/suspicious/noExplicitAny: a test changes whatever it likes
export function open(jws: string): { header: any; payload: any } {
  const [header, payload] = jws.split('.')
  return { header: decode(header), payload: decode(payload) }
}
