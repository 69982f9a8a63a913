import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { TrustError } from '@xinyin/core'
import { readTrust } from '@xinyin/core/node'
import { createSeal, type Seal, type SealExtension } from '@xinyin/e-seal'
import {
  type IssuedSeal,
  inspectSealRequest,
  issueSeal,
  recordSeal,
  sealStatusExtension,
} from '@xinyin/e-seal/maker'
import { withArguments } from '../argument.ts'
import { complaint } from '../checks.ts'
import { CliError } from '../errors.ts'
import { EXIT, type Exit, worstExit } from '../exit.ts'
import { readStatement } from '../files/statement.ts'
import { writeNew } from '../files/write.ts'
import type { Session } from '../session.ts'
import { printable } from '../terminal/printable.ts'
import { formatInspected } from '../verify/format.ts'
import { type FormOptions, formOf } from './form.ts'
import { type Maker, type MakerOptions, openMaker, readSigners } from './maker.ts'
import { type PictureOptions, pictureFor } from './picture.ts'
import { findSeal, readBook, registerOf, statusUrlOf, withRecords, writeBook } from './register.ts'
import { validityOf } from './validity.ts'

export interface MakeOptions extends MakerOptions, PictureOptions, FormOptions {
  readonly name?: string
  readonly request?: string
  readonly acceptName?: boolean
  readonly signer?: readonly string[]
  readonly type?: number
  readonly days?: number
  readonly digests?: boolean
  readonly force?: boolean
}

/**
 * `xinyin seal make`: makes a seal, with a picture that is drawn unless one is given; or that which a request asks for,
 * once it has passed the review.
 *
 * @returns 1 or 2 for a request that does not pass
 */
export async function makeSeal(out: string, options: MakeOptions, session: Session): Promise<Exit> {
  const { terminal, language } = session
  if ((options.name === undefined) === (options.request === undefined))
    throw new CliError('ERR_OPTION_MISSING', { option: '--name | --request' })
  const maker = await openMaker(options, session)
  try {
    return await withArguments(() =>
      options.request === undefined
        ? makeByName(out, options.name as string, options, maker, session)
        : makeByRequest(out, options.request, options, maker, session),
    )
  } catch (error) {
    if (!(error instanceof TrustError) || error instanceof CliError) throw error
    terminal.err(complaint(error, language))
    return EXIT.failed
  }
}

async function makeByName(
  out: string,
  name: string,
  options: MakeOptions,
  maker: Maker,
  session: Session,
): Promise<Exit> {
  const signers = await readSigners(options.signer, options.ca)
  const validity = validityOf(signers, options.days)
  const seal = await createSeal({
    name,
    type: options.type ?? 1,
    picture: await pictureFor(name, options),
    createdAt: validity.validFrom,
    ...validity,
    signers,
    signerList: options.digests === true ? 'digests' : 'certificates',
    extensions: extensionsOf(maker),
    maker,
    ...formOf(options),
  })
  await keep(out, { seal, record: recordSeal(seal), former: undefined }, options, maker)
  sayMade(out, seal, session)
  return EXIT.passed
}

/** Where the hierarchy tells its status, so that whoever asks online finds a seal that was withdrawn. */
const extensionsOf = ({ folder }: Maker): SealExtension[] =>
  folder === undefined ? [] : [sealStatusExtension(statusUrlOf(folder.records.origin))]

async function makeByRequest(
  out: string,
  request: string,
  options: MakeOptions,
  maker: Maker,
  session: Session,
): Promise<Exit> {
  const { folder } = maker
  if (folder === undefined) throw new CliError('ERR_OPTION_MISSING', { option: '--ca' })
  const book = await readBook(folder.dir)
  const report = await inspectSealRequest(await readStatement(request), {
    trust: await readTrust(join(folder.dir, 'trust')),
    at: new Date(),
    register: registerOf(book),
    policy: options.acceptName === true ? { ownsName: () => true } : {},
  })
  if (report.reviewed === undefined) {
    const headline = report.subject === undefined ? [] : [report.subject.name]
    session.terminal.out(
      formatInspected(request, { kind: 'seal-request', headline, report }, { ...session, verbose: false }),
    )
    return worstExit([report.verdict])
  }
  const { renews } = report.reviewed.request
  const former = renews === undefined ? undefined : findSeal(book.seals, renews)?.record
  const issued = await issueSeal(report.reviewed, {
    maker,
    ...(options.type === undefined ? {} : { type: options.type }),
    signerList: options.digests === true ? 'digests' : 'certificates',
    statusUrl: statusUrlOf(folder.records.origin),
    ...(former === undefined ? {} : { former }),
    ...formOf(options),
  })
  await keep(out, issued, options, maker, report.reviewed.request.request)
  sayMade(out, issued.seal, session)
  return EXIT.passed
}

/** First the register: a seal that is not in it, nobody could withdraw. */
export async function keep(
  out: string,
  { seal, record, former }: IssuedSeal,
  { force = false, maker: name }: Pick<MakeOptions, 'force' | 'maker'>,
  { folder }: Maker,
  request?: string,
): Promise<void> {
  if (!force && existsSync(out)) throw new CliError('ERR_OUTPUT_EXISTS', { file: out })
  if (folder === undefined) return writeNew(out, seal.raw, force)
  const book = await readBook(folder.dir)
  const old = former === undefined ? undefined : findSeal(book.seals, former.id)
  const changed = [
    ...(former === undefined || old === undefined ? [] : [{ name: old.name, record: former }]),
    { name: seal.info.name, record },
  ]
  const requests = request === undefined ? book.requests : [...book.requests, request]
  await writeBook(folder, name, withRecords({ ...book, requests }, ...changed))
  await writeNew(out, seal.raw, force)
}

/** One line about a seal that was written. */
export function sayMade(out: string, { info }: Seal, { terminal, colors }: Session): void {
  const { width, height } = info.picture
  const parts = [info.name, `${width} × ${height} mm`, `→ ${info.validTo.toISOString().slice(0, 10)}`]
  terminal.out(`${colors.green('✓')} ${printable(out)}  ${printable(parts.join(' · '))}`)
}
