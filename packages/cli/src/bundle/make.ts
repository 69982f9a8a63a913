import { createSigner } from '@xinyin/core'
import { createBundle } from '@xinyin/e-license/bundle'
import { fetchStatusList } from '@xinyin/e-license/status'
import { withArguments } from '../argument.ts'
import { CliError } from '../errors.ts'
import { EXIT, type Exit } from '../exit.ts'
import { readIdentifiers } from '../files/identifiers.ts'
import { readFile } from '../files/read.ts'
import { readStatement } from '../files/statement.ts'
import { writeOutput } from '../files/write.ts'
import { type KeyOptions, readKeyHolder } from '../keys/signer.ts'
import { MAX_STATUS_LIST } from '../licence/status.ts'
import { orRefused } from '../list/read.ts'
import type { Session } from '../session.ts'
import { openNetwork, readMaterial, type TrustOptions } from '../trust/open.ts'

export interface MakeOptions extends KeyOptions, Pick<TrustOptions, 'crl' | 'online' | 'allow'> {
  readonly name: string
  readonly sequence: number
  readonly days: number
  readonly trustList?: readonly string[]
  readonly statusList?: readonly string[]
  readonly identifiers?: string
  readonly out?: string
}

const DAY = 24 * 60 * 60 * 1000

/** `xinyin bundle make`: reads the parts, fetches the status lists that were named by their address, and signs. */
export function makeBundle(options: MakeOptions, session: Session): Promise<Exit> {
  const { name, sequence, days, trustList = [], statusList = [], crl = [], identifiers } = options
  return orRefused(session, async () => {
    const { key, certificate, above } = await readKeyHolder(options, session.terminal)
    const trustLists = await Promise.all(trustList.map(readStatement))
    const statusLists = await Promise.all(statusList.map(statusListReader(options)))
    const materials = await Promise.all(crl.map(readMaterial))
    const issuedAt = new Date()
    const bundle = await withArguments(async () =>
      createBundle(
        {
          bundle: name,
          sequence,
          issuedAt,
          nextUpdate: new Date(issuedAt.getTime() + days * DAY),
          trustLists,
          statusLists,
          revocation: {
            crls: materials.flatMap(({ crls }) => crls),
            ocspResponses: materials.flatMap(({ ocspResponses }) => ocspResponses),
          },
          identifiers: identifiers === undefined ? [] : await readIdentifiers(identifiers),
        },
        { signer: createSigner(key), certificates: [certificate, ...above] },
      ),
    )
    await writeOutput(options.out, `${bundle}\n`, session.terminal)
    return EXIT.passed
  })
}

function statusListReader(options: MakeOptions): (place: string) => Promise<Uint8Array> {
  const fetch = openNetwork(options)
  return async (place) => {
    if (!/^https?:\/\//i.test(place)) return readFile(place, MAX_STATUS_LIST)
    if (fetch === undefined) throw new CliError('ERR_OPTION_MISSING', { option: '--online' })
    return fetchStatusList(place, { fetch })
  }
}
