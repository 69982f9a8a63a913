import { X509Certificate } from 'node:crypto'
import { type Certificate, parseCertificate, TrustError } from '@xinyin/core'
import { Certificate as PkijsCertificate } from 'pkijs'

export type Peer = 'node' | 'pkijs' | 'openssl'

/** Readers of others that tell whether octets are a certificate. Node's is OpenSSL's. */
const READERS: Readonly<Record<Exclude<Peer, 'openssl'>, (der: Uint8Array) => unknown>> = {
  node: (der) => new X509Certificate(der),
  pkijs: (der) => PkijsCertificate.fromBER(Uint8Array.from(der).buffer),
}

/** What we and the others make of some octets. */
export interface Reading {
  /** The certificate, or the code with which it is refused. */
  readonly ours: Certificate | string
  readonly refusedBy: readonly Peer[]
  readonly readBy: readonly Peer[]
}

/** @throws what is no coded error: that is a finding by itself */
export function readByAll(der: Uint8Array): Reading {
  const refusedBy: Peer[] = []
  const readBy: Peer[] = []
  for (const peer of ['node', 'pkijs'] as const) {
    try {
      READERS[peer](der)
      readBy.push(peer)
    } catch {
      refusedBy.push(peer)
    }
  }
  return { ours: readHere(der), refusedBy, readBy }
}

function readHere(der: Uint8Array): Certificate | string {
  try {
    return parseCertificate(der)
  } catch (error) {
    if (error instanceof TrustError) return error.code
    throw error
  }
}
