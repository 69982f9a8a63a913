import { createPrivateKey, createSigner, type DigestName, type KeyKind, type Trust } from '@xinyin/core'
import { createRoot, issueCertificate, timeStampHandler } from '@xinyin/core/ca'
import { finishSealSignature, prepareSealSignature } from '../../src/create/signature.ts'
import { createTimeStamper, type TimeStamper } from '../../src/evidence/time-stamper.ts'
import type { Seal } from '../../src/index.ts'
import { parseSealSignature } from '../../src/signature/parse.ts'
import type { SealSignature } from '../../src/signature/signature.ts'
import { pathPolicy } from '../../src/verify/revocation.ts'
import { inspectSealSignature } from '../../src/verify/signature.ts'
import { createList, join, type Member, type Province } from '../province.ts'

const DAY = 24 * 60 * 60 * 1000
export const days = (count: number, from: Date): Date => new Date(from.getTime() + count * DAY)

/** A time-stamping service under a root of its own. */
export interface StampService {
  readonly root: Member
  readonly member: Member
  /** What asks it when its clock stands at a time. */
  at(time: Date, algorithm?: DigestName): TimeStamper
}

export async function createStampService({
  kind = 'SM2',
  notBefore = new Date('2026-01-01T00:00:00Z'),
  notAfter = new Date('2036-01-01T00:00:00Z'),
  name = '时间戳',
  crlUrls = [],
}: {
  readonly kind?: KeyKind
  readonly notBefore?: Date
  readonly notAfter?: Date
  readonly name?: string
  readonly crlUrls?: readonly string[]
} = {}): Promise<StampService> {
  const subject = (commonName: string) => ({ country: 'CN', organization: '示例省', commonName })
  const rootKey = await createPrivateKey(kind)
  const validity = { notBefore: new Date('2025-01-01T00:00:00Z'), notAfter: new Date('2045-01-01T00:00:00Z') }
  const rootCertificate = await createRoot({ subject: subject(`${name}根`), key: rootKey, ...validity })
  const root = { certificate: rootCertificate, signer: createSigner(rootKey) }
  const key = await createPrivateKey(kind)
  const certificate = await issueCertificate({
    issuer: { certificate: rootCertificate, key: rootKey },
    profile: { ...PROFILE, keys: [kind] },
    publicKey: key.publicKey,
    subject: subject(`${name}服务`),
    notBefore,
    notAfter,
    crlUrls,
  })
  let serial = 0n
  return {
    root,
    member: { certificate, signer: createSigner(key) },
    at(time, algorithm = 'SM3') {
      const respond = timeStampHandler({
        key,
        certificate,
        policy: '1.3.6.1.4.1.32473.1',
        clock: () => time,
        nextSerialNumber: () => ++serial,
      })
      const fetch = (url: string, init?: RequestInit) => respond(new Request(url, init))
      return createTimeStamper({ url: 'http://tsa.example/', fetch, algorithm })
    },
  }
}

/** As `time-stamper`, for longer than that allows. */
const PROFILE = {
  name: 'time-stamper',
  authority: false,
  keyUsage: ['digitalSignature'],
  extendedKeyUsage: ['1.3.6.1.5.5.7.3.8'],
  ocspNoCheck: false,
  minimumRsaBits: 2048,
  requiredSubject: [],
  allowedSubject: ['country', 'organization', 'commonName'],
  alternativeNames: [],
  requiresAlternativeName: false,
  maxDays: 10_000,
} as const

const FOREVER = { thisUpdate: new Date('2026-01-01T00:00:00Z'), nextUpdate: new Date('2045-01-01T00:00:00Z') }

/** The trust of a province in a service too, of whose certificate nothing bad is known. */
export async function trusting({ trust }: Province, { root }: StampService): Promise<Trust> {
  const none = { crls: [], ocspResponses: [] }
  return {
    ...trust,
    anchors: [...trust.anchors, { certificate: root.certificate, roles: ['time-stamper'] }],
    revocation: join(trust.revocation ?? none, await createList(root, [], FOREVER)),
  }
}

/** What is sealed in these tests. */
export const DATA = new TextEncoder().encode('<data/>')

/** A signature over the data, with a time stamp on it if anybody makes one. */
export async function sign(
  seal: Seal,
  { signer, certificate }: Member,
  time: Date,
  timeStamp?: (value: Uint8Array) => Promise<Uint8Array>,
): Promise<SealSignature> {
  const prepared = prepareSealSignature({
    seal,
    certificate,
    algorithm: signer.algorithm,
    data: DATA,
    propertyInfo: '/Signature.xml',
    time,
  })
  const value = await signer.sign(prepared.signedBytes)
  return parseSealSignature(finishSealSignature(prepared, value, await timeStamp?.(value)))
}

/** What does not pass of a signature, with what was found of its times. */
export async function inspect(
  signature: SealSignature,
  now: Date,
  options: Parameters<typeof pathPolicy>[0],
) {
  const { checks, moments } = await inspectSealSignature(signature, DATA, pathPolicy(options), now)
  const wrong = checks.filter(({ status }) => status === 'failed' || status === 'indeterminate')
  const told = wrong.map(({ id, status, code, facts }) =>
    [id, ...(id === 'path.revocation' ? [facts['role']] : []), status, code].join(' '),
  )
  return {
    wrong: told,
    proven: moments.proven,
    checks,
    at: (id: string) => checks.find((check) => check.id === id),
  }
}
