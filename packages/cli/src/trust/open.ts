import { type Fetch, type RevocationChecker, type Trust, TrustError } from '@xinyin/core'
import { createNodeFetch, readTrust } from '@xinyin/core/node'
import { parseOcspResponse } from '@xinyin/core/ocsp'
import {
  createRevocationChecker,
  parseCrl,
  parseRevocationBundle,
  type RevocationMaterial,
} from '@xinyin/core/revocation'
import { CliError } from '../errors.ts'
import { readFile } from '../files/read.ts'

/** Whom to trust, and how to find out about revocation. */
export interface TrustOptions {
  readonly trust?: string
  readonly crl?: readonly string[]
  readonly online?: boolean
  readonly allow?: readonly string[]
}

export interface OpenedTrust {
  readonly trust: Trust
  readonly revocation: RevocationChecker
}

/** The guarded network, where it may be asked. @throws CliError `ERR_ALLOW`, `ERR_OPTION_MISSING` */
export function openNetwork({ online = false, allow = [] }: TrustOptions): Fetch | undefined {
  if (allow.length > 0 && !online) throw new CliError('ERR_OPTION_MISSING', { option: '--online' })
  return online ? guardedFetch(allow) : undefined
}

/**
 * Reads the trust store, and makes the checker of revocation: with what the store holds, what was named, and the network
 * where it was asked for. Without a store nothing is trusted, and the best verdict is `indeterminate`.
 *
 * @throws CoreError `ERR_TRUST_*`
 * @throws CliError `ERR_FILE_CONTENT`, `ERR_ALLOW`, `ERR_OPTION_MISSING`
 */
export async function openTrust(options: TrustOptions): Promise<OpenedTrust> {
  const { trust: folder, crl = [] } = options
  const fetch = openNetwork(options)
  const trust: Trust = folder === undefined ? { anchors: [], intermediates: [] } : await readTrust(folder)
  const materials = await Promise.all(crl.map(readMaterial))
  const material = {
    crls: materials.flatMap(({ crls }) => crls),
    ocspResponses: materials.flatMap(({ ocspResponses }) => ocspResponses),
  }
  const revocation = createRevocationChecker({ material, ...(fetch === undefined ? {} : { fetch }) })
  return { trust, revocation }
}

/** The store with the checker of revocation that the options ask for, which everything that leans on it then uses. */
export async function openTrustToLeanOn(options: TrustOptions): Promise<Trust> {
  const { trust, revocation } = await openTrust(options)
  return { ...trust, revocationChecker: revocation }
}

/** What tells of revoked certificates in a file. @throws CliError `ERR_FILE_CONTENT`, `ERR_FILE_*` */
export async function readMaterial(file: string): Promise<RevocationMaterial> {
  const bytes = await readFile(file)
  const limits = { maxBytes: bytes.length }
  try {
    if (bytes[0] !== 0x30) return parseRevocationBundle(bytes, limits)
    // `OCSPResponse` begins with an ENUMERATED of one octet.
    const start = 2 + ((bytes[1] ?? 0) > 0x80 ? (bytes[1] ?? 0) & 0x7f : 0)
    if (bytes[start] === 0x0a) return { crls: [], ocspResponses: [parseOcspResponse(bytes, limits)] }
    return { crls: [parseCrl(bytes, limits)], ocspResponses: [] }
  } catch (cause) {
    if (!(cause instanceof TrustError)) throw cause
    throw new CliError('ERR_FILE_CONTENT', { file, reason: cause.code }, cause)
  }
}

/**
 * Certificates name addresses, and whoever made them chose those: none inside is asked unless it was allowed.
 * Lists and answers are signed, so that plain HTTP will do.
 */
function guardedFetch(allow: readonly string[]) {
  const ports = [80, 443]
  const networks = allow.map((text) => {
    const [, network, port] =
      /^([\d.]+(?:\/\d{1,2})?|\[?[\da-f:]+\]?(?:\/\d{1,3})?)(?::(\d{1,5}))?$/i.exec(text) ?? []
    if (network === undefined) throw new CliError('ERR_ALLOW', { found: text })
    if (port !== undefined) ports.push(Number(port))
    const bare = network.replace(/[[\]]/g, '')
    return bare.includes('/') ? bare : `${bare}/${bare.includes(':') ? 128 : 32}`
  })
  try {
    return createNodeFetch({ schemes: ['https', 'http'], ports, allow: networks })
  } catch (cause) {
    if (!(cause instanceof TypeError) && !(cause instanceof RangeError)) throw cause
    throw new CliError('ERR_ALLOW', { found: allow.join(', ') }, cause)
  }
}
