import { type Catalogue, encodeHex, TrustError } from '@xinyin/core'
import { parseTimeStamp } from '@xinyin/core/tsp'
import { describeOid } from '@xinyin/core/x509'
import { complaint } from '../checks.ts'
import { CliError } from '../errors.ts'
import { EXIT, type Exit } from '../exit.ts'
import type { Session } from '../session.ts'
import { formatRows } from '../terminal/columns.ts'
import { readToken } from './token.ts'

const ROWS = {
  time: { en: 'Time', 'zh-CN': '时间' },
  accuracy: { en: 'Accuracy, ms', 'zh-CN': '精度（毫秒）' },
  policy: { en: 'Policy', 'zh-CN': '策略' },
  serialNumber: { en: 'Serial number', 'zh-CN': '序列号' },
  digest: { en: 'Digest', 'zh-CN': '摘要' },
  nonce: { en: 'Nonce', 'zh-CN': '随机数' },
  certificates: { en: 'Certificates', 'zh-CN': '证书' },
} as const satisfies Catalogue

/** `xinyin tsa show`: what a time stamp says. Nothing is verified. */
export async function showStamp(
  file: string,
  { json = false }: { json?: boolean },
  session: Session,
): Promise<Exit> {
  const { terminal, language, colors } = session
  try {
    const { info, signedData } = parseTimeStamp(await readToken(file))
    const { imprint } = info
    const values: Record<keyof typeof ROWS, string> = {
      time: info.time.toISOString(),
      accuracy: String(info.accuracy ?? '-'),
      policy: info.policy,
      serialNumber: info.serialNumber,
      digest: `${describeOid(imprint.algorithm.oid, language)} ${encodeHex(imprint.digest)}`,
      nonce: info.nonce ?? '-',
      certificates: signedData.certificates.map(({ subject }) => subject.text).join('; ') || '-',
    }
    const rows = Object.entries(values).map(([name, value]) => {
      return { label: ROWS[name as keyof typeof ROWS][language], value }
    })
    terminal.out(json ? JSON.stringify({ file, ...values }) : formatRows(rows, colors))
    return EXIT.passed
  } catch (error) {
    if (!(error instanceof TrustError) || error instanceof CliError) throw error
    terminal.err(complaint(error, language))
    return EXIT.failed
  }
}
