import {
  type Certificate,
  createReport,
  failedBy,
  inspectPath,
  type PathOptions,
  parseCertificates,
  type Report,
  type Role,
  type Verdict,
  type WantedName,
} from '@xinyin/core'
import { PURPOSE } from '@xinyin/core/x509'
import { withArguments } from '../argument.ts'
import { complaint } from '../checks.ts'
import { CliError } from '../errors.ts'
import { EXIT, type Exit, worstExit } from '../exit.ts'
import { readFile } from '../files/read.ts'
import { readCertificates } from '../keys/signer.ts'
import type { Session } from '../session.ts'
import { type OpenedTrust, openTrust, type TrustOptions } from '../trust/open.ts'
import { formatInspected } from '../verify/format.ts'
import { toJson } from '../verify/json.ts'

export interface JudgeOptions extends TrustOptions {
  readonly role?: Role
  readonly at?: Date
  readonly name?: string
  readonly pool?: readonly string[]
  readonly json?: boolean
  readonly verbose?: boolean
}

/** For what a certificate says itself that it is: who is to be trusted for it, the role says. */
function targetOf({ basicConstraints, extendedKeyUsage }: Certificate, role: Role): PathOptions['target'] {
  if (basicConstraints?.ca === true) return 'authority'
  if (role === 'tls-server') return 'server'
  return extendedKeyUsage?.includes(PURPOSE.ocspSigning) === true ? 'ocsp-responder' : 'signer'
}

const wantedName = (text: string): WantedName =>
  /^[\d.]+$|:/.test(text) ? { ip: text.replace(/^\[|\]$/g, '') } : { dns: text }

/**
 * What a path of a certificate is held against, from the options of a command.
 *
 * @throws CliError `ERR_OPTION_MISSING` for a server that nobody named
 */
export function pathOptions(
  leaf: Certificate,
  options: JudgeOptions & { readonly role: Role },
  { trust, revocation }: OpenedTrust,
  intermediates: readonly Certificate[],
): PathOptions {
  const { role, at = new Date(), name } = options
  const target = targetOf(leaf, role) ?? 'signer'
  if (target === 'server' && name === undefined)
    throw new CliError('ERR_OPTION_MISSING', { option: '--name' })
  return {
    trust,
    revocation,
    role,
    at,
    intermediates,
    target,
    ...(name === undefined ? {} : { name: wantedName(name) }),
  }
}

async function judge(
  file: string,
  options: JudgeOptions & { readonly role: Role },
  opened: OpenedTrust,
  pool: readonly Certificate[],
): Promise<{ headline: string[]; report: Report<unknown> }> {
  const bytes = await readFile(file)
  let certificates: Certificate[]
  try {
    certificates = parseCertificates(bytes)
  } catch (error) {
    return { headline: [], report: createReport([failedBy('certificate.form', error)], undefined) }
  }
  const [leaf, ...others] = certificates
  if (leaf === undefined) throw new CliError('ERR_FILE_KIND')
  const path = pathOptions(leaf, options, opened, [...others, ...pool])
  const headline = [leaf.subject.text, options.role, `→ ${leaf.notAfter.toISOString().slice(0, 10)}`]
  return { headline, report: await withArguments(() => inspectPath(leaf, path)) }
}

/** `xinyin cert --verify`: each file's first certificate, to an anchor of the role, revocation included. */
export async function verifyCertificates(
  files: readonly string[],
  options: JudgeOptions,
  session: Session,
): Promise<Exit> {
  const { role, json = false, verbose = false } = options
  if (role === undefined) throw new CliError('ERR_OPTION_MISSING', { option: '--role' })
  const opened = await openTrust(options)
  const pool = (await Promise.all((options.pool ?? []).map(readCertificates))).flat()
  const verdicts: Verdict[] = []
  for (const file of files) {
    try {
      const { headline, report } = await judge(file, { ...options, role }, opened, pool)
      const { verdict, checks } = report
      session.terminal.out(
        json
          ? toJson({ file, kind: 'certificate', role, verdict, checks })
          : formatInspected(file, { kind: 'certificate', headline, report }, { ...session, verbose }),
      )
      verdicts.push(verdict)
    } catch (error) {
      if (!(error instanceof CliError) || error.code === 'ERR_OPTION_MISSING') throw error
      session.terminal.err(complaint(error, session.language))
    }
  }
  return verdicts.length < files.length ? EXIT.wrongUse : worstExit(verdicts)
}
