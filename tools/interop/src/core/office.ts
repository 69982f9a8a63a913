import {
  type Certificate,
  createPrivateKey,
  encodeHex,
  encodePem,
  exportPrivateKey,
  type KeyKind,
  type PrivateKey,
  parseCertificates,
  type Role,
  type Trust,
} from '@xinyin/core'
import { createLeaf, createRoot, type LeafOptions } from '@xinyin/core/ca'
import type { Workspace } from '../workspace.ts'

const HOUR = 3_600_000
export const hoursFromNow = (hours: number): Date => new Date(Date.now() + hours * HOUR)
const period = () => ({ notBefore: hoursFromNow(-1), notAfter: hoursFromNow(240) })

/** A key and its certificate, and where they stand as files. */
export interface Member {
  readonly key: PrivateKey
  readonly certificate: Certificate
  readonly keyFile: string
  readonly certificateFile: string
}

async function writeMember(
  workspace: Workspace,
  name: string,
  key: PrivateKey,
  certificate: Certificate,
): Promise<Member> {
  return {
    key,
    certificate,
    keyFile: await workspace.write(`${name}.key`, encodePem('PRIVATE KEY', exportPrivateKey(key))),
    certificateFile: await workspace.write(`${name}.pem`, encodePem('CERTIFICATE', certificate.raw)),
  }
}

/** An authority, and those to whom it gives certificates. */
export interface Office {
  readonly root: Member
  create(member: string, content?: Partial<LeafOptions>): Promise<Member>
  /** The authority, trusted for a role. */
  trust(role: Role): Trust
}

/** @param name - that of the files of the authority; all authorities have one name inside their certificates */
export async function createOffice(workspace: Workspace, kind: KeyKind, name = 'root'): Promise<Office> {
  const rootKey = await createPrivateKey(kind)
  const certificate = await createRoot({
    subject: { country: 'CN', commonName: '某省根' },
    key: rootKey,
    ...period(),
  })
  const root = await writeMember(workspace, name, rootKey, certificate)
  return {
    root,
    async create(member, content = {}) {
      const key = await createPrivateKey(kind)
      const issuer = { certificate, key: rootKey }
      const subject = { country: 'CN', commonName: member }
      const leaf = await createLeaf({ issuer, publicKey: key.publicKey, subject, ...period(), ...content })
      return writeMember(workspace, member, key, leaf)
    },
    trust: (role) => ({ anchors: [{ certificate, roles: [role] }], intermediates: [] }),
  }
}

/** The first certificate of a file. */
export async function readCertificate(workspace: Workspace, name: string): Promise<Certificate> {
  const [certificate] = parseCertificates(await workspace.read(name))
  if (certificate === undefined) throw new Error(`${name} is empty`)
  return certificate
}

/** The bytes with the last octet of a part changed. */
export function change(bytes: Uint8Array, at: number = bytes.length - 1): Uint8Array {
  return bytes.map((octet, index) => (index === at ? octet ^ 1 : octet))
}

/** The bytes with the last octet of a part of them changed, which stands in them but once. */
export function changePart(bytes: Uint8Array, part: Uint8Array, octet: number = part.length - 1): Uint8Array {
  const text = encodeHex(bytes)
  const at = text.indexOf(encodeHex(part))
  if (at < 0 || at % 2 !== 0) throw new Error('the part does not stand in the whole in one piece')
  return change(bytes, at / 2 + octet)
}
