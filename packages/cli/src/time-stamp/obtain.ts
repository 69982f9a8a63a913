import { type DigestName, encodeHex, randomBytes, TrustError } from '@xinyin/core'
import { createTimeStampResponse } from '@xinyin/core/ca'
import { fetchTimeStamp, requestTimeStamp } from '@xinyin/core/tsp'
import { withArguments } from '../argument.ts'
import { complaint } from '../checks.ts'
import { CliError } from '../errors.ts'
import { EXIT, type Exit } from '../exit.ts'
import { operatorFetch } from '../files/fetch.ts'
import { readFile, readPieces } from '../files/read.ts'
import { writeOutput } from '../files/write.ts'
import { type KeyOptions, readKeyHolder } from '../keys/signer.ts'
import type { Session } from '../session.ts'

export interface RequestOptions {
  readonly out?: string
  readonly hash: DigestName
  readonly policy?: string
}

export type FetchOptions = RequestOptions

export interface ReplyOptions extends KeyOptions {
  readonly out?: string
  readonly policy: string
}

const MAX_MESSAGE = 1024 * 1024

async function requestFor(file: string, { hash, policy }: RequestOptions) {
  const content = await readPieces(file)
  const asked = policy === undefined ? {} : { policy }
  return withArguments(() => requestTimeStamp({ content, algorithm: hash, ...asked }))
}

/** `xinyin tsa request`: writes a `TimeStampReq`, DER. */
export async function request(file: string, options: RequestOptions, { terminal }: Session): Promise<Exit> {
  const { der } = await requestFor(file, options)
  await writeOutput(options.out, der, terminal)
  return EXIT.passed
}

/**
 * `xinyin tsa fetch`: writes the time stamp, DER, as soon as it answers the request. Who made it, `tsa verify` tells.
 *
 * @returns 1 where the service gave none, or one of something else
 */
export async function obtain(
  url: string,
  file: string,
  options: FetchOptions,
  session: Session,
): Promise<Exit> {
  const { terminal, language } = session
  if (options.out === undefined) throw new CliError('ERR_OUTPUT_BINARY')
  const asked = await requestFor(file, options)
  try {
    const token = await fetchTimeStamp(url, asked, operatorFetch(url))
    await writeOutput(options.out, token, terminal)
    return EXIT.passed
  } catch (error) {
    if (!(error instanceof TrustError) || error instanceof CliError) throw error
    terminal.err(complaint(error, language))
    return EXIT.failed
  }
}

/** `xinyin tsa reply`: writes a `TimeStampResp`, DER, with the time of this machine. */
export async function reply(file: string, options: ReplyOptions, session: Session): Promise<Exit> {
  const { key, certificate, above } = await readKeyHolder(options, session.terminal)
  const der = await readFile(file, MAX_MESSAGE)
  const response = await withArguments(() =>
    createTimeStampResponse({
      key,
      certificate,
      certificates: above,
      policy: options.policy,
      request: der,
      serialNumber: BigInt(`0x${encodeHex(randomBytes(15))}`),
      now: new Date(),
    }),
  )
  await writeOutput(options.out, response, session.terminal)
  return EXIT.passed
}
