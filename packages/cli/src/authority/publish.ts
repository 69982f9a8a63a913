import { encodePem, TrustError } from '@xinyin/core'
import { createCrl } from '@xinyin/core/ca'
import { parseCrl } from '@xinyin/core/revocation'
import { createTrustList, signTrustList, type TrustedService } from '@xinyin/core/trust'
import { readFile } from '../files/read.ts'
import { replaceFile } from '../files/write.ts'
import { readCertificates } from '../keys/signer.ts'
import { DAY } from './certify.ts'
import {
  type AuthorityFolder,
  certificateFile,
  listFile,
  readHolder,
  trustFile,
  writeRecords,
} from './folder.ts'
import { AUTHORITIES, ROOT } from './plan.ts'

/** How long lists of revoked certificates, and the trust list, are good for. */
const LIST_DAYS = 30

// Made up: a type of licence and a territory that examples can use.
const LICENCE_TYPE = '11100000000013338W009'

export const crlFile = (dir: string, authority: string) => trustFile(dir, 'revocation', `${authority}.crl`)

/**
 * Makes every authority's revocation list anew, and puts them into the trust store.
 *
 * @returns the folder with its new records
 */
export async function publishCrls(folder: AuthorityFolder, now: Date): Promise<AuthorityFolder> {
  const { dir, records } = folder
  const crlNumber = records.crlNumber + 1
  const changed = { ...records, crlNumber }
  await writeRecords(dir, changed)
  for (const { name } of [ROOT, ...AUTHORITIES]) {
    const revoked = records.certificates.flatMap(({ authority, serialNumber, revokedAt, reason }) => {
      if (authority !== name || revokedAt === undefined) return []
      return [{ serialNumber, revokedAt: new Date(revokedAt), ...(reason === undefined ? {} : { reason }) }]
    })
    const crl = await createCrl({
      issuer: await readHolder(folder, name),
      thisUpdate: now,
      nextUpdate: new Date(now.getTime() + LIST_DAYS * DAY),
      number: crlNumber,
      revoked,
    })
    await replaceFile(crlFile(dir, name), encodePem('X509 CRL', crl))
  }
  return { ...folder, records: changed }
}

/** The list of an authority as it is in the folder, DER. */
export async function readCrl(dir: string, authority: string): Promise<Uint8Array> {
  return parseCrl(await readFile(crlFile(dir, authority))).raw
}

/** Whether the lists of the folder are still good for a while. */
export async function crlsAreCurrent(dir: string, now: Date): Promise<boolean> {
  try {
    const { nextUpdate } = parseCrl(await readFile(crlFile(dir, ROOT.name)))
    return nextUpdate !== undefined && nextUpdate.getTime() - now.getTime() > DAY
  } catch (error) {
    if (error instanceof TrustError) return false
    throw error
  }
}

/** Makes and signs the trust list: which authority is trusted for what. */
export async function publishTrustList(folder: AuthorityFolder, now: Date): Promise<AuthorityFolder> {
  const { dir, records } = folder
  const { name, territory } = records
  const listNumber = records.listNumber + 1
  const services: TrustedService[] = []
  for (const { name: authority, title, roles } of AUTHORITIES) {
    const [certificate] = await readCertificates(certificateFile(dir, authority))
    if (certificate === undefined) continue
    // What a server is, no list says.
    for (const role of roles.filter((one) => one !== 'tls-server')) {
      const scope = role === 'licence-issuer' ? { licenceTypes: [LICENCE_TYPE] } : {}
      const since = certificate.notBefore
      services.push({
        name: `${title} ${role}`,
        role,
        certificates: [certificate],
        status: 'granted',
        since,
        history: [],
        ...scope,
      })
    }
  }
  const list = createTrustList({
    territory,
    sequence: listNumber,
    operator: name,
    name: `${name}信任列表`,
    issuedAt: now,
    nextUpdate: new Date(now.getTime() + LIST_DAYS * DAY),
    entities: [
      {
        name,
        address: `${name}示例路 1 号`,
        contact: 'mailto:ca@example.invalid',
        information: 'https://ca.example.invalid/',
        services,
      },
    ],
  })
  const signer = await readHolder(folder, 'trust-list-signer')
  const jws = await signTrustList(list, { key: signer.key, certificates: [signer.certificate] })
  const changed = { ...records, listNumber }
  await writeRecords(dir, changed)
  await replaceFile(listFile(dir, territory), `${jws}\n`)
  return { ...folder, records: changed }
}
