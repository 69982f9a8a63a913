import { createServer } from 'node:http'
import {
  type Certificate,
  createPrivateKey,
  encodeHex,
  type KeyKind,
  type PrivateKey,
  type Role,
  randomBytes,
} from '@xinyin/core'
import {
  type AlternativeNames,
  type AuthorityServices,
  authorityHandler,
  authorityUrls,
  type CertificateState,
  createRoot,
  type Issuer,
  issueCertificate,
  ocspHandler,
  type ProfileName,
  type RevocationReason,
  type Subject,
  timeStampHandler,
} from '@xinyin/core/ca'
import { createListener } from '@xinyin/core/node'
import { closeServer, listen } from '../listen.ts'
import { type NamedFile, pemFile } from '../province/authorities.ts'
import { currentCrl, currentList } from './publications.ts'

export interface AuthorityOptions {
  readonly name?: string
  /** SM2 unless given. */
  readonly kind?: KeyKind
  /** For what it is trusted, by its own trust list and store; all that signers do unless given. */
  readonly roles?: readonly Exclude<Role, 'trust-list-signer'>[]
  /** Of its trust list; `CN-99` unless given, which is no province's. */
  readonly territory?: string
  /** 0, the default, takes any free port. */
  readonly port?: number
  /** What time it is for everything that it says; the machine's own unless given. */
  readonly clock?: () => Date
}

/** What is asked for in a certificate. */
export interface Application {
  readonly profile: ProfileName
  readonly subject: Subject
  readonly subjectAltName?: AlternativeNames
}

/** A certification authority that runs on this machine, with all that it serves. */
export interface RunningAuthority {
  readonly origin: string
  readonly certificate: Certificate
  readonly timeStampUrl: string
  readonly trustListUrl: string
  /** Makes a key, and certifies it by the profile. */
  issue(application: Application): Promise<Issuer & { readonly key: PrivateKey }>
  /** From now on, the list and the responder say so. */
  revoke(certificate: Certificate, reason?: Exclude<RevocationReason, 'removeFromCRL'>): void
  /** What `loadTrust` and `xinyin --trust` take: no revocation lists, so that the services have to be asked. */
  readonly trustFiles: readonly NamedFile[]
  close(): Promise<void>
}

const DAY = 24 * 60 * 60 * 1000
const NAME = 'authority'
// Under the arc that is kept for examples (RFC 5612): nobody's policy.
const POLICY = '1.3.6.1.4.1.32473.1.1'
const SIGNERS = [
  'seal-maker',
  'seal-signer',
  'licence-issuer',
  'status-issuer',
  'time-stamper',
  'document-signer',
] as const

/**
 * Starts a certification authority on this machine: it issues certificates and serves their revocation lists, OCSP, time
 * stamps and a signed trust list, with the handlers of `@xinyin/core/ca`. All of it is forgotten when it is closed.
 *
 * @example
 * ```ts
 * const authority = await serveAuthority()
 * const { key, certificate } = await authority.issue({ profile: 'seal-signer', subject: { country: 'CN', commonName: '公章' } })
 * authority.revoke(certificate, 'keyCompromise')
 * await authority.close()
 * ```
 */
export async function serveAuthority(options: AuthorityOptions = {}): Promise<RunningAuthority> {
  const { name = '示例省', kind = 'SM2', roles = SIGNERS, territory = 'CN-99', port = 0 } = options
  const { clock = () => new Date() } = options
  let handle: (request: Request) => Promise<Response> = async () => new Response(null, { status: 503 })
  const server = createServer(createListener((request) => handle(request)))
  // The addresses stand in the certificates: first the port, then what is served there.
  const origin = await listen(server, port)
  try {
    const root = await createAuthority(name, kind, clock())
    const records = new Map<string, CertificateState>()
    const issue: RunningAuthority['issue'] = async ({ profile, subject, subjectAltName = {} }) => {
      const issued = await certify(root, kind, { profile, subject, subjectAltName }, origin, clock())
      records.set(issued.certificate.serialNumber, { state: 'good' })
      return issued
    }
    const subject = (title: string) => ({ country: 'CN', organization: name, commonName: `${name}${title}` })
    const responder = await issue({ profile: 'ocsp-responder', subject: subject('OCSP') })
    const stamper = await issue({ profile: 'time-stamper', subject: subject('时间戳服务') })
    const publisher = await issue({ profile: 'status-issuer', subject: subject('信任列表发布') })
    handle = authorityHandler({
      authorities: [
        {
          name: NAME,
          certificate: root.certificate,
          ocsp: ocspHandler({
            issuer: root.certificate,
            responder,
            now: clock,
            lookup: (serial) => records.get(serial) ?? { state: 'unknown' },
          }),
          crl: () => currentCrl(root, records, clock()),
        },
      ],
      timeStamp: timeStampHandler({
        ...stamper,
        policy: POLICY,
        clock,
        nextSerialNumber: () => BigInt(`0x${encodeHex(randomBytes(15))}`),
      }),
      lists: { [territory]: () => currentList({ name, territory, roles, root, publisher, now: clock() }) },
    } satisfies AuthorityServices)
    return {
      origin,
      certificate: root.certificate,
      timeStampUrl: `${origin}/tsa`,
      trustListUrl: `${origin}/lists/${territory}.jws`,
      issue,
      revoke(certificate, reason) {
        const revokedAt = clock()
        if (!records.has(certificate.serialNumber)) throw new TypeError('certificate: not issued here')
        records.set(certificate.serialNumber, {
          state: 'revoked',
          revokedAt,
          ...(reason === undefined ? {} : { reason }),
        })
      },
      trustFiles: [
        ...roles.map((role) => pemFile(`${role}/authority.pem`, root.certificate)),
        pemFile('trust-list-signer/publisher.pem', publisher.certificate),
      ],
      close: () => closeServer(server),
    }
  } catch (error) {
    await closeServer(server)
    throw error
  }
}

async function createAuthority(name: string, kind: KeyKind, now: Date): Promise<Issuer> {
  const key = await createPrivateKey(kind)
  const certificate = await createRoot({
    subject: { country: 'CN', organization: name, commonName: `${name}电子认证根` },
    key,
    notBefore: new Date(now.getTime() - DAY),
    notAfter: new Date(now.getTime() + 3650 * DAY),
  })
  return { key, certificate }
}

async function certify(
  issuer: Issuer,
  kind: KeyKind,
  application: Required<Application>,
  origin: string,
  now: Date,
) {
  const key = await createPrivateKey(kind)
  const certificate = await issueCertificate({
    issuer,
    publicKey: key.publicKey,
    ...application,
    // Clocks differ: what begins this second has not begun on the machine next door.
    notBefore: new Date(now.getTime() - DAY / 24),
    notAfter: new Date(now.getTime() + 90 * DAY),
    ...authorityUrls(origin, NAME),
  })
  return { key, certificate }
}
