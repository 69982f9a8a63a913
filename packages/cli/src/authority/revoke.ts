import { existsSync } from 'node:fs'
import { CliError } from '../errors.ts'
import { EXIT, type Exit } from '../exit.ts'
import { readCertificates } from '../keys/signer.ts'
import type { Session } from '../session.ts'
import { printable } from '../terminal/printable.ts'
import { type IssuedCertificate, listFile, writeRecords } from './folder.ts'
import { openFolder } from './issue.ts'
import { AUTHORITIES, type REASONS, ROOT } from './plan.ts'
import { crlFile, publishCrls, publishTrustList } from './publish.ts'

export interface RevokeOptions {
  readonly reason?: (typeof REASONS)[number]
  readonly passwordFile?: string
}

/** By the name of its files, by its serial number, or by a file that holds it. */
async function find(records: readonly IssuedCertificate[], text: string): Promise<IssuedCertificate> {
  const serial = existsSync(text) ? (await readCertificates(text))[0]?.serialNumber : text.toLowerCase()
  const found = records.findLast(({ name, serialNumber }) => name === text || serialNumber === serial)
  if (found === undefined) throw new CliError('ERR_CA_UNKNOWN', { found: text })
  return found
}

/** `xinyin ca revoke`: revokes a certificate, and makes the revocation lists anew. */
export async function revoke(
  dir: string,
  text: string,
  options: RevokeOptions,
  session: Session,
): Promise<Exit> {
  const folder = await openFolder(dir, options.passwordFile, session)
  const found = await find(folder.records.certificates, text)
  if (found.revokedAt !== undefined)
    throw new CliError('ERR_CA_REVOKED', { found: found.subject, revokedAt: found.revokedAt })
  const now = new Date()
  const { reason } = options
  const revoked = { ...found, revokedAt: now.toISOString(), ...(reason === undefined ? {} : { reason }) }
  const certificates = folder.records.certificates.map((one) => (one === found ? revoked : one))
  const records = { ...folder.records, certificates }
  await writeRecords(dir, records)
  await publishCrls({ ...folder, records }, now)
  const { terminal, colors } = session
  terminal.out(`${colors.green('✓')} ${printable(found.subject)}  ${found.serialNumber}`)
  terminal.out(`  ${printable(crlFile(dir, found.authority))}`)
  return EXIT.passed
}

/** `xinyin ca crl`: makes the revocation lists and the trust list anew, good from now on. */
export async function renewLists(
  dir: string,
  { passwordFile }: { readonly passwordFile?: string },
  session: Session,
): Promise<Exit> {
  const now = new Date()
  const folder = await publishCrls(await openFolder(dir, passwordFile, session), now)
  await publishTrustList(folder, now)
  const { terminal, colors } = session
  for (const { name } of [ROOT, ...AUTHORITIES])
    terminal.out(`${colors.green('✓')} ${printable(crlFile(dir, name))}`)
  terminal.out(`${colors.green('✓')} ${printable(listFile(dir, folder.records.territory))}`)
  return EXIT.passed
}
