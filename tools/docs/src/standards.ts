import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { PACKAGES, ROOT } from './catalogues.ts'

/** What each standard is about; one that the code cites and this table lacks is reported. */
const SUBJECTS: Readonly<Record<string, string>> = {
  'ETSI EN 319 102-1': 'validation of signatures: verdicts and their reasons',
  'ETSI EN 319 412-1': 'certificate profiles: identifiers of organisations in names',
  'GB 11643': 'citizens’ numbers 公民身份号码',
  'GB 11714': 'organisation codes 组织机构代码',
  'GB 32100': 'unified social credit codes 统一社会信用代码',
  'GB/T 15834': 'punctuation 标点符号用法',
  'GB/T 17710': 'check characters (ISO/IEC 7064)',
  'GB/T 17964': 'modes of block ciphers 分组密码算法的工作模式',
  'GB/T 2260': 'region codes 行政区划代码',
  'GB/T 32905': 'SM3 密码杂凑算法',
  'GB/T 32907': 'SM4 分组密码算法',
  'GB/T 32918.1': 'SM2: general 椭圆曲线公钥密码算法',
  'GB/T 32918.2': 'SM2: signatures',
  'GB/T 32918.4': 'SM2: encryption',
  'GB/T 32918.5': 'SM2: the curve',
  'GB/T 33190': 'OFD 版式文档',
  'GB/T 35275': 'SM2 signed data 加密签名消息语法',
  'GB/T 35276': 'use of SM2 密码使用规范',
  'GB/T 36903': 'licence metadata 电子证照 元数据规范',
  'GB/T 36904': 'licence identifiers 电子证照 标识规范',
  'GB/T 36905': 'licence files 电子证照 文件技术要求',
  'GB/T 38540': 'electronic seals 安全电子签章密码技术规范',
  'GM/T 0006': 'object identifiers 密码应用标识规范',
  'GM/T 0009': 'use of SM2 密码使用规范',
  'GM/T 0031': 'electronic seals, versions 1 and 5 安全电子签章密码技术规范',
  'ISO/IEC 13239': 'CRC-32',
  'ISO/IEC 15948': 'PNG',
  'ISO/IEC 7064': 'check characters MOD 37,36 and MOD 11-2',
  'OpenID Connect Back-Channel Logout 1.0': 'log-out told to every portal',
  'OpenID Connect Core 1.0': 'sign-on',
  'OpenID Connect Discovery 1.0': 'metadata of the provider',
  'RFC 1951': 'deflate',
  'RFC 2104': 'HMAC',
  'RFC 2985': 'attributes of certificate requests',
  'RFC 2986': 'certificate requests',
  'RFC 3161': 'time stamps',
  'RFC 4055': 'RSA in certificates',
  'RFC 4514': 'names as text',
  'RFC 4518': 'comparing names',
  'RFC 4519': 'attributes of names',
  'RFC 4648': 'base64',
  'RFC 5280': 'certificates, paths and revocation lists',
  'RFC 5480': 'elliptic-curve keys in certificates',
  'RFC 5758': 'ECDSA in certificates',
  'RFC 5915': 'elliptic-curve private keys',
  'RFC 5958': 'private keys (PKCS#8)',
  'RFC 6265': 'cookies',
  'RFC 6749': 'OAuth 2',
  'RFC 6901': 'JSON pointers',
  'RFC 6979': 'deterministic signatures',
  'RFC 7093': 'key identifiers',
  'RFC 7468': 'PEM',
  'RFC 7515': 'JSON Web Signature',
  'RFC 7517': 'JSON Web Key',
  'RFC 7518': 'JSON Web Algorithms',
  'RFC 7519': 'JSON Web Token',
  'RFC 7638': 'thumbprints of keys',
  'RFC 8017': 'RSA',
  'RFC 8032': 'Ed25519',
  'RFC 8037': 'Ed25519 in JOSE',
  'RFC 8410': 'Ed25519 in certificates',
  'RFC 8725': 'JSON Web Token, best practice',
  'RFC 8998': 'SM2 in TLS',
  'RFC 9207': 'issuer in the authorization response',
  'RFC 9700': 'OAuth 2, best practice',
  'RFC 9864': 'fully specified JOSE algorithms',
  'RFC 9901': 'SD-JWT',
  'X.690': 'DER',
}

const CITATION =
  /\b(ETSI EN \d{3} \d{3}-\d|GB(?:\/T)? \d+(?:\.\d+)?|GM\/T \d{4}|ISO\/IEC \d+|RFC \d{4}|X\.6[89]0|OpenID Connect [A-Z][A-Za-z -]*? 1\.0)(?:-\d{4})?(?:, ((?:[A-Z]\.)?\d+(?:\.\d+)*)(?: and ((?:[A-Z]\.)?\d+(?:\.\d+)+))?)?/g

const byNumber = (a: string, b: string) => a.localeCompare(b, 'en', { numeric: true })

interface Citation {
  readonly standard: string
  readonly clause: string
  readonly file: string
}

function citations(): Citation[] {
  const found: Citation[] = []
  for (const name of PACKAGES) {
    const folder = `packages/${name}/src`
    const files = readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    for (const file of files.filter((path) => path.endsWith('.ts')).sort()) {
      const text = readFileSync(join(ROOT, folder, file), 'utf8').replace(/\n\s*(\*|\/\/) /g, ' ')
      for (const [, standard = '', ...clauses] of text.matchAll(CITATION)) {
        for (const clause of [clauses[0] ?? '', clauses[1]]) {
          if (clause !== undefined) found.push({ standard, clause, file: `${name}/${file}` })
        }
      }
    }
  }
  return found
}

function group<T>(items: readonly T[], key: (item: T) => string): [string, T[]][] {
  const groups = new Map<string, T[]>()
  for (const item of items) groups.set(key(item), [...(groups.get(key(item)) ?? []), item])
  return [...groups].sort(([a], [b]) => byNumber(a, b))
}

/** The rows of `docs/standards.md`: which clause is at work in which file, as the code's own comments say. */
function standardsTable(): string {
  return group(citations(), ({ standard }) => standard)
    .map(([standard, all]) => {
      const rows = group(all, ({ clause }) => clause).map(([clause, places]) => {
        const files = [...new Set(places.map(({ file }) => file))].map((file) => `\`${file}\``)
        return `| ${clause === '' ? '' : clause} | ${files.join(', ')} |`
      })
      const heading = `### ${standard}: ${SUBJECTS[standard] ?? ''}`
      return [heading, '', '| clause | file in `packages/*/src` |', '| --- | --- |', ...rows, ''].join('\n')
    })
    .join('\n')
}

/** Standards that the code cites and the table of subjects does not know: misspelled, or new. */
export function unknownStandards(): string[] {
  const cited = new Set(citations().map(({ standard }) => standard))
  return [...cited]
    .filter((standard) => SUBJECTS[standard] === undefined)
    .map((standard) => `tools/docs/src/standards.ts does not say what ${standard} is about`)
}

const BEGIN = '<!-- begin: made by `npm run docs` from the citations in the code -->'
const END = '<!-- end -->'

/** Puts the table into the page, whose other parts are written by hand. */
export function standardsPage(page: string): string {
  const [before, rest] = page.split(BEGIN)
  const after = rest?.split(END)[1]
  if (before === undefined || after === undefined)
    throw new Error(`docs/standards.md lacks the line ${BEGIN}`)
  return `${before}${BEGIN}\n\n${standardsTable()}\n${END}${after}`
}
