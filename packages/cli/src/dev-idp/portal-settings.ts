import { existsSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { createPrivateKey, decodeUtf8 } from '@xinyin/core'
import { exportJwk, type JwkMembers, parseJwk } from '@xinyin/core/keys'
import { CliError } from '../errors.ts'
import { readFile } from '../files/read.ts'
import { writeSecret } from '../files/write.ts'

/** What a portal is set up with: all that `createRelyingParty` takes but the store. */
export interface PortalSettings {
  readonly issuer: string
  readonly clientId: string
  readonly origin: string
  readonly clientKey: JwkMembers
  readonly levels: Readonly<Record<string, number>>
  readonly sm2?: object
}

const MAX_FILE = 65_536

/** The portal's key in a file that was written before. */
async function readKey(file: string): Promise<JwkMembers> {
  try {
    const { clientKey } = JSON.parse(decodeUtf8(await readFile(file, MAX_FILE))) as PortalSettings
    if (parseJwk(clientKey).privateKey === undefined) throw new TypeError('no private key')
    return clientKey
  } catch (cause) {
    throw new CliError('ERR_FILE_CONTENT', { file, reason: 'clientKey' }, cause)
  }
}

/** A key of the portal for this run, or the one of the runs before. @throws CliError `ERR_FILE_CONTENT` */
export async function portalKey(file: string | undefined): Promise<JwkMembers> {
  if (file !== undefined && existsSync(file)) return readKey(file)
  return exportJwk(await createPrivateKey('P-256'))
}

/** Writes the settings for the portal to read; only their owner may. @throws CliError `ERR_FILE_UNWRITABLE` */
export async function writeSettings(file: string, settings: PortalSettings): Promise<void> {
  await rm(file, { force: true })
  await writeSecret(file, `${JSON.stringify(settings, undefined, 2)}\n`)
}
