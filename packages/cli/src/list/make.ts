import { decodeUtf8 } from '@xinyin/core'
import { readTrust } from '@xinyin/core/node'
import {
  createTrustList,
  encodeTrustList,
  parseTrustListContent,
  signTrustList,
  type TrustedService,
} from '@xinyin/core/trust'
import { withArguments } from '../argument.ts'
import { EXIT, type Exit } from '../exit.ts'
import { readFile } from '../files/read.ts'
import { writeOutput } from '../files/write.ts'
import { type KeyOptions, readKeyHolder } from '../keys/signer.ts'
import type { Session } from '../session.ts'
import { orRefused } from './read.ts'

export interface MakeOptions {
  readonly territory: string
  readonly operator: string
  readonly sequence: number
  readonly name?: string
  readonly days: number
  readonly licenceType?: readonly string[]
  readonly address: string
  readonly contact: string
  readonly information: string
  readonly out?: string
}

export interface SignOptions extends KeyOptions {
  readonly out?: string
}

const DAY = 24 * 60 * 60 * 1000

/** What no entry of a list can make anybody. */
const UNLISTED: readonly string[] = ['trust-list-signer', 'tls-server']

/**
 * `xinyin trust make`: writes what a list would say of a trust store, in the JSON of ETSI TS 119 602, with all its
 * anchors under one entity. Whoever publishes it looks it through, and gives each entity its own name.
 */
export function makeList(folder: string, options: MakeOptions, session: Session): Promise<Exit> {
  const { territory, operator, sequence, name = `${operator}信任列表`, days, licenceType = [] } = options
  const { address, contact, information } = options
  return orRefused(session, async () => {
    const { anchors } = await readTrust(folder)
    const issuedAt = new Date()
    const services = anchors.flatMap(({ certificate, roles }) =>
      roles
        .filter((role) => !UNLISTED.includes(role))
        .map(
          (role): TrustedService => ({
            name: certificate.subject.text,
            role,
            certificates: [certificate],
            status: 'granted',
            // As long as the store has trusted it: what was made earlier still stands.
            since: certificate.notBefore < issuedAt ? certificate.notBefore : issuedAt,
            history: [],
            ...(role === 'licence-issuer' ? { licenceTypes: licenceType } : {}),
          }),
        ),
    )
    const list = await withArguments(() =>
      createTrustList({
        territory,
        operator,
        sequence,
        name,
        issuedAt,
        nextUpdate: new Date(issuedAt.getTime() + days * DAY),
        entities: [{ name: operator, address, contact, information, services }],
      }),
    )
    const text = JSON.stringify(JSON.parse(encodeTrustList(list)), undefined, 2)
    await writeOutput(options.out, `${text}\n`, session.terminal)
    return EXIT.passed
  })
}

const MAX_LIST = 16 * 1024 * 1024

/** `xinyin trust sign`: signs a list that a reader would take; another one is refused. */
export function signList(file: string, options: SignOptions, session: Session): Promise<Exit> {
  return orRefused(session, async () => {
    const bytes = await readFile(file, MAX_LIST)
    const list = createTrustList(parseTrustListContent(decodeUtf8(bytes)))
    const { key, certificate, above } = await readKeyHolder(options, session.terminal)
    const jws = await withArguments(() => signTrustList(list, { key, certificates: [certificate, ...above] }))
    await writeOutput(options.out, `${jws}\n`, session.terminal)
    return EXIT.passed
  })
}
