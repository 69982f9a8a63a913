import { encodeBase64 } from '../../bytes/base64.ts'
import { encodeHex } from '../../bytes/hex.ts'
import { equalBytes } from '../../bytes/sequence.ts'
import { digestLater } from '../../crypto/digest-later.ts'
import { TrustError } from '../../errors.ts'
import { parseStrictJson } from '../../json/parse.ts'
import type { Certificate } from '../../x509/certificate.ts'
import { readListCertificate } from './certificate.ts'
import { trustListError } from './codes.ts'
import type { TrustList } from './list.ts'
import { type Members, memberError, openMembers } from './members.ts'

/**
 * What is kept of a list that was verified, so that no older one, no other one of its number, and none of a key that
 * came from nowhere is taken for the next. It is plain JSON. Keep it where nobody else writes.
 */
export interface TrustListMemory {
  readonly territory: string
  readonly sequence: number
  /** SHA-256 over the content of the list, in lower-case hexadecimal. */
  readonly digest: string
  /** Certificates, in base64, that may sign the next list: that of this one, and those that it announced. */
  readonly signers: readonly string[]
  /** SHA-256 of the trusted certificate from which the announcements come, in lower-case hexadecimal. */
  readonly anchor: string
}

/** SHA-256 in lower-case hexadecimal. */
export const digestOf = async (bytes: Uint8Array): Promise<string> =>
  encodeHex(await digestLater('SHA-256', bytes))

export async function rememberList(
  list: TrustList,
  payload: Uint8Array,
  signer: Certificate,
  anchor: string,
): Promise<TrustListMemory> {
  const { territory, sequence, nextSigners } = list
  const announced = nextSigners.filter(({ raw }) => !equalBytes(raw, signer.raw))
  const signers = [signer, ...announced].map(({ raw }) => encodeBase64(raw))
  return { territory, sequence, digest: await digestOf(payload), signers, anchor }
}

/** @throws CoreError `ERR_TRUST_LIST_MEMORY` for anything but the memory of this territory */
export function parseTrustListMemory(text: string, territory: string): TrustListMemory {
  try {
    return readMemory(openMembers(parseStrictJson(text), '$'), territory)
  } catch (cause) {
    if (!(cause instanceof TrustError)) throw cause
    throw trustListError('ERR_TRUST_LIST_MEMORY', { territory }, cause)
  }
}

/** @throws CoreError `ERR_TRUST_LIST_MEMBER` */
export function readMemory(memory: Members, territory: string): TrustListMemory {
  memory.only('territory', 'sequence', 'digest', 'signers', 'anchor')
  if (memory.text('territory') !== territory) throw memberError(memory, 'territory')
  for (const name of ['digest', 'anchor']) {
    if (!/^[\da-f]{64}$/.test(memory.text(name))) throw memberError(memory, name)
  }
  return {
    territory,
    sequence: memory.count('sequence'),
    digest: memory.text('digest'),
    signers: memory.longTexts('signers', MAX_SIGNER),
    anchor: memory.text('anchor'),
  }
}

const MAX_SIGNER = 128 * 1024

/** The certificates that a memory holds. */
export function rememberedSigners(memory: TrustListMemory | undefined): Certificate[] {
  return (memory?.signers ?? []).map((text, i) => readListCertificate(text, `signers[${i}]`))
}
