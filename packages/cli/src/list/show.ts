import { stat } from 'node:fs/promises'
import { type Catalogue, digest, encodeHex, type Trust } from '@xinyin/core'
import { readTrust } from '@xinyin/core/node'
import { parseTrustList, type ServicePeriod, type TrustList } from '@xinyin/core/trust'
import { EXIT, type Exit } from '../exit.ts'
import { unreadable } from '../files/read.ts'
import type { Session } from '../session.ts'
import { formatRows, type Row } from '../terminal/columns.ts'
import { printable } from '../terminal/printable.ts'
import { toJson } from '../verify/json.ts'
import { isXml, orRefused, readListFile } from './read.ts'

const ROWS = {
  territory: { en: 'Territory', 'zh-CN': '地区' },
  operator: { en: 'Publisher', 'zh-CN': '发布机构' },
  name: { en: 'Name', 'zh-CN': '名称' },
  sequence: { en: 'Sequence number', 'zh-CN': '序号' },
  issuedAt: { en: 'Issued at', 'zh-CN': '发布时间' },
  nextUpdate: { en: 'Next update', 'zh-CN': '下次更新' },
  publisher: { en: 'List below', 'zh-CN': '下级列表' },
  intermediates: { en: 'Intermediate certificates', 'zh-CN': '中间证书数' },
  crls: { en: 'Revocation lists', 'zh-CN': '吊销列表数' },
  ocsp: { en: 'OCSP answers', 'zh-CN': 'OCSP 响应数' },
} as const satisfies Catalogue

type RowName = keyof typeof ROWS

const time = (date: Date | undefined) => date?.toISOString().replace(/\.000Z$/, 'Z') ?? '-'

const fingerprint = (der: Uint8Array) => encodeHex(digest('SHA-256', der)).slice(0, 16)

/** Limits of a service, as they stand in its list. */
function scope({ status, since, until, licenceTypes, regions, issuers }: ServicePeriod): string {
  const limits = [licenceTypes, regions, issuers].flatMap((items) => items ?? [])
  const end = until === undefined ? '' : ` – ${time(until)}`
  return [`${status} ${time(since)}${end}`, ...limits].join(' · ')
}

function storeRows(trust: Trust, row: (name: RowName, value: string) => Row): Row[] {
  const { anchors, intermediates, revocation } = trust
  return [
    ...anchors.flatMap(({ certificate, roles }) =>
      roles.map((role) => ({
        label: role,
        value: `${certificate.subject.text}  → ${certificate.notAfter.toISOString().slice(0, 10)}  ${fingerprint(certificate.raw)}…`,
      })),
    ),
    row('intermediates', String(intermediates.length)),
    row('crls', String(revocation?.crls.length ?? 0)),
    row('ocsp', String(revocation?.ocspResponses.length ?? 0)),
  ]
}

function listRows(list: TrustList, row: (name: RowName, value: string) => Row): Row[] {
  return [
    row('territory', list.territory),
    row('operator', list.operator),
    row('name', list.name),
    row('sequence', String(list.sequence)),
    row('issuedAt', time(list.issuedAt)),
    row('nextUpdate', time(list.nextUpdate)),
    ...list.publishers.map(({ territory, operator, location }) =>
      row('publisher', `${territory}  ${operator}  ${location}`),
    ),
    ...list.entities.flatMap(({ name, services }) =>
      services.flatMap((service) =>
        service.certificates.map(({ subject }) => ({
          label: service.role,
          value: `${name}  ${subject.text}  ${scope(service)}`,
        })),
      ),
    ),
  ]
}

async function xmlRows(bytes: Uint8Array, row: (name: RowName, value: string) => Row): Promise<Row[]> {
  const { parseTrustedList } = await import('@xinyin/core/trust-xml')
  const list = parseTrustedList(bytes)
  return [
    row('territory', list.territory),
    row('operator', list.operator),
    row('sequence', String(list.sequence)),
    row('issuedAt', time(list.issuedAt)),
    row('nextUpdate', time(list.nextUpdate)),
    ...list.services.map(({ type, provider, name, status, since }) => ({
      label: type.split('/').slice(-2).join('/'),
      value: `${provider}  ${name}  ${status.split('/').at(-1)} ${time(since)}`,
    })),
  ]
}

async function isFolder(path: string): Promise<boolean> {
  const found = await stat(path).catch((cause: unknown) => {
    throw unreadable(path, cause)
  })
  return found.isDirectory()
}

/** `xinyin trust show`: whom a store or a list names, and for what. */
export function showTrust(
  path: string,
  { json = false }: { json?: boolean },
  session: Session,
): Promise<Exit> {
  const { terminal, language, colors } = session
  const row = (name: RowName, value: string): Row => ({ label: ROWS[name][language], value })
  return orRefused(session, async () => {
    let rows: Row[]
    if (await isFolder(path)) rows = storeRows(await readTrust(path), row)
    else {
      const bytes = await readListFile(path)
      rows = isXml(bytes) ? await xmlRows(bytes, row) : listRows(parseTrustList(bytes), row)
    }
    terminal.out(json ? toJson({ file: path, rows }) : `${printable(path)}\n${formatRows(rows, colors)}`)
    return EXIT.passed
  })
}
