import { type Certificate, inspectPath, type PathReport, type Role } from '@xinyin/core'
import { withArguments } from '../argument.ts'
import { type JudgeOptions, pathOptions } from '../certificate/verify.ts'
import { CliError } from '../errors.ts'
import { type Exit, worstExit } from '../exit.ts'
import { readCertificates } from '../keys/signer.ts'
import type { Session } from '../session.ts'
import { openTrust } from '../trust/open.ts'
import { toJson } from '../verify/json.ts'
import { formatChain } from './tree.ts'

export interface ChainOptions extends JudgeOptions {
  readonly role: Role
}

function reportOf(leaf: Certificate, report: PathReport) {
  return {
    leaf,
    verdict: report.verdict,
    checks: report.checks,
    attempts: report.attempts.map(({ certificates, checks }) => ({ certificates, checks })),
  }
}

/** `xinyin chain`: prints the paths as trees, the leaf first. */
export async function showChain(file: string, options: ChainOptions, session: Session): Promise<Exit> {
  const [leaf, ...others] = await readCertificates(file)
  if (leaf === undefined) throw new CliError('ERR_FILE_KIND')
  const pool = (await Promise.all((options.pool ?? []).map(readCertificates))).flat()
  const opened = await openTrust(options)
  const report = await withArguments(() =>
    inspectPath(leaf, pathOptions(leaf, options, opened, [...others, ...pool])),
  )
  session.terminal.out(
    options.json === true
      ? toJson({ file, role: options.role, ...reportOf(leaf, report) })
      : formatChain(leaf, report, { ...session, verbose: options.verbose ?? false }),
  )
  return worstExit([report.verdict])
}
