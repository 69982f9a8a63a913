import { encodePem, TrustError } from '@xinyin/core'
import { createSignedData } from '@xinyin/core/cms'
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

export interface SignOptions extends KeyOptions {
  readonly detached?: boolean
  readonly tsa?: string
  readonly gm?: boolean
  readonly der?: boolean
  readonly out?: string
}

/** Gets a time stamp on a signature, with the digest that fits the key. */
function stamper(url: string, algorithm: 'SM3' | 'SHA-256') {
  const fetch = operatorFetch(url)
  return async (signature: Uint8Array) =>
    fetchTimeStamp(url, await requestTimeStamp({ content: signature, algorithm }), fetch)
}

/**
 * `xinyin cms sign`: signs a file. A detached message is made in memory that does not grow with the file.
 *
 * @returns 1 where the service gave no time stamp
 */
export async function signFile(file: string, options: SignOptions, session: Session): Promise<Exit> {
  const { detached = false, tsa, gm = false, der = false, out } = options
  const { terminal, language } = session
  const { key, certificate, above } = await readKeyHolder(options, terminal)
  const timeStamp =
    tsa === undefined ? {} : { timeStamp: stamper(tsa, key.kind === 'SM2' ? 'SM3' : 'SHA-256') }
  const content = detached ? await readPieces(file) : await readFile(file)
  try {
    const message = await withArguments(() =>
      createSignedData({
        content,
        detached,
        signers: [{ key, certificate, signingTime: new Date() }],
        certificates: above,
        profile: gm ? 'GMT0010' : 'PKCS7',
        ...timeStamp,
      }),
    )
    await writeOutput(out, der ? message : encodePem('CMS', message), terminal)
    return EXIT.passed
  } catch (error) {
    if (!(error instanceof TrustError) || error instanceof CliError) throw error
    terminal.err(complaint(error, language))
    return EXIT.failed
  }
}
