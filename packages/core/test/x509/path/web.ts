import {
  type Certificate,
  createPrivateKey,
  encodeHex,
  inspectPath,
  type PathOptions,
  type PathReport,
  parseCertificate,
} from '@xinyin/core'
import {
  children,
  encodeBoolean,
  encodeElement,
  encodeInteger,
  encodeOctetString,
  encodeOid,
  encodeSequence,
  parseDer,
} from '@xinyin/core/der'
import { skipRevocation } from '@xinyin/core/unsafe'
import { forge, forgeExtension, forgeName, type Parts } from '../forge.ts'
import { alternativeNames, NAME } from './chain.ts'
import { NOON, trusting } from './province.ts'

const KEYS = await Promise.all(Array.from({ length: 4 }, () => createPrivateKey('P-256')))

export const PURPOSE = {
  any: '2.5.29.37.0',
  server: '1.3.6.1.5.5.7.3.1',
  client: '1.3.6.1.5.5.7.3.2',
} as const

const identifier = (key: number) => Uint8Array.of(0xc2, key)

/** Extensions as servers and their authorities have them, each of which may be another, or none. */
export const EXTENSION = {
  subjectKey: (key: number, critical?: boolean) =>
    forgeExtension('2.5.29.14', encodeOctetString(identifier(key)), critical),
  authorityKey: (key: number, critical?: boolean) =>
    forgeExtension('2.5.29.35', encodeSequence(encodeElement(0x80, identifier(key))), critical),
  constraints: (isAuthority: boolean, pathLength?: number, critical = true) => {
    const flag = isAuthority ? [encodeBoolean(true)] : []
    const length = pathLength === undefined ? [] : [encodeInteger(pathLength)]
    return forgeExtension('2.5.29.19', encodeSequence(...flag, ...length), critical)
  },
  /** Unused bits, and the bits. */
  usage: (unused: number, bits: number) =>
    forgeExtension('2.5.29.15', Uint8Array.of(3, 2, unused, bits), true),
  purposes: (oids: readonly string[], critical?: boolean) =>
    forgeExtension('2.5.29.37', encodeSequence(...oids.map(encodeOid)), critical),
} as const

export const HOST = 'server.example.cn'

/** What is other than usual about a certificate. */
export interface Change {
  /** Extensions in place of those of their kind, or beside the usual ones. */
  readonly extensions?: readonly Uint8Array[]
  /** Object identifiers of usual extensions that it does not have. */
  readonly without?: readonly string[]
  /** Parts of the certificate itself. */
  readonly parts?: Parts
  readonly subject?: Uint8Array
  readonly issuer?: Uint8Array
  /** Its own key, and its issuer's, by their numbers. */
  readonly key?: number
  readonly issuerKey?: number
}

const oidOf = (extension: Uint8Array) => encodeHex(children(parseDer(extension))[0]?.raw ?? extension)

export const ROOT = forgeName(['CN', '根'])
const MIDDLE = forgeName(['CN', '运营'])

async function certificate(
  change: Change,
  usual: (key: number, issuerKey: number) => readonly Uint8Array[],
  { key, issuerKey, ...names }: Required<Pick<Change, 'key' | 'issuerKey' | 'subject' | 'issuer'>>,
): Promise<Certificate> {
  const { extensions = [], without = [], parts = {} } = change
  const [own, above] = [change.key ?? key, change.issuerKey ?? issuerKey]
  const replaced = new Set([...extensions.map(oidOf), ...without.map((oid) => encodeHex(encodeOid(oid)))])
  const der = await forge({
    key: KEYS[above]!,
    spki: KEYS[own]!.publicKey.spki,
    subject: change.subject ?? names.subject,
    issuer: change.issuer ?? names.issuer,
    extensions: [...usual(own, above).filter((extension) => !replaced.has(oidOf(extension))), ...extensions],
    ...parts,
  })
  return parseCertificate(der)
}

const { constraints, usage, subjectKey, authorityKey, purposes } = EXTENSION

/** A root, key 0, that signed itself. */
export const rootOf = (change: Change = {}): Promise<Certificate> =>
  certificate(change, (key) => [constraints(true), usage(1, 6), subjectKey(key)], {
    key: 0,
    issuerKey: change.key ?? 0,
    subject: ROOT,
    issuer: change.subject ?? ROOT,
  })

/** An authority, key 1, below the root. */
export const middleOf = (change: Change = {}): Promise<Certificate> =>
  certificate(
    change,
    (key, above) => [constraints(true), usage(1, 6), subjectKey(key), authorityKey(above)],
    { key: 1, issuerKey: 0, subject: MIDDLE, issuer: ROOT },
  )

/** A server, key 2, below the authority in the middle. */
export const serverOf = (change: Change = {}): Promise<Certificate> =>
  certificate(
    change,
    (key, above) => [
      usage(7, 0x80),
      subjectKey(key),
      authorityKey(above),
      alternativeNames(NAME.dns(HOST)),
      purposes([PURPOSE.server]),
    ],
    { key: 2, issuerKey: 1, subject: forgeName(['CN', '网站']), issuer: MIDDLE },
  )

/** The changes of the three certificates of a path. */
export interface Changes {
  readonly root?: Change
  readonly middle?: Change
  readonly server?: Change
}

export const inspectServer = (
  server: Certificate,
  root: Certificate,
  middle: readonly Certificate[],
  options: Partial<PathOptions> = {},
): Promise<PathReport> =>
  inspectPath(server, {
    trust: trusting(root, [], ['tls-server']),
    intermediates: middle,
    role: 'tls-server',
    target: 'server',
    at: NOON,
    name: { dns: HOST },
    revocation: skipRevocation,
    ...options,
  })

/** What is said of a path of three: nothing when it passes, else the codes, or that of the certificate that cannot be read. */
export async function faultsOf(changes: Changes, options: Partial<PathOptions> = {}): Promise<string> {
  try {
    const [root, middle, server] = [
      await rootOf(changes.root),
      await middleOf(changes.middle),
      await serverOf(changes.server),
    ]
    const { checks } = await inspectServer(server, root, [middle], options)
    const told = checks.flatMap(({ facts: { anchorClause } }) =>
      anchorClause === undefined ? [] : [`of the anchor: ${anchorClause}`],
    )
    const faults = checks
      .filter(({ status }) => status === 'failed' || status === 'indeterminate')
      .map(({ code, facts }) => (code === 'ERR_PATH_PROFILE' ? `${facts.clause}` : `${code}`))
    return [...faults, ...told].join(' ')
  } catch (error) {
    return (error as { code: string }).code
  }
}
