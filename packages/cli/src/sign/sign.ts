import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { TrustError } from '@xinyin/core'
import { withArguments } from '../argument.ts'
import { complaint } from '../checks.ts'
import { CliError } from '../errors.ts'
import { EXIT, type Exit } from '../exit.ts'
import type { Session } from '../session.ts'
import { printable } from '../terminal/printable.ts'
import { type BatchSettings, signMany } from './batch.ts'
import { findInputs, type Inputs } from './inputs.ts'
import { readMaterial, type SigningMaterial, type SigningMaterialOptions } from './material.ts'
import { reportBatch } from './report.ts'
import { signOne } from './single.ts'

export interface SignOptions extends SigningMaterialOptions, BatchSettings {
  readonly inPlace?: boolean
  readonly json?: boolean
}

/**
 * `xinyin sign`: seals or signs one document into a file, or many into a folder or in their places.
 *
 * @returns 1 where a document was not signed, 2 where the run was told to end before all were
 */
export async function signDocuments(
  named: readonly string[],
  options: SignOptions,
  session: Session,
): Promise<Exit> {
  assertSensible(options)
  const inputs = await findInputs(named, options.out)
  const material = await readMaterial(options, session)
  try {
    return await withArguments(async () => {
      const single = await fileFor(inputs, options)
      if (single === undefined)
        return reportBatch(await signMany(inputs, material, options, session), options, session)
      const file = join(inputs.root, inputs.ids[0] as string)
      await signOne(file, single, material, options.force ?? false, session)
      saySigned(single, material, options, session)
      return EXIT.passed
    })
  } catch (error) {
    if (!(error instanceof TrustError) || error instanceof CliError) throw error
    session.terminal.err(complaint(error, session.language))
    return EXIT.failed
  }
}

function assertSensible(options: SignOptions): void {
  const { out, inPlace = false, pages, at, near, type } = options
  if ((out === undefined) === !inPlace)
    throw new CliError('ERR_OPTION_MISSING', { option: '--out | --in-place' })
  if (pages !== undefined && at === undefined && near === undefined)
    throw new CliError('ERR_OPTION_MISSING', { option: '--at | --near' })
  if (options.occurrence !== undefined && near === undefined)
    throw new CliError('ERR_OPTION_MISSING', { option: '--near' })
  const isPlaced = [at, near, options.ridingSeam, options.facing].some((place) => place !== undefined)
  if (type === 'sign' && (isPlaced || options.seal !== undefined)) throw new CliError('ERR_SIGN_INVISIBLE')
  if (options.form !== undefined && type !== 'sign')
    throw new CliError('ERR_OPTION_MISSING', { option: '--type sign' })
}

/** The file for one document; nothing where the results go into a folder. */
async function fileFor(
  { ids, isFolder }: Inputs,
  { out, journal }: SignOptions,
): Promise<string | undefined> {
  if (out === undefined || journal !== undefined || isFolder || ids.length > 1) return undefined
  const found = await stat(out).catch(() => undefined)
  return found?.isDirectory() === true || /[\\/]$/.test(out) ? undefined : out
}

function saySigned(out: string, material: SigningMaterial, { json }: SignOptions, session: Session): void {
  const { terminal, colors } = session
  const who = material.type === 'seal' ? material.seal.info.name : material.certificate.subject.text
  terminal.out(
    json === true
      ? JSON.stringify({ file: out, outcome: 'sealed' })
      : `${colors.green('✓')} ${printable(out)}  ${printable(who)}`,
  )
}
