import { type Certificate, parseCertificate, parsePrivateKey, type Role, type Trust } from '@xinyin/core'
import { readCorpus } from './corpus.ts'

/** Where the certificates and keys of the engine's targets are kept, in the corpus. */
export const AUTHORITY_FOLDER = 'authority'

const files = new Map(readCorpus(AUTHORITY_FOLDER).map(({ name, bytes }) => [name, bytes]))

/** A file of the authority that the engine's seeds are made by: `root.der`, `middle.key`. */
export function readAuthorityFile(name: string): Uint8Array {
  const bytes = files.get(name)
  if (bytes === undefined) throw new RangeError(`No such file of the authority: ${name}`)
  return bytes
}

/** One of its certificates: `root`, `middle`, `server`, `signer`, `stamper`, `rsa`, `ec` or `sm2`. */
export const readMember = (name: string): Certificate => parseCertificate(readAuthorityFile(`${name}.der`))

/** The private key of one of its members. It was made for this and protects nothing. */
export const readMemberKey = (name: string) => parsePrivateKey(readAuthorityFile(`${name}.key`))

/** Trusts the root in the roles, with the authority below it at hand. */
export function trustAuthority(...roles: readonly Role[]): Trust {
  return { anchors: [{ certificate: readMember('root'), roles }], intermediates: [readMember('middle')] }
}

export const PASSWORD = 'password of the corpus'
export const CONTENT: Uint8Array = new TextEncoder().encode('内容 of the corpus')
export const SERVER_NAME = 'www.example.gov.cn'
/** Under which the authority issues; it calls it by another name below. */
export const POLICY = '1.2.156.1.1'
export const TERRITORY = 'CN-33'
