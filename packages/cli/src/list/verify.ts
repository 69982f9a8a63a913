import { existsSync } from 'node:fs'
import { decodeUtf8, type Report } from '@xinyin/core'
import {
  inspectTrustList,
  parseTrustList,
  parseTrustListMemory,
  type TrustListMemory,
  verifyTrustList,
} from '@xinyin/core/trust'
import { withArguments } from '../argument.ts'
import { type Exit, worstExit } from '../exit.ts'
import { readFile } from '../files/read.ts'
import { replaceFile } from '../files/write.ts'
import type { Session } from '../session.ts'
import { type OpenedTrust, openTrust, type TrustOptions } from '../trust/open.ts'
import { formatInspected } from '../verify/format.ts'
import { toJson } from '../verify/json.ts'
import { isXml, orRefused, readListFile } from './read.ts'

export interface VerifyOptions extends TrustOptions {
  readonly territory: string
  readonly above?: string
  readonly memory?: string
  readonly at?: Date
  readonly json?: boolean
  readonly verbose?: boolean
}

interface Outcome {
  readonly report: Report<{ readonly operator: string; readonly sequence: number }>
  readonly memory: TrustListMemory | undefined
}

const MAX_MEMORY = 1024 * 1024

async function inspectSigned(
  bytes: Uint8Array,
  options: VerifyOptions,
  opened: OpenedTrust,
): Promise<Outcome> {
  const { territory, at = new Date(), above: aboveFile, memory: memoryFile } = options
  const { trust, revocation } = opened
  const judged = { trust, at, path: { revocation } }
  const remembered =
    memoryFile !== undefined && existsSync(memoryFile)
      ? parseTrustListMemory(decodeUtf8(await readFile(memoryFile, MAX_MEMORY)), territory)
      : undefined
  const aboveBytes = aboveFile === undefined ? undefined : await readListFile(aboveFile)
  const above =
    aboveBytes &&
    // Whose list it says that it is will do: that the one below is within, and named by it, is checked.
    (await verifyTrustList(aboveBytes, { ...judged, territory: parseTrustList(aboveBytes).territory }))
  const report = await inspectTrustList(bytes, {
    ...judged,
    territory,
    ...(remembered === undefined ? {} : { remembered }),
    ...(above === undefined ? {} : { above }),
  })
  return { report, memory: report.verified?.memory }
}

async function inspectXml(bytes: Uint8Array, options: VerifyOptions, opened: OpenedTrust): Promise<Outcome> {
  const { inspectTrustedList } = await import('@xinyin/core/trust-xml')
  const { territory, at = new Date() } = options
  const { trust, revocation } = opened
  const report = await inspectTrustedList(bytes, { trust, territory, at, path: { revocation } })
  return { report, memory: undefined }
}

/** `xinyin trust verify`: every check of a list; with `--memory`, what is to be kept of one that passes is kept. */
export async function verifyList(file: string, options: VerifyOptions, session: Session): Promise<Exit> {
  const { territory, json = false, verbose = false } = options
  // A store that cannot be read is wrong use, and no verdict on the list.
  const opened = await openTrust(options)
  return orRefused(session, async () => {
    const bytes = await readListFile(file)
    const inspect = isXml(bytes) ? inspectXml : inspectSigned
    const { report, memory } = await withArguments(() => inspect(bytes, options, opened))
    const { verdict, checks, subject } = report
    if (memory !== undefined && options.memory !== undefined)
      await replaceFile(options.memory, `${JSON.stringify(memory)}\n`)
    const headline =
      subject === undefined ? [territory] : [territory, subject.operator, `#${subject.sequence}`]
    session.terminal.out(
      json
        ? toJson({ file, kind: 'trust-list', territory, verdict, checks })
        : formatInspected(file, { kind: 'trust-list', headline, report }, { ...session, verbose }),
    )
    return worstExit([verdict])
  })
}
