import { TrustError } from '@xinyin/core'
import type { AlternativeNames } from '@xinyin/core/ca'
import { withArguments } from '../argument.ts'
import { complaint } from '../checks.ts'
import { CliError } from '../errors.ts'
import { EXIT, type Exit } from '../exit.ts'
import { readFile } from '../files/read.ts'
import { readPassword } from '../keys/password.ts'
import type { Session } from '../session.ts'
import { printable } from '../terminal/printable.ts'
import { assertFree, certify, createHolder } from './certify.ts'
import { type AuthorityFolder, certificateFile, keyFile, readRecords } from './folder.ts'

export interface IssueOptions {
  readonly profile: string
  readonly csr?: string
  readonly subject?: string
  readonly organization?: string
  readonly code?: string
  readonly dns?: readonly string[]
  readonly ip?: readonly string[]
  readonly days?: number
  readonly passwordFile?: string
}

/** Opens a hierarchy, with the password that was given. */
export async function openFolder(
  dir: string,
  passwordFile: string | undefined,
  { terminal }: Session,
): Promise<AuthorityFolder> {
  const records = await readRecords(dir)
  return { dir, records, password: await readPassword(passwordFile, terminal) }
}

function alternativeNames({ dns = [], ip = [] }: IssueOptions): AlternativeNames | undefined {
  return dns.length + ip.length === 0 ? undefined : { dns, ip }
}

/**
 * `xinyin ca issue`: a certificate for a request that somebody sent, or with a key that is made here.
 *
 * @returns 1 for a request that the profile does not allow
 */
export async function issue(
  dir: string,
  name: string,
  options: IssueOptions,
  session: Session,
): Promise<Exit> {
  const { profile, csr, subject, days } = options
  if ((csr === undefined) === (subject === undefined))
    throw new CliError('ERR_OPTION_MISSING', { option: '--csr | --subject' })
  const folder = await openFolder(dir, options.passwordFile, session)
  assertFree(folder, name)
  const names = alternativeNames(options)
  const applicant = {
    name,
    profile,
    ...(names === undefined ? {} : { subjectAltName: names }),
    ...(days === undefined ? {} : { days }),
  }
  const request = csr === undefined ? undefined : await readFile(csr)
  try {
    const { certificate } = await withArguments(() =>
      request === undefined
        ? createHolder(folder, { ...applicant, subject: subjectOf(folder, options) }, new Date())
        : certify(folder, { ...applicant, csr: request }, new Date()),
    )
    const files = [certificateFile(dir, name), ...(request === undefined ? [keyFile(dir, name)] : [])]
    const { colors, terminal } = session
    terminal.out(`${colors.green('✓')} ${printable(certificate.subject.text)}  ${certificate.serialNumber}`)
    for (const file of files) terminal.out(`  ${printable(file)}`)
    return EXIT.passed
  } catch (error) {
    if (!(error instanceof TrustError) || error instanceof CliError) throw error
    session.terminal.err(complaint(error, session.language))
    return EXIT.failed
  }
}

function subjectOf({ records }: AuthorityFolder, { subject, organization, code }: IssueOptions) {
  return {
    country: 'CN',
    organization: organization ?? records.name,
    ...(code === undefined ? {} : { organizationIdentifier: code }),
    ...(subject === undefined ? {} : { commonName: subject }),
  }
}
