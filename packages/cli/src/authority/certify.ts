import { existsSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { type Certificate, createPrivateKey, createSigner, type PublicKey } from '@xinyin/core'
import { type AlternativeNames, authorityUrls, issueCertificate, type Subject } from '@xinyin/core/ca'
import { CliError } from '../errors.ts'
import type { AuthorityFolder, AuthorityRecords, IssuedCertificate } from './folder.ts'
import { certificateFile, keyFile, readHolder, writeCertificates, writeKey, writeRecords } from './folder.ts'
import { authorityFor } from './plan.ts'
import { profileOf } from './profiles.ts'

export const DAY = 24 * 60 * 60 * 1000

/** For whom a certificate is: the holder of a key, or of the request that he sent. */
export interface Applicant {
  readonly name: string
  readonly profile: string
  /** The authority that issues it, where it is not the one of the profile. */
  readonly authority?: string
  readonly csr?: Uint8Array
  readonly publicKey?: PublicKey
  readonly subject?: Subject
  readonly subjectAltName?: AlternativeNames
  readonly days?: number
}

/**
 * Issues a certificate and writes it down, in the records and as a file.
 *
 * @returns the folder with its new records
 * @throws CliError `ERR_CA_NAME`; CoreError `ERR_REQUEST_*`; TypeError, RangeError for what the profile does not allow
 */
export async function certify(
  folder: AuthorityFolder,
  applicant: Applicant,
  now: Date,
): Promise<{ folder: AuthorityFolder; certificate: Certificate }> {
  const { dir, records } = folder
  const { name, profile, csr, publicKey, subject, subjectAltName } = applicant
  const authority = applicant.authority ?? authorityFor(profile).name
  const issuer = await readHolder(folder, authority)
  // Clocks differ: what begins this second has not begun on the machine next door.
  const notBefore = later(new Date(now.getTime() - 60 * 60 * 1000), issuer.certificate.notBefore)
  const days = applicant.days ?? Math.min(730, profileOf(profile).maxDays)
  const notAfter = new Date(notBefore.getTime() + days * DAY)
  const certificate = await issueCertificate({
    issuer,
    profile: profileOf(profile),
    notBefore,
    notAfter: applicant.days === undefined ? earlier(notAfter, issuer.certificate.notAfter) : notAfter,
    ...(csr === undefined ? {} : { csr }),
    ...(publicKey === undefined ? {} : { publicKey }),
    ...(subject === undefined ? {} : { subject }),
    ...(subjectAltName === undefined ? {} : { subjectAltName }),
    ...(profile === 'sub-authority' ? { pathLength: 0 } : {}),
    ...authorityUrls(records.origin, authority),
  })
  const issued: IssuedCertificate = {
    name,
    authority,
    profile,
    serialNumber: certificate.serialNumber,
    subject: certificate.subject.text,
    notAfter: certificate.notAfter.toISOString(),
  }
  const changed: AuthorityRecords = { ...records, certificates: [...records.certificates, issued] }
  // First the records: what is not in them, nobody could revoke.
  await writeRecords(dir, changed)
  await writeCertificates(dir, name, certificate, issuer.certificate)
  return { folder: { ...folder, records: changed }, certificate }
}

/** Makes a key for a new name, and certifies it. */
export async function createHolder(
  folder: AuthorityFolder,
  applicant: Omit<Applicant, 'csr' | 'publicKey'>,
  now: Date,
): Promise<{ folder: AuthorityFolder; certificate: Certificate }> {
  assertFree(folder, applicant.name)
  const key = await createPrivateKey(folder.records.kind)
  await writeKey(folder, applicant.name, key)
  try {
    return await certify(folder, { ...applicant, publicKey: createSigner(key).publicKey }, now)
  } catch (error) {
    // A key without a certificate is of use to nobody, and would stand in the way of the next attempt.
    await rm(keyFile(folder.dir, applicant.name), { force: true })
    throw error
  }
}

/** @throws CliError `ERR_CA_NAME` for a name that is taken, or that is none for a file */
export function assertFree({ dir }: AuthorityFolder, name: string): void {
  const isName = /^[\p{L}\p{N}][\p{L}\p{N}._-]{0,60}$/u.test(name)
  if (!isName || existsSync(certificateFile(dir, name))) throw new CliError('ERR_CA_NAME', { found: name })
}

const later = (a: Date, b: Date) => (a > b ? a : b)
const earlier = (a: Date, b: Date) => (a < b ? a : b)
